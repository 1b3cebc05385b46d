"""The pictures of a sound that a network could be given: what each is, its knobs, its panel."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.features import Cqt, Mel, Mfcc, SoundSpec, Stft
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
    lead: str
    text: str
    unit: str
    knobs: tuple[Knob, ...]
    by: Knob
    spec: Callable[[Settings], SoundSpec]
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

STFT = """The sound is cut into short overlapping **frames**, and in each of them the **Fourier
transform** measures how strong every frequency is. Frame beside frame, they make the **short-time
Fourier transform** (STFT), the plain **spectrogram**: time to the right, frequency upwards, and
colours for how strong each frequency is, in **decibels** (10 dB more is ten times the power)."""
MEL = """You can easily tell 100 Hz from 200 Hz, but hardly 10,000 Hz from 10,100 Hz. The **mel
scale** spaces frequencies as they are heard. Each **mel band** adds up a stretch of the plain
spectrogram, narrow in the bass and wide in the treble: a tenth of the rows, and little is lost that
you would miss. Colours are in **decibels** (10 dB more is ten times the power)."""
MFCC = """**MFCC** (mel-frequency cepstral coefficients) describe the shape of each mel spectrum by
a sum of waves. Coefficient 0 is the loudness, the next few are the timbre, and the last are fine
detail. As computed, the first few drown out all the others. Normalised row by row, each can be
seen, and that is how Earshot's network receives them (with a Hamming window)."""
CQT = """Its rows are spaced like the keys of a piano, and each listens for as long as its note
needs: long in the bass, short in the treble. A melody played higher gives the same picture, shifted
up. Together with MFCC, this is what Earshot's network receives. Colours are in **decibels** (10 dB
more is ten times the power)."""

ABOUT_OVERVIEW = """The waveform and four pictures of one sound, all with the same clock. STFT, mel
and MFCC share one calculation for each frame, so three cost hardly more than one. Each picture has
a step of its own, with more knobs, in this lesson or an earlier one."""

REPRESENTATIONS: dict[str, Representation] = {
    "STFT": Representation(
        title="STFT",
        lead="Make the window shorter and longer: which one shows when a drum is struck, and which "
        "one shows the notes?",
        text=STFT,
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
        lead="Turn the number of bands down: how few rows still show the music?",
        text=MEL,
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
        lead="Switch *Normalise by* from *rows* to *whole*: which rows are left in the lower "
        "picture?",
        text=MFCC,
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
        lead="Raise the bins per octave: what happens to the notes, and what to their beginnings?",
        text=CQT,
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
