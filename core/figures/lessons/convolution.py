"""The arithmetic of a kernel as a picture, and maps and pictures of a network that sees."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import COLOUR_MAPS
from core.figures.style import ACCENT, CONTRAST, styled, two_sided

if TYPE_CHECKING:
    import plotly.graph_objects as go


def arithmetic_figure(
    patch: NDArray[np.floating], kernel: NDArray[np.floating], *, names: Sequence[str]
) -> "go.Figure":
    """Patch × kernel = products, three squares of 3 × 3 with their numbers.

    Parameters
    ----------
    patch, kernel : np.ndarray [shape=(3, 3)]
        Row 0 is the lowest.
    names : sequence of str
        What the three are called.
    """
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    squares = (patch, kernel, patch * kernel)
    figure = make_subplots(1, 3, subplot_titles=list(names), horizontal_spacing=0.09)
    texts: list[dict[str, Any]] = []  # set at once: Plotly checks all of them again for each added
    for column, values in enumerate(squares, 1):
        most = max(float(np.abs(values).max()), 1e-9)
        trace = go.Heatmap(
            z=values, zmin=-most, zmax=most, colorscale=two_sided(CONTRAST, ACCENT),
            showscale=False, xgap=2, ygap=2, hovertemplate="%{z:.3f}<extra></extra>",
        )  # fmt: skip
        figure.add_trace(trace, 1, column)
        axis = "" if column == 1 else column
        texts += [
            {"text": short(float(value)), "x": x, "y": y, "xref": f"x{axis}", "yref": f"y{axis}",
             "showarrow": False, "font": {"size": 12}}
            for (y, x), value in np.ndenumerate(values)
        ]  # fmt: skip
    texts += [
        {"text": sign, "x": place, "y": 0.5, "xref": "paper", "yref": "paper",
         "showarrow": False, "font": {"size": 22}}
        for sign, place in (("×", 1 / 3), ("=", 2 / 3))
    ]  # fmt: skip
    figure.layout.annotations += tuple(texts)
    styled(figure, height=190)
    figure.update_layout(margin={"t": 26})
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(visible=False, fixedrange=True)
    return figure


def contributions_figure(
    contributions: NDArray[np.floating], bias: float, *, n_most: int = 10
) -> "go.Figure":
    """What the strongest channels of the layer before add to a value, the others, and the bias."""
    import plotly.graph_objects as go

    order = np.argsort(-np.abs(contributions))
    best, rest = order[:n_most], order[n_most:]
    names = [f"channel {i + 1}" for i in best]
    values = [float(contributions[i]) for i in best]
    if len(rest):
        names.append(f"{len(rest)} others")
        values.append(float(contributions[rest].sum()))
    names.append("bias")
    values.append(bias)
    bars = go.Bar(
        x=values, y=names, orientation="h",
        marker={"color": [ACCENT if value >= 0 else CONTRAST for value in values]},
        hovertemplate="%{y}: %{x:.3f}<extra></extra>",
    )  # fmt: skip
    figure = styled(go.Figure(bars), height=60 + 22 * len(values), showlegend=False)
    figure.update_xaxes(title="Contribution to the sum")
    figure.update_yaxes(autorange="reversed")
    return figure


def pictures_figure(
    pictures: Sequence[NDArray[Any]], titles: Sequence[str], *, n_columns: int, side: int = 110
) -> "go.Figure":
    """Pictures uint8 [n, n, 3], or maps [n_rows, n_columns] with row 0 at the top, side by side."""
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    n_rows = -(-len(pictures) // n_columns)
    figure = make_subplots(
        n_rows, n_columns, subplot_titles=list(titles),
        horizontal_spacing=0.02, vertical_spacing=0.28 / max(n_rows, 1) if n_rows > 1 else 0.0,
    )  # fmt: skip
    for i, picture in enumerate(pictures):
        place = (i // n_columns + 1, i % n_columns + 1)
        if picture.ndim == 3:
            trace: Any = go.Image(z=picture, hoverinfo="skip")
        else:
            trace = go.Heatmap(
                z=picture, colorscale=list(COLOUR_MAPS["viridis"]), showscale=False,
                zmin=0, zmax=max(float(picture.max()), 1e-6),
                hovertemplate="row %{y}, column %{x}: %{z:.2f}<extra></extra>",
            )  # fmt: skip
        figure.add_trace(trace, *place)
    styled(figure, height=n_rows * (side + 30) + 16)
    figure.update_layout(margin={"t": 26})
    figure.update_xaxes(visible=False, fixedrange=True, constrain="domain")
    figure.update_yaxes(visible=False, fixedrange=True, autorange="reversed", scaleanchor="x")
    for axis in range(1, len(pictures) + 1):
        name = "" if axis == 1 else str(axis)
        figure.layout[f"yaxis{name}"].scaleanchor = f"x{name}"
    figure.update_annotations(font_size=12)
    return figure


def short(value: float) -> str:
    """At most two decimals, a minus as printed in books: ``"−1.3"``, ``"0.07"``, ``"0"``."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace("-", "−") if float(text) else "0"
