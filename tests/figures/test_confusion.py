"""Confusion figures say what the counts say."""

import numpy as np
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


def test_every_cell_can_be_clicked_and_names_its_classes():
    heat, targets = confusion_figure(COUNTS, CLASSES).data
    np.testing.assert_array_equal(np.nan_to_num(heat.z), COUNTS)
    assert len(targets.x) == 9
    place = [tuple(pair) for pair in targets.customdata].index(("blues", "pop"))
    assert (targets.y[place], targets.x[place]) == ("blues", "pop")
    assert targets.text[place] == "1 song"
    assert targets.marker.color != "rgba(0,0,0,0)"  # wholly transparent ones are not clicked


def test_the_figure_is_the_same_from_rerun_to_rerun():
    """Streamlit drops a selection whenever the figure differs from the one before."""
    assert (
        confusion_figure(COUNTS, CLASSES).to_json() == confusion_figure(COUNTS, CLASSES).to_json()
    )


def test_a_matrix_to_look_at_has_nothing_to_click():
    (heat,) = confusion_figure(COUNTS, CLASSES, unit="per cent", clickable=False).data
    np.testing.assert_allclose(heat.z, in_unit(COUNTS, "per cent"))


def cells(figure) -> dict[tuple[str, str], str]:
    """What is written in each cell, by true and predicted class."""
    return {(note.y, note.x): note.text for note in figure.layout.annotations}


def test_each_cell_says_its_number_and_empty_ones_nothing():
    assert cells(confusion_figure(COUNTS, CLASSES)) == {
        ("blues", "blues"): "2", ("blues", "jazz"): "1", ("blues", "pop"): "1",
        ("jazz", "jazz"): "1", ("jazz", "pop"): "1",
    }  # fmt: skip


def test_the_difference_is_in_points_of_each_row_and_coloured_by_whom_it_favours():
    perfect = np.diag([4, 2, 0])
    figure = difference_figure(COUNTS, perfect, CLASSES, names=("ours", "ideal"))
    (heat,) = figure.data
    np.testing.assert_allclose(heat.customdata[0], [-50, 25, 25])  # A minus B
    np.testing.assert_allclose(heat.z[0], [-50, -25, -25])  # right less often, wrong more often
    np.testing.assert_allclose(heat.z[1], [0, -50, -50])
    assert heat.text[0][1] == "ideal is better by 25.0"
    assert heat.zmin == -heat.zmax == -50
    assert cells(figure)["blues", "blues"] == "−50"
    assert cells(figure)["blues", "pop"] == "+25"


def test_the_colours_of_a_difference_are_those_of_the_two_in_the_bars():
    (heat,) = difference_figure(COUNTS, np.diag([4, 2, 0]), CLASSES).data
    for end, colour in (
        (heat.colorscale[-1], SERIES_COLOURS[0]),
        (heat.colorscale[0], SERIES_COLOURS[1]),
    ):
        rgb = ",".join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
        assert end[1].startswith(f"rgba({rgb},")


def test_who_is_favoured_turns_round_with_the_two():
    a, b = in_unit(COUNTS, "per cent"), in_unit(np.diag([4, 2, 0]), "per cent")
    np.testing.assert_array_equal(in_favour(a - b), -in_favour(b - a))
