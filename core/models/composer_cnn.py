"""VGG, residual and dense blocks in a row: the picture network of Wright, Guzman and Taylor.

The kinds of blocks are theirs; how many and how wide they do not say. VGG: Simonyan and Zisserman,
2015; residual: He et al., 2016; dense: Huang et al., 2017.
"""

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.convolutions import as_picture, last_convolution, start_for_relu

BOTTLENECK = 4  # channels of a dense layer's 1 × 1 convolution, in growths


@MODELS.register("composer_cnn")
class ComposerCnn(Network):
    """Takes windows of any length, since it pools over all of what is left of them.

    Parameters
    ----------
    config : ComposerCnn.Config
    inputs : tuple of shapes
        (bins, frames) of each feature; they are laid one above the other.
    n_outputs : int
    """

    memory_format = torch.channels_last

    class Config(ModelConfig):
        """`channels` of the VGG blocks, of `depth` convolutions each, and of the residual block.

        `growth` and `layers` of the dense block, `hidden` units of the dense layer, `dropout` 0..1
        after it.
        """

        channels: tuple[Width, ...] = Field(default=(32, 64, 128), min_length=1, max_length=6)
        depth: int = Field(default=2, ge=1, le=4)
        growth: Width = 32
        layers: int = Field(default=4, ge=1, le=32)
        hidden: Width = 64
        dropout: float = Field(default=0.5, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        last = config.channels[-1]
        pairs = zip((1, *config.channels[:-1]), config.channels, strict=True)
        blocks = [vgg_block(before, n, config.depth) for before, n in pairs]
        dense = [DenseLayer(last + i * config.growth, config.growth) for i in range(config.layers)]
        n_seen = last + config.layers * config.growth
        self.blocks = nn.Sequential(*blocks, ResidualBlock(last), nn.MaxPool2d(2), *dense)
        self.after = nn.Sequential(nn.BatchNorm2d(n_seen), nn.ReLU())
        self.dense = nn.Sequential(
            nn.Linear(n_seen, config.hidden), nn.ReLU(), nn.Dropout(config.dropout)
        )
        start_for_relu(self)
        self.head = nn.Linear(config.hidden, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, bins, frames) each -> (batch, hidden)."""
        x = self.after(self.blocks(as_picture(torch.cat(features, dim=1))))
        return self.dense(x.mean(dim=(2, 3)))

    def last_convolutions(self) -> list[nn.Module]:
        """The last one of the dense block."""
        return [last_convolution(self.blocks)]


def vgg_block(n_in: int, n_out: int, depth: int) -> nn.Sequential:
    """Convolutions of 3 × 3 with ReLU, then max pooling of 2 × 2."""
    layers: list[nn.Module] = []
    for i in range(depth):
        layers += [nn.Conv2d(n_in if i == 0 else n_out, n_out, 3, padding=1), nn.ReLU()]
    return nn.Sequential(*layers, nn.MaxPool2d(2))


class ResidualBlock(nn.Module):
    """Two convolutions whose result is added to what went in."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(channels, channels, 3, padding=1), nn.BatchNorm2d(channels), nn.ReLU(),
            nn.Conv2d(channels, channels, 3, padding=1), nn.BatchNorm2d(channels),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        """(batch, channels, bins, frames) -> the same."""
        return (x + self.layers(x)).relu()


class DenseLayer(nn.Module):
    """Adds `growth` channels, made of all that are there by a bottleneck of 1 × 1."""

    def __init__(self, n_in: int, growth: int) -> None:
        super().__init__()
        narrow = BOTTLENECK * growth
        self.layers = nn.Sequential(
            nn.BatchNorm2d(n_in), nn.ReLU(), nn.Conv2d(n_in, narrow, 1),
            nn.BatchNorm2d(narrow), nn.ReLU(), nn.Conv2d(narrow, growth, 3, padding=1),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        """(batch, channels, bins, frames) -> (batch, channels + growth, bins, frames)."""
        return torch.cat([x, self.layers(x)], dim=1)
