"""Confusion figures say what the counts say."""

import numpy as np
from sklearn.metrics import confusion_matrix

from core.figures.confusion import confusion_figure, difference_figure, in_unit

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
    assert targets.text[place] == "1 songs"
    assert targets.marker.color != "rgba(0,0,0,0)"  # wholly transparent ones are not clicked


def test_the_figure_is_the_same_from_rerun_to_rerun():
    """Streamlit drops a selection whenever the figure differs from the one before."""
    assert confusion_figure(COUNTS, CLASSES).to_json() == confusion_figure(COUNTS, CLASSES).to_json()


def test_the_difference_is_in_points_of_each_row():
    perfect = np.diag([4, 2, 0])
    (heat,) = difference_figure(COUNTS, perfect, CLASSES).data
    np.testing.assert_allclose(heat.z[0], [-50, 25, 25])
    np.testing.assert_allclose(np.nan_to_num(heat.z[1]), [0, -50, 50])
    assert heat.zmin == -heat.zmax
