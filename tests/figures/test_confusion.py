"""Confusion figures say what the counts say."""

import numpy as np
import pytest
from sklearn.metrics import confusion_matrix

from core.figures.confusion import confusion_figure, difference_figure, in_favour, in_unit
from core.figures.palette import SERIES_COLOURS

CLASSES = ["blues", "jazz", "pop"]
TRUE = ["blues"] * 4 + ["jazz"] * 2
SAID = ["blues", "blues", "jazz", "pop", "jazz", "pop"]
COUNTS = confusion_matrix(TRUE, SAID, labels=CLASSES)


def test_per_cent_is_scikit_learns_row_normalisation():
    expected = 100 * confusion_matrix(TRUE, SAID, labels=CLASSES, normalize="true")
    np.testing.assert_allclose(in_unit(COUNTS, "per cent"), np.nan_to_num(expected))


def test_every_cell_can_be_clicked_and_says_what_it_holds():
    heat, targets = confusion_figure(COUNTS, CLASSES).data
    np.testing.assert_array_equal(np.nan_to_num(heat.z), COUNTS)
    assert len(targets.x) == 9
    places = [tuple(pair) for pair in targets.customdata]
    place = places.index(("blues", "pop"))
    assert (targets.y[place], targets.x[place]) == ("blues", "pop")
    assert targets.text[place] == "<b>blues, called pop</b><br>1 of 4 songs"
    assert targets.text[places.index(("jazz", "jazz"))] == "<b>jazz, recognised</b><br>1 of 2 songs"
    assert targets.marker.color != "rgba(0,0,0,0)"  # wholly transparent ones are not clicked


def test_no_click_misses_a_cell_however_large_the_cells_are():
    """Plotly asks how far the nearest square is, and takes 20 px for too far."""
    figure = confusion_figure(COUNTS, CLASSES)
    assert figure.layout.hoverdistance == -1
    assert figure.data[0].hoverinfo == "skip"  # or the heatmap would be what is clicked


@pytest.mark.parametrize("chosen", [("jazz", "pop"), ("blues", "blues")])
def test_the_chosen_cell_has_a_frame_and_keeps_its_number(chosen):
    figure = confusion_figure(COUNTS, CLASSES, chosen=chosen)
    (frame,) = figure.layout.shapes
    label, answer = (CLASSES.index(name) for name in chosen)
    assert (frame.x0, frame.x1, frame.y0, frame.y1) == (
        answer - 0.5, answer + 0.5, label - 0.5, label + 0.5
    )  # fmt: skip
    assert frame.fillcolor == "rgba(0,0,0,0)"
    assert cells(figure) == cells(confusion_figure(COUNTS, CLASSES))
    assert not confusion_figure(COUNTS, CLASSES).layout.shapes


def cells(figure) -> dict[tuple[str, str], str]:
    """What is written in each cell, by true and predicted class."""
    return {(note.y, note.x): note.text for note in figure.layout.annotations}


def test_each_cell_says_its_number_and_empty_ones_nothing():
    assert cells(confusion_figure(COUNTS, CLASSES)) == {
        ("blues", "blues"): "2", ("blues", "jazz"): "1", ("blues", "pop"): "1",
        ("jazz", "jazz"): "1", ("jazz", "pop"): "1",
    }  # fmt: skip


def difference(**options):
    """The counts against a network that is always right."""
    perfect = np.diag([4, 2, 0])
    return difference_figure(
        in_unit(COUNTS, "per cent"), in_unit(perfect, "per cent"), CLASSES, **options
    )


def test_sign_and_colour_of_a_difference_say_the_same():
    """Above 0 is better for the first: right more often, or that mistake less often."""
    figure = difference(names=("ours", "ideal"))
    heat, targets = figure.data
    np.testing.assert_allclose(heat.z[0], [-50, -25, -25])  # right less often, wrong more often
    np.testing.assert_allclose(heat.z[1], [0, -50, -50])
    assert heat.zmin == -heat.zmax == -50
    for (label, answer), number in cells(figure).items():
        value = heat.z[CLASSES.index(label)][CLASSES.index(answer)]
        assert float(number.replace("−", "-")) == value
    place = [tuple(pair) for pair in targets.customdata].index(("blues", "jazz"))
    assert targets.text[place] == (
        "<b>blues, called jazz</b><br>ours: 25.0 %<br>ideal: 0.0 %<br>ideal is better by 25.0"
    )


def test_the_colours_of_a_difference_are_those_of_the_two_in_the_bars():
    heat, _ = difference().data
    for end, colour in (
        (heat.colorscale[-1], SERIES_COLOURS[0]),
        (heat.colorscale[0], SERIES_COLOURS[1]),
    ):
        rgb = ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
        assert end[1].startswith(f"rgba({rgb},")


def test_who_is_favoured_turns_round_with_the_two():
    a, b = in_unit(COUNTS, "per cent"), in_unit(np.diag([4, 2, 0]), "per cent")
    np.testing.assert_array_equal(in_favour(a - b), -in_favour(b - a))
