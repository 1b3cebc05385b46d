"""Several networks in one figure, legible on a phone too: each has a letter, a colour and a shape.

Names of runs are long. They stand above what they name, or in a legend; where there is room for a
letter alone, the letter stands for them.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from string import ascii_uppercase
from typing import TYPE_CHECKING, Any

from core.figures.palette import SERIES_COLOURS
from core.figures.style import GREY, LEGEND_ROW, MARKERS, styled

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

ROW = 42  # px for a name and what is drawn below it
AROUND = 70  # px for an axis and margins


@dataclass(frozen=True)
class Measure:
    """What the values of networks are, and how people read them.

    Attributes
    ----------
    title : str
        "Accuracy".
    percent : bool
        Whether they are shares, read in per cent.
    """

    title: str
    percent: bool

    @property
    def factor(self) -> int:
        """From a value to what an axis shows."""
        return 100 if self.percent else 1

    @property
    def axis(self) -> str:
        """The title of an axis."""
        return f"{self.title} (%)" if self.percent else self.title

    def formatted(self, value: float) -> str:
        """``"83.7 %"``, ``"0.913"``."""
        return f"{100 * value:.1f} %" if self.percent else f"{value:.3f}"


def letters(names: Sequence[str]) -> dict[str, str]:
    """A letter for each name, in order; AA follows Z.

    Examples
    --------
    >>> letters(["demo-cnn", "demo-baseline"])
    {'demo-cnn': 'A', 'demo-baseline': 'B'}
    """
    n = len(ascii_uppercase)
    each = [ascii_uppercase[i // n - 1] * (i >= n) + ascii_uppercase[i % n]
            for i in range(len(names))]  # fmt: skip
    return dict(zip(names, each, strict=True))


def colour(place: int) -> str:
    """Of the network at a place of the list; beyond ten, colours repeat."""
    return SERIES_COLOURS[place % len(SERIES_COLOURS)]


def marker(place: int) -> dict[str, str]:
    """Colour and shape of the network at a place of the list; both repeat beyond ten."""
    return {"color": colour(place), "symbol": MARKERS[place % len(MARKERS)]}


def with_legend(figure: "go.Figure", n_names: int, *, height: int) -> "go.Figure":
    """The house's layout, and a legend of one name a line below, whose room is added to `height`.

    Side by side, long names overlap on a phone and do not tell how much room they will take.
    """
    whole = height + LEGEND_ROW * n_names
    styled(figure, height=whole)
    figure.update_layout(
        legend={"orientation": "v", "y": 0, "yref": "container", "yanchor": "bottom"},
        margin_b=LEGEND_ROW * n_names + 62,
    )
    return figure


def standings_figure(table: "pd.DataFrame", measure: Measure) -> "go.Figure":
    """The headline of each network with its interval, from top to bottom, its name above it.

    Parameters
    ----------
    table : DataFrame
        ``network, value, low, high`` of each.
    measure : Measure
        What the values are.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for place, (letter, row) in enumerate(_rows(table)):
        value, low, high = (measure.factor * each for each in (row.value, row.low, row.high))
        name, formatted = escape(str(row.network)), measure.formatted(row.value)
        figure.add_scatter(
            x=[value], y=[place], mode="markers", showlegend=False,
            marker=marker(place) | {"size": 12},
            error_x=_whiskers(value, low, high) | {"color": colour(place)},
            hovertemplate=f"{name}: {formatted} ({measure.formatted(row.low)} to "
            f"{measure.formatted(row.high)})<extra></extra>",
        )  # fmt: skip
        figure.add_annotation(
            x=0, xref="paper", xanchor="left", y=place, yshift=15, showarrow=False,
            text=f"<b>{letter}</b>  {name}: {formatted}",
        )  # fmt: skip
    styled(figure, height=AROUND + ROW * len(table))
    figure.update_xaxes(title=measure.axis)
    return figure.update_yaxes(range=[len(table) - 0.6, -0.85], visible=False)


