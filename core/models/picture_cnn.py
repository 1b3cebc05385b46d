"""Small CNN on pictures: two convolutions with pooling, four linear layers.

The network of the CIFAR-10 demonstrations of the papers; its plan is that of LeNet-5 (LeCun,
Bottou, Bengio and Haffner, 1998).
"""

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width


@MODELS.register("picture_cnn")
class PictureCnn(Network):
    """Square pictures in; the last of the four linear layers is the head.

    Parameters
    ----------
    config : PictureCnn.Config
    inputs : tuple of shapes
        (channels, size, size) of the one feature: 3 channels for red, green and blue.
    n_outputs : int
    """

    memory_format = torch.channels_last

    class Config(ModelConfig):
        """`size` of the pictures in pixels, the layers' widths, `dropout` 0..1 between them."""

        size: int = Field(default=32, ge=16, le=256)
        channels: tuple[Width, Width] = (32, 64)
        hidden: tuple[Width, Width, Width] = (256, 128, 64)
        dropout: float = Field(default=0.0, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        ((n_in, *_),) = inputs
        first, second = config.channels
        # Pooling first: it commutes with ReLU, which is left a quarter of the work.
        self.layers = nn.Sequential(
            nn.Conv2d(n_in, first, kernel_size=5, padding=2), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(first, second, kernel_size=5, padding=2), nn.MaxPool2d(2), nn.ReLU(),
        )  # fmt: skip
        flat = second * (config.size // 4) ** 2
        a, b, c = config.hidden
        self.linear = nn.Sequential(
            nn.Dropout(config.dropout), nn.Linear(flat, a), nn.ReLU(),
            nn.Dropout(config.dropout), nn.Linear(a, b), nn.ReLU(),
            nn.Dropout(config.dropout), nn.Linear(b, c), nn.ReLU(),
        )  # fmt: skip
        self.head = nn.Linear(c, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, 3, size, size) -> (batch, last hidden units)."""
        (x,) = features
        x = self.layers(x.contiguous(memory_format=torch.channels_last))
        return self.linear(x.flatten(1))
