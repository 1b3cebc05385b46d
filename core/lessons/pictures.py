"""A sound's pictures, raw and normalised, each with how often its values occur."""

import math
from dataclasses import dataclass

import numpy as np

from core.audio import SAMPLE_RATE, peaks
from core.features import normalise
from core.figures.lessons.histograms import Histogram, HistogramPlot, histogram
from core.figures.panels import MAX_COLUMNS, ImagePanel, WavePanel, wave_panel
from core.lessons.knobs import Settings
from core.lessons.representations import Representation


@dataclass(frozen=True, eq=False)
class Picture:
    """Values in a unit, the panel that shows them and how often each occurs."""

    values: np.ndarray
    unit: str
    panel: ImagePanel | WavePanel
    seen: Histogram

    def plot(self) -> HistogramPlot:
        """Its histogram in the colours of the picture."""
        image = self.panel if isinstance(self.panel, ImagePanel) else None
        return HistogramPlot(
            histogram=self.seen,
            title=histogram_title(self.seen, self.unit),
            unit=self.unit,
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
        Picture(raw, representation.unit or "coefficients", panels[0], histogram(raw)),
        Picture(z, "z-score", panels[1], histogram(z)),
    )


def histogram_title(seen: Histogram, unit: str) -> str:
    """Mean and standard deviation of the values in words."""
    return f"{unit}: mean {_number(seen.mean)}, standard deviation {_number(seen.std)}"


def _number(value: float) -> str:
    """Two decimals below ten, one below a hundred, none above; a minus as printed in books."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:.{digits}f}"
    return text.replace("-", "−") if float(text) else text.replace("-", "")
