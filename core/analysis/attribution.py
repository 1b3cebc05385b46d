"""Which inputs an output of a network rests on: integrated gradients and Grad-CAM.

Both take a few lines of PyTorch. Captum has them too; it brings matplotlib with it, 80 MB that
nothing here draws with, and it gives no gradients along the path, by which MFCC are told as
frequencies. So these are ours, and tests hold them to Captum's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, pad

from core.models.base import Network

N_STEPS = 32  # of the whole way: enough where an output rises evenly along it
N_FINE = 8  # of each half of a part that was too steep for its steps
MOST_STEPS = 512  # of all parts together
TOLERANCE = 0.02  # of what an output changes along the way, which sums may miss
TINY = 1e-12


@dataclass(frozen=True, eq=False)
class PathGradients:
    """Mean gradients on the way to some inputs, and how far they account for the outputs.

    Attributes
    ----------
    gradients : list of Tensor
        Shaped as the inputs.
    change, missing : Tensor
        (n_windows,): what the output changes along the way, and how much of that the sum over all
        cells lacks, in the output's unit.
    n_steps : int
        Points of the way at which gradients were taken.
    """

    gradients: list[Tensor]
    change: Tensor
    missing: Tensor
    n_steps: int

    @property
    def residual(self) -> float:
        """What the sums miss, as a share of what they should come to, over all windows."""
        return float(self.missing.abs().sum() / self.change.abs().sum().clamp_min(TINY))


@dataclass(frozen=True, eq=False)
class _Part:
    """A part of the way, from 0 to 1: its mean gradients times its length, and what they miss."""

    low: float
    high: float
    gradients: list[Tensor]
    missing: Tensor

    @property
    def miss(self) -> float:
        return float(self.missing.abs().sum())


def baselines_of(inputs: Sequence[Tensor]) -> list[Tensor]:
    """Pictures that say nothing of where and when: each is everywhere its own mean.

    (n_windows, n_rows, n_frames) each, as the inputs.
    """
    return [x.mean(dim=(-2, -1), keepdim=True).expand_as(x) for x in inputs]


def path_gradients(
    network: Callable[..., Tensor],
    inputs: Sequence[Tensor],
    baselines: Sequence[Tensor],
    output: int,
    *,
    n_steps: int = N_STEPS,
    most_steps: int = MOST_STEPS,
    progress: Callable[[float], None] = lambda share: None,
) -> PathGradients:
    """Mean gradients of an output on the straight way from the baselines to the inputs.

    By Gauss-Legendre quadrature, of which few steps suffice where the output rises evenly. On any
    part of the way the sum over cells must come to what the output changes there; as long as the
    parts together miss more than `TOLERANCE` of the whole change, the one that misses most is
    halved. So the steps gather where an output leaps, as one behind an LSTM layer does.

    Parameters
    ----------
    network : callable
        Features in, outputs (n_windows, n_outputs) out; each window's are its own.
    inputs, baselines : sequence of Tensor
        (n_windows, …) each.
    output : int
        Which output.
    n_steps, most_steps : int
        Points on the way, and how many at most where those do not suffice.
    progress : callable
        Told the share done, from 0 to 1: half of it when the way was gone once.
    """
    way = _Way(network, inputs, baselines, output)
    parts = [way.part(0.0, 1.0, n_steps, lambda share: progress(share / 2))]
    used, change = n_steps, way.at(1.0) - way.at(0.0)
    allowed = TOLERANCE * float(change.abs().sum())
    while sum(part.miss for part in parts) > allowed and used + 2 * N_FINE <= most_steps:
        steep = max(parts, key=lambda part: part.miss)
        middle = (steep.low + steep.high) / 2
        parts.remove(steep)
        parts += [way.part(steep.low, middle, N_FINE), way.part(middle, steep.high, N_FINE)]
        used += 2 * N_FINE
        progress(0.5 + used / most_steps / 2)
    progress(1.0)
    missing = torch.stack([part.missing for part in parts]).sum(dim=0)
    each = zip(*(part.gradients for part in parts), strict=True)
    return PathGradients([torch.stack(x).sum(dim=0) for x in each], change, missing, used)


class _Way:
    """The straight way from baselines to inputs, and an output along it."""

    def __init__(
        self,
        network: Callable[..., Tensor],
        inputs: Sequence[Tensor],
        baselines: Sequence[Tensor],
        output: int,
    ) -> None:
        self.network, self.output = network, output
        self.inputs, self.baselines = inputs, baselines
        self._known: dict[float, Tensor] = {}

    def points(self, place: float) -> list[Tensor]:
        """The features at a place from 0 to 1."""
        pairs = zip(self.inputs, self.baselines, strict=True)
        return [base + place * (x - base) for x, base in pairs]

    def at(self, place: float) -> Tensor:
        """The output (n_windows,) there."""
        if place not in self._known:
            with torch.no_grad():
                self._known[place] = self.network(*self.points(place))[:, self.output]
        return self._known[place]

    def part(
        self,
        low: float,
        high: float,
        n_steps: int,
        progress: Callable[[float], None] = lambda share: None,
    ) -> _Part:
        """The gradients from one place to another, each times the length that it stands for."""
        nodes, weights = np.polynomial.legendre.leggauss(n_steps)  # on -1 to 1
        totals = [torch.zeros_like(x) for x in self.inputs]
        steps = zip((nodes + 1) / 2, weights / 2 * (high - low), strict=True)
        for done, (node, weight) in enumerate(steps, start=1):
            points = [x.requires_grad_() for x in self.points(low + (high - low) * node)]
            score = self.network(*points)[:, self.output].sum()
            for total, gradient in zip(totals, torch.autograd.grad(score, points), strict=True):
                total += weight * gradient
            progress(done / n_steps)
        triples = zip(self.inputs, self.baselines, totals, strict=True)
        come_to = sum(((x - base) * total).flatten(1).sum(dim=1) for x, base, total in triples)
        return _Part(low, high, totals, self.at(high) - self.at(low) - come_to)


def integrated_gradients(
    network: Callable[..., Tensor],
    inputs: Sequence[Tensor],
    baselines: Sequence[Tensor],
    output: int,
    *,
    n_steps: int = N_STEPS,
    most_steps: int = MOST_STEPS,
) -> list[Tensor]:
    """How much each cell adds to an output, against the baselines (Sundararajan et al., 2017).

    Over all cells they sum to the difference between the outputs of the two. Parameters as of
    `path_gradients`; shaped as the inputs, in the unit of the output.

    Examples
    --------
    >>> inputs, nothing = [torch.tensor([[3.0, 1.0]])], [torch.zeros(1, 2)]
    >>> integrated_gradients(lambda x: x**2, inputs, nothing, output=0)[0].round(decimals=4)
    tensor([[9., 0.]])
    """
    found = path_gradients(
        network, inputs, baselines, output, n_steps=n_steps, most_steps=most_steps
    )
    triples = zip(inputs, baselines, found.gradients, strict=True)
    return [(x - base) * gradient for x, base, gradient in triples]


def grad_cam(network: Network, inputs: Sequence[Tensor], output: int) -> list[Tensor]:
    """Where the last convolutions respond to what raises an output (Selvaraju et al., 2017).

    Each channel of a convolution counts by the mean of its gradient; what speaks against the output
    is left out. Coarse: a cell of the last convolution stands for many of the picture.

    Parameters
    ----------
    network : Network
        With `last_convolutions`.
    inputs : sequence of Tensor
        (n_windows, n_rows, n_frames) each.
    output : int

    Returns
    -------
    list of Tensor
        Shaped as the inputs; not negative.

    Raises
    ------
    ValueError
        If the network has no convolution on pictures.
    """
    layers = network.last_convolutions()
    if not layers:
        raise ValueError(f"{type(network).__name__} has no convolution for Grad-CAM to look at.")
    seen, score = _responses(network, layers, inputs, output)
    gradients = torch.autograd.grad(score, seen)
    n_rows, n_frames = [x.shape[-2] for x in inputs], inputs[0].shape[-1]
    heights = n_rows if len(layers) == len(inputs) else [sum(n_rows)]
    maps = [
        _on_picture(_weighted(response, gradient, len(inputs[0])), height, n_frames)
        for response, gradient, height in zip(seen, gradients, heights, strict=True)
    ]
    return list(torch.cat(maps, dim=1).split(n_rows, dim=1))


def _responses(
    network: Network, layers: Sequence[nn.Module], inputs: Sequence[Tensor], output: int
) -> tuple[list[Tensor], Tensor]:
    """What the layers give, and the sum of an output over windows, one forward pass."""
    seen: list[Tensor] = []

    def note(_module: nn.Module, _inputs: object, out: Tensor) -> None:
        seen.append(out)

    hooks = [layer.register_forward_hook(note) for layer in layers]
    try:
        with torch.enable_grad():
            score = network(*(x.clone().requires_grad_() for x in inputs))[:, output].sum()
    finally:
        for hook in hooks:
            hook.remove()
    return seen, score


def _weighted(response: Tensor, gradient: Tensor, n_windows: int) -> Tensor:
    """Channels of a layer as one picture (n_windows, rows, columns).

    Where a window was taken as several pictures, these follow one another in time.
    """
    response, gradient = (
        x.unflatten(0, (n_windows, -1)).movedim(1, 3).flatten(3, 4) for x in (response, gradient)
    )  # (n_windows, channels, rows, columns)
    weights = gradient.mean(dim=(2, 3), keepdim=True)
    return (weights * response).sum(dim=1).relu().detach()


def _on_picture(coarse: Tensor, n_rows: int, n_frames: int) -> Tensor:
    """Stretched to the picture; what no cell of it stands for at the far ends goes on as it is."""
    pairs = zip((n_rows, n_frames), coarse.shape[1:], strict=True)
    size = [
        n << ((whole // n).bit_length() - 1) for whole, n in pairs
    ]  # pools halve, rounding down
    fine = interpolate(coarse[:, None], size=size, mode="bilinear")
    return pad(fine, (0, n_frames - size[1], 0, n_rows - size[0]), mode="replicate")[:, 0]
