"""The pictures of a sound that a network could be given: what each is, its knobs, its panel."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.features import Cqt, FeatureSpec, Mel, Mfcc, Stft
from core.features.cqt import frequencies
from core.features.filters import hz_to_mel, mel_to_hz, mel_weights
from core.figures.panels import ImagePanel, Scale, below_loudest
from core.figures.spectrograms import cqt_panel, mel_panel, mfcc_panel, stft_panel
from pages.learn.parts import feature_knobs as knobs
from pages.learn.parts.knobs import Knob, Settings

RAW = "none"
Draw = Callable[[np.ndarray, Settings, Scale, str, int], ImagePanel]


@dataclass(frozen=True, kw_only=True)
class Representation:
    """One way to picture a sound.

    `lead` says what to try, `text` explains it; `knobs` set it, `by` among them how it is
    normalised; `spec` is what `core` computes of their settings; `draw(values, settings, scale,
    title, height)` is its panel; `rows(settings)` says what each row stands for, in `row_unit`;
    `caution(settings)` what these settings spoil.
    """

    title: str
    unit: str
    knobs: tuple[Knob, ...]
    by: Knob
    spec: Callable[[Settings], FeatureSpec]
    draw: Draw
    rows: Callable[[Settings], np.ndarray]
    row_unit: str
    caution: Callable[[Settings], str] = lambda _: ""

    def fits(self, settings: Settings) -> bool:
        """Whether `core` can compute what these settings ask for."""
        try:
            self.spec(settings)
        except EarshotError:
            return False
        return True

    def defaults(self) -> dict[str, object]:
        """Its settings before anybody turned a knob."""
        return {knob.key: knob.default for knob in self.knobs}

    def panels(
        self, raw: np.ndarray, z: np.ndarray, settings: Settings, height: int
    ) -> tuple[ImagePanel, ImagePanel]:
        """The picture as computed and as normalised, both [n_bins, n_frames]."""
        scale = Scale("")
        if self.unit == "dB":
            scale = below_loudest(raw, span=settings[knobs.RANGE.key])
        reach = settings.get(knobs.SIGMA.key, knobs.SIGMA.default)
        z_scale = Scale("z-score", floor=-reach, ceiling=reach)
        return (
            self.draw(raw, settings, scale, f"{self.title}, as computed", height),
            self.draw(z, settings, z_scale, f"{self.title}, normalised", height),
        )


# ---- from settings to what core computes --------------------------------------------------------


def _stft(s: Settings) -> Stft:
    window = knobs.WINDOWS[s["window"]]
    return Stft(n_fft=s["n_fft"], hop_length=s["hop"], window=window, normalise=RAW)


def _mel(s: Settings) -> Mel:
    low, high = s["band"]
    return Mel(
        n_mels=s["n_mels"],
        n_fft=s["n_fft"],
        hop_length=s["hop"],
        window=knobs.WINDOWS[s["window"]],
        fmin=low,
        fmax=None if high == knobs.NYQUIST else high,
        normalise=RAW,
    )


def _mfcc(s: Settings) -> Mfcc:
    return Mfcc(
        n_mfcc=s["n_mfcc"],
        n_mels=s["n_mels"],
        n_fft=s["n_fft"],
        hop_length=s["hop"],
        window=knobs.WINDOWS[s["window"]],
        normalise=RAW,
    )


def _cqt(s: Settings) -> Cqt:
    return Cqt(
        n_bins=s["octaves"] * s["per_octave"],
        bins_per_octave=s["per_octave"],
        fmin=knobs.NOTES[s["note"]],
        hop_length=s["hop"],
        normalise=RAW,
    )


def _mel_centres(s: Settings) -> np.ndarray:
    low, high = hz_to_mel(np.array(s["band"]))
    return mel_to_hz(np.linspace(low, high, s["n_mels"] + 2))[1:-1]


def _empty_bands(s: Settings) -> str:
    """How many mel bands fall between two bins of the Fourier transform and collect nothing."""
    low, high = s.get("band", knobs.BAND.default)
    weights = mel_weights(SAMPLE_RATE, s["n_fft"], s["n_mels"], low, high)
    n_empty = np.count_nonzero(~weights.any(axis=1))
    if not n_empty:
        return ""
    return (
        f"{n_empty} of the {s['n_mels']} mel bands lie between two bins of so short a window and "
        "stay empty."
    )


# ---- from values to panels ----------------------------------------------------------------------


def _draw_stft(
    values: np.ndarray, s: Settings, scale: Scale, title: str, height: int
) -> ImagePanel:
    return stft_panel(
        values,
        sample_rate=SAMPLE_RATE,
        hop_length=s["hop"],
        axis=s["axis"],
        scale=scale,
        title=title,
        height=height,
    )


def _draw_mel(values: np.ndarray, s: Settings, scale: Scale, title: str, height: int) -> ImagePanel:
    low, high = s["band"]
    return mel_panel(
        values,
        sample_rate=SAMPLE_RATE,
        hop_length=s["hop"],
        fmin=low,
        fmax=high,
        scale=scale,
        title=title,
        height=height,
    )


def _draw_mfcc(
    values: np.ndarray, s: Settings, scale: Scale, title: str, height: int
) -> ImagePanel:
    return mfcc_panel(
        values,
        sample_rate=SAMPLE_RATE,
        hop_length=s["hop"],
        scale=scale,
        title=title,
        height=height,
    )


def _draw_cqt(values: np.ndarray, s: Settings, scale: Scale, title: str, height: int) -> ImagePanel:
    return cqt_panel(
        values,
        sample_rate=SAMPLE_RATE,
        hop_length=s["hop"],
        fmin=knobs.NOTES[s["note"]],
        bins_per_octave=s["per_octave"],
        scale=scale,
        title=title,
        height=height,
    )


# ---- the four -----------------------------------------------------------------------------------

REPRESENTATIONS: dict[str, Representation] = {
    "STFT": Representation(
        title="STFT",
        unit="dB",
        knobs=(knobs.WINDOW, knobs.N_FFT, knobs.HOP, knobs.AXIS, knobs.BY, knobs.RANGE),
        by=knobs.BY,
        spec=_stft,
        draw=_draw_stft,
        rows=lambda s: np.fft.rfftfreq(s["n_fft"], 1 / SAMPLE_RATE),
        row_unit="Hz",
    ),
    "Mel": Representation(
        title="Mel spectrogram",
        unit="dB",
        knobs=(
            knobs.WINDOW,
            knobs.N_FFT,
            knobs.HOP,
            knobs.N_MELS,
            knobs.BAND,
            knobs.BY,
            knobs.RANGE,
        ),
        by=knobs.BY,
        spec=_mel,
        draw=_draw_mel,
        rows=_mel_centres,
        row_unit="Hz",
        caution=_empty_bands,
    ),
    "MFCC": Representation(
        title="MFCC",
        unit="",
        knobs=(
            knobs.WINDOW,
            knobs.N_FFT,
            knobs.HOP,
            knobs.N_MELS,
            knobs.N_MFCC,
            knobs.BY_ROWS,
            knobs.SIGMA,
        ),
        by=knobs.BY_ROWS,
        spec=_mfcc,
        draw=_draw_mfcc,
        rows=lambda s: np.arange(s["n_mfcc"]),
        row_unit="coefficient",
        caution=_empty_bands,
    ),
    "Constant-Q": Representation(
        title="Constant-Q",
        unit="dB",
        knobs=(
            knobs.NOTE,
            knobs.OCTAVES,
            knobs.PER_OCTAVE,
            knobs.HOP,
            knobs.BY,
            knobs.RANGE,
        ),
        by=knobs.BY,
        spec=_cqt,
        draw=_draw_cqt,
        rows=lambda s: frequencies(_cqt(s)),
        row_unit="Hz",
    ),
}
