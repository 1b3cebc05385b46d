"""The training loop: epochs of batches, validation after each, the best weights kept."""

import logging
import time
import traceback
from collections.abc import Callable, Iterable, Sequence

import numpy as np
import torch
from torch import Tensor

from core import models
from core.errors import EarshotError, RecipeError
from core.models.base import Network
from core.tasks.base import BaseCalibration, Task
from core.training.batches import prefetch
from core.training.checkpoint import Dimensions, write_dimensions
from core.training.devices import ONE, Devices, Team
from core.training.division import changes, divide, write_down
from core.training.division import read as read_division
from core.training.learner import Learner, Row
from core.training.machine import record
from core.training.material import Material, Side, prepare
from core.training.preparing import Stopped, load
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.shares import examples, output_weights
from core.training.starting import begin_from
from core.training.validation import validate
from core.training.windows import forward, track_windows

logger = logging.getLogger(__name__)

OnEpoch = Callable[[Row], None]


def train(
    run: Run,
    material: Material | None = None,
    *,
    on_epoch: OnEpoch = lambda row: None,
    afterwards: Callable[[Run], None] = lambda run: None,
    devices: Devices = ONE,
) -> None:
    """Train `run` to its end, going on from its last whole epoch if there is one.

    The folder tells how it went: state ``finished``, ``stopped`` or ``pruned``, or ``failed`` with
    the reason, which is also raised.

    Parameters
    ----------
    run : Run
    material : Material, optional
        Of `prepare`, when several runs share a dataset and features.
    on_epoch : callable
        Called with the history's row after each epoch. It may raise `Stopped` or
        `Pruned` to end the run.
    afterwards : callable
        Called with the run once it has its best weights, before it counts as finished. It may
        raise `Stopped`; a run that was stopped is left as it is, so that stopping is quick.
    devices : Devices
        What it is spread over; not those that it was begun on, if it is resumed on others.
    """
    with run.working():
        try:
            run.begin("opening the dataset")
            end, why = "finished", ""
            try:
                fit(run, material or prepare(run.recipe), on_epoch=on_epoch, devices=devices)
                afterwards(run)
            except Stopped as stopped:
                end, why = stopped.state, str(stopped)
                logger.info("%s; the best weights are kept. %s", end.capitalize(), why)
            (run.path / "stop").unlink(missing_ok=True)
            run.write_status(state=end, message=why, eta_seconds=None)
        except BaseException as error:
            reason = str(error) if isinstance(error, EarshotError) else repr(error)
            run.write_status(state="failed", message=reason, eta_seconds=None)
            where = "" if isinstance(error, EarshotError) else f"\n{traceback.format_exc()}"
            logger.error("Failed: %s%s", reason, where)
            raise


def fit(
    run: Run,
    material: Material,
    *,
    on_epoch: OnEpoch = lambda row: None,
    devices: Devices = ONE,
) -> None:
    """The training itself, as prose."""
    recipe, task = run.recipe, run.recipe.task
    team = Team.gather(recipe.training, devices)
    with team.fabric.rank_zero_first():
        train_side, validation = sides(run, material)

    torch.manual_seed(recipe.seed)
    names = material.names(train_side.features[0])
    calibration = task.begin(train_side.targets)
    targets = task.encode(train_side.targets.values, calibration)
    weights = output_weights(recipe, train_side, names)
    model = begun(recipe, train_side, targets, weights, calibration)
    if team.leads:
        keep_dimensions(run, names, train_side, calibration)
    n_tracks = len(train_side.tracks)
    learner = Learner.start(model, recipe.training, n_tracks=n_tracks, weights=weights, team=team)
    learner.resume(run)

    for epoch in range(learner.progress.epoch + 1, recipe.training.epochs + 1):
        if unimproved(learner) >= (recipe.training.patience or float("inf")):
            logger.info("No better validation loss for %d epochs.", recipe.training.patience)
            break
        began = time.monotonic()
        if team.leads:
            record(run, team.fabric, epoch)
        rng = np.random.default_rng([recipe.seed, epoch])  # an epoch can be repeated exactly
        torch.manual_seed(int(rng.integers(2**62)) + team.rank)
        row = {"epoch": float(epoch), "learning_rate": learner.schedule.get_last_lr()[0]}
        crops = prefetch(examples(train_side, targets, recipe, rng))
        row |= learn(run, learner, crops, task, calibration)
        row |= validate(learner, validation, recipe, calibration)
        row["seconds"] = time.monotonic() - began
        learner.save(run, row)
        report_epoch(run, learner, row, recipe)
        on_epoch(row)
    team.part()


def sides(run: Run, material: Material) -> tuple[Side, Side]:
    """The training and the validation side, as the run divided its dataset when it began.

    Raises
    ------
    Stopped
        As soon as somebody asks for it.
    """
    if read_division(run) is None:
        split = divide(run, material.dataset)
        write_down(run, split, material.dataset)
    split = divide(run, material.dataset)
    logger.info("%s, split %s drawn from seed %d", material.dataset.title, split.name, split.seed)
    if changed := changes(run, material.dataset):
        logger.warning("%s", changed)

    return load(run, material, split)


