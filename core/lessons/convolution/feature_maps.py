"""What a network makes of an input, layer by layer, and how far each layer sees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from core.errors import EarshotError

if TYPE_CHECKING:
    from torch import nn

    from core.models.base import Network


@dataclass(frozen=True)
class ReceptiveField:
    """How much of the input one value of a layer depends on, along one axis.

    `size` is the receptive field, `stride` the way from one value to the next, both in steps of
    the input (frames, bins, pixels).
    """

    size: int
    stride: int


@dataclass(frozen=True, eq=False)
class Layer:
    """One stage of convolution, pooling and ReLU.

    Attributes
    ----------
    branch, number : int
        From 0: which input it looks at; from 1: how deep it lies.
    maps : np.ndarray [shape=(n_channels, n_rows, n_columns)]
        Row 0 is the input's row 0.
    receptive_field : ReceptiveField
        The same along rows and columns, since kernels and pools are square.
    """

    branch: int
    number: int
    maps: np.ndarray
    receptive_field: ReceptiveField

    def strongest(self, n: int) -> list[int]:
        """The `n` channels with the largest mean, strongest first."""
        return [int(i) for i in np.argsort(-self.maps.mean(axis=(1, 2)))[:n]]


def receptive_field(modules: Iterable["nn.Module"]) -> ReceptiveField:
    """Receptive field of a row of layers (Araujo, Norris and Sim, 2019).

    Convolution and pooling widen it, other layers do not.

    A layer of kernel k and stride s widens the field by (k − 1) times the stride before it.
    """
    from torch import nn

    size = stride = 1
    for module in modules:
        if isinstance(module, nn.Conv2d | nn.Conv1d | nn.MaxPool2d | nn.MaxPool1d):
            size += (_first(module.kernel_size) - 1) * stride
            stride *= _first(module.stride)
    return ReceptiveField(size, stride)


def layers(model: "Network", features: Sequence[np.ndarray]) -> list[Layer]:
    """The convolution stages of a network, each after its ReLU.

    Parameters
    ----------
    model : Network
        In evaluation mode.
    features : sequence of np.ndarray
        One example, as the model takes it: [n_bins, n_frames] each, or [3, size, size].

    Raises
    ------
    EarshotError
        If the input is too small for the network's pools.
    """
    import torch

    inputs = [torch.from_numpy(np.ascontiguousarray(x, np.float32))[None] for x in features]
    try:
        seen = list(model.activations(*inputs))
    except RuntimeError as error:
        sizes = ", ".join("×".join(map(str, x.shape)) for x in features)
        raise EarshotError(
            f"The network cannot take an input of {sizes}: its pools would leave nothing. "
            "It takes at least 2 s of sound."
        ) from error
    modules = dict(model.named_modules())
    found: list[Layer] = []
    parents: list[str] = []
    for name, out in seen:
        parent, _, place = name.rpartition(".")
        if out.ndim != 4 or not isinstance(modules[name], torch.nn.ReLU):
            continue
        if parent not in parents:
            parents.append(parent)
        before = list(modules[parent].children())[: int(place) + 1]
        number = sum(isinstance(module, torch.nn.Conv2d) for module in before)
        maps = out[0].numpy()
        found.append(Layer(parents.index(parent), number, maps, receptive_field(before)))
    return found


@dataclass(frozen=True)
class WeightedSum:
    """How one value of a layer came about: a sum over the channels of the layer before.

    Attributes
    ----------
    patches, kernels : np.ndarray [shape=(n_channels_before, k, k)]
        What the kernels lay on (row 0 is the lowest), and their weights.
    bias, total : float
        `total` is the sum of all products and the bias; what is shown is max(0, total).
    """

    patches: np.ndarray
    kernels: np.ndarray
    bias: float
    total: float

    @property
    def contributions(self) -> np.ndarray:
        """What each channel before adds, [n_channels_before]."""
        return (self.patches * self.kernels).sum(axis=(1, 2))


def weighted_sum(
    model: "Network",
    features: Sequence[np.ndarray],
    *,
    branch: int,
    number: int,
    channel: int,
    place: tuple[int, int],
) -> WeightedSum:
    """The arithmetic behind one value of ``layers(…)``: (row, column) `place` of a map.

    Of the four sums that pooling chose from, it is the largest.
    """
    import torch

    block = _blocks(model)[branch]
    convolutions = [i for i, m in enumerate(block) if isinstance(m, torch.nn.Conv2d)]
    at = convolutions[number - 1]
    x = torch.from_numpy(np.ascontiguousarray(features[branch], np.float32))
    x = x[None] if x.ndim == 3 else x[None, None]
    with torch.no_grad():
        for module in block[:at]:
            x = module(x)
        convolution = block[at]
        if not isinstance(convolution, torch.nn.Conv2d) or convolution.bias is None:
            raise EarshotError(f"Layer {number} is no convolution with a bias.")
        if isinstance(convolution.padding, str):
            raise EarshotError(f"Layer {number} tells its padding in words, not in steps.")
        sums = convolution(x)[0, channel]
        row, column = (2 * i for i in place)
        window = sums[row : row + 2, column : column + 2]
        best = divmod(int(window.argmax()), window.shape[1])
        y, z = row + best[0], column + best[1]
        k = _first(convolution.kernel_size)
        padded = torch.nn.functional.pad(x[0], [_first(convolution.padding)] * 4)
    return WeightedSum(
        patches=padded[:, y : y + k, z : z + k].numpy(),
        kernels=convolution.weight[channel].detach().numpy(),
        bias=float(convolution.bias.detach()[channel]),
        total=float(sums[y, z]),
    )


def _blocks(model: "Network") -> list[list["nn.Module"]]:
    """The rows of layers that hold two-dimensional convolutions, one for each branch."""
    import torch

    rows = [list(m) for m in model.modules() if isinstance(m, torch.nn.Sequential)]
    return [row for row in rows if any(isinstance(m, torch.nn.Conv2d) for m in row)]


def _first(value: int | tuple[int, ...]) -> int:
    """Kernel sizes and strides are a number, or the same number twice."""
    return value[0] if isinstance(value, tuple) else value
