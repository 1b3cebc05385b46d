"""Mel spectrogram (Slaney, 1998), equal to librosa's."""

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from core.features.filters import FilterBank, WindowName, mel_bank
from core.features.normalisation import normalise, power_to_db
from core.features.spec import FEATURES, FrameSpec
from core.features.spectrum import Block, Computation, Framing


@FEATURES.register("mel")
class Mel(FrameSpec, frozen=True):
    """Power in mel bands, in dB, no more than 80 dB below the clip's loudest."""

    title: ClassVar[str] = "Mel spectrogram"
    unit: ClassVar[str] = "dB"

    kind: Literal["mel"] = "mel"
    n_mels: int = Field(default=128, ge=1, le=512)
    n_fft: int = Field(default=2048, ge=16, le=65536)
    window: WindowName = "hann"
    fmin: float = Field(default=0.0, ge=0)
    fmax: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        nyquist = self.sample_rate / 2
        top = nyquist if self.fmax is None else self.fmax
        if top > nyquist:
            raise ValueError(f"fmax = {top:g} Hz is above half the sample rate, {nyquist:g} Hz.")
        if self.fmin >= top:
            raise ValueError(f"fmin = {self.fmin:g} Hz is not below fmax = {top:g} Hz.")
        return self

    def begin(self, n_samples: int) -> Computation:
        return _MelComputation(self, n_samples)

    def by_librosa(self) -> str:
        return (
            "power = librosa.feature.melspectrogram(\n"
            f"    y=y, sr={self.sample_rate}, n_fft={self.n_fft}, hop_length={self.hop_length}, "
            f'window="{self.window}",\n'
            f"    n_mels={self.n_mels}, fmin={self.fmin:g}, fmax={self.fmax},\n)\n"
            "mel = librosa.power_to_db(power)"
        )


class MelComputation(Computation):
    """Mel power of a clip, band by band; `finish` is what a feature makes of it.

    Attributes
    ----------
    mel : np.ndarray [shape=(n_frames, n_mels)]
        Power, float32; whole once every block was taken.
    """

    def __init__(
        self, n_samples: int, framing: Framing, window: WindowName, bank: FilterBank
    ) -> None:
        self.framing = framing
        self.window = window
        self.bank = bank
        self.mel = np.empty((framing.n_frames(n_samples), bank.n_bands), np.float32)

    def add_block(self, block: Block) -> None:
        self.bank.apply(block.power, self.mel[block.rows])


class _MelComputation(MelComputation):
    def __init__(self, spec: Mel, n_samples: int) -> None:
        bank = mel_bank(spec.sample_rate, spec.n_fft, spec.n_mels, spec.fmin, spec.fmax)
        super().__init__(n_samples, Framing(spec.n_fft, spec.hop_length), spec.window, bank)
        self.spec = spec

    def finish(self) -> np.ndarray:
        return normalise(power_to_db(self.mel).T, self.spec.normalise)
