"""A training read afterwards: the best epoch, where patience would have ended, and what it cost."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.errors import EarshotError

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Stopped:
    """What a training would have left, had it ended after `epoch`.

    Attributes
    ----------
    epoch : int
        The last epoch.
    best : int
        The epoch of the lowest validation loss until then, whose weights are kept.
    best_loss, best_accuracy : float
        On the validation side, at `best`; nats, and 0 to 1.
    train_loss, validation_loss : float
        At `epoch`, nats.
    train_accuracy, validation_accuracy : float
        At `epoch`, 0 to 1.
    """

    epoch: int
    best: int
    best_loss: float
    best_accuracy: float
    train_loss: float
    validation_loss: float
    train_accuracy: float
    validation_accuracy: float

    @property
    def gap(self) -> float:
        """Validation loss less training loss, nats."""
        return self.validation_loss - self.train_loss


def stopped_after(history: "pd.DataFrame", epoch: int) -> Stopped:
    """What ``history.csv`` says of a training that ended after `epoch`, or earlier by itself.

    Raises
    ------
    EarshotError
        When the history is empty, or `epoch` is below 1.
    """
    if history.empty or epoch < 1:
        raise EarshotError(f"There is no epoch {epoch} in a history of {len(history)} epochs.")
    seen = history[history.epoch <= epoch]
    last, best = seen.iloc[-1], seen.iloc[int(seen.validation_loss.to_numpy().argmin())]
    return Stopped(
        epoch=int(last.epoch),
        best=int(best.epoch),
        best_loss=float(best.validation_loss),
        best_accuracy=float(best.validation_accuracy),
        train_loss=float(last.train_loss),
        validation_loss=float(last.validation_loss),
        train_accuracy=float(last.train_accuracy),
        validation_accuracy=float(last.validation_accuracy),
    )


def patience_ends(history: "pd.DataFrame", patience: int) -> int | None:
    """The epoch after which `patience` epochs have passed without a lower validation loss.

    None where that never happens before the history ends.
    """
    if patience < 1:
        raise EarshotError(f"A patience of {patience} epochs is too short; 1 is the least.")
    for epoch in history.epoch:
        if epoch - stopped_after(history, epoch).best >= patience:
            return int(epoch)
    return None
