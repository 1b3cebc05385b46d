"""Recreates a sequence with a hidden layer that remembers (Hochreiter and Schmidhuber, 1997)."""

from torch import Tensor, nn

from core.models import MODELS
from core.models.recreate_dense import RecreateDense
from core.models.recurrence import open_forget_gates, start_orthogonal


@MODELS.register("recreate_lstm")
class RecreateLstm(RecreateDense):
    """The network of Fard's comparison that has an LSTM hidden layer."""

    def memory(self, config: RecreateDense.Config) -> nn.Module:
        return Remembering(config.width, config.hidden)


class Remembering(nn.LSTM):
    """An LSTM layer that gives its state at every step and nothing else."""

    def __init__(self, n_in: int, hidden: int) -> None:
        super().__init__(n_in, hidden, batch_first=True)
        start_orthogonal(self)
        open_forget_gates(self)

    def forward(self, steps: Tensor) -> Tensor:  # type: ignore[override]
        """(batch, steps, n_in) -> (batch, steps, hidden)."""
        states, _ = super().forward(steps)
        return states
