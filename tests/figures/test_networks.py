"""Figures of several networks hold what they are given, and stay apart."""

import numpy as np
import pandas as pd
import pytest

from core.figures.networks import Measure, cost_figure, letters, ranks_figure, standings_figure
from core.figures.pairs import SURE, agreement_matrix, lead_matrix

ACCURACY = Measure("Accuracy", percent=True)
TABLE = pd.DataFrame(
    {"network": ["x", "<b>y"], "value": [0.9, 0.5], "low": [0.8, 0.4], "high": [0.95, 0.7]}
)


def test_letters_go_on_after_z():
    given = list(letters([str(i) for i in range(53)]).values())
    assert given[:2] + given[25:28] + given[51:] == ["A", "B", "Z", "AA", "AB", "AZ", "BA"]


def test_each_network_has_its_value_and_both_ends():
    figure = standings_figure(TABLE, ACCURACY)
    first = figure.data[0]
    assert (first.x[0], first.error_x.array[0], first.error_x.arrayminus[0]) == pytest.approx(
        (90, 5, 10)
    )
    assert [each.text for each in figure.layout.annotations] == [
        "<b>A</b>  x: 90.0 %", "<b>B</b>  &lt;b&gt;y: 50.0 %"
    ]  # fmt: skip
    assert (
        "0.900 (0.800 to 0.950)"
        in standings_figure(TABLE, Measure("R²", percent=False)).data[0].hovertemplate
    )


def test_ten_networks_differ_in_colour_and_shape():
    names = [f"n{i}" for i in range(10)]
    table = pd.DataFrame({"network": names, "value": 0.5, "low": 0.4, "high": 0.6})
    marks = {(t.marker.color, t.marker.symbol) for t in standings_figure(table, ACCURACY).data}
    assert len({colour for colour, _ in marks}) == len({shape for _, shape in marks}) == 10


def test_what_has_no_cost_is_left_out_and_keeps_the_others_letters():
    figure = cost_figure({"<b>y": 1500.0}, TABLE, ACCURACY, title="Parameters", hover="")
    (trace,) = figure.data
    assert (trace.x[0], trace.y[0], trace.text[0]) == (1500, 50, "<b>B</b>")
    ticks = figure.layout.xaxis.tickvals
    assert list(ticks) == [1000, 2000]


def test_places_are_lines_with_the_best_on_top():
    places = pd.DataFrame({0: [1.0, 2.0], 1: [1.5, 1.5]}, index=["x", "y"])
    values = pd.DataFrame({0: [0.9, 0.5], 1: [0.7, 0.7]}, index=["x", "y"])
    figure = ranks_figure(places, values)
    assert [list(trace.y) for trace in figure.data] == [[1, 1.5], [2, 1.5]]
    assert list(figure.data[0].customdata) == [90, 70]
    low, high = figure.layout.yaxis.range
    assert low > high


def test_a_lead_is_told_from_both_sides_and_marked_where_it_is_sure():
    pairs = pd.DataFrame({"a": ["y"], "b": ["x"], "difference": [-0.2], "low": [-0.3],
                          "high": [-0.05], "corrected": [0.01]})  # fmt: skip
    matrix = lead_matrix(["x", "y", "z"], pairs, level=0.05, p_values=["p = 0.010"])
    assert matrix.text == [["", f"+20{SURE}", "–"], [f"−20{SURE}", "", "–"], ["–", "–", ""]]
    assert matrix.hover[0][1] == "x against y: +20 percentage points (+5 to +30), p = 0.010"
    assert matrix.hover[1][0] == "y against x: −20 percentage points (−30 to −5), p = 0.010"
    assert matrix.hover[2][0] == "z and x were judged on other songs"


def test_agreement_is_written_where_it_is_known():
    kappa = np.array([[1.0, 0.4, np.nan], [0.4, 1.0, -0.1], [np.nan, -0.1, 1.0]])
    matrix = agreement_matrix(["x", "y", "z"], kappa, np.full((3, 3), 20))
    assert matrix.text == [["", "0.40", "–"], ["0.40", "", "-0.10"], ["–", "-0.10", ""]]
    assert "too few" in matrix.hover[0][2]
