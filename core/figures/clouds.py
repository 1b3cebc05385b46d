"""What is drawn over and beside items on components: ellipses, arrows, density, spread."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import COLOUR_MAPS, SERIES_COLOURS, color_of
from core.figures.pca import Points, on_plane
from core.figures.style import CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

INSIDE = 0.95  # of a normal cloud, which an ellipse goes around
N_CORNERS = 72
MOST_POINTS = 20_000  # more are drawn as density
N_BINS = 100  # to a side
N_ARROWS = 12
ARROW_REACH = 0.9  # of the figure, for the longest arrow


def outline(cloud: NDArray[np.floating]) -> NDArray[np.float64]:
    """The ellipse [n_corners, 2] that holds `INSIDE` of a normal cloud [n, 2] with its moments.

    Examples
    --------
    >>> cloud = np.random.default_rng(0).normal(size=(10_000, 2))
    >>> bool(np.allclose(np.linalg.norm(outline(cloud), axis=1), 2.45, atol=0.1))
    True
    """
    angles = np.linspace(0, 2 * np.pi, N_CORNERS)
    return _stretched(np.column_stack([np.cos(angles), np.sin(angles)]), cloud)


def shell(cloud: NDArray[np.floating], n: int = 18) -> NDArray[np.float64]:
    """Points [n * n, 3] on the ellipsoid that holds `INSIDE` of a normal cloud [n_items, 3]."""
    around, up = np.meshgrid(np.linspace(0, 2 * np.pi, n), np.linspace(0, np.pi, n))
    ball = [np.cos(around) * np.sin(up), np.sin(around) * np.sin(up), np.cos(up)]
    return _stretched(np.stack(ball, axis=-1).reshape(-1, 3), cloud)


def _stretched(unit: NDArray[np.float64], cloud: NDArray[np.floating]) -> NDArray[np.float64]:
    from scipy.stats import chi2

    variances, directions = np.linalg.eigh(np.cov(cloud.T))
    radii = np.sqrt(np.maximum(variances, 0) * chi2.ppf(INSIDE, cloud.shape[1]))
    return unit * radii @ directions.T + cloud.mean(axis=0)


def add_ellipses(figure: "go.Figure", points: Points, axes: Sequence[int]) -> "go.Figure":
    """Draw around each class, of as many items as have a spread on so many axes."""
    labels = np.asarray(points.labels)
    for name in points.classes:
        cloud = points.coordinates[labels == name][:, axes]
        if len(cloud) > len(axes):
            figure.add_trace(_ellipse(cloud, color_of(name, points.classes), name))
    return figure


def _ellipse(cloud: NDArray[np.floating], colour: str, name: str) -> Any:
    import plotly.graph_objects as go

    common = {"name": name, "legendgroup": name, "showlegend": False, "hoverinfo": "skip"}
    if cloud.shape[1] == 3:
        x, y, z = shell(cloud).T
        return go.Mesh3d(x=x, y=y, z=z, alphahull=0, color=colour, opacity=0.12, **common)
    x, y = outline(cloud).T
    line = {"color": colour, "width": 2}
    return go.Scatter(x=x, y=y, mode="lines", line=line, **common)


def add_arrows(
    figure: "go.Figure",
    loadings: NDArray[np.floating],
    names: Sequence[str],
    axes: Sequence[int],
    reach: float,
) -> "go.Figure":
    """Draw the strongest values as arrows, in the direction in which they rise (Gabriel, 1971).

    Parameters
    ----------
    loadings : float array [shape=(n_components, n_values)]
    names : sequence of str [n_values]
    axes : two ints
    reach : float
        Of the items along the axes; the longest arrow goes nearly as far.
    """
    ends = np.asarray(loadings)[list(axes)].T
    lengths = np.linalg.norm(ends, axis=1)
    strongest = np.argsort(-lengths)[:N_ARROWS]
    scale = ARROW_REACH * reach / max(float(lengths.max()), np.finfo(float).tiny)
    for i in strongest:
        x, y = ends[i] * scale
        figure.add_annotation(
            x=x, y=y, ax=0, ay=0, xref="x", yref="y", axref="x", ayref="y", text="",
            showarrow=True, arrowhead=2, arrowwidth=1.6, arrowcolor=CONTRAST,
            name=names[i],
        )  # fmt: skip
        figure.add_annotation(
            x=x, y=y, text=str(names[i]).partition(":")[0], showarrow=False, font={"size": 11},
            xanchor="left" if x > 0 else "right", yanchor="bottom" if y > 0 else "top",
        )  # fmt: skip
    return figure


def add_line(figure: "go.Figure", corners: Sequence[tuple[float, float]]) -> "go.Figure":
    """Draw a closed line, as it was drawn by hand before."""
    path = "M " + " L ".join(f"{x},{y}" for x, y in corners) + " Z"
    line = {"color": CONTRAST, "width": 2, "dash": "dot"}
    return figure.add_shape(type="path", path=path, line=line)


def density(points: Points, share: NDArray[np.floating] | None, axes: Sequence[int]) -> "go.Figure":
    """How many items lie in each cell of a grid, by colour; for what no eye tells apart as points.

    Over each cell lies a mark that cannot be seen, so that a line can be drawn around some.
    """
    import plotly.graph_objects as go

    x, y = points.coordinates[:, axes].T
    counts, right, up = np.histogram2d(x, y, bins=N_BINS)
    across, along = (right[:-1] + right[1:]) / 2, (up[:-1] + up[1:]) / 2
    shown = np.where(counts > 0, np.log10(np.maximum(counts, 1)), np.nan).T
    most = float(np.nanmax(shown))
    ticks = np.arange(int(most) + 1)
    figure = go.Figure(
        go.Heatmap(
            x=across, y=along, z=shown.astype(np.float32), customdata=counts.T.astype(np.int32),
            zmin=0, zmax=max(most, 1.0), colorscale=list(COLOUR_MAPS["viridis"]),
            colorbar={"title": {"text": "items"}, "thickness": 10, "tickvals": ticks,
                      "ticktext": [f"{10**tick:,}" for tick in ticks]},
            hovertemplate="%{customdata:,} items<extra></extra>",
        )
    )  # fmt: skip
    full_x, full_y = np.nonzero(counts)
    figure.add_trace(
        go.Scattergl(
            x=across[full_x], y=along[full_y], mode="markers", showlegend=False, hoverinfo="skip",
            marker={"color": "rgba(0,0,0,0.01)", "size": 4},
        )
    )  # fmt: skip
    return on_plane(figure, share, axes)


def spread_figure(
    variance: NDArray[np.floating], classes: Sequence[str], every: Sequence[str], n_most: int = 10
) -> "go.Figure":
    """Variance of each class along each component, beside that of all items (1).

    Parameters
    ----------
    variance : float array [shape=(n_classes, n_components)]
    classes : sequence of str [n_classes]
    every : sequence of str
        All classes, so that each keeps its colour.
    """
    import plotly.graph_objects as go

    n = min(n_most, variance.shape[1])
    components = [str(i + 1) for i in range(n)]
    figure = go.Figure(
        [
            go.Bar(
                x=components, y=variance[i, :n], name=name,
                marker_color=color_of(name, every),
                hovertemplate=f"{name}, component %{{x}}: %{{y:.2f}} of all songs' variance"
                "<extra></extra>",
            )
            for i, name in enumerate(classes)
        ]
    )  # fmt: skip
    figure.add_hline(y=1, line={"color": GREY, "dash": "dot"})
    figure.update_xaxes(title="Component", type="category")
    figure.update_yaxes(title="Variance of the genre ÷ of all")
    return styled(figure, height=340)


def between_figure(between: NDArray[np.floating], n_most: int = 10) -> "go.Figure":
    """How much of each component lies between the genres, per cent."""
    import plotly.graph_objects as go

    n = min(n_most, len(between))
    figure = go.Figure(
        go.Bar(
            x=[str(i + 1) for i in range(n)], y=100 * between[:n], marker_color=CONTRAST,
            hovertemplate="component %{x}: %{y:.0f} % between genres<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(title="Component", type="category")
    figure.update_yaxes(title="Of its variance, between genres (%)", range=[0, 102])
    return styled(figure, height=280)


def loading_bars(
    values: NDArray[np.floating], names: Sequence[str], component: int, n_most: int = 20
) -> "go.Figure":
    """Correlation of the strongest values with one component, −1 to 1.

    Parameters
    ----------
    values : float array [shape=(n_components, n_values)]
    names : sequence of str [n_values]
    component : int
        From 0 on.
    """
    import plotly.graph_objects as go

    row = np.asarray(values)[component]
    order = np.argsort(np.abs(row))[-n_most:]
    figure = go.Figure(
        go.Bar(
            x=row[order], y=[names[i] for i in order], orientation="h",
            marker_color=[SERIES_COLOURS[0 if row[i] > 0 else 1] for i in order],
            hovertemplate="%{y}: correlation %{x:.2f}<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(title=f"Correlation with component {component + 1}", range=[-1.02, 1.02])
    figure.update_yaxes(dtick=1)
    return styled(figure, height=90 + 19 * len(order))
