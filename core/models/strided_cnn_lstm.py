"""One wide convolution over each feature, LSTM, maximum over time: Chang's second for emotions."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import Network, Width
from core.models.max_over_time import MaxOverTime, MaxOverTimeConfig, Rows

KERNEL = 4  # a kernel covers one part in so many of either side of a feature
STRIDE = 2  # and moves by one part in so many of itself


@MODELS.register("strided_cnn_lstm")
class StridedCnnLstm(Network):
    """Each feature has a convolution of its own; what they put out is joined step by step.

    Parameters
    ----------
    config : StridedCnnLstm.Config
    inputs : tuple of shapes
        (rows, steps) of each feature.
    n_outputs : int
    """

    class Config(MaxOverTimeConfig):
        """`channels` of each convolution; the rest as of `MaxOverTimeConfig`."""

        channels: Width = 5

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.rows = Rows(config, inputs)
        kernels = [(rows // KERNEL, steps // KERNEL) for rows, steps in inputs]
        self.convolutions = nn.ModuleList(
            nn.Conv2d(1, config.channels, (down, along), (down // STRIDE, along // STRIDE))
            for down, along in kernels
        )
        places = [
            (rows - down) // (down // STRIDE) + 1
            for rows, (down, _) in zip(self.rows.counts, kernels, strict=True)
        ]
        self.over_time = MaxOverTime(config, config.channels * sum(places))
        self.head = nn.Linear(config.hidden, n_outputs)

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Scales of the rows, where they are to be scaled."""
        self.rows.fit(features)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, hidden)."""
        parts = self.rows(*features).split(self.rows.counts, dim=1)
        seen = [
            convolution(x[:, None]).relu().flatten(1, 2)  # (batch, channels · places, steps)
            for convolution, x in zip(self.convolutions, parts, strict=True)
        ]
        return self.over_time(torch.cat(seen, dim=1).transpose(1, 2))
