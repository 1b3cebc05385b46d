"""Musically motivated CNN for tagging: shapes of timbre and of rhythm, then dense layers.

Pons and Serra, "musicnn: pre-trained convolutional neural networks for music audio tagging", 2019.
The weights that they published, trained on 200,000 songs, fit it: see `published`.
"""

from collections.abc import Mapping

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.convolutions import as_picture
from core.models.strongest import strongest

EPSILON = 1e-3  # of batch normalisation, as TensorFlow has it
TIMBRE = ((0.4, 7), (0.7, 7))  # kernels: share of all bins, frames
RHYTHM = (128, 64, 32)  # kernels of one bin: frames
CONTEXT = max(RHYTHM) // 2 + 3 * 3
"""How many frames before and after it a frame's features hang on."""


@MODELS.register("musicnn")
class Musicnn(Network):
    """Convolutions of musical shapes, three dense ones over time, mean and max over the window.

    Parameters
    ----------
    config : Musicnn.Config
    inputs : tuple of shapes
        (bins, frames) of each feature; they are laid one above the other.
    n_outputs : int
    """

    memory_format = torch.channels_last

    class Config(ModelConfig):
        """Kernels of each shape of `timbre` and of `rhythm`, `channels` after them, `hidden` units.

        `dropout` 0..1 is before and after the hidden layer.
        """

        timbre: Width = 204
        rhythm: Width = 51
        channels: Width = 64
        hidden: Width = 200
        dropout: float = Field(default=0.5, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        n_bins = sum(n for n, *_ in inputs)
        front = 2 * config.timbre + 3 * config.rhythm
        n_features = front + 3 * config.channels
        self.scale = nn.BatchNorm2d(1, eps=EPSILON)
        self.shapes = nn.ModuleList(
            [Shapes(config.timbre, int(share * n_bins), frames) for share, frames in TIMBRE]
            + [Shapes(config.rhythm, 1, frames) for frames in RHYTHM]
        )
        self.dense = nn.ModuleList(
            OverTime(n, config.channels) for n in (front, config.channels, config.channels)
        )
        self.hidden = nn.Sequential(
            nn.BatchNorm1d(2 * n_features, eps=EPSILON),
            nn.Dropout(config.dropout),
            nn.Linear(2 * n_features, config.hidden),
            nn.ReLU(),
            nn.BatchNorm1d(config.hidden, eps=EPSILON),
            nn.Dropout(config.dropout),
        )
        self.head = nn.Linear(config.hidden, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, bins, frames) each -> (batch, hidden)."""
        return self.hidden(pooled(self.frames(torch.cat(features, dim=1))))

    def frames(self, x: Tensor) -> Tensor:
        """What is told of each frame: (batch, bins, frames) -> (batch, features, frames)."""
        x = self.scale(as_picture(x))
        found = [torch.cat([shapes(x) for shapes in self.shapes], dim=1)]
        for number, layer in enumerate(self.dense):
            out: Tensor = layer(found[-1])
            found.append(out + found[-1] if number else out)  # the first has another width
        return torch.cat(found, dim=1)


class Shapes(nn.Module):
    """Kernels over `bins` and `frames`: of each frame, the strongest answer among all bins."""

    def __init__(self, n_kernels: int, bins: int, frames: int) -> None:
        super().__init__()
        before = (frames - 1) // 2
        self.pad = nn.ZeroPad2d((before, frames - 1 - before, 0, 0))
        self.convolution = nn.Conv2d(1, n_kernels, (bins, frames))
        self.normalise = nn.BatchNorm2d(n_kernels, eps=EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, 1, bins, frames) -> (batch, kernels, frames)."""
        x = self.pad(x)
        if self.training:
            return self.normalise(self.convolution(x).relu()).amax(2)
        return self.normalise(self.extreme(x).relu()).squeeze(2)

    def extreme(self, x: Tensor) -> Tensor:
        """(batch, 1, bins, frames) -> (batch, kernels, 1, frames): the bin that will be strongest.

        Normalisation with known statistics keeps order, or turns it where its weight is negative:
        it can come after the maximum (or the minimum, which is that of the kernel turned round), on
        a sixtieth of the numbers.
        """
        sign = torch.where(self.normalise.weight < 0, -1.0, 1.0)
        found = strongest(x.squeeze(1), self.convolution.weight.squeeze(1) * sign.view(-1, 1, 1))
        found = found * sign.view(-1, 1)
        if self.convolution.bias is not None:
            found = found + self.convolution.bias.view(-1, 1)
        return found.unsqueeze(2)


class OverTime(nn.Module):
    """A convolution over seven frames and all channels."""

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(n_in, n_out, kernel_size=7, padding=3)
        self.normalise = nn.BatchNorm1d(n_out, eps=EPSILON)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, n_in, frames) -> (batch, n_out, frames)."""
        return self.normalise(self.convolution(x).relu())


def pooled(frames: Tensor) -> Tensor:
    """(batch, features, frames) -> (batch, 2 features): of each, its maximum and its mean."""
    return torch.stack([frames.amax(2), frames.mean(2)], dim=2).flatten(1)


def published(tensors: Mapping[str, np.ndarray]) -> dict[str, Tensor]:
    """The published weights, as `read_tensors` gives them, as this network's own.

    Raises
    ------
    KeyError
        Where a tensor is missing.
    """
    state: dict[str, np.ndarray] = {}
    for number, name in enumerate(_normalisations()):
        state |= _normalisation(tensors, number, name)
    for number in range(5):
        kernel = tensors[_numbered("conv2d", number) + "/kernel"]  # [frames, bins, 1, kernels]
        state[f"shapes.{number}.convolution.weight"] = kernel.transpose(3, 2, 1, 0)
        state[f"shapes.{number}.convolution.bias"] = tensors[_numbered("conv2d", number) + "/bias"]
    for number in range(3):
        layer = _numbered("conv2d", 5 + number)
        kernel = tensors[layer + "/kernel"][:, :, 0]  # [frames, channels in, channels out]
        state[f"dense.{number}.convolution.weight"] = kernel.transpose(2, 1, 0)
        state[f"dense.{number}.convolution.bias"] = tensors[layer + "/bias"]
    for layer, name in (("dense", "hidden.2"), ("dense_1", "head")):
        state[f"{name}.weight"] = tensors[layer + "/kernel"].T
        state[f"{name}.bias"] = tensors[layer + "/bias"]
    return {name: torch.from_numpy(np.array(values)) for name, values in state.items()}


def _normalisations() -> list[str]:
    """Its batch normalisations, in the order in which the published ones are numbered."""
    shapes = [f"shapes.{number}.normalise" for number in range(5)]
    dense = [f"dense.{number}.normalise" for number in range(3)]
    return ["scale", *shapes, *dense, "hidden.0", "hidden.4"]


def _normalisation(
    tensors: Mapping[str, np.ndarray], number: int, name: str
) -> dict[str, np.ndarray]:
    scope = _numbered("batch_normalization", number)
    return {
        f"{name}.weight": tensors[f"{scope}/gamma"],
        f"{name}.bias": tensors[f"{scope}/beta"],
        f"{name}.running_mean": tensors[f"{scope}/moving_mean"],
        f"{name}.running_var": tensors[f"{scope}/moving_variance"],
        f"{name}.num_batches_tracked": np.array(0),
    }


def _numbered(layer: str, number: int) -> str:
    """As TensorFlow names the layers of a kind: the first has no number."""
    return f"{layer}_{number}" if number else layer
