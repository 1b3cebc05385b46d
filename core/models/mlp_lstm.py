"""MLP over each frame, LSTM over frames, maximum over time: Chang's first network for emotions."""

from collections.abc import Sequence

import numpy as np
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import Network, Width
from core.models.convolutions import dense
from core.models.max_over_time import MaxOverTime, MaxOverTimeConfig, Rows


@MODELS.register("mlp_lstm")
class MlpLstm(Network):
    """Frames of all features are joined, row upon row; sizes are this project's.

    Parameters
    ----------
    config : MlpLstm.Config
    inputs : tuple of shapes
        (rows, steps) of each feature.
    n_outputs : int
    """

    class Config(MaxOverTimeConfig):
        """`frame` units of the layers over each frame; the rest as of `MaxOverTimeConfig`."""

        frame: tuple[Width, ...] = Field(default=(64,), min_length=1, max_length=8)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.rows = Rows(config, inputs)
        self.each_frame = dense(sum(self.rows.counts), config.frame)
        self.over_time = MaxOverTime(config, config.frame[-1])
        self.head = nn.Linear(config.hidden, n_outputs)

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Scales of the rows, where they are to be scaled."""
        self.rows.fit(features)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, hidden)."""
        return self.over_time(self.each_frame(self.rows(*features).transpose(1, 2)))
