"""What a sweep found: a heatmap over two keys, a line over one, and curves with their spread."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, LEGEND_ROW, cell_colour, faded, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW, AROUND = 46, 110  # px: a cell, and what is around them
MOST_NAMED = 10  # curves beyond so many share colours, and cannot all be told apart
HEIGHT = 340  # px
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")


def named(value: Any) -> str:
    """A value of a recipe on an axis: ``"[64, 32]"``, ``"0.001"``."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def interval_in_words(row: Mapping[str, Any], percent: bool) -> str:
    """A row's mean and interval over seeds: ``"85.0 % (80.1 to 89.9 %), 5 seeds"``."""
    if row["mean"] is None:
        return "not trained yet"
    factor, form, unit = (100.0, ".1f", " %") if percent else (1.0, ".3f", "")
    seeds = f"{row['n']} seed{'s' * (row['n'] != 1)}"
    mean = f"{factor * row['mean']:{form}}{unit}"
    if row["low"] is None:
        return f"{mean}, {seeds}"
    low, high = (f"{factor * row[end]:{form}}" for end in ("low", "high"))
    return f"{mean} ({low} to {high}{unit}), {seeds}"


def heatmap(
    rows: Sequence[Mapping[str, Any]],
    keys: tuple[str, str],
    *,
    percent: bool,
    ends: tuple[float, float] | None = None,
) -> "go.Figure":
    """The mean of each cell: the higher, the stronger its colour; a click gives its ``place``.

    Parameters
    ----------
    rows : sequence of mappings
        Of `core.training.sweep.results`, each with its ``place`` among all.
    keys : tuple of str
        Down, and across.
    percent : bool
        Whether the headline is told in per cent.
    ends : tuple of float, optional
        Of the colour scale, where several heatmaps share one; else those of `rows`.
    """
    import plotly.graph_objects as go

    down, across = keys
    ys, xs = (list(dict.fromkeys(named(row[key]) for row in rows)) for key in keys)
    factor = 100 if percent else 1
    values = np.full((len(ys), len(xs)), np.nan)
    for row in rows:
        if row["mean"] is not None:
            place = ys.index(named(row[down])), xs.index(named(row[across]))
            values[place] = factor * row["mean"]
    low, high = ends or spread(rows)
    figure = go.Figure(
        go.Heatmap(
            x=xs, y=ys, z=values, hoverinfo="skip", showscale=False, xgap=2, ygap=2,
            zmin=factor * low, zmax=factor * high, colorscale=[
                [0.0, cell_colour(ACCENT, 1e-6)], [1.0, cell_colour(ACCENT, 1.0)]],
        )
    )  # fmt: skip
    # Streamlit selects no cell of a heatmap; a point in each, which is not seen, it does.
    form = ".1f" if percent else ".3f"
    figure.add_scatter(
        x=[named(row[across]) for row in rows], y=[named(row[down]) for row in rows],
        mode="markers+text", showlegend=False,
        marker={"size": 30, "symbol": "square", "color": "rgba(128,128,128,0.004)",
                "line": {"width": 0}},
        text=["" if row["mean"] is None else f"{factor * row['mean']:{form}}" for row in rows],
        customdata=[[row["place"], interval_in_words(row, percent)] for row in rows],
        hovertemplate=f"{across} %{{x}}<br>{down} %{{y}}<br>%{{customdata[1]}}<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(title_text=across, type="category")
    figure.update_yaxes(title_text=down, type="category", autorange="reversed")
    figure = styled(figure, height=AROUND + ROW * len(ys), hovermode="closest", hoverdistance=-1)
    return figure.update_xaxes(showgrid=False).update_yaxes(showgrid=False)


def spread(rows: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """Lowest and highest mean of `rows`, a little apart where they are one."""
    means = [row["mean"] for row in rows if row["mean"] is not None] or [0.0]
    return min(means), max(max(means), min(means) + 1e-6)


def along(rows: Sequence[Mapping[str, Any]], key: str, *, title: str, percent: bool) -> "go.Figure":
    """The mean over one key, with its interval over seeds; a click gives a row's ``place``."""
    import plotly.graph_objects as go

    factor, unit = (100.0, " (%)") if percent else (1.0, "")
    known = [row for row in rows if row["mean"] is not None]
    interval = [row if row["low"] is not None else row | {"low": row["mean"], "high": row["mean"]}
                for row in map(dict, known)]  # fmt: skip
    figure = go.Figure(
        go.Scatter(
            x=[named(row[key]) for row in known], y=[factor * row["mean"] for row in known],
            mode="lines+markers", line={"color": ACCENT}, marker={"size": 11, "opacity": 1},
            error_y={"type": "data", "symmetric": False,
                     "array": [factor * (row["high"] - row["mean"]) for row in interval],
                     "arrayminus": [factor * (row["mean"] - row["low"]) for row in interval]},
            customdata=[[row["place"]] for row in known],
            text=[interval_in_words(row, percent) for row in known],
            hovertemplate=f"{key} %{{x}}<br>%{{text}}<extra></extra>",
        )
    )  # fmt: skip
    order = list(dict.fromkeys(named(row[key]) for row in rows))
    figure.update_xaxes(title_text=key, type="category", categoryarray=order,
                        range=[-0.5, len(order) - 0.5])  # fmt: skip
    figure.update_yaxes(title_text=f"{title}{unit}")
    return styled(figure, height=HEIGHT, hovermode="closest", hoverdistance=-1)


def curves(
    cells: Mapping[str, Mapping[str, np.ndarray]], *, title: str, percent: bool
) -> "go.Figure":
    """How each cell learned: the mean over seeds, in a band that is its interval.

    Parameters
    ----------
    cells : mapping of str to mapping
        What a cell is called, and its curve, as of `core.training.sweep.mean_curve`.
    title : str
        What the curves are of.
    percent : bool
        Whether it is told in per cent.
    """
    import plotly.graph_objects as go

    figure, n_colours = go.Figure(), len(SERIES_COLOURS)
    factor, form, unit = (100.0, ".1f", " %") if percent else (1.0, ".3f", "")
    for place, (name, curve) in enumerate(cells.items()):
        colour = SERIES_COLOURS[place % n_colours]
        dash = DASHES[place // n_colours % len(DASHES)]
        band = np.isfinite(curve["low"])
        if band.any():
            epochs = curve["epoch"][band]
            figure.add_scatter(
                x=np.concatenate([epochs, epochs[::-1]]),
                y=factor * np.concatenate([curve["high"][band], curve["low"][band][::-1]]),
                fill="toself", fillcolor=faded(colour, 0.12), line={"width": 0}, mode="lines",
                hoverinfo="skip", legendgroup=name, showlegend=False,
            )  # fmt: skip
        figure.add_scatter(
            x=curve["epoch"], y=factor * curve["mean"], name=name, legendgroup=name, mode="lines",
            line={"color": colour, "width": 2, "dash": dash},
            hovertemplate=f"epoch %{{x}}: %{{y:{form}}}{unit}<extra>{name}</extra>",
        )  # fmt: skip
    figure.update_xaxes(title_text="Epoch", tickformat="d")
    figure.update_yaxes(title_text=title + (" (%)" if percent else ""))
    if percent:  # where bands of few seeds reach beyond what is possible
        figure.update_yaxes(range=[0, 103])
    n_rows = min(len(cells), MOST_NAMED)
    figure = styled(figure, height=HEIGHT + LEGEND_ROW * n_rows, hovermode="closest")
    return figure.update_layout(
        margin_b=60 + LEGEND_ROW * n_rows,
        legend={"orientation": "v", "yref": "container", "yanchor": "bottom", "y": 0},
        uirevision="kept",
    )
