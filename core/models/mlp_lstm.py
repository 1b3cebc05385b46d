"""MLP over each frame, LSTM over frames, maximum over time: Chang's first network for emotions."""

from pydantic import Field
from torch import Tensor

from core.models import MODELS, Shape
from core.models.base import Width
from core.models.convolutions import dense
from core.models.max_over_time import MaxOverTime, MaxOverTimeConfig


@MODELS.register("mlp_lstm")
class MlpLstm(MaxOverTime):
    """Frames of all features are joined, row upon row; sizes are this project's."""

    class Config(MaxOverTimeConfig):
        """`frame` units of the layers over each frame; the rest as of `MaxOverTimeConfig`."""

        frame: tuple[Width, ...] = Field(default=(64,), min_length=1, max_length=8)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__(config, inputs, config.frame[-1], n_outputs)
        self.each_frame = dense(sum(self.n_rows), config.frame)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, hidden)."""
        return self.over_time(self.each_frame(self.scaled(features).transpose(1, 2)))
