"""What networks on spectrograms share: a spectrogram as a picture, convolutions, dense layers."""

from collections.abc import Sequence

from torch import Tensor, nn


def as_picture(x: Tensor) -> Tensor:
    """(batch, bins, frames) -> (batch, 1, bins, frames), as a fast convolution wants it.

    With one channel, many orders of strides count as channels-last; the first convolution takes its
    fast path only in this one (3 times faster than with rows before channels).
    """
    return x.contiguous().unsqueeze(3).permute(0, 3, 1, 2)


def convolve_and_pool(
    n_in: int,
    channels: Sequence[int],
    *,
    pools: Sequence[int | tuple[int, int]] | None = None,
    normalised: bool = False,
) -> nn.Sequential:
    """Convolutions of 3 × 3 that keep the size, each with max pooling and ReLU.

    ReLU and max pooling commute, since both keep order; pooling first leaves ReLU a quarter of the
    work, which was 45 % of a training step.

    Parameters
    ----------
    n_in : int
        Channels that go in.
    channels : sequence of int
        That come out of each convolution.
    pools : sequence of int or (int, int), optional
        Of each: how many bins and frames become one; 2 × 2 unless told otherwise.
    normalised : bool
        Whether batch normalisation ends each.
    """
    layers: list[nn.Module] = []
    pools = pools or [2] * len(channels)
    for before, n_out, pool in zip((n_in, *channels[:-1]), channels, pools, strict=True):
        layers += [
            nn.Conv2d(before, n_out, kernel_size=3, padding=1),
            nn.MaxPool2d(pool),
            nn.ReLU(),
        ]
        layers += [nn.BatchNorm2d(n_out)] if normalised else []
    return nn.Sequential(*layers)


def last_convolution(layers: nn.Module) -> nn.Module:
    """The last convolution of some layers, before it is pooled."""
    return [layer for layer in layers.modules() if isinstance(layer, nn.Conv2d)][-1]


def dense(n_in: int, hidden: Sequence[int], *, dropout: float = 0.0) -> nn.Sequential:
    """Fully connected layers, each with ReLU and dropout."""
    layers: list[nn.Module] = []
    for before, n_out in zip((n_in, *hidden[:-1]), hidden, strict=True):
        layers += [nn.Linear(before, n_out), nn.ReLU(), nn.Dropout(dropout)]
    return nn.Sequential(*layers)


def start_for_relu(module: nn.Module) -> None:
    """Start kernels so that a signal keeps its strength through ReLUs (He et al., 2015).

    PyTorch's own start halves its variance and more with every layer; ten layers without
    normalisation then say the same of every song, and plain gradient descent does not move them.
    """
    for layer in module.modules():
        if isinstance(layer, nn.Conv2d | nn.Linear):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)
