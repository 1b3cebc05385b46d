"""Confusion figures say what the counts say."""

import numpy as np
from sklearn import metrics

from core.figures.confusion import (
    Matrix,
    confusion_matrix,
    difference_matrix,
    in_favour,
    in_unit,
)
from core.figures.palette import SERIES_COLOURS

CLASSES = ["blues", "jazz", "pop"]
TRUE = ["blues"] * 4 + ["jazz"] * 2
SAID = ["blues", "blues", "jazz", "pop", "jazz", "pop"]
COUNTS = metrics.confusion_matrix(TRUE, SAID, labels=CLASSES)


def test_per_cent_is_scikit_learns_row_normalisation():
    expected = 100 * metrics.confusion_matrix(TRUE, SAID, labels=CLASSES, normalize="true")
    np.testing.assert_allclose(in_unit(COUNTS, "per cent"), np.nan_to_num(expected))


def test_each_cell_says_its_number_and_empty_ones_nothing():
    assert confusion_matrix(COUNTS, CLASSES).text == [["2", "1", "1"], ["", "1", "1"], ["", "", ""]]
    assert confusion_matrix(COUNTS, CLASSES, unit="per cent").text[1] == ["", "50", "50"]


def test_what_is_told_of_a_cell_is_its_count_out_of_its_row_in_any_unit():
    for unit in ("counts", "per cent"):
        told = confusion_matrix(COUNTS, CLASSES, unit=unit, items="pictures").hover
        assert told[0][2] == "Blues called pop: 1 of 4 pictures"
        assert told[1][1] == "Jazz, recognised: 1 of 2 pictures"


def opacity(colour: str) -> float:
    return float(colour.split(",")[-1].rstrip(")"))


def test_the_more_there_are_in_a_cell_the_stronger_its_colour():
    colours = confusion_matrix(COUNTS, CLASSES).colours
    assert opacity(colours[0][0]) > opacity(colours[0][1]) == opacity(colours[1][2])
    assert opacity(colours[0][1]) > opacity(colours[2][2])


def difference(**options) -> Matrix:
    """The counts against a network that is always right."""
    perfect = np.diag([4, 2, 0])
    return difference_matrix(
        in_unit(COUNTS, "per cent"), in_unit(perfect, "per cent"), CLASSES, **options
    )


def test_sign_and_colour_of_a_difference_say_the_same():
    """Above 0 is better for the first: right more often, or that mistake less often."""
    worse = difference(names=("ours", "ideal"))
    assert worse.text == [["−50", "−25", "−25"], ["", "−50", "−50"], ["", "", ""]]
    assert worse.hover[0][1] == (
        "Blues called jazz: ours 25.0 %, ideal 0.0 %; ideal is better by 25.0 points"
    )
    assert worse.hover[2][2].endswith("no difference")
    mixed = difference_matrix(np.array([[60.0, 40.0], [10.0, 90.0]]),
                              np.array([[50.0, 50.0], [5.0, 95.0]]), ["a", "b"])  # fmt: skip
    assert mixed.text == [["+10", "+10"], ["−5", "−5"]]
    for numbers, colours in zip(mixed.text, mixed.colours, strict=True):
        for number, colour in zip(numbers, colours, strict=True):
            bar = SERIES_COLOURS[0 if number[0] == "+" else 1]  # as the two have it in the bars
            rgb = ",".join(str(int(bar[i : i + 2], 16)) for i in (1, 3, 5))
            assert colour.startswith(f"rgba({rgb},")


def test_who_is_favoured_turns_round_with_the_two():
    a, b = in_unit(COUNTS, "per cent"), in_unit(np.diag([4, 2, 0]), "per cent")
    np.testing.assert_array_equal(in_favour(a - b), -in_favour(b - a))
