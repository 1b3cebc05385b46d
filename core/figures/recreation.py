"""Figures of music that was recreated: errors, verdicts with intervals, and where songs moved."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.courses import LinePanel, line_panel
from core.figures.palette import SERIES_COLOURS, color_of
from core.figures.style import GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

STEP_SECONDS = 0.25  # of the common clock of networks with windows of different lengths
BEFORE, AFTER = "circle", "x"
MARGINS, BAR, GAP = 160, 9, 14  # px of height: around all bars, of one, between two genres


def coefficient_errors(errors: Mapping[str, NDArray[np.floating]]) -> "go.Figure":
    """Root mean square error [n_mfcc] of each coefficient, one line for each name.

    The axis is logarithmic: the first coefficients, level and tilt, vary a hundred times as much as
    the last ones.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for (name, values), colour in zip(errors.items(), SERIES_COLOURS, strict=False):
        figure.add_scatter(
            x=np.arange(len(values)), y=values, name=name, mode="lines",
            line={"width": 2, "color": colour},
            hovertemplate="coefficient %{x}: %{y:.2f} dB",
        )  # fmt: skip
    figure.update_xaxes(title_text="Coefficient (number)")
    figure.update_yaxes(
        title_text="Error, root mean square (dB)", type="log", tickvals=[0.5, 1, 2, 5, 10, 20, 50]
    )
    return styled(figure, height=320, hovermode="x unified")


def reclassified_bars(
    shares: Mapping[str, Sequence[tuple[float, float, float]]], genres: Sequence[str]
) -> "go.Figure":
    """How often songs are taken for a genre, in per cent, with intervals.

    Parameters
    ----------
    shares : mapping of str to sequence of (value, low, high)
        By version, of each genre, 0 to 1.
    genres : sequence of str
        From above to below: ten of them in five versions are too many beside each other.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for (version, values), colour in zip(shares.items(), SERIES_COLOURS, strict=False):
        middle, low, high = 100 * np.array(values).T
        figure.add_bar(
            y=list(genres), x=middle, name=version, marker_color=colour, orientation="h",
            error_x={"type": "data", "array": high - middle, "arrayminus": middle - low,
                     "thickness": 1.2, "width": 2, "color": GREY},
            customdata=np.stack([low, high], axis=1),
            hovertemplate="%{y}: %{x:.0f} % (%{customdata[0]:.0f} to %{customdata[1]:.0f} %)",
        )  # fmt: skip
    figure.update_xaxes(title_text="Taken for the genre (%)", range=[0, 102])
    figure.update_yaxes(autorange="reversed")
    height = MARGINS + len(genres) * (len(shares) * BAR + GAP)
    return styled(figure, height=height, barmode="group", hovermode="y")


def moved_clouds(
    points: Mapping[tuple[str, str], NDArray[np.floating]],
    titles: Mapping[tuple[str, str], Sequence[str]],
    share: NDArray[np.floating],
    versions: tuple[str, str],
) -> "go.Figure":
    """Songs of genres before and after, and an arrow from middle to middle.

    Parameters
    ----------
    points : mapping of (str, str) to float array [shape=(n_songs, n_components)]
        By genre and version.
    titles : likewise
        What each song is called.
    share : float array [shape=(n_components,)]
        Of the variance of the songs before, 0 to 1.
    versions : pair of str
        Before and after.
    """
    import plotly.graph_objects as go

    genres = list(dict.fromkeys(genre for genre, _ in points))
    figure = go.Figure()
    for genre in genres:
        colour = color_of(genre, genres)
        for version, symbol in zip(versions, (BEFORE, AFTER), strict=True):
            each = points[genre, version]
            figure.add_scatter(
                x=each[:, 0], y=each[:, 1], mode="markers", name=f"{genre}, {version}",
                text=list(titles[genre, version]),
                marker={"color": colour, "symbol": symbol, "size": 8, "opacity": 0.8},
                hovertemplate=f"%{{text}}<br>{genre}, {version}<extra></extra>",
            )  # fmt: skip
        start, end = (points[genre, version][:, :2].mean(axis=0) for version in versions)
        figure.add_annotation(
            x=end[0], y=end[1], ax=start[0], ay=start[1], xref="x", yref="y", axref="x",
            ayref="y", arrowhead=2, arrowwidth=3, arrowcolor=colour, text="",
        )  # fmt: skip
    for axis, place in ((figure.update_xaxes, 0), (figure.update_yaxes, 1)):
        axis(title_text=f"Component {place + 1} ({100 * share[place]:.0f} % of the variance)")
    return styled(figure, height=520)


def opinions_panel(
    courses: Mapping[str, tuple[NDArray[np.floating], NDArray[np.floating]]],
    genre: str,
    seconds: float,
) -> LinePanel:
    """How probable a genre is to each network over time, from times and probabilities [n]."""
    times = np.arange(0.0, seconds + STEP_SECONDS / 2, STEP_SECONDS)
    values = [np.interp(times, *course) for course in courses.values()]
    colours = [SERIES_COLOURS[i % len(SERIES_COLOURS)] for i in range(len(values))]
    return line_panel(
        times,
        100 * np.stack(values),
        names=list(courses),
        colours=colours,
        titles=(f"How much like {genre} it is to each network", "Probability"),
        unit="%",
        span=(0.0, 102.0),
    )
