"""One wide convolution over each feature, LSTM, maximum over time: Chang's second for emotions."""

import torch
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import Width
from core.models.max_over_time import MaxOverTime, MaxOverTimeConfig

KERNEL = 4  # a kernel covers one part in so many of either side of a feature
STRIDE = 2  # and moves by one part in so many of itself


@MODELS.register("strided_cnn_lstm")
class StridedCnnLstm(MaxOverTime):
    """Each feature has a convolution of its own; what they put out is joined step by step."""

    class Config(MaxOverTimeConfig):
        """`channels` of each convolution; the rest as of `MaxOverTimeConfig`."""

        channels: Width = 5

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        kernels = [(rows // KERNEL, steps // KERNEL) for rows, steps in inputs]
        strides = [(height // STRIDE, width // STRIDE) for height, width in kernels]
        n_seen = sum(
            (rows - height) // down + 1
            for (rows, _), (height, _), (down, _) in zip(inputs, kernels, strides, strict=True)
        )
        super().__init__(config, inputs, config.channels * n_seen, n_outputs)
        self.convolutions = nn.ModuleList(
            nn.Conv2d(1, config.channels, kernel, stride)
            for kernel, stride in zip(kernels, strides, strict=True)
        )

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, hidden)."""
        parts = self.scaled(features).split(self.n_rows, dim=1)
        seen = [
            convolution(x[:, None]).relu().flatten(1, 2)  # (batch, channels · places, steps)
            for convolution, x in zip(self.convolutions, parts, strict=True)
        ]
        return self.over_time(torch.cat(seen, dim=1).transpose(1, 2))
