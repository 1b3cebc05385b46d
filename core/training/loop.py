"""The training loop: epochs of batches, validation after each, the best weights kept."""

import contextlib
import logging
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from core import models, paths
from core.datasets import Dataset, Track, open_dataset
from core.errors import EarshotError
from core.models.base import Classifier
from core.training.batches import batches
from core.training.checkpoint import Dimensions, write_dimensions, write_weights
from core.training.recipe import Recipe, Training
from core.training.run import HISTORY_COLUMNS, Run
from core.training.windows import forward, song_windows

if TYPE_CHECKING:
    from lightning_fabric import Fabric

logger = logging.getLogger(__name__)


class Stopped(Exception):
    """Somebody asked the run to stop."""


@dataclass
class Progress:
    """What `last.pt` holds beside the weights."""

    epoch: int = 0
    best_loss: float = float("inf")
    best_epoch: int = 0
    history: list[dict[str, float]] = field(default_factory=list)


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
    with run.beating():
        try:
            run.write_status(state="running", message="starting")
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
    fabric = launch(recipe.training.precision)
    dataset = open_dataset(recipe.data.dataset)
    split = dataset.split(recipe.data.split, recipe.seed)
    logger.info("%s, split %s drawn from seed %d", dataset.title, split.name, recipe.seed)
    train_features = load(run, dataset, split.train, "training")
    validation_features = load(run, dataset, split.validation, "validation")
    train_labels = np.array([dataset.label_index(track) for track in split.train])
    validation_labels = np.array([dataset.label_index(track) for track in split.validation])

    torch.manual_seed(recipe.seed)
    inputs = [len(x) for x in train_features[0]]
    model = models.build(
        recipe.model.name,
        recipe.model.options,
        inputs=inputs,
        n_classes=len(dataset.classes),
    )
    if recipe.crop_frames is None:
        model.fit_inputs([np.stack(column) for column in zip(*train_features, strict=True)])
    keys = [spec.key for spec in recipe.features]
    write_dimensions(run.path, Dimensions(list(dataset.classes), inputs, keys))

    n_batches = -(-len(train_labels) // recipe.training.batch_size)
    optimizer = make_optimizer(model, recipe.training)
    schedule = make_schedule(optimizer, recipe.training, n_batches)
    model.to(memory_format=torch.channels_last)
    model, optimizer = fabric.setup(model, optimizer)
    weights = class_weights(train_labels, len(dataset.classes), recipe.training)
    progress = resume(run, model, optimizer, schedule)

    for epoch in range(progress.epoch + 1, recipe.training.epochs + 1):
        began = time.monotonic()
        rng = np.random.default_rng([recipe.seed, epoch])  # an epoch can be repeated exactly
        torch.manual_seed(int(rng.integers(2**62)))
        row = {"epoch": epoch, "learning_rate": schedule.get_last_lr()[0]}
        row |= train_epoch(
            run, fabric, model, optimizer, schedule, weights,
            batches(train_features, train_labels, recipe=recipe,
                    n_classes=len(dataset.classes), rng=rng),
        )  # fmt: skip
        row |= validate(fabric, model, validation_features, validation_labels, recipe)
        row["seconds"] = time.monotonic() - began
        keep(run, fabric, model, optimizer, schedule, progress, row)
        if recipe.training.patience and epoch - progress.best_epoch >= recipe.training.patience:
            logger.info("No better validation loss for %d epochs.", recipe.training.patience)
            break


def launch(precision: str) -> "Fabric":
    """Device and number format; multi-device launches pass through here unchanged."""
    from lightning_fabric import Fabric

    fast_bfloat16 = (
        torch.cuda.is_bf16_supported()
        if torch.cuda.is_available()
        else torch.ops.mkldnn._is_mkldnn_bf16_supported()
    )
    wanted = "bfloat16" if precision == "auto" and fast_bfloat16 else precision
    fabric = Fabric(
        accelerator="auto",
        devices=1,
        precision="bf16-mixed" if wanted == "bfloat16" else "32-true",
    )
    fabric.launch()
    return fabric


def load(
    run: Run, dataset: Dataset, tracks: tuple[Track, ...], side: str
) -> list[list[np.ndarray]]:
    """Each track's features, from the cache or computed now."""
    features = []
    for i, track in enumerate(tracks):
        if run.stop_asked():
            raise Stopped
        if i % 20 == 0:
            run.write_status(message=f"features of the {side} side: {i} of {len(tracks)}")
        features.append(dataset.features(track, run.recipe.features))
    return features


def make_optimizer(model: Classifier, how: Training) -> torch.optim.Optimizer:
    """Adam with L2, or AdamW with decoupled decay, on kernels only."""
    kinds = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
    return kinds[how.optimizer](model.parameter_groups(how.weight_decay), lr=how.learning_rate)


def make_schedule(
    optimizer: torch.optim.Optimizer, how: Training, n_batches: int
) -> torch.optim.lr_scheduler.LRScheduler:
    """The learning rate per batch: constant, or one cycle (Smith, 2018)."""
    if how.schedule == "constant":
        return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _step: 1.0)
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=how.learning_rate, total_steps=how.epochs * n_batches + 1
    )


