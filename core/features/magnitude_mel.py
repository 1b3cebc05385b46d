"""Mel bands of magnitude, not of power, below the loudest: how CAL500's sequences were made.

Nobody says how those were made; the numbers do. In half as many decibels they swing about a band's
mean as those of power do in other music (3.5 dB against 5.7 to 7.6), as a magnitude's would, and
neighbouring frames are as much alike as with 1,024 samples every 512 at 22,050 Hz. 127 such frames
without padding fit into 65,536 samples, and the MFCC are the cosine transform of the 40 bands. That
bands are divided by their width follows from their mean slope. Slaney's mel scale or the HTK's fit
equally well.
"""

from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from core.features.filters import mel_bank
from core.features.mel import MelComputation
from core.features.mfcc import cepstrum
from core.features.normalisation import normalise, power_to_db
from core.features.spec import FEATURES, FrameSpec
from core.features.spectrum import Block, Computation, Framing

TOP_DB = 80.0
"""What is further below the clip's loudest is as soft as that."""

BY_LIBROSA = """magnitude_mel = librosa.feature.melspectrogram(
    S=np.abs(librosa.stft(y, n_fft={n_fft}, hop_length={hop})), sr={rate}, n_mels={n_mels}
)
magnitude_mel = librosa.power_to_db(magnitude_mel, ref=np.max)"""


class MagnitudeSpec(FrameSpec, frozen=True):
    """What mel bands of magnitude and their cepstrum share."""

    n_mels: int = Field(default=40, ge=1, le=512)
    n_fft: int = Field(default=1024, ge=16, le=65536)

    def by_librosa(self) -> str:
        return BY_LIBROSA.format(
            n_fft=self.n_fft, hop=self.hop_length, rate=self.sample_rate, n_mels=self.n_mels
        )


@FEATURES.register("magnitude_mel")
class MagnitudeMel(MagnitudeSpec, frozen=True):
    """Magnitude in mel bands, ``10 log10``, in dB below the clip's loudest."""

    title: ClassVar[str] = "Mel spectrogram (magnitude)"
    unit: ClassVar[str] = "dB"

    kind: Literal["magnitude_mel"] = "magnitude_mel"

    def begin(self, n_samples: int) -> Computation:
        return _MelOfMagnitude(self, n_samples)


@FEATURES.register("magnitude_mfcc")
class MagnitudeMfcc(MagnitudeSpec, frozen=True):
    """The first `n_mfcc` terms of the cosine transform of `MagnitudeMel`."""

    title: ClassVar[str] = "MFCC (magnitude)"

    kind: Literal["magnitude_mfcc"] = "magnitude_mfcc"
    n_mfcc: int = Field(default=20, ge=1, le=512)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.n_mfcc > self.n_mels:
            raise ValueError(f"n_mfcc = {self.n_mfcc} exceeds n_mels = {self.n_mels}.")
        return self

    def begin(self, n_samples: int) -> Computation:
        return _MfccOfMagnitude(self, n_samples)

    def by_librosa(self) -> str:
        transform = f"librosa.feature.mfcc(S=magnitude_mel, n_mfcc={self.n_mfcc})"
        return f"{super().by_librosa()}\nmagnitude_mfcc = {transform}"


class _OfMagnitude(MelComputation):
    def __init__(self, spec: MagnitudeSpec, n_samples: int) -> None:
        bank = mel_bank(spec.sample_rate, spec.n_fft, spec.n_mels)
        super().__init__(n_samples, Framing(spec.n_fft, spec.hop_length), "hann", bank)
        self.spec = spec

    def add_block(self, block: Block) -> None:
        self.bank.apply(block.magnitude, self.mel[block.rows])

    def below_loudest(self) -> np.ndarray:
        """DB [n_frames, n_mels], 0 where it is loudest."""
        decibels = power_to_db(self.mel, top_db=TOP_DB)
        return decibels - decibels.max()


class _MelOfMagnitude(_OfMagnitude):
    def finish(self) -> np.ndarray:
        return normalise(self.below_loudest().T, self.spec.normalise)


class _MfccOfMagnitude(_OfMagnitude):
    spec: MagnitudeMfcc

    def __init__(self, spec: MagnitudeMfcc, n_samples: int) -> None:
        super().__init__(spec, n_samples)

    def finish(self) -> np.ndarray:
        coefficients = cepstrum(self.below_loudest(), self.spec.n_mfcc)
        return normalise(coefficients.T, self.spec.normalise)
