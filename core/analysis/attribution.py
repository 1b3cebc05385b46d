"""Which inputs an output of a network rests on: integrated gradients and Grad-CAM.

Both take a few lines of PyTorch. Captum has them too; it brings matplotlib with it, 80 MB that
nothing here draws with, and it gives no gradients along the path, by which MFCC are told as
frequencies. So these are ours, and tests hold them to Captum's.
"""

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import interpolate, pad

from core.models.base import Network

N_STEPS = 32  # of the path: sums are met to a few hundredths of what they add up to


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
    progress: Callable[[float], None] = lambda share: None,
) -> list[Tensor]:
    """Mean gradients of an output on the straight way from the baselines to the inputs.

    By Gauss-Legendre quadrature, which few steps of suffice for.

    Parameters
    ----------
    network : callable
        Features in, outputs (n_windows, n_outputs) out; each window's are its own.
    inputs, baselines : sequence of Tensor
        (n_windows, …) each.
    output : int
        Which output.
    n_steps : int
        Points on the way.
    progress : callable
        Told the share done, from 0 to 1.

    Returns
    -------
    list of Tensor
        Shaped as the inputs.
    """
    nodes, weights = np.polynomial.legendre.leggauss(n_steps)  # on -1 to 1
    totals = [torch.zeros_like(x) for x in inputs]
    for done, (node, weight) in enumerate(zip((nodes + 1) / 2, weights / 2, strict=True), start=1):
        points = [
            (base + node * (x - base)).requires_grad_()
            for x, base in zip(inputs, baselines, strict=True)
        ]
        score = network(*points)[:, output].sum()
        for total, gradient in zip(totals, torch.autograd.grad(score, points), strict=True):
            total += weight * gradient
        progress(done / n_steps)
    return totals


def integrated_gradients(
    network: Callable[..., Tensor],
    inputs: Sequence[Tensor],
    baselines: Sequence[Tensor],
    output: int,
    *,
    n_steps: int = N_STEPS,
) -> list[Tensor]:
    """How much each cell adds to an output, against the baselines (Sundararajan et al., 2017).

    Over all cells they sum to the difference between the outputs of the two. Parameters and result
    as `path_gradients`, in the unit of the output.

    Examples
    --------
    >>> inputs, nothing = [torch.tensor([[3.0, 1.0]])], [torch.zeros(1, 2)]
    >>> integrated_gradients(lambda x: x**2, inputs, nothing, output=0)[0].round(decimals=4)
    tensor([[9., 0.]])
    """
    gradients = path_gradients(network, inputs, baselines, output, n_steps=n_steps)
    triples = zip(inputs, baselines, gradients, strict=True)
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
