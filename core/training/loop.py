"""The training loop: epochs of batches, validation after each, the best weights kept."""

import logging
import time
import traceback
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core import models
from core.datasets import open_dataset
from core.errors import EarshotError, RecipeError
from core.models.base import Classifier
from core.training.batches import batches
from core.training.checkpoint import Dimensions, write_dimensions
from core.training.learner import Learner, Row
from core.training.preparing import Stopped, load
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.windows import forward, song_windows

logger = logging.getLogger(__name__)


def train(run: Run, *, afterwards: Callable[[Run], None] = lambda run: None) -> None:
    """Train `run` to its end, going on from its last whole epoch if there is one.

    The folder tells how it went: state ``finished`` or ``stopped``, or ``failed`` with the reason,
    which is also raised.

    Parameters
    ----------
    run : Run
    afterwards : callable
        Called with the run once it has its best weights, before it counts as finished. It may
        raise `Stopped`; a run that was stopped is left as it is, so that stopping is quick.
    """
    with run.working():
        try:
            run.begin("opening the dataset")
            end = "finished"
            try:
                fit(run)
                afterwards(run)
            except Stopped:
                logger.info("Stopped on request; the best weights are kept.")
                end = "stopped"
            (run.path / "stop").unlink(missing_ok=True)
            run.write_status(state=end, message="", eta_seconds=None)
        except BaseException as error:
            reason = str(error) if isinstance(error, EarshotError) else repr(error)
            run.write_status(state="failed", message=reason, eta_seconds=None)
            where = "" if isinstance(error, EarshotError) else f"\n{traceback.format_exc()}"
            logger.error("Failed: %s%s", reason, where)
            raise


def fit(run: Run) -> None:
    """The training itself, as prose."""
    recipe = run.recipe
    dataset = open_dataset(recipe.data.dataset)
    n_classes = len(dataset.classes)
    split = dataset.split(recipe.data.split, recipe.seed)
    logger.info("%s, split %s drawn from seed %d", dataset.title, split.name, recipe.seed)
    features, validation_features = load(run, dataset, split)
    labels = np.array([dataset.label_index(track) for track in split.train])
    validation_labels = np.array([dataset.label_index(track) for track in split.validation])

    torch.manual_seed(recipe.seed)
    inputs = [len(x) for x in features[0]]
    model = build(recipe, features[0], n_classes)
    if recipe.crop_frames is None:
        model.fit_inputs([np.stack(column) for column in zip(*features, strict=True)])
    keys = [spec.key for spec in recipe.features]
    write_dimensions(run.path, Dimensions(list(dataset.classes), inputs, keys))
    learner = Learner.start(model, recipe.training, labels, n_classes)
    learner.resume(run)

    for epoch in range(learner.progress.epoch + 1, recipe.training.epochs + 1):
        if unimproved(learner) >= (recipe.training.patience or float("inf")):
            logger.info("No better validation loss for %d epochs.", recipe.training.patience)
            break
        began = time.monotonic()
        rng = np.random.default_rng([recipe.seed, epoch])  # an epoch can be repeated exactly
        torch.manual_seed(int(rng.integers(2**62)))
        row = {"epoch": float(epoch), "learning_rate": learner.schedule.get_last_lr()[0]}
        crops = batches(features, labels, recipe=recipe, n_classes=n_classes, rng=rng)
        row |= train_epoch(run, learner, crops)
        row |= validate(learner, validation_features, validation_labels, recipe)
        row["seconds"] = time.monotonic() - began
        learner.keep(run, row)
        tell(run, learner, row, recipe.training.epochs)


def build(recipe: Recipe, song: Sequence[np.ndarray], n_classes: int) -> Classifier:
    """The recipe's model, once it took a song; RecipeError where its layers do not fit together."""
    inputs = [len(x) for x in song]
    try:
        model = models.build(
            recipe.model.name, recipe.model.options, inputs=inputs, n_classes=n_classes
        )
        forward(model.eval(), song_windows(song, recipe, overlap=0.0))
    except (RuntimeError, ValueError, TypeError, IndexError, ZeroDivisionError) as error:
        pairs = zip(recipe.features, inputs, strict=True)
        kinds = ", ".join(f"{spec.kind} of {n} rows" for spec, n in pairs)
        crops = f" in crops of {recipe.data.crop_seconds:g} s" if recipe.crop_frames else ""
        raise RecipeError(
            f"The model {recipe.model.name} cannot take {kinds}{crops}: {error}. "
            "Choose other features, longer crops or fewer layers."
        ) from error
    return model


def train_epoch(run: Run, learner: Learner, epoch: Iterable[tuple[list[Tensor], Tensor]]) -> Row:
    """One pass over the training side; loss and accuracy as the model learned."""
    learner.model.train()
    loss_sum, n_right, n_seen = 0.0, 0, 0
    for batch in epoch:
        if run.stop_asked():
            raise Stopped
        inputs, targets = learner.fabric.to_device(batch)
        logits = learner.model(*inputs)  # (batch, n_classes)
        loss = cross_entropy(logits.float(), targets, weight=learner.class_weights)
        learner.optimizer.zero_grad()
        learner.fabric.backward(loss)
        learner.optimizer.step()
        learner.schedule.step()
        loss_sum += loss.item() * len(targets)
        n_right += int((logits.argmax(1) == targets.argmax(1)).sum())
        n_seen += len(targets)
    if not np.isfinite(loss_sum):
        raise EarshotError("The training loss is no longer a number. Lower the learning rate.")
    return {"train_loss": loss_sum / n_seen, "train_accuracy": n_right / n_seen}


def validate(
    learner: Learner,
    features: Sequence[Sequence[np.ndarray]],
    labels: np.ndarray,
    recipe: Recipe,
) -> Row:
    """Loss and accuracy by song: the mean of its windows' probabilities."""
    learner.model.eval()
    losses, right = [], []
    for song, label in zip(features, labels, strict=True):
        windows = learner.fabric.to_device(song_windows(song, recipe, overlap=0.0))
        with learner.fabric.autocast():
            logits, _ = forward(learner.bare, windows)
        probabilities = torch.softmax(logits, dim=1).mean(dim=0)
        losses.append(-float(torch.log(probabilities[label].clamp_min(1e-12))))
        right.append(int(probabilities.argmax()) == label)
    return {"validation_loss": float(np.mean(losses)), "validation_accuracy": float(np.mean(right))}


def unimproved(learner: Learner) -> int:
    """Epochs since the best validation loss."""
    return learner.progress.epoch - learner.progress.best_epoch


def tell(run: Run, learner: Learner, row: Row, n_epochs: int) -> None:
    """Status and log after an epoch."""
    progress = learner.progress
    pace = float(np.mean([r["seconds"] for r in progress.history[-5:]]))
    run.write_status(
        epoch=progress.epoch,
        n_epochs=n_epochs,
        message=f"best validation loss {progress.best_loss:.3f} at epoch {progress.best_epoch}",
        eta_seconds=pace * (n_epochs - progress.epoch),
    )
    logger.info(
        "epoch %d/%d  train %.3f (%.1f %%)  validation %.3f (%.1f %%)  %.1f s",
        progress.epoch, n_epochs, row["train_loss"], 100 * row["train_accuracy"],
        row["validation_loss"], 100 * row["validation_accuracy"], row["seconds"],
    )  # fmt: skip
