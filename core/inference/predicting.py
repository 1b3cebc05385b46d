"""A song in, its prediction out: windows over time, the whole song, and a verdict."""

import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from core.audio import Audio
from core.inference.inputs import Inputs, extract_inputs
from core.inference.prediction import UNSURE, Prediction
from core.inference.rebuilt import Rebuilt
from core.inference.windows import Windows
from core.once import once
from core.tasks.base import Task
from core.training.checkpoint import Checkpoint, version

if TYPE_CHECKING:
    from torch import Tensor

    from core.models.base import Network


@once(maxsize=8)
def loaded(path: Path, _version: str) -> tuple[Checkpoint, "Network"]:
    """A checkpoint and its model, kept in memory."""
    checkpoint = Checkpoint.load(path)
    return checkpoint, checkpoint.model()


def open_checkpoint(source: str | Path) -> tuple[Checkpoint, "Network"]:
    """As `Checkpoint.load`, with the model; the second call with the same files is free."""
    checkpoint = Checkpoint.load(source)
    return loaded(checkpoint.path, version(checkpoint.path))


def predict(sound: Audio | Inputs, source: str | Path | Checkpoint) -> Prediction:
    """What a network says of a song, over time and as a whole.

    Parameters
    ----------
    sound : Audio or Inputs
        A song, or what `extract_inputs` made of it (so that several models share its features), or
        what `inputs_of_arrays` made of arrays that are no sound.
    source : str, Path or Checkpoint
        Which model: a shipped name, a run, a folder.

    Returns
    -------
    Prediction
        ``verdict`` is ``"unsure"`` where the task has its doubts (of classes, for a calibrated
        probability below the recipe's ``evaluation.confident``); and for silence, noise and other
        sounds that are no music, which no network is asked about.
    """
    checkpoint, model = open_checkpoint(source.path if isinstance(source, Checkpoint) else source)
    inputs = extract_inputs(sound, [checkpoint.recipe]) if isinstance(sound, Audio) else sound
    if inputs.doubt:
        return _refusal(checkpoint, inputs)
    from core.training.windows import track_embedding

    began = time.perf_counter()
    task, calibration = checkpoint.recipe.task, checkpoint.calibration
    windows = Windows(inputs, checkpoint.recipe)
    outputs, expected, embeddings = _forward(model, task, windows)
    answers = task.answers(outputs, expected, calibration).numpy()
    overall, rebuilt = answers.mean(axis=0), _rebuilt(windows, outputs, expected)
    whole = windows.whole()
    if whole is not None:
        outputs, expected, embeddings = _forward(model, task, [whole])
        overall = task.answers(outputs, expected, calibration).mean(dim=0).numpy()
    reason = task.doubt(overall, checkpoint.names, checkpoint.recipe.evaluation.confident)
    return Prediction(
        checkpoint=checkpoint.name,
        task=task,
        calibration=calibration,
        names=checkpoint.names,
        times=windows.times,
        answers=answers,
        overall=overall,
        verdict=UNSURE if reason else task.verdict(overall, checkpoint.names, calibration),
        reason=reason,
        embedding=track_embedding(embeddings),
        duration=inputs.duration,
        seconds=inputs.seconds + time.perf_counter() - began,
        note=inputs.note,
        clock=inputs.clock,
        rebuilt=rebuilt,
    )


def _forward(
    model: "Network", task: Task, batches: Iterable[list["Tensor"]]
) -> tuple["Tensor", "Tensor", "Tensor"]:
    """Outputs, what was expected of them, and embeddings, of all windows, (n_windows, …) each."""
    import torch

    from core.training.windows import forward

    parts = []
    for batch in batches:
        outputs, embeddings = forward(model, batch)
        parts.append((outputs, task.expected(batch, outputs), embeddings))
    outputs, expected, embeddings = (torch.cat(part) for part in zip(*parts, strict=True))
    return outputs, expected, embeddings


def _rebuilt(windows: Windows, outputs: "Tensor", expected: "Tensor") -> Rebuilt | None:
    """The sequence that came out, where outputs (n_windows, n_rows, n_steps) are sequences."""
    if outputs.ndim < 3:
        return None
    times = windows.inputs.start + np.arange(windows.n_steps) * windows.step
    return Rebuilt(times, windows.joined(expected), windows.joined(outputs))


def _refusal(checkpoint: Checkpoint, inputs: Inputs) -> Prediction:
    """What is said of a sound that is no music: why, and nothing else."""
    n_outputs = len(checkpoint.names)
    return Prediction(
        checkpoint=checkpoint.name,
        task=checkpoint.recipe.task,
        calibration=checkpoint.calibration,
        names=checkpoint.names,
        times=np.zeros(0),
        answers=np.zeros((0, n_outputs)),
        overall=np.full(n_outputs, np.nan),
        verdict=UNSURE,
        reason=inputs.doubt,
        embedding=np.zeros(0),
        duration=inputs.duration,
        seconds=inputs.seconds,
        note=inputs.note,
    )


def picture_probabilities(
    checkpoint: Checkpoint, model: "Network", examples: Sequence[np.ndarray]
) -> np.ndarray:
    """Calibrated probabilities [n_examples, n_classes] of pictures, [3, size, size] each."""
    import torch

    from core.training.windows import forward

    logits, _ = forward(model, [torch.from_numpy(np.stack(examples))])
    return checkpoint.recipe.task.answers(logits, logits, checkpoint.calibration).numpy()
