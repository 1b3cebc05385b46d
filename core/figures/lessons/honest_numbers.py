"""Figures of honest numbers: splits side by side, what leaks, and what chance alone does."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.style import ACCENT, CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

PALE = "rgba(46,138,149,0.55)"  # ACCENT, standing back
N_BARS = 40
MOST_INTERVALS = 60  # drawn one below the other


def splits_figure(rows: Mapping[str, tuple[float, float]], *, chance: float) -> "go.Figure":
    """Accuracy of one classifier under several divisions, by slice and by song.

    Parameters
    ----------
    rows : mapping of division to (accuracy of slices, accuracy of songs), 0 to 1
    chance : float
        Accuracy of always naming the commonest class, 0 to 1: a dotted line.
    """
    import plotly.graph_objects as go

    names = [name.replace(" ", "<br>", 1) for name in rows]
    figure = go.Figure()
    for place, (title, colour) in enumerate((("slices", ACCENT), ("songs", GREY))):
        values = [100 * pair[place] for pair in rows.values()]
        figure.add_bar(
            x=names, y=values, name=f"{title} right", marker_color=colour,
            text=[f"{value:.1f} %" for value in values], textposition="outside", cliponaxis=False,
            hovertemplate=f"%{{x}}: %{{y:.1f}} % of {title}<extra></extra>",
        )  # fmt: skip
    figure.add_hline(y=100 * chance, line={"color": CONTRAST, "width": 2, "dash": "dot"})
    figure.update_yaxes(title_text="Accuracy (%)", range=[0, 104])
    return styled(figure, height=360, barmode="group", bargap=0.3)


def distances_figure(
    distances: NDArray[np.floating], same_song: NDArray[np.bool_], at: float
) -> "go.Figure":
    """How far the nearest training slice lies, divided by whether it is of the same song.

    Parameters
    ----------
    distances : float array [n_test]
        In standard deviations.
    same_song : bool array [n_test]
    at : float
        A distance to mark: that of the slice that is heard.
    """
    import plotly.graph_objects as go

    edges = np.linspace(0, float(np.quantile(distances, 0.995)) + 1e-9, N_BARS + 1)
    figure = go.Figure()
    for members, name, colour in (
        (same_song, "another slice of its own song", CONTRAST),
        (~same_song, "a slice of another song", ACCENT),
    ):
        counts, _ = np.histogram(distances[members], edges)
        figure.add_bar(
            x=(edges[:-1] + edges[1:]) / 2, y=counts, width=np.diff(edges), name=name,
            marker_color=colour, hovertemplate=f"%{{y}} slices: {name}, at %{{x:.2f}}"
            "<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=at, line={"color": GREY, "width": 2, "dash": "dash"})
    figure.update_xaxes(
        title_text="Distance of the nearest (standard deviations)", rangemode="tozero"
    )
    figure.update_yaxes(title_text="Test slices")
    return styled(figure, height=330, barmode="stack", bargap=0)


def sides_figure(
    shares: NDArray[np.floating],
    low: NDArray[np.floating],
    high: NDArray[np.floating],
    *,
    accuracy: float,
    n_songs: int,
) -> "go.Figure":
    """Accuracy on many test sides as a histogram, and below it the intervals of the first of them.

    Parameters
    ----------
    shares, low, high : float array [n_sides]
        Accuracy on each side and the ends of its interval, 0 to 1.
    accuracy : float
        The true one, 0 to 1, drawn as a line.
    n_songs : int
        Of each side: accuracy can only be a whole number of them.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(
        rows=2, cols=1, shared_xaxes=True, row_heights=[0.42, 0.58], vertical_spacing=0.06
    )
    right, counts = np.unique((shares * n_songs).round().astype(int), return_counts=True)
    step = max(1, round((right[-1] - right[0] + 1) / N_BARS))
    bins = right // step
    figure.add_bar(
        x=100 * (np.unique(bins) * step + (step - 1) / 2) / n_songs,
        y=np.bincount(bins - bins[0], counts)[np.unique(bins - bins[0])],
        width=100 * step / n_songs, marker={"color": PALE, "line": {"width": 0}}, showlegend=False,
        hovertemplate="about %{x:.1f} %: %{y} tests<extra></extra>", row=1, col=1,
    )  # fmt: skip
    n = min(MOST_INTERVALS, len(shares))
    covered = (low <= accuracy) & (accuracy <= high)
    for members, name, colour in (
        (covered[:n], "holds the true accuracy", ACCENT),
        (~covered[:n], "misses it", CONTRAST),
    ):
        place = np.flatnonzero(members)
        figure.add_scatter(
            x=100 * shares[place], y=place + 1, mode="markers", name=name, row=2, col=1,
            marker={"color": colour, "size": 5},
            error_x={"type": "data", "symmetric": False, "thickness": 1.3, "width": 0,
                     "array": 100 * (high[place] - shares[place]),
                     "arrayminus": 100 * (shares[place] - low[place])},
            customdata=100 * np.stack([low[place], high[place]], axis=1),
            hovertemplate="side %{y}: %{x:.1f} %, interval %{customdata[0]:.1f} to "
            "%{customdata[1]:.1f} %<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=100 * accuracy, line={"color": GREY, "width": 1.5, "dash": "dash"})
    figure.update_yaxes(title_text="Tests", row=1)
    figure.update_yaxes(title_text=f"The first {n}", range=[n + 1, 0], row=2)
    figure.update_xaxes(title_text="Accuracy in the test (%)", row=2)
    return styled(figure, height=520)


def duels_figure(
    differences: NDArray[np.floating], found: NDArray[np.bool_], *, better: float
) -> "go.Figure":
    """Difference of two models on many test sides, divided by whether a test calls it real.

    Parameters
    ----------
    differences : float array [n_sides]
        Accuracy B less accuracy A, -1 to 1.
    found : bool array [n_sides]
    better : float
        The true difference, drawn as a line.
    """
    import plotly.graph_objects as go

    values = np.unique(differences.round(9))
    gap = float(np.diff(values).min()) if len(values) > 1 else 0.01
    step = gap * max(1, round((values[-1] - values[0]) / gap / N_BARS))
    edges = np.arange(values[0] - step / 2, values[-1] + step, step)
    figure = go.Figure()
    for members, name, colour in (
        (found, "called real (p < 0.05)", ACCENT),
        (~found, "could be chance", GREY),
    ):
        counts, _ = np.histogram(differences[members], edges)
        figure.add_bar(
            x=50 * (edges[:-1] + edges[1:]), y=counts, width=100 * np.diff(edges), name=name,
            marker_color=colour,
            hovertemplate=f"%{{x:+.1f}} points: %{{y}} tests, {name}<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=100 * better, line={"color": CONTRAST, "width": 1.5, "dash": "dash"})
    figure.update_xaxes(title_text="B less A in the test (points)")
    figure.update_yaxes(title_text="Tests")
    return styled(figure, height=340, barmode="stack", bargap=0)


def best_figure(
    ks: Sequence[int],
    exact: NDArray[np.floating],
    normal: NDArray[np.floating],
    *,
    accuracy: float,
    k: int,
    trials: NDArray[np.floating],
) -> "go.Figure":
    """Expected accuracy of the best of k equal variants, and the simulated trials at one k.

    Parameters
    ----------
    ks : sequence of int [n]
    exact, normal : float array [n]
        Expected best accuracy, 0 to 1: exactly, and by the normal approximation.
    accuracy : float
        True accuracy of every variant, 0 to 1.
    k : int
        Whose trials are drawn.
    trials : float array [n_trials]
        Best accuracy in each trial, 0 to 1.
    """
    import plotly.graph_objects as go

    low, high = np.quantile(trials, [0.025, 0.975])
    mean = float(trials.mean())
    figure = go.Figure()
    figure.add_scatter(x=list(ks), y=100 * exact, mode="lines", name="expected",
                       line={"color": ACCENT, "width": 2.5},
                       hovertemplate="best of %{x}: %{y:.1f} %<extra></extra>")  # fmt: skip
    figure.add_scatter(x=list(ks), y=100 * normal, mode="lines", name="normal approximation",
                       line={"color": GREY, "width": 1.5, "dash": "dot"},
                       hovertemplate="about %{y:.1f} %<extra></extra>")  # fmt: skip
    figure.add_scatter(
        x=[k], y=[100 * mean], mode="markers", name="simulated, middle 95 %",
        marker={"color": CONTRAST, "size": 11, "symbol": "diamond"},
        error_y={"type": "data", "symmetric": False, "array": [100 * (high - mean)],
                 "arrayminus": [100 * (mean - low)], "thickness": 2},
        hovertemplate=f"best of %{{x}}, simulated: %{{y:.1f}} %, mostly {100 * low:.1f} to "
        f"{100 * high:.1f} %<extra></extra>",
    )  # fmt: skip
    figure.add_hline(
        y=100 * accuracy, line={"color": GREY, "width": 1.5, "dash": "dash"},
        annotation={"text": "true accuracy of each", "font": {"size": 11}},
        annotation_position="bottom right",
    )  # fmt: skip
    figure.update_xaxes(title_text="Variants tried, k", type="log", range=[-0.04, 3.04],
                        tickvals=[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])  # fmt: skip
    figure.update_yaxes(title_text="Best accuracy reported (%)")
    return styled(figure, height=380)
