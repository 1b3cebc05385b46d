"""What a network says about one song: over time, as a whole, and several networks side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.courses import AreaPanel, LinePanel, area_panel, line_panel
from core.figures.palette import colors_of
from core.figures.panels import Axis, ImagePanel, Scale, image_panel
from core.figures.style import ACCENT, CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

TITLE_LETTERS, TITLE_LINE = 17, 18  # of a line above bars, which a phone has room for; px


def genre_panel(
    times: NDArray[np.floating],
    probabilities: NDArray[np.floating],
    classes: Sequence[str],
    *,
    height: int = 210,
) -> AreaPanel:
    """Probabilities [n_windows, n_classes] at `times` [n_windows] in s, stacked over the song."""
    return area_panel(
        times,
        probabilities.T,
        names=classes,
        colours=colors_of(classes),
        title="Genre over time",
        height=height,
    )


def tags_panel(
    times: NDArray[np.floating],
    probabilities: NDArray[np.floating],
    names: Sequence[str],
    thresholds: NDArray[np.floating],
) -> LinePanel:
    """Probabilities of tags [n_windows, n_tags] over the song; dotted, from where each is said."""
    return line_panel(
        times,
        100 * probabilities.T,
        names=names,
        colours=colors_of(names),
        titles=("Tags over time; dotted, from where on each is said", "Probability"),
        unit="%",
        levels=(100 * thresholds).tolist(),
        span=(0.0, 102.0),
    )


def taggram_panel(
    probabilities: NDArray[np.floating], names: Sequence[str], *, step_seconds: float, n: int = 12
) -> ImagePanel:
    """Probabilities of tags [n_tags, n_steps] over the song: the `n` likeliest, from the top."""
    likeliest = np.argsort(probabilities.mean(axis=1))[-n:]
    shown = [str(names[row]) for row in likeliest.tolist()]
    ticks = [(float(row), name) for row, name in enumerate(shown)]
    return image_panel(
        100 * probabilities[likeliest],
        title="Tags that musicnn, a network that heard 200,000 songs, would give",
        frame_seconds=step_seconds,
        scale=Scale("%", floor=0.0),
        axis=Axis("Tag, likeliest on top", ticks, shown),
        height=20 * len(shown),
    )


def tags_image(
    times: NDArray[np.floating],
    probabilities: NDArray[np.floating],
    names: Sequence[str],
    *,
    title: str = "Tags over time",
) -> ImagePanel:
    """Probabilities of many tags [n_windows, n_tags] over the song, a row each, from the top."""
    step = float(np.median(np.diff(times))) if len(times) > 1 else 1.0
    grid = np.arange(times[0], times[-1] + step / 2, step)  # the last window ends with the song
    values = np.stack([np.interp(grid, times, column) for column in probabilities.T[::-1]])
    shown = list(names)[::-1]
    panel = image_panel(
        100 * values,
        title=title,
        frame_seconds=step,
        scale=Scale("%", floor=0.0, ceiling=100.0),
        axis=Axis("Tag", [(float(row), name) for row, name in enumerate(shown)], shown),
        height=18 * len(shown),
    )
    return replace(panel, start=panel.start + times[0], end=panel.end + times[0])


def quantity_panel(
    times: NDArray[np.floating],
    values: NDArray[np.floating],
    *,
    name: str,
    unit: str,
    whole: float,
    half_width: float,
) -> LinePanel:
    """A quantity [n_windows] over the song; dotted, that of the whole.

    The axis reaches as far as the answer for the whole may be off, `half_width`, so that small
    changes look small.
    """
    return line_panel(
        times,
        values[None],
        names=[name],
        colours=[ACCENT],
        titles=(f"{name.capitalize()} over time; dotted, of the whole song", name.capitalize()),
        unit=unit,
        levels=[whole],
        span=(min(values.min(), whole - half_width), max(values.max(), whole + half_width)),
    )


def error_panel(times: NDArray[np.floating], error: NDArray[np.floating]) -> LinePanel:
    """How far what came out of a network is off, over time [n_steps]."""
    return line_panel(
        times,
        error[None],
        names=["error"],
        colours=[CONTRAST],
        titles=("What is missing, over time", "Root mean square over rows"),
        unit="",
    )


def tag_bars(
    names: Sequence[str], probabilities: NDArray[np.floating], thresholds: NDArray[np.floating]
) -> "go.Figure":
    """The probability of each tag, 0 to 1, as a bar, with a mark from where on it is said."""
    import plotly.graph_objects as go

    predicted = np.asarray(probabilities) >= np.asarray(thresholds)
    words = ["said" if each else "not said" for each in predicted]
    figure = go.Figure()
    figure.add_bar(
        x=100 * np.asarray(probabilities, np.float64), y=list(names), orientation="h",
        marker_color=[ACCENT if each else GREY for each in predicted], customdata=words,
        hovertemplate="%{y}: %{x:.1f} %, %{customdata}<extra></extra>", showlegend=False,
    )  # fmt: skip
    figure.add_scatter(
        x=100 * np.asarray(thresholds, np.float64), y=list(names), mode="markers",
        name="threshold, from which on it is said",
        marker={"symbol": "line-ns-open", "size": 16, "color": CONTRAST, "line": {"width": 3}},
        hovertemplate="%{y}: said from %{x:.1f} % on<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(title="Probability (%)", range=[0, 102])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return styled(figure, height=130 + 30 * len(names), bargap=0.4)


def _whole(percent: float) -> str:
    """As much as fits beside a bar; a dash where there is nothing to say."""
    if np.isnan(percent):
        return "–"
    return f"{percent:.0f}" if percent >= 0.5 else "< 1"


def genre_bars(classes: Sequence[str], by_model: Mapping[str, NDArray[np.floating]]) -> "go.Figure":
    """A bar for each class and model: one column of bars per model, one row per class.

    Parameters
    ----------
    classes : sequence of str
        Top to bottom.
    by_model : mapping of model name to float array [shape=(n_classes,)]
        Probabilities, 0 to 1; NaN of a class that the model does not know.
    """
    from plotly.subplots import make_subplots

    titles = [wrap(name, TITLE_LETTERS) for name in by_model]
    figure = make_subplots(
        cols=len(by_model),
        shared_yaxes=True,
        horizontal_spacing=0.04,
        column_titles=[f"<b>{'<br>'.join(map(escape, lines))}</b>" for lines in titles],
    )
    for column, (name, values) in enumerate(by_model.items(), start=1):
        percent = 100 * np.asarray(values, np.float64)
        figure.add_bar(
            x=np.nan_to_num(percent),
            y=list(classes),
            orientation="h",
            marker_color=colors_of(classes),
            text=[_whole(p) for p in percent],
            customdata=["no class of it" if np.isnan(p) else f"{p:.1f} %" for p in percent],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{customdata}<extra>" + escape(name) + "</extra>",
            showlegend=False,
            row=1,
            col=column,
        )
    figure.update_xaxes(range=[0, 118], tickvals=[0, 50, 100], title="Probability (%)")
    figure.update_yaxes(autorange="reversed")
    more = TITLE_LINE * max(len(lines) - 1 for lines in titles)
    styled(figure, height=96 + more + 27 * len(classes), bargap=0.3)
    figure.update_annotations(font_size=14)
    return figure.update_layout(margin={"t": 32 + more}).update_yaxes(showgrid=False)
