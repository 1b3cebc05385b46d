"""Learning curves: what is drawn is what the history holds."""

import numpy as np
import pandas as pd
import pytest

from core.figures.learning_curves import (
    NOTHING_YET,
    best_epoch,
    headline_curves,
    loss_curves,
    overlaid_curves,
)

HISTORY = pd.DataFrame(
    {
        "epoch": [1, 2, 3, 4],
        "train_loss": [2.0, 1.5, 1.0, 0.5],
        "train_accuracy": [0.1, 0.3, 0.6, 0.9],
        "validation_loss": [1.9, 1.2, 0.8, 1.1],
        "validation_accuracy": [0.2, 0.4, 0.75, 0.7],
    }
)


def test_losses_are_drawn_in_nats_and_accuracies_in_per_cent():
    training, validation = loss_curves(HISTORY, n_epochs=4).data
    np.testing.assert_array_equal(training.y, HISTORY.train_loss)
    np.testing.assert_array_equal(validation.y, HISTORY.validation_loss)
    training, validation = headline_curves(HISTORY, n_epochs=4).data
    np.testing.assert_allclose(training.y, [10, 30, 60, 90])
    np.testing.assert_allclose(validation.y, [20, 40, 75, 70])
    assert (training.name, validation.name) == ("Training", "Validation")


@pytest.mark.parametrize(
    ("draw", "unit"), [(loss_curves, "Loss (nats)"), (headline_curves, "Accuracy (%)")]
)
def test_axes_have_their_units_and_hovering_tells_them(draw, unit: str):
    figure = draw(HISTORY, n_epochs=4)
    assert figure.layout.yaxis.title.text == unit
    assert figure.layout.xaxis.title.text == "Epoch"
    for trace in figure.data:
        assert trace.hovertemplate.split("<")[0].endswith("nats" if "nats" in unit else "%")
        assert list(trace.x) == [1, 2, 3, 4]


def test_the_epoch_whose_weights_are_kept_is_marked():
    assert best_epoch(HISTORY) == 3
    assert best_epoch(HISTORY.iloc[:0]) is None
    training, validation = loss_curves(HISTORY, n_epochs=4).data
    assert list(validation.marker.symbol) == ["circle", "circle", "star", "circle"]
    assert set(training.marker.symbol) == {"circle"}


def test_a_long_training_is_a_line_with_a_star():
    long = pd.concat([HISTORY] * 20, ignore_index=True)
    long["epoch"] = np.arange(1, 81)
    _, validation = loss_curves(long, n_epochs=80).data
    assert sorted(set(validation.marker.size)) == [0, 13]
    assert list(validation.marker.symbol).count("star") == 1


def test_the_axis_shows_what_is_still_to_come():
    low, high = loss_curves(HISTORY, n_epochs=40).layout.xaxis.range
    assert low < 1
    assert 40 < high < 45


def test_chance_is_drawn_where_classes_are_known():
    (line,) = headline_curves(HISTORY, n_epochs=4, n_classes=8).layout.shapes
    assert line.y0 == line.y1 == 12.5
    assert not headline_curves(HISTORY, n_epochs=4).layout.shapes


@pytest.mark.parametrize("draw", [loss_curves, headline_curves])
def test_before_the_first_epoch_the_figure_says_so(draw):
    figure = draw(HISTORY.iloc[:0], n_epochs=15)
    assert [note.text for note in figure.layout.annotations] == [NOTHING_YET]
    assert figure.layout.xaxis.range[1] > 15


def test_the_page_shows_through_and_gives_its_colours():
    figure = loss_curves(HISTORY, n_epochs=4)
    assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert all(trace.line.color is None for trace in figure.data)
    assert loss_curves(HISTORY.iloc[:2], n_epochs=4).layout.uirevision == figure.layout.uirevision


OTHER = HISTORY.assign(epoch=[1, 2, 3, 7], validation_loss=[3.0, 2.5, 2.0, 1.5])


@pytest.mark.parametrize(("what", "factor"), [("loss", 1), ("accuracy", 100)])
def test_several_runs_are_told_apart_by_colour_and_sides_by_the_stroke(what, factor: int):
    how = {"title": "Any", "unit": "%" if factor == 100 else ""}
    figure = overlaid_curves({"one": HISTORY, "other": OTHER}, what, **how)
    assert [(t.name, t.line.dash, t.showlegend) for t in figure.data] == [
        ("one", "solid", True), ("one", "dot", False),
        ("other", "solid", True), ("other", "dot", False),
    ]  # fmt: skip
    for trace, history, side in zip(
        figure.data, (HISTORY, HISTORY, OTHER, OTHER), ("validation", "train") * 2, strict=True
    ):
        np.testing.assert_array_equal(trace.x, history.epoch)
        np.testing.assert_allclose(trace.y, factor * history[f"{side}_{what}"])
        assert "training" in trace.hovertemplate or side == "validation"
    colours = [trace.line.color for trace in figure.data]
    assert colours[0] == colours[1] != colours[2] == colours[3]
    others = overlaid_curves({"x": OTHER, "y": HISTORY}, what, **how)
    assert colours == [trace.line.color for trace in others.data]
    assert [trace.legendgroup for trace in figure.data] == [trace.name for trace in figure.data]
    assert figure.layout.xaxis.range[1] >= 7


def test_a_run_without_an_epoch_can_be_laid_over_others():
    how = {"title": "Loss", "unit": "nats"}
    figure = overlaid_curves({"one": HISTORY.iloc[:0], "other": HISTORY}, "loss", **how)
    assert figure.layout.yaxis.title.text == "Loss (nats)"
    assert [len(trace.x) for trace in figure.data] == [0, 0, 4, 4]
    assert overlaid_curves({"none": HISTORY.iloc[:0]}, "loss", **how).data
