"""What a search has found: Optuna's own figures, in the looks of the house."""

import warnings
from typing import TYPE_CHECKING

from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, CONTRAST, WEAKEST, faded, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from optuna import Study

FEWEST = 4  # trials with a figure, from which on it says something what they have in common
ROW = 34  # px


def progress(study: "Study", title: str, *, percent: bool) -> "go.Figure":
    """The figure of each trial, and the best one so far.

    Parameters
    ----------
    study : Study
    title : str
        What trials are judged by.
    percent : bool
        Whether that is told in per cent.
    """
    from optuna.visualization import plot_optimization_history

    figure = _plain(plot_optimization_history(study, target_name=title))
    factor, form, unit = (100.0, ".1f", " %") if percent else (1.0, ".3f", "")
    figure.update_yaxes(title_text=title + " (%)" * percent)
    looks = ((ACCENT, "a trial"), (CONTRAST, "the best so far"))
    figure.data = figure.data[: len(looks)]  # the rest is for trials under constraints
    for trace, (colour, name) in zip(figure.data, looks, strict=True):
        hover = f"trial %{{x}}: %{{y:{form}}}{unit}<extra>{name}</extra>"
        trace.update(name=name, marker={"color": colour, "size": 9}, line_color=colour,
                     x=[number + 1 for number in trace.x], y=[factor * value for value in trace.y],
                     hovertemplate=hover)  # fmt: skip
    figure.update_xaxes(title_text="Trial", tickformat="d")
    return styled(figure, height=340)


def coordinates(study: "Study", title: str) -> "go.Figure":
    """Each trial as a line through its values: the stronger its colour, the better."""
    from optuna.visualization import plot_parallel_coordinate

    figure = _plain(plot_parallel_coordinate(study, target_name=title))
    figure.data = figure.data[:-1]  # without the colour bar: the first axis tells as much
    worth = [trace.y[0] for trace in figure.data]
    for trace, share in zip(figure.data, worth, strict=True):
        best = share == max(worth)
        strong = WEAKEST + (1 - WEAKEST) * share
        trace.update(opacity=1, line={"color": CONTRAST if best else faded(ACCENT, strong),
                                      "width": 3 if best else 1.5})  # fmt: skip
    figure.update_annotations(font={"color": None, "size": 11})
    keys = sorted({key for trial in study.get_trials(deepcopy=False) for key in trial.params})
    names = [title, *(key.rpartition(".")[2] for key in keys)]
    if len(names) == len(figure.layout.xaxis.ticktext):
        figure.update_xaxes(ticktext=names, tickangle=-25)
    styled(figure, height=420)
    return figure.update_layout(margin_l=48)  # for the figures beside the first axis


def importances(study: "Study", title: str) -> "go.Figure | None":
    """How much of the trials' differences each key explains (PED-ANOVA); None where too few are."""
    from optuna.visualization import plot_param_importances

    values = [trial.value for trial in study.get_trials(deepcopy=False) if trial.value is not None]
    if len(values) < FEWEST or len(set(values)) < 2:
        return None
    figure = _plain(plot_param_importances(study, target_name=title))
    figure.update_traces(
        marker_color=SERIES_COLOURS[2], text=None, texttemplate="%{x:.0%}",
        hovertemplate="%{y}: %{x:.0%}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(title_text="Share of the differences that it explains", tickformat=".0%",
                        range=[0, 1.25 * max(figure.data[0].x)])  # fmt: skip
    figure.update_yaxes(title_text=None)
    return styled(figure, height=110 + ROW * len(figure.data[0].y), showlegend=False)


def _plain(figure: "go.Figure") -> "go.Figure":
    """Without a title, which the page gives it, and without Plotly's own colours."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figure.update_layout(title=None, template="none")
    return figure
