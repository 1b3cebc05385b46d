"""Statistics of a spectrogram and of its cepstrum over a window, then one dense layer.

For little data: what each band is like, how far and how fast it moves (Tzanetakis and Cook, 2002;
Lidy and Rauber, 2005), and as few weights after that as will do.
"""

import itertools
from collections.abc import Sequence

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width

QUANTILES = (0.1, 0.5, 0.9)
MODULATIONS = (1, 3, 6, 12, 24, 62)
"""Where bands of modulation begin and end, in periods to a window."""
N_STATISTICS = 4 + len(QUANTILES) + len(MODULATIONS) - 1
SMALLEST = 1e-6  # variance of what does not change, whose root has no slope at 0
FURTHEST = 4.0  # deviations from the training side's mean; beyond it all is equally strange


@MODELS.register("spectrum_statistics")
class SpectrumStatistics(Network):
    """Takes a spectrogram in dB, whatever its level, and after it any number of averages.

    Parameters
    ----------
    config : SpectrumStatistics.Config
    inputs : tuple of shapes
        (bands, steps) of the spectrogram; (values,) of each of the others.
    n_outputs : int
    """

    class Config(ModelConfig):
        """`bands` of the spectrogram, from the lowest, and `n_cepstra` of them; `hidden` units.

        `dropout` 0..1 is before and after the hidden layer.
        """

        bands: int = Field(default=40, ge=2, le=512)
        n_cepstra: int = Field(default=20, ge=1, le=512)
        hidden: Width = 256
        dropout: float = Field(default=0.5, ge=0, lt=1)

    mean: Tensor
    scale: Tensor
    fade: Tensor
    cosines: Tensor

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        (n_bands, n_steps), *averages = inputs
        self.bands = min(config.bands, n_bands)
        n_cepstra = min(config.n_cepstra, self.bands)
        n = N_STATISTICS * (self.bands + n_cepstra) + sum(values for (values,) in averages)
        self.register_buffer("fade", torch.hann_window(n_steps))
        self.register_buffer("cosines", cosines(self.bands, n_cepstra))
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("scale", torch.ones(n))
        self.hidden = nn.Sequential(
            nn.Dropout(config.dropout), nn.Linear(n, config.hidden),
            nn.ReLU(), nn.Dropout(config.dropout),
        )  # fmt: skip
        self.head = nn.Linear(config.hidden, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, bands, steps), (batch, values) … -> (batch, hidden)."""
        z = (self.found(*features) - self.mean) / self.scale
        return self.hidden(z.clamp(-FURTHEST, FURTHEST))

    def found(self, spectrogram: Tensor, *averages: Tensor) -> Tensor:
        """What is counted in a window: (batch, statistics)."""
        bands = spectrogram[:, : self.bands]
        bands = bands - bands.amax(dim=(1, 2), keepdim=True)
        with torch.autocast(bands.device.type, enabled=False):  # a spectrum needs its digits
            cepstra = self.cosines.T @ bands
            both = torch.cat([bands, cepstra], dim=1)
            return torch.cat([statistics(both, self.fade), *averages], dim=1)

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Mean and standard deviation of each statistic over the training side's tracks."""
        tracks = zip(*features, strict=True)
        found = [self.found(*(torch.from_numpy(x[None]) for x in track)) for track in tracks]
        values = torch.cat(found)
        self.mean.copy_(values.mean(dim=0))
        self.scale.copy_(values.std(dim=0).clamp_min(SMALLEST))


def cosines(n_bands: int, n: int) -> Tensor:
    """Orthonormal cosine transform of the second kind: (n_bands, n), a term to a column."""
    angles = torch.arange(n_bands, dtype=torch.float64)[:, None] + 0.5
    found = (torch.pi / n_bands * angles * torch.arange(n)).cos() * (2 / n_bands) ** 0.5
    found[:, 0] *= 0.5**0.5
    return found.float()


def statistics(x: Tensor, fade: Tensor) -> Tensor:
    """What each row (batch, rows, steps) does over time: (batch, N_STATISTICS · rows).

    In this order: means, deviations, mean and deviation of changes, quantiles, modulations from
    slow to fast (their spectra through the window `fade`, in logarithms).
    """
    mean = x.mean(dim=2)
    changes = x[:, :, 1:] - x[:, :, :-1]
    centred = x - mean[:, :, None]
    strengths = modulations(centred * fade, MODULATIONS[-1])
    bands = itertools.pairwise(MODULATIONS)
    return torch.cat(
        [
            mean,
            deviation(x),
            changes.abs().mean(dim=2),
            deviation(changes),
            *quantiles(x),
            *(strengths[:, :, low:high].mean(dim=2).log1p() for low, high in bands),
        ],
        dim=1,
    )


def modulations(x: Tensor, n: int) -> Tensor:
    """Magnitudes of the first `n` terms of the Fourier transform over time: (batch, rows, n).

    Written out, since a Fourier transform cannot leave as ONNX.
    """
    steps = torch.arange(x.shape[2], dtype=torch.float64)
    angles = 2 * torch.pi / x.shape[2] * steps[:, None] * torch.arange(n)
    cosine, sine = (x @ wave.to(x) for wave in (angles.cos(), angles.sin()))
    return (cosine.square() + sine.square()).clamp_min(SMALLEST**2).sqrt()


def quantiles(x: Tensor) -> list[Tensor]:
    """`QUANTILES` over time, between the two nearest values: (batch, rows) each."""
    ordered, last = x.sort(dim=2).values, x.shape[2] - 1
    below = [int(share * last) for share in QUANTILES]
    return [
        torch.lerp(ordered[:, :, i], ordered[:, :, min(i + 1, last)], share * last - i)
        for i, share in zip(below, QUANTILES, strict=True)
    ]


def deviation(x: Tensor) -> Tensor:
    """Standard deviation over time (batch, rows)."""
    return x.var(dim=2, correction=0).clamp_min(SMALLEST).sqrt()
