"""Learning curves: loss and accuracy by epoch, on the training and the validation side."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.figures.palette import SERIES_COLOURS
from core.figures.style import LEGEND_ROW, MODEBAR, with_room_to_tap

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

GREY = "rgba(128, 128, 128, 0.7)"  # reads on the light and on the dark page
POINT, BEST = 5, 13  # px: an epoch, and the one whose weights are kept
MOST_POINTS = 60  # beyond so many epochs a line says it all
HEIGHT = 300  # px
ABOVE = 28  # px over the plot for its legend
BELOW = 56  # px under the axis for its title
WORDS = {"validation": "validation", "train": "training"}
NOTHING_YET = "The first epoch is not over yet"


def loss_curves(history: "pd.DataFrame", *, n_epochs: int, unit: str = "nats") -> "go.Figure":
    """Loss by epoch; the epoch whose weights are kept is marked.

    Colours are left to the page's theme, in the order training, validation.

    Parameters
    ----------
    history : DataFrame
        One row per epoch with ``epoch, train_loss, validation_loss``; may be empty.
    n_epochs : int
        Where the axis ends: the epochs planned while it trains, those done afterwards.
    unit : str
        Of the loss; empty for none.
    """
    figure = _curves(history, "loss", n_epochs=n_epochs, factor=1.0, form=".3f", unit=unit)
    figure.update_yaxes(title_text=titled("Loss", unit), rangemode="tozero")
    return figure


def headline_curves(
    history: "pd.DataFrame",
    name: str = "accuracy",
    *,
    title: str = "Accuracy",
    percent: bool = True,
    n_epochs: int,
    n_classes: int | None = None,
) -> "go.Figure":
    """A task's headline by epoch, as `loss_curves`; chance is drawn if `n_classes` is known.

    Parameters
    ----------
    history : DataFrame
        With ``epoch, train_<name>, validation_<name>, validation_loss``; may be empty.
    name, title : str
        Of the headline, in the history's columns and for people.
    percent : bool
        Whether it is told in per cent.
    n_epochs, n_classes : int
    """
    factor, form, unit = (100.0, ".1f", "%") if percent else (1.0, ".3f", "")
    figure = _curves(history, name, n_epochs=n_epochs, factor=factor, form=form, unit=unit)
    figure.update_yaxes(title_text=titled(title, unit))
    if percent:
        figure.update_yaxes(range=[0, 103])
    if n_classes:
        figure.add_hline(
            y=100 / n_classes,
            line={"color": GREY, "width": 1, "dash": "dot"},
            annotation={"text": "chance", "font": {"size": 11}},
            annotation_position="bottom right",
        )
    return figure


def overlaid_curves(
    histories: "Mapping[str, pd.DataFrame]", what: str, *, title: str, unit: str
) -> "go.Figure":
    """Loss or headline of several runs by epoch, validation solid and training dotted.

    A run has the colour of its place in `histories`, in every such figure; a click on its name in
    the legend hides both of its curves.

    Parameters
    ----------
    histories : mapping of str to DataFrame
        Name to one row per epoch; at most as many as there are colours.
    what, title : str
        ``"loss"`` or the headline, by its name in the histories' columns; and for people.
    unit : str
        ``"%"`` of a share, which is then told in per cent; empty for none.
    """
    import plotly.graph_objects as go

    factor, form = (100.0, ".1f") if unit == "%" else (1.0, ".3f")
    figure = go.Figure()
    for (name, history), colour in zip(histories.items(), SERIES_COLOURS, strict=False):
        for side, dash in (("validation", "solid"), ("train", "dot")):
            figure.add_scatter(
                x=history.epoch, y=factor * history[f"{side}_{what}"], name=name,
                legendgroup=name, showlegend=side == "validation", mode="lines",
                line={"width": 2 if dash == "solid" else 1.5, "dash": dash, "color": colour},
                hovertemplate=f"{with_unit(f'%{{y:{form}}}', unit)} ({WORDS[side]})",
            )  # fmt: skip
    _frame(figure, max((int(h.epoch.max()) for h in histories.values() if len(h)), default=1))
    below = LEGEND_ROW * len(histories)
    figure.update_layout(
        height=HEIGHT + below,
        margin={"b": BELOW + below},
        legend={"orientation": "v", "yref": "container", "yanchor": "bottom", "y": 0},
        hoverlabel={"namelength": 28},
    )
    figure.update_yaxes(title_text=titled(title, unit))
    return with_room_to_tap(figure)


def titled(title: str, unit: str) -> str:
    """An axis with its unit: ``"Loss (nats)"``."""
    return f"{title} ({unit})" if unit else title


def with_unit(value: str, unit: str) -> str:
    """A value with its unit: ``"0.3 nats"``."""
    return f"{value} {unit}" if unit else value


def best_epoch(history: "pd.DataFrame") -> int | None:
    """The epoch with the lowest validation loss, whose weights are kept; None before the first."""
    if history.empty:
        return None
    return int(history.epoch[history.validation_loss.idxmin()])


def _curves(
    history: "pd.DataFrame", what: str, *, n_epochs: int, factor: float, form: str, unit: str
) -> "go.Figure":
    import plotly.graph_objects as go

    figure = go.Figure()
    best, point = best_epoch(history), POINT if len(history) <= MOST_POINTS else 0
    for side, name in (("train", "Training"), ("validation", "Validation")):
        marked = side == "validation"
        figure.add_scatter(
            x=history.epoch,
            y=factor * history[f"{side}_{what}"],
            name=name,
            mode="lines+markers",
            line={"width": 2},
            marker={
                "size": [BEST if marked and e == best else point for e in history.epoch],
                "symbol": ["star" if marked and e == best else "circle" for e in history.epoch],
                "opacity": 1,
            },
            hovertemplate=f"{name.lower()}: {with_unit(f'%{{y:{form}}}', unit)}<extra></extra>",
        )
    if best is None:
        figure.add_annotation(
            text=NOTHING_YET, showarrow=False, x=0.5, y=0.5, xref="paper", yref="paper"
        )
    _frame(figure, n_epochs)
    return figure


def _frame(figure: "go.Figure", n_epochs: int) -> None:
    """Axes, legend and hover that are the same from one epoch to the next."""
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": ABOVE, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        hovermode="x unified",
        modebar=MODEBAR,
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.0, "xanchor": "left", "x": 0},
        uirevision="kept",  # a new epoch leaves zoom and hidden curves as they were
    )
    pad = max(0.5, 0.01 * n_epochs)
    figure.update_xaxes(
        title_text="Epoch", automargin=True, range=[1 - pad, max(n_epochs, 2) + pad], tickformat="d"
    )
    figure.update_yaxes(automargin=True)
