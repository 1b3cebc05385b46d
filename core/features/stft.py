"""Short-time Fourier transform, power in dB, equal to librosa's."""

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from core.features.filters import WindowName
from core.features.normalisation import normalise, power_to_db
from core.features.spec import FEATURES, FrameSpec
from core.features.spectrum import Block, Computation, Framing


@FEATURES.register("stft")
class Stft(FrameSpec, frozen=True):
    """Power of every bin from 0 Hz to half the sample rate, in dB, range 80 dB."""

    title: ClassVar[str] = "Spectrogram"
    unit: ClassVar[str] = "dB"

    kind: Literal["stft"] = "stft"
    n_fft: int = Field(default=2048, ge=16, le=65536)
    window: WindowName = "hann"

    def begin(self, n_samples: int) -> Computation:
        return _StftComputation(self, n_samples)

    def by_librosa(self) -> str:
        return (
            f"spectrum = librosa.stft(y, n_fft={self.n_fft}, hop_length={self.hop_length}, "
            f'window="{self.window}")\n'
            "stft = librosa.power_to_db(np.abs(spectrum) ** 2)"
        )


class _StftComputation(Computation):
    def __init__(self, spec: Stft, n_samples: int) -> None:
        self.spec = spec
        self.framing = Framing(spec.n_fft, spec.hop_length)
        self.window = spec.window
        n_frames = self.framing.n_frames(n_samples)
        self.power = np.empty((n_frames, 1 + spec.n_fft // 2), np.float32)

    def add_block(self, block: Block) -> None:
        self.power[block.rows] = block.power

    def finish(self) -> np.ndarray:
        return normalise(power_to_db(self.power).T, self.spec.normalise)
