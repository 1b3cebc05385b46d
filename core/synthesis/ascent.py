"""Sound led towards a genre: the levels of its bands follow the gradient of a network's answer.

After activation maximisation (Erhan et al., 2009). What may change is bounded: so many bands of the
spectrum, some times a second, up or down by a few dB, so that the song stays one. Samples that were
free would soon fool the network with changes that nobody hears (Szegedy et al., 2014).
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from core.audio import SAMPLE_RATE, Audio, resample
from core.errors import EarshotError
from core.inference import open_checkpoint
from core.synthesis.from_mfcc import LOUDEST

if TYPE_CHECKING:
    from torch import Tensor

MOST_DB = 12.0
N_BANDS = 32
PER_SECOND = 4
N_STEPS = 40
RATE = 0.15  # of Adam, in parts of MOST_DB
N_FFT, HOP = 2048, 512

Progress = Callable[[float], None]


def ascend(
    audio: Audio,
    genre: str,
    checkpoint: str,
    *,
    n_steps: int = N_STEPS,
    most_db: float = MOST_DB,
    progress: Progress | None = None,
) -> Audio:
    """A sound changed so that a network takes it for `genre` as far as it may.

    Parameters
    ----------
    audio : Audio
    genre : str
        One of the network's classes.
    checkpoint : str
        A network that sees nothing but a mel spectrogram or MFCC.
    n_steps : int
        Of Adam (Kingma and Ba, 2015).
    most_db : float
        How far a band may be raised or lowered, 0 to 24.
    progress : callable, optional
        Told the share done, from 0 to 1.

    Raises
    ------
    EarshotError
        For a network that sees anything else, or knows no such genre; a value out of range.
    """
    import torch

    from core.synthesis.front_end import can_follow, feature_of, windows_of

    opened, model = open_checkpoint(checkpoint)
    if not can_follow(opened.recipe) or not opened.recipe.task.exclusive:
        raise EarshotError(
            f"{opened.name} cannot lead a sound: it must tell genres by a mel spectrogram or MFCC."
        )
    if genre not in opened.names:
        known = ", ".join(opened.names)
        raise EarshotError(f"{opened.name} knows no genre {genre!r}. Known: {known}.")
    if not (0 <= most_db <= 24 and 1 <= n_steps <= 1000):
        raise EarshotError(
            f"most_db = {most_db:g} must be 0 to 24, n_steps = {n_steps} must be 1 to 1000."
        )
    y = torch.from_numpy(resample(audio, SAMPLE_RATE).mono())
    equaliser = Equaliser(y, most_db)
    feature, wanted = feature_of(opened.recipe.features[0]), opened.names.index(genre)
    optimizer = torch.optim.Adam([equaliser.levels], lr=RATE)
    for done in range(n_steps):
        optimizer.zero_grad()
        logits = model(windows_of(feature(equaliser()), opened.recipe))
        loss = -torch.log_softmax(logits, dim=1)[:, wanted].mean()
        loss.backward()
        optimizer.step()
        if progress is not None:
            progress((done + 1) / n_steps)
    with torch.no_grad():
        changed = equaliser().numpy()
    return Audio.from_mono(changed / max(1.0, float(np.abs(changed).max()) / LOUDEST), SAMPLE_RATE)


class Equaliser:
    """A sound (n_samples,) whose bands are raised and lowered over time.

    Attributes
    ----------
    levels : Tensor (1, 1, N_BANDS, n_columns)
        Free; squashed to ±`most_db`, and 0 at first, which leaves the sound as it is.
    """

    def __init__(self, y: "Tensor", most_db: float) -> None:
        import torch

        self.n_samples, self.most_db = len(y), most_db
        self.window = torch.hann_window(N_FFT)
        self.spectrum = torch.stft(
            y, N_FFT, HOP, window=self.window, pad_mode="constant", return_complex=True
        )
        n_columns = max(2, round(PER_SECOND * len(y) / SAMPLE_RATE))
        self.levels = torch.zeros(1, 1, N_BANDS, n_columns, requires_grad=True)
        self.place = self._bands()

    def _bands(self) -> "Tensor":
        """Weights (n_bins, N_BANDS) of a straight line from band to band along the mel scale."""
        import torch

        from core.features.filters import hz_to_mel

        mel = hz_to_mel(np.fft.rfftfreq(N_FFT, 1 / SAMPLE_RATE))
        at = mel / mel[-1] * (N_BANDS - 1)
        distance = np.abs(at[:, np.newaxis] - np.arange(N_BANDS))
        return torch.from_numpy(np.maximum(0, 1 - distance)).float()

    def __call__(self) -> "Tensor":
        """The sound as the levels now have it."""
        import torch

        n_frames = self.spectrum.shape[1]
        smooth = torch.nn.functional.interpolate(
            self.levels, size=(N_BANDS, n_frames), mode="bilinear", align_corners=True
        )[0, 0]
        decibels = self.place @ (self.most_db * torch.tanh(smooth))  # (n_bins, n_frames)
        return torch.istft(
            self.spectrum * 10 ** (decibels / 20),
            N_FFT,
            HOP,
            window=self.window,
            length=self.n_samples,
        )
