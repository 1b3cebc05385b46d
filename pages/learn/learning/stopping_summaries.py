"""What the lesson says of a training and its end, in Markdown."""

from core.lessons.learning.stopping import Stopped
from core.training.settings import Training
from pages.learn.learning.arithmetic import signed


def stop_summary(chosen: Stopped) -> str:
    """What a training left when it ended after an epoch."""
    gap = (
        f"The validation loss lies **{chosen.gap:.3f} nats above** the training loss"
        if chosen.gap >= 0
        else f"The validation loss lies {-chosen.gap:.3f} nats **below** the training loss"
    )
    return (
        f"**Stopped after epoch {chosen.epoch}**, it keeps the weights of epoch {chosen.best}: "
        f"validation loss {chosen.best_loss:.3f} nats, {100 * chosen.best_accuracy:.1f} % of "
        f"validation songs right. {gap} at epoch {chosen.epoch}."
    )


def patience_summary(patience: int, ends: int | None, stopped: Stopped, n_epochs: int) -> str:
    """Where early stopping would have ended a training."""
    if ends is None:
        return f"With a **patience** of {patience} it goes on to its last epoch, {n_epochs}."
    return (
        f"With a **patience** of {patience} it ends after epoch {ends} and keeps epoch "
        f"{stopped.best}: validation loss {stopped.best_loss:.3f} nats."
    )


def comparison_table(early: Stopped, whole: Stopped, how: Training) -> str:
    """A short training beside the whole one, as a table, and how the whole one ended."""
    rows = ["| after | keeps | loss there | gap at the end |", "|--:|--:|--:|--:|"]
    rows += [
        f"| {run.epoch} | epoch {run.best} | {run.best_loss:.3f} | {signed(run.gap, '+.3f')} |"
        for run in (early, whole)
    ]
    ended = f"It ran all {whole.epoch} epochs."
    if whole.epoch < how.epochs:
        ended = f"Planned were {how.epochs} epochs; its own patience of {how.patience} ended it."
    return "\n".join([*rows, "", ended])
