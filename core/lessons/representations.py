"""The pictures of a sound that a network could be given: what each is, its knobs, its panel."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.features import Cqt, Mel, Mfcc, SoundSpec, Stft
from core.features.cqt import frequencies
from core.features.filters import hz_to_mel, mel_to_hz, mel_weights
from core.figures.panels import ImagePanel, Scale, below_loudest
from core.figures.spectrograms import cqt_panel, mel_panel, mfcc_panel, stft_panel
from core.lessons import feature_knobs as knobs
from core.lessons.knobs import Knob, Settings

RAW = "none"
FRAMES = (knobs.WINDOW, knobs.N_FFT, knobs.HOP)


@dataclass(frozen=True, kw_only=True)
class Representation:
    """One way to picture a sound.

    `knobs` set it, `by` among them how it is normalised; `spec` is what `core` computes of their
    settings; `panel` draws it, with what `axis(settings)` says of its rows; `rows(settings)` is
    what each row stands for, in `row_unit`; `caution(settings)` what these settings spoil.
    """

    title: str
    unit: str
    knobs: tuple[Knob, ...]
    by: Knob
    spec: Callable[[Settings], SoundSpec]
    panel: Callable[..., ImagePanel]
    axis: Callable[[Settings], dict[str, Any]] = lambda _: {}
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
        draw = partial(
            self.panel,
            sample_rate=SAMPLE_RATE,
            hop_length=settings["hop"],
            height=height,
            **self.axis(settings),
        )
        return (
            draw(raw, scale=scale, title=f"{self.title}, as computed"),
            draw(z, scale=z_scale, title=f"{self.title}, normalised"),
        )


# ---- from settings to what core computes --------------------------------------------------------


def _frames(s: Settings) -> dict[str, Any]:
    return {"n_fft": s["n_fft"], "hop_length": s["hop"], "window": knobs.WINDOWS[s["window"]]}


def _stft(s: Settings) -> Stft:
    return Stft(**_frames(s), normalise=RAW)


def _mel(s: Settings) -> Mel:
    low, high = s["band"]
    fmax = None if high == knobs.NYQUIST else high
    return Mel(n_mels=s["n_mels"], fmin=low, fmax=fmax, **_frames(s), normalise=RAW)


def _mfcc(s: Settings) -> Mfcc:
    return Mfcc(n_mfcc=s["n_mfcc"], n_mels=s["n_mels"], **_frames(s), normalise=RAW)


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


# ---- the four -----------------------------------------------------------------------------------

REPRESENTATIONS: dict[str, Representation] = {
    "STFT": Representation(
        title="STFT",
        unit="dB",
        knobs=(*FRAMES, knobs.AXIS, knobs.BY, knobs.RANGE),
        by=knobs.BY,
        spec=_stft,
        panel=stft_panel,
        axis=lambda s: {"axis": s["axis"]},
        rows=lambda s: np.fft.rfftfreq(s["n_fft"], 1 / SAMPLE_RATE),
        row_unit="Hz",
    ),
    "Mel": Representation(
        title="Mel spectrogram",
        unit="dB",
        knobs=(*FRAMES, knobs.N_MELS, knobs.BAND, knobs.BY, knobs.RANGE),
        by=knobs.BY,
        spec=_mel,
        panel=mel_panel,
        axis=lambda s: dict(zip(("fmin", "fmax"), s["band"], strict=True)),
        rows=_mel_centres,
        row_unit="Hz",
        caution=_empty_bands,
    ),
    "MFCC": Representation(
        title="MFCC",
        unit="",
        knobs=(*FRAMES, knobs.N_MELS, knobs.N_MFCC, knobs.BY_ROWS, knobs.SIGMA),
        by=knobs.BY_ROWS,
        spec=_mfcc,
        panel=mfcc_panel,
        rows=lambda s: np.arange(s["n_mfcc"]),
        row_unit="coefficient",
        caution=_empty_bands,
    ),
    "Constant-Q": Representation(
        title="Constant-Q",
        unit="dB",
        knobs=(knobs.NOTE, knobs.OCTAVES, knobs.PER_OCTAVE, knobs.HOP, knobs.BY, knobs.RANGE),
        by=knobs.BY,
        spec=_cqt,
        panel=cqt_panel,
        axis=lambda s: {"fmin": knobs.NOTES[s["note"]], "bins_per_octave": s["per_octave"]},
        rows=lambda s: frequencies(_cqt(s)),
        row_unit="Hz",
    ),
}
