"""Panels of the player: arrays in, small packed pictures out. No Streamlit, no drawing.

A panel is what the player draws under one clock: a spectrogram (`ImagePanel`), figures over time
(`AreaPanel`, `LinePanel`, in `core.figures.courses`), a waveform (`WavePanel`) or a path through a
plane (`PathPanel`, in `core.figures.paths`). Each is decimated
to what a screen can show and quantised, so that a picture of a five-minute song weighs as much as
one of ten seconds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.figures.courses import AreaPanel, LinePanel
from core.figures.palette import COLOUR_MAPS
from core.figures.paths import PathPanel
from core.figures.pooling import MAX_COLUMNS, MAX_ROWS, edges_of, filled, pooled, quantised

Tick = tuple[float, str]  # (row, label); row 0 is the centre of the lowest row


@dataclass(frozen=True)
class Scale:
    """How values become colour, and the unit that the colour bar and the readout give them.

    `floor` and `ceiling` are the range of the colour bar; by default that of the values. `pool`
    says how neighbouring frames share a column: the maximum keeps a click of one frame visible and
    fits a floor in dB; the mean fits values of either sign, which a maximum would lift.
    """

    unit: str
    floor: float | None = None
    ceiling: float | None = None
    pool: Literal["max", "mean"] = "mean"
    colours: str = "viridis"


DECIBEL = Scale("dB", floor=-80.0, ceiling=0.0, pool="max", colours="magma")
Z_SCORE = Scale("z-score", floor=-3.0, ceiling=3.0)
SILENCE = -100.0
"""What features say of silence, in dB."""


def below_loudest(*pictures: NDArray[np.floating], span: float = 80.0) -> Scale:
    """One scale for pictures in dB: from the loudest value of all down by `span`; silence is dark.

    Parameters
    ----------
    *pictures : np.ndarray [shape=(n_bins, n_frames)]
        In dB; at least one.
    span : float
        What the colours reach over, dB.
    """
    loudest = max(SILENCE + span, *(float(picture.max()) for picture in pictures))
    return replace(DECIBEL, floor=loudest - span, ceiling=loudest)


@dataclass(frozen=True)
class Axis:
    """The vertical axis: its title with the unit, ticks in rows, and what each row is called."""

    title: str
    ticks: Sequence[Tick]
    rows: Sequence[str]


@dataclass(frozen=True, eq=False)
class ImagePanel:
    """A spectrogram, quantised to 8 bits.

    `pixels` is uint8 [n_rows, n_columns], row 0 at the bottom; 0 stands for `low` and 255 for
    `high`, both in `unit`; `clipped` says whether values lay below and above. The picture covers
    `start` to `end` in s. `rows` holds the readout of each row: ``"440 Hz"``, ``"coefficient 12"``.
    `beside` is HTML of our own that stands to the right of it, or below where there is no room.
    """

    title: str
    pixels: NDArray[np.uint8]
    start: float
    end: float
    low: float
    high: float
    clipped: tuple[bool, bool]
    unit: str
    colours: str
    y_title: str
    y_ticks: tuple[Tick, ...]
    rows: tuple[str, ...]
    height: int
    beside: str = ""
    kind: Literal["image"] = "image"


@dataclass(frozen=True, eq=False)
class WavePanel:
    """A waveform as its envelope: `lowest` and `highest` are float32 [n_columns].

    The axis spans -`reach` to `reach`: 1 for amplitudes. `beside` is as an `ImagePanel`'s.
    """

    title: str
    lowest: NDArray[np.float32]
    highest: NDArray[np.float32]
    start: float
    end: float
    height: int
    y_title: str = "Amplitude"
    reach: float = 1.0
    beside: str = ""
    kind: Literal["wave"] = "wave"


Panel = ImagePanel | AreaPanel | LinePanel | WavePanel | PathPanel


def image_panel(
    values: NDArray[np.floating],
    *,
    title: str,
    frame_seconds: float,
    scale: Scale,
    axis: Axis,
    height: int = 190,
) -> ImagePanel:
    """A spectrogram as the player draws it: at most `MAX_COLUMNS` wide, 8 bits a pixel.

    Parameters
    ----------
    values : np.ndarray [shape=(n_bins, n_frames)]
        Row 0 is drawn at the bottom. What is not finite is drawn as the floor.
    frame_seconds : float
        Time from one frame to the next, in s. Frames are centred, as librosa's are: frame ``k``
        is at ``k * frame_seconds``.
    scale, axis : Scale, Axis
        `axis` names each of the n_bins rows and has its ticks in rows of `values`.
    height : int
        Of the picture on the page, in CSS pixels.

    Raises
    ------
    EarshotError
        If `values` is not two-dimensional and filled, `axis` does not name each of its rows, or
        the colour map is unknown.
    """
    n_bins, n_frames = filled(values, title)
    if len(axis.rows) != n_bins:
        raise EarshotError(f"{title}: {len(axis.rows)} row labels for {n_bins} rows.")
    if scale.colours not in COLOUR_MAPS:
        known = ", ".join(COLOUR_MAPS)
        raise EarshotError(f"{title}: no colour map {scale.colours!r}. Known: {known}.")
    low, high = _range(values, scale)
    finite = np.nan_to_num(np.asarray(values, np.float32), nan=low, posinf=high, neginf=low)
    reduced = pooled(finite, MAX_ROWS, axis=0, how=scale.pool)  # rows first: whole rows are fast
    reduced = pooled(reduced, MAX_COLUMNS, axis=1, how=scale.pool)
    edges = edges_of(n_bins, MAX_ROWS)
    middle = [int(row) for row in (edges[:-1] + edges[1:] - 1) // 2]
    shrink = len(reduced) / n_bins
    return ImagePanel(
        title=title,
        pixels=quantised(reduced, low, high),
        start=-frame_seconds / 2,
        end=(n_frames - 0.5) * frame_seconds,
        low=low,
        high=high,
        clipped=(bool(reduced.min() < low), bool(reduced.max() > high)),
        unit=scale.unit,
        colours=scale.colours,
        y_title=axis.title,
        y_ticks=tuple(((row + 0.5) * shrink - 0.5, label) for row, label in axis.ticks),
        rows=tuple(axis.rows[row] for row in middle),
        height=height,
    )


def wave_panel(
    low: NDArray[np.floating],
    high: NDArray[np.floating],
    *,
    duration: float,
    title: str = "Waveform",
    height: int = 84,
    y_title: str = "Amplitude",
    reach: float = 1.0,
) -> WavePanel:
    """A waveform from its peaks: `low` and `high` [n_columns] span `duration` seconds."""
    filled(np.stack([low, high]), title)
    return WavePanel(
        title=title,
        lowest=pooled(np.asarray(low, np.float32)[None], MAX_COLUMNS, axis=1, how="min")[0],
        highest=pooled(np.asarray(high, np.float32)[None], MAX_COLUMNS, axis=1, how="max")[0],
        start=0.0,
        end=duration,
        height=height,
        y_title=y_title,
        reach=reach,
    )


def _range(values: NDArray[np.floating], scale: Scale) -> tuple[float, float]:
    """Range of the colour bar; a constant picture (silence) gets a range of one unit."""
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    low = low if scale.floor is None else scale.floor
    high = high if scale.ceiling is None else scale.ceiling
    return (low, high) if high > low else (low, low + 1.0)