def class_weights(labels: np.ndarray, n_classes: int, how: Training) -> Tensor:
    """Weights (n_classes,) with mean 1 over the training side."""
    if not how.class_weights:
        return torch.ones(n_classes)
    counts = np.bincount(labels, minlength=n_classes).clip(1)
    return torch.from_numpy((len(labels) / (n_classes * counts)).astype(np.float32))


def train_epoch(run, fabric, model, optimizer, schedule, weights, epoch) -> dict[str, float]:
    """One pass over the training side; loss and accuracy as the model learned."""
    model.train()
    weights = weights.to(fabric.device)
    loss_sum, n_right, n_seen = 0.0, 0, 0
    for inputs, targets in epoch:
        if run.stop_asked():
            raise Stopped
        inputs, targets = fabric.to_device(inputs), fabric.to_device(targets)
        logits = model(*inputs)  # (batch, n_classes)
        loss = cross_entropy(logits.float(), targets, weight=weights)
        optimizer.zero_grad()
        fabric.backward(loss)
        optimizer.step()
        schedule.step()
        loss_sum += loss.item() * len(targets)
        n_right += int((logits.argmax(1) == targets.argmax(1)).sum())
        n_seen += len(targets)
    if not np.isfinite(loss_sum):
        raise EarshotError("The training loss is no longer a number. Lower the learning rate.")
    return {"train_loss": loss_sum / n_seen, "train_accuracy": n_right / n_seen}


def validate(fabric, model, features, labels: np.ndarray, recipe: Recipe) -> dict[str, float]:
    """Loss and accuracy by song: the mean of its windows' probabilities."""
    model.eval()
    losses, right = [], []
    for song, label in zip(features, labels, strict=True):
        windows = fabric.to_device(song_windows(song, recipe, overlap=0.0))
        with fabric.autocast():
            logits, _ = forward(model.module, windows)
        probabilities = torch.softmax(logits, dim=1).mean(dim=0)
        losses.append(-float(torch.log(probabilities[label].clamp_min(1e-12))))
        right.append(int(probabilities.argmax()) == label)
    return {"validation_loss": float(np.mean(losses)), "validation_accuracy": float(np.mean(right))}


def keep(run, fabric, model, optimizer, schedule, progress: Progress, row: dict) -> None:
    """Write what this epoch left: history, the best weights, all that resuming needs, status."""
    progress.epoch = int(row["epoch"])
    progress.history.append(row)
    if row["validation_loss"] < progress.best_loss:
        progress.best_loss, progress.best_epoch = row["validation_loss"], progress.epoch
        write_weights(run.path, model.module)
    write_history(run, progress)
    state = {
        "model": model.module.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "progress": vars(progress),
    }
    with whole_file(run.path / "last.pt") as temporary:
        torch.save(state, temporary)
    n_epochs = run.recipe.training.epochs
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


def resume(run: Run, model, optimizer, schedule) -> Progress:
    """Restore the last whole epoch, if there is one; the history is cut to it."""
    file = run.path / "last.pt"
    if not file.exists():
        return Progress()
    state = torch.load(file, weights_only=True)
    model.module.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    progress = Progress(**state["progress"])
    write_history(run, progress)
    logger.info("Going on after epoch %d.", progress.epoch)
    return progress


def write_history(run: Run, progress: Progress) -> None:
    """``history.csv``, one row per epoch."""
    lines = [",".join(HISTORY_COLUMNS)]
    lines += [",".join(f"{row[c]:.6g}" for c in HISTORY_COLUMNS) for row in progress.history]
    paths.write_whole(run.path / "history.csv", "\n".join(lines) + "\n")


@contextlib.contextmanager
def whole_file(path) -> Iterator:
    """A neighbouring path to write to, which takes the name when all went well."""
    temporary = path.with_name(f".{path.name}.part")
    yield temporary
    temporary.replace(path)
