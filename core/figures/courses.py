"""Panels of figures over time: shares stacked to 1, or lines with a level that they may reach."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.figures.pooling import MAX_COLUMNS, filled, pooled

N_TICKS = 5  # on the axis of a line, about
LINE_HEIGHT = 170  # CSS pixels
MARGIN = 0.08  # of a line's range, above and below it


@dataclass(frozen=True, eq=False, kw_only=True)
class Series:
    """Several figures over time, each with its name and its colour.

    `times` is float32 [n_times] in s, `values` float32 [n_series, n_times].
    """

    title: str
    times: NDArray[np.float32]
    values: NDArray[np.float32]
    names: tuple[str, ...]
    series_colours: tuple[str, ...]
    height: int


@dataclass(frozen=True, eq=False, kw_only=True)
class AreaPanel(Series):
    """A stacked area chart of `values` in 0..1 that add up to 1: probabilities over a song."""

    y_title: str = "Probability (%)"
    kind: Literal["area"] = "area"


@dataclass(frozen=True, eq=False, kw_only=True)
class LinePanel(Series):
    """A line for each of `values` in `unit`, such as probabilities of tags or a tempo.

    `levels` holds a value for each line that is drawn dotted, such as a threshold, or None. The
    axis spans `low` to `high`, with `y_ticks`; values are given with so many `digits` after the
    point.
    """

    levels: tuple[float | None, ...]
    low: float
    high: float
    unit: str
    digits: int
    y_title: str
    y_ticks: tuple[tuple[float, str], ...]
    kind: Literal["line"] = "line"


def area_panel(
    times: NDArray[np.floating],
    values: NDArray[np.floating],
    *,
    names: Sequence[str],
    colours: Sequence[str],
    title: str,
    height: int = 190,
) -> AreaPanel:
    """Shares over time, stacked in the order of `names`.

    Parameters
    ----------
    times : np.ndarray [shape=(n_times,)]
        In s, ascending. Before the first and after the last the chart stays level.
    values : np.ndarray [shape=(n_series, n_times)]
        Each column adds up to about 1.
    names, colours : sequences of str, length n_series

    Raises
    ------
    EarshotError
        If the lengths do not agree.
    """
    return AreaPanel(**_series(title, times, values, names, colours), height=height)


def line_panel(
    times: NDArray[np.floating],
    values: NDArray[np.floating],
    *,
    names: Sequence[str],
    colours: Sequence[str],
    titles: tuple[str, str],
    unit: str,
    levels: Sequence[float | None] | None = None,
    span: tuple[float, float] | None = None,
) -> LinePanel:
    """Lines over time.

    Parameters
    ----------
    times : np.ndarray [shape=(n_times,)]
        In s, ascending. Before the first and after the last the lines stay level.
    values : np.ndarray [shape=(n_series, n_times)]
        Finite, in `unit`.
    names, colours : sequences of str, length n_series
    titles : pair of str
        Of the panel and of its axis.
    unit : str
        Of the values; empty where they have none.
    levels : sequence of float or None, optional
        Of each line, drawn dotted in its colour.
    span : pair of float, optional
        Of the axis; by default that of values and levels with a margin.

    Raises
    ------
    EarshotError
        If the lengths do not agree.
    """
    title, y_title = titles
    series = _series(title, times, values, names, colours)
    marks = tuple(levels) if levels is not None else (None,) * len(names)
    low, high = span or _span(values, [mark for mark in marks if mark is not None])
    low, high = (low, high) if high > low else _span(np.array([[low]]), [])
    step = _step(low, high)
    digits = max(0, -int(np.floor(np.log10(step))))
    ticks = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
    return LinePanel(
        **series,
        levels=marks,
        low=float(low),
        high=float(high),
        unit=unit,
        digits=digits if unit == "%" else digits + 1,
        y_title=f"{y_title} ({unit})" if unit else y_title,
        y_ticks=tuple((float(tick), f"{tick:.{digits}f}".replace("-", "−")) for tick in ticks),
        height=LINE_HEIGHT,
    )


def _series(
    title: str,
    times: NDArray[np.floating],
    values: NDArray[np.floating],
    names: Sequence[str],
    colours: Sequence[str],
) -> dict[str, Any]:
    """What every panel of series holds, once their lengths agree; a column per pixel at most."""
    n_series, n_times = filled(values, title)
    if len(times) != n_times or len(names) != n_series or len(colours) != n_series:
        raise EarshotError(
            f"{title}: values are {n_series} x {n_times}, but there are {len(times)} times, "
            f"{len(names)} names and {len(colours)} colours."
        )
    return {
        "title": title,
        "times": pooled(np.asarray(times, np.float32)[None], MAX_COLUMNS, axis=1, how="mean")[0],
        "values": pooled(np.asarray(values, np.float32), MAX_COLUMNS, axis=1, how="mean"),
        "names": tuple(names),
        "series_colours": tuple(colours),
    }


def _span(values: NDArray[np.floating], marks: Sequence[float]) -> tuple[float, float]:
    """The range of values and marks, with room above and below; never empty."""
    low, high = min(float(values.min()), *marks, np.inf), max(float(values.max()), *marks, -np.inf)
    room = MARGIN * (high - low) or max(abs(high), 1.0) / 10
    return low - room, high + room


def _step(low: float, high: float) -> float:
    """From one tick to the next: 1, 2 or 5 times a power of ten."""
    ideal = (high - low) / N_TICKS
    power = 10.0 ** np.floor(np.log10(ideal))
    return float(power * next(k for k in (1, 2, 5, 10) if k * power >= ideal * (1 - 1e-9)))
