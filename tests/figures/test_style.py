"""What all figures share."""

import plotly.graph_objects as go

from core.figures.style import LEGEND_ROW, PLOTLY_ROW, styled


def test_names_of_a_legend_stand_as_far_apart_as_a_finger_needs():
    figure = go.Figure([go.Scatter(name=name) for name in "ab"])
    figure.add_scatter(name="c", legendgroup="both").add_scatter(legendgroup="both")
    styled(figure, height=300)
    assert [trace.legendgroup for trace in figure.data] == ["0", "1", "both", "both"]
    assert PLOTLY_ROW + figure.layout.legend.tracegroupgap == LEGEND_ROW
