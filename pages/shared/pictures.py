"""A sound's pictures, raw and normalised, each with its histogram beside it, under one player."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, peaks
from core.features import normalise
from core.figures.histograms import Histogram, HistogramPlot, histogram, histogram_figure
from core.figures.panels import MAX_COLUMNS, ImagePanel, Panel, wave_panel
from pages.shared import charts
from pages.shared.excerpts import Part
from pages.shared.knobs import Settings
from pages.shared.player import player
from pages.shared.representations import Representation

# Where the player draws, in px: its head, then for each panel a title, a plot and a gap, which
# the time axis of the last one makes wider. A histogram stands exactly beside its picture.
HEAD, ABOVE, BELOW, LAST = 44, 48, 16, 46

READING = """**Above** it is as computed, **below** normalised to z-scores: minus the mean, divided
by the standard deviation, which is how networks like their numbers. Over the whole picture, that
changes only the scale; row by row, what is always soft comes forward. **Beside** each picture
stands its histogram: how often each value occurs, in the colour that the picture gives it; dots
draw the normal distribution."""


@dataclass(frozen=True, eq=False)
class Picture:
    """Values in a unit, the panel that shows them and how often each occurs."""

    values: np.ndarray
    unit: str
    panel: Panel
    seen: Histogram

    def plot(self, top: int) -> HistogramPlot:
        """Its histogram in the colours of the picture, `top` px below the top of the figure."""
        image = self.panel if isinstance(self.panel, ImagePanel) else None
        return HistogramPlot(
            histogram=self.seen,
            title=told(self.seen, self.unit),
            unit=self.unit,
            top=top,
            height=self.panel.height,
            colours=image.colours if image else None,
            low=image.low if image else 0.0,
            high=image.high if image else 1.0,
            normal=self.unit == "z-score",
        )


def wave_pictures(y: np.ndarray, height: int) -> tuple[Picture, Picture]:
    """The waveform [n_samples] as it is and as z-scores."""
    z = (y - y.mean()) / max(float(y.std()), 1e-9)
    raw_panel = wave_panel(
        *_outline(y),
        duration=len(y) / SAMPLE_RATE,
        title="Waveform, as recorded",
        height=height,
    )
    z_panel = wave_panel(
        *_outline(z),
        duration=len(y) / SAMPLE_RATE,
        title="Waveform, normalised",
        height=height,
        y_title="z-score",
        reach=max(1.0, math.ceil(np.abs(z).max())),
    )
    return (
        Picture(y, "amplitude", raw_panel, histogram(y)),
        Picture(z, "z-score", z_panel, histogram(z)),
    )


def _outline(y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lowest and highest value of each column, both [n_columns], without gaps between columns.

    With a sample or two to a column, neighbours would not touch where the wave is steep.
    """
    low, high = peaks(y, MAX_COLUMNS)
    joined_low, joined_high = low.copy(), high.copy()
    np.minimum(low[:-1], high[1:], out=joined_low[:-1])
    np.maximum(high[:-1], low[1:], out=joined_high[:-1])
    return joined_low, joined_high


def feature_pictures(
    raw: np.ndarray, representation: Representation, settings: Settings, height: int
) -> tuple[Picture, Picture]:
    """A feature [n_bins, n_frames] as computed and as normalised."""
    z = normalise(raw, settings[representation.by.key])
    panels = representation.panels(raw, z, settings, height)
    return (
        Picture(raw, representation.unit or "value", panels[0], histogram(raw)),
        Picture(z, "z-score", panels[1], histogram(z)),
    )


def show_pictures(pictures: Sequence[Picture], part: Part, *, key: str) -> None:
    """The pictures under one player that plays `part`, their histograms to the right of them."""
    left, right = st.columns([5, 2], gap="small")
    with left:
        player(
            part.wav(),
            [picture.panel for picture in pictures],
            key=key,
            duration=part.seconds,
            name=part.sound.title,
        )
    tops = [HEAD + ABOVE]
    for picture in pictures:
        tops.append(tops[-1] + picture.panel.height + BELOW + ABOVE)
    height = tops[-1] - ABOVE - BELOW + LAST
    plots = [picture.plot(top) for picture, top in zip(pictures, tops, strict=False)]
    figure = histogram_figure(plots, height=height)
    with right:
        charts.show(figure, key=f"{key}-histograms", name="histograms")


def told(seen: Histogram, unit: str) -> str:
    """Mean and standard deviation of the values in words."""
    suffix = f" {unit}" if unit == "dB" else ""
    return f"mean {_number(seen.mean)}{suffix}, deviation {_number(seen.std)}{suffix}"


def _number(value: float) -> str:
    """Two decimals below ten, one below a hundred, none above; a minus as printed in books."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:.{digits}f}"
    return text.replace("-", "−") if float(text) else text.replace("-", "")