def begun(
    recipe: Recipe,
    side: Side,
    targets: np.ndarray,
    weights: np.ndarray,
    calibration: BaseCalibration,
) -> Network:
    """The model before its first epoch: what needs no gradients is learned."""
    model = build(recipe, side.features[0], len(weights), calibration)
    of_tracks = list(zip(*side.features, strict=True))
    model.fit_inputs(of_tracks)
    model.fit_targets(of_tracks, targets, recipe.seed)
    if recipe.training.start:
        begin_from(model, recipe)
    rng = np.random.default_rng([recipe.seed, 0])
    model.fit_examples(examples(side, targets, recipe, rng), weights)
    return model


def build(
    recipe: Recipe, track: Sequence[np.ndarray], n_outputs: int, calibration: BaseCalibration
) -> Network:
    """The recipe's model, once it took a track; RecipeError where its layers do not fit."""
    windows = track_windows(track, recipe, overlap=0.0)
    try:
        model = models.build(
            recipe.model.name,
            recipe.model.options,
            inputs=[tuple(x.shape[1:]) for x in windows],
            n_outputs=n_outputs,
        )
        outputs, _ = forward(model.eval(), windows)
        expected = recipe.task.expected(windows, outputs)
        answers = recipe.task.answers(outputs, expected, calibration)
        if answers.shape != (len(windows[0]), n_outputs):
            raise ValueError(
                f"it puts out {tuple(outputs.shape[1:])}, which are not {n_outputs} answers"
            )
    except (RuntimeError, ValueError, TypeError, IndexError, ZeroDivisionError) as error:
        pairs = zip(recipe.features, track, strict=True)
        kinds = ", ".join(f"{spec.kind} of {len(x)} rows" for spec, x in pairs)
        steps = f" in windows of {recipe.window_steps} steps" if recipe.window_steps else ""
        raise RecipeError(
            f"The model {recipe.model.name} cannot take {kinds}{steps}: {error}. "
            "Choose other features, longer windows or fewer layers."
        ) from error
    return model


def keep_dimensions(run: Run, names: list[str], side: Side, calibration: BaseCalibration) -> None:
    """What must be known beside the recipe to use the weights."""
    recipe = run.recipe
    shapes = [list(x.shape[1:]) for x in track_windows(side.features[0], recipe, overlap=0.0)]
    keys = [spec.key for spec in recipe.features]
    parameters = calibration.model_dump(mode="json")
    write_dimensions(run.path, Dimensions(names, shapes, keys, parameters))


def learn(
    run: Run,
    learner: Learner,
    epoch: Iterable[tuple[list[Tensor], Tensor]],
    task: Task,
    calibration: BaseCalibration,
) -> Row:
    """One pass over the training side; loss and headline as the model learned."""
    learner.model.train()
    losses, n_seen, answers, truths = [], [], [], []
    for batch in epoch:
        if learner.team.agreed(run.stop_asked()):
            raise Stopped
        inputs, expected = learner.fabric.to_device(batch)
        outputs = learner.team.outputs(learner.model, inputs)  # (batch, n_outputs, …)
        expected = expected.repeat_interleave(len(outputs) // len(expected), dim=0)  # of members
        loss = task.loss(outputs, expected, learner.weights)
        learner.step(loss)
        losses.append(loss.item())
        n_seen.append(len(expected))
        answers.append(task.answers(outputs.detach().float(), expected, calibration))
        truths.append(task.truths(expected, calibration))
    if not np.isfinite(losses).all():
        raise EarshotError("The training loss is no longer a number. Lower the learning rate.")
    return {
        "train_loss": float(np.dot(losses, n_seen)) / sum(n_seen),
        f"train_{task.headline.name}": task.score(as_array(answers), as_array(truths)),
    }


def as_array(rows: Sequence[Tensor]) -> np.ndarray:
    """(n, n_outputs) tensors as one array [n_rows, n_outputs]."""
    return torch.cat(list(rows)).cpu().numpy()


def unimproved(learner: Learner) -> int:
    """Epochs since the best validation loss."""
    return learner.progress.epoch - learner.progress.best_epoch


def report_epoch(run: Run, learner: Learner, row: Row, recipe: Recipe) -> None:
    """Status and log after an epoch."""
    progress, figure = learner.progress, recipe.task.headline.name
    n_epochs = recipe.training.epochs
    pace = float(np.mean([r["seconds"] for r in progress.history[-5:]]))
    run.write_status(
        epoch=progress.epoch,
        n_epochs=n_epochs,
        message=f"best validation loss {progress.best_loss:.3f} at epoch {progress.best_epoch}",
        eta_seconds=pace * (n_epochs - progress.epoch),
    )
    logger.info(
        "epoch %d/%d  train %.3f (%s %.3f)  validation %.3f (%.3f)  %.1f s",
        progress.epoch, n_epochs, row["train_loss"], figure, row[f"train_{figure}"],
        row["validation_loss"], row[f"validation_{figure}"], row["seconds"],
    )  # fmt: skip
