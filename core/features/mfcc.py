"""Mel-frequency cepstral coefficients (Davis and Mermelstein, 1980), equal to librosa's."""

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from core.features.filters import WindowName, dct_matrix, mel_bank
from core.features.mel import MelComputation
from core.features.normalisation import normalise, power_to_db
from core.features.spec import FEATURES, FrameSpec, Normalise
from core.features.spectrum import Computation, Framing


@FEATURES.register("mfcc")
class Mfcc(FrameSpec, frozen=True):
    """`n_mfcc` coefficients per frame; every coefficient z-scored over the clip."""

    title: ClassVar[str] = "MFCC"

    kind: Literal["mfcc"] = "mfcc"
    n_mfcc: int = Field(default=84, ge=1, le=512)
    n_fft: int = Field(default=2048, ge=16, le=65536)
    window: WindowName = "hamming"
    n_mels: int = Field(default=128, ge=1, le=512)
    normalise: Normalise = "rows"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.n_mfcc > self.n_mels:
            raise ValueError(f"n_mfcc = {self.n_mfcc} exceeds n_mels = {self.n_mels}.")
        return self

    def begin(self, n_samples: int) -> Computation:
        return _MfccComputation(self, n_samples)

    def by_librosa(self) -> str:
        return (
            "mfcc = librosa.feature.mfcc(\n"
            f"    y=y, sr={self.sample_rate}, n_mfcc={self.n_mfcc}, n_mels={self.n_mels},\n"
            f'    n_fft={self.n_fft}, hop_length={self.hop_length}, window="{self.window}",\n)'
        )


class _MfccComputation(MelComputation):
    def __init__(self, spec: Mfcc, n_samples: int) -> None:
        bank = mel_bank(spec.sample_rate, spec.n_fft, spec.n_mels)
        super().__init__(n_samples, Framing(spec.n_fft, spec.hop_length), spec.window, bank)
        self.spec = spec

    def finish(self) -> np.ndarray:
        coefficients = cepstrum(power_to_db(self.mel), self.spec.n_mfcc)
        return normalise(coefficients.T, self.spec.normalise)


def cepstrum(decibels: np.ndarray, n_mfcc: int) -> np.ndarray:
    """Coefficients, float32 [n_frames, n_mfcc], of mel power in dB [n_frames, n_mels].

    Terms of tens of dB cancel down to tenths: in float32, some BLAS kernels err ten times as much
    as librosa's transform does. In float64, all agree.
    """
    return (decibels @ dct_matrix(decibels.shape[1], n_mfcc)).astype(np.float32)
