"""Figures of principal components: items as points, shares of variance, loadings."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import SERIES_COLOURS, color_of
from core.figures.style import ACCENT, CONTRAST, GREY, MARKERS, fading, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

STAR = "#E3B505"  # the yellow that no genre has
# In 3-D Plotly writes symbols as letters of a font. These seven are in every font, its "x" (❌) is
# not; more classes have a dark rim.
SPACE_MARKERS = (
    "circle", "square", "diamond", "cross", "circle-open", "square-open", "diamond-open",
)  # fmt: skip
RIM = "#0F1214"
POINT, CHOSEN = 9, 16  # px
MOST_SHAPES = 2000  # items that are drawn as shapes of the page; more are painted by WebGL


@dataclass(frozen=True)
class Points:
    """Items to draw.

    Attributes
    ----------
    coordinates : float array [shape=(n_items, n_components)]
    ids, titles, labels : sequence of str
        What a click on each item gives, what it is called, and its class.
    classes : sequence of str
        All classes, so that each keeps its colour and shape when others are hidden.
    """

    coordinates: NDArray[np.floating]
    ids: Sequence[str]
    titles: Sequence[str]
    labels: Sequence[str]
    classes: Sequence[str]


def axis_title(component: int, share: NDArray[np.floating]) -> str:
    """``"Component 1 (32.4 % of the variance)"``."""
    return f"Component {component + 1} ({100 * share[component]:.1f} % of the variance)"


def shares_in_words(share: NDArray[np.floating], axes: Sequence[int]) -> str:
    """What the chosen components hold, in words and per cent."""
    chosen = list(dict.fromkeys(axes))
    each = [f"component {axis + 1} holds {100 * share[axis]:.1f} %" for axis in chosen]
    sentence = ", ".join(each) + " of the variance"
    if len(chosen) > 1:
        sentence += f", together {100 * sum(share[axis] for axis in chosen):.1f} %"
    return sentence[0].upper() + sentence[1:] + "."


def scatter(
    points: Points,
    share: NDArray[np.floating] | None,
    axes: Sequence[int],
    *,
    star: NDArray[np.floating] | None = None,
    star_name: str = "",
    ring: str | None = None,
) -> "go.Figure":
    """Items on two or three components, one trace per class; `star` is one more item.

    A clicked item grows, in two dimensions; in three, Plotly knows of no clicks. More than
    `MOST_SHAPES` items on a plane are drawn by WebGL.

    Parameters
    ----------
    share : float array [shape=(n_components,)] or None
        Of the variance, 0 to 1; None where the axes stand for nothing, as those of t-SNE.
    axes : two or three ints
        Components from 0 on, for x, y (and z).
    star : float array [shape=(n_components,)], optional
        Coordinates of an item that is not of the set.
    ring : str, optional
        The id of an item to be marked.
    """
    import plotly.graph_objects as go

    labels = np.asarray(points.labels)
    figure = go.Figure()
    for place, name in enumerate(points.classes):
        members = np.flatnonzero(labels == name)
        if len(members):
            figure.add_trace(_class_trace(points, members, axes, name, place))
    if star is not None:
        figure.add_trace(_star(star, axes, star_name))
    if ring is not None:
        figure.add_trace(_ring(points.coordinates[list(points.ids).index(ring)], axes))
    if share is None or len(axes) == 2:
        return on_plane(figure, share, axes)
    return _in_space(figure, share, axes)


def on_plane(
    figure: "go.Figure", share: NDArray[np.floating] | None, axes: Sequence[int]
) -> "go.Figure":
    """A figure whose axes are two components, or stand for nothing."""
    styled(figure, height=560, clickmode="event+select")
    if share is None:
        bare = {"showticklabels": False, "title": "", "zeroline": False, "showgrid": False}
        return figure.update_xaxes(**bare).update_yaxes(**bare, scaleanchor="x")
    figure.update_xaxes(title=axis_title(axes[0], share))
    return figure.update_yaxes(title=axis_title(axes[1], share))


def _in_space(figure: "go.Figure", share: NDArray[np.floating], axes: Sequence[int]) -> "go.Figure":
    scene = {
        f"{letter}axis": {
            "title": {
                "text": f"Component {axis + 1} ({100 * share[axis]:.1f} %)",
                "font": {"size": 11},
            },
            "tickfont": {"size": 10},
            "gridcolor": GREY,
            "zerolinecolor": GREY,
            "showbackground": False,
        }
        for letter, axis in zip("xyz", axes, strict=True)
    }
    camera = {"eye": {"x": 1.6, "y": 1.6, "z": 1.05}, "center": {"z": -0.18}}
    scene |= {"camera": camera, "aspectmode": "cube"}  # all titles are inside
    return styled(figure, height=600, scene=scene).update_layout(legend_itemsizing="constant")


def _class_trace(
    points: Points, members: NDArray[np.intp], axes: Sequence[int], name: str, place: int
) -> Any:
    import plotly.graph_objects as go

    flat = len(axes) == 2
    values = dict(zip("xyz", points.coordinates[members][:, axes].T, strict=False))
    shapes = MARKERS if flat else SPACE_MARKERS
    marker = {
        "color": color_of(name, points.classes),
        "symbol": shapes[place % len(shapes)],
        "size": POINT if flat else 3.5,
        "opacity": 0.85,
    }
    if not flat and place % (2 * len(shapes)) >= len(shapes):
        marker["line"] = {"color": RIM, "width": 2}
    hover = "<b>%{text}</b><br>" + name
    hover += "".join(
        f"<br>component {a + 1}: %{{{k}:.2f}}" for k, a in zip("xyz", axes, strict=False)
    )
    common = {
        "mode": "markers",
        "name": name,
        "marker": marker,
        "customdata": [points.ids[i] for i in members],
        "text": [escape(str(points.titles[i])) for i in members],
        "hovertemplate": hover + "<extra></extra>",
    }
    if not flat:
        return go.Scatter3d(**values, **common)
    kind = go.Scatter if len(points.ids) <= MOST_SHAPES else go.Scattergl
    return kind(
        **values,
        **common,
        selected={"marker": {"opacity": 1, "size": CHOSEN}},
        unselected={"marker": {"opacity": 0.85}},
    )


def _star(star: NDArray[np.floating], axes: Sequence[int], name: str) -> Any:
    import plotly.graph_objects as go

    values = {key: [star[axis]] for key, axis in zip("xyz", axes, strict=False)}
    name = escape(name)
    common = {"mode": "markers", "name": name, "hovertemplate": f"<b>{name}</b><extra></extra>"}
    if len(axes) == 3:
        marker = {"symbol": "diamond", "size": 9, "color": STAR,
                  "line": {"color": "#333", "width": 2}}  # fmt: skip
        return go.Scatter3d(**values, **common, marker=marker)
    marker = {"symbol": "star", "size": 22, "color": STAR,
              "line": {"color": "#333", "width": 1.5}}  # fmt: skip
    same = {"marker": {"opacity": 1}}  # or it would fade where another item is chosen
    return go.Scatter(**values, **common, marker=marker, selected=same, unselected=same)


def _ring(place: NDArray[np.floating], axes: Sequence[int]) -> Any:
    import plotly.graph_objects as go

    values = {key: [place[axis]] for key, axis in zip("xyz", axes, strict=False)}
    common = {"mode": "markers", "hoverinfo": "skip", "showlegend": False}
    marker = {"symbol": "circle-open", "color": CONTRAST, "line": {"width": 3}}
    if len(axes) == 3:
        return go.Scatter3d(**values, **common, marker=marker | {"size": 12})
    same = {"marker": {"opacity": 1}}
    marker["size"] = CHOSEN + 4
    return go.Scatter(**values, **common, marker=marker, selected=same, unselected=same)


def scree(share: NDArray[np.floating], *, chosen: Sequence[int], n_most: int = 15) -> "go.Figure":
    """Share of the variance of each component in per cent, and their sum; `chosen` stand out."""
    import plotly.graph_objects as go

    n = min(n_most, len(share))
    numbers = np.arange(1, n + 1)
    colours = [ACCENT if i in chosen else GREY for i in range(n)]
    per_cent = 100 * np.asarray(share[:n])
    figure = go.Figure(
        [
            go.Bar(x=numbers, y=per_cent, marker_color=colours, name="of this component",
                   hovertemplate="component %{x}: %{y:.1f} %<extra></extra>"),
            go.Scatter(x=numbers, y=per_cent.cumsum(), mode="lines+markers", name="of all so far",
                       line={"color": CONTRAST},
                       hovertemplate="components 1 to %{x}: %{y:.1f} %<extra></extra>"),
        ]
    )  # fmt: skip
    figure.update_xaxes(title="Component", dtick=1)
    figure.update_yaxes(title="Share of the variance (%)", range=[0, 102])
    return styled(figure, height=340)


def loadings(
    values: NDArray[np.floating], names: Sequence[str], axes: Sequence[int]
) -> "go.Figure":
    """Correlation of each value with the chosen components, −1 to 1, strongest first.

    Parameters
    ----------
    values : float array [shape=(n_components, n_values)]
    names : sequence of str [n_values]
    axes : sequence of int
        Components to show.
    """
    import plotly.graph_objects as go

    chosen = np.asarray(values)[list(axes)]
    order = np.argsort(np.abs(chosen).max(axis=0))
    figure = go.Figure(
        go.Heatmap(
            z=chosen[:, order].T,
            x=[str(axis + 1) for axis in axes],
            y=[names[i] for i in order],
            zmin=-1,
            zmax=1,
            xgap=2,
            ygap=1,
            colorscale=fading(*SERIES_COLOURS[1::-1]),
            colorbar={"title": {"text": "r"}, "thickness": 10},
            hovertemplate="%{y}<br>component %{x}: correlation %{z:.2f}<extra></extra>",
        )
    )
    styled(figure, height=100 + 19 * len(order))
    figure.update_xaxes(title="Component", type="category")
    return figure.update_yaxes(dtick=1, showgrid=False)