def ranks_figure(places: "pd.DataFrame", values: "pd.DataFrame") -> "go.Figure":
    """The place of each system from seed to seed, 1 on top; lines that cross changed their order.

    Parameters
    ----------
    places, values : DataFrame
        A row per system, a column per seed: of `core.evaluation.ranks`, and the shares behind them.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for place, (name, row) in enumerate(places.iterrows()):
        figure.add_scatter(
            x=[f"seed {seed}" for seed in places.columns], y=row, mode="lines+markers",
            name=f"{escape(str(name))} (mean place {row.mean():.1f})",
            marker=marker(place) | {"size": 13}, line={"color": colour(place), "width": 2},
            customdata=100 * values.loc[name, places.columns],
            hovertemplate=f"{escape(str(name))}, %{{x}}: place %{{y}} (%{{customdata:.1f}} %)"
            "<extra></extra>",
        )  # fmt: skip
    with_legend(figure, len(places), height=150 + 26 * len(places))
    figure.update_xaxes(title="Seed of split and training", type="category")
    return figure.update_yaxes(title="Place", range=[len(places) + 0.4, 0.6], dtick=1)


def cost_figure(
    costs: Mapping[str, float],
    table: "pd.DataFrame",
    measure: Measure,
    *,
    title: str,
    hover: str,
) -> "go.Figure":
    """What a network's headline costs: up is better, left is cheaper; on a logarithmic axis.

    Parameters
    ----------
    costs : mapping of name to float
        Above 0. A network that is not in it is left out.
    table : DataFrame
        ``network, value, low, high``, whose order gives letters and colours.
    measure : Measure
        What the values are.
    title : str
        Of the axis of costs, with the unit.
    hover : str
        How a cost is said when it is pointed at: ``"%{x:,} parameters"``.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for place, (letter, row) in enumerate(_rows(table)):
        if row.network not in costs:
            continue
        value, low, high = (measure.factor * each for each in (row.value, row.low, row.high))
        name = escape(str(row.network))
        figure.add_scatter(
            x=[costs[row.network]], y=[value], mode="markers+text", text=[f"<b>{letter}</b>"],
            textposition="middle right", name=f"<b>{letter}</b>  {name}",
            marker=marker(place) | {"size": 12},
            error_y=_whiskers(value, low, high) | {"color": colour(place), "thickness": 1},
            hovertemplate=f"{name}: {measure.formatted(row.value)}, {hover}<extra></extra>",
        )  # fmt: skip
    with_legend(figure, len(figure.data), height=330)
    low, high = min(costs.values()) / 2, max(costs.values()) * 2  # wide enough for two ticks
    figure.update_xaxes(title=title, type="log", range=[math.log10(low), math.log10(high)],
                        tickvals=_ticks(low, high), tickformat="~s")  # fmt: skip
    return figure.update_yaxes(title=measure.axis)


def diagonal(figure: "go.Figure", name: str) -> None:
    """A dotted line on which both axes, in per cent, say the same."""
    figure.add_scatter(x=[0, 100], y=[0, 100], mode="lines", name=name, hoverinfo="skip",
                       line={"dash": "dot", "color": GREY})  # fmt: skip


def _ticks(low: float, high: float) -> list[float]:
    """1, 2, 5, 10, 20, … between two values."""
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    each = [digit * 10.0**power for power in powers for digit in (1, 2, 5)]
    return [tick for tick in each if low <= tick <= high]


def _rows(table: "pd.DataFrame") -> list[tuple[str, Any]]:
    """A letter and a row for each network."""
    return list(zip(letters(list(table.network)).values(), table.itertuples(), strict=True))


def _whiskers(value: float, low: float, high: float) -> dict[str, Any]:
    return {"array": [high - value], "arrayminus": [value - low], "thickness": 2, "width": 5}
