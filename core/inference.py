"""A song in, its prediction out: windows over time, the whole song, and a verdict."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from core.audio import SAMPLE_RATE, Audio, decode_file, resample
from core.doubt import doubt
from core.errors import RecipeError
from core.features import AverageCurves, Averages, FeatureSpec, extract_at_any_rate
from core.training.checkpoint import Checkpoint, version
from core.training.recipe import Recipe, steps_of

if TYPE_CHECKING:
    from torch import Tensor

    from core.models.base import Network

UNSURE = "unsure"
CONFIDENT = 0.5  # calibrated: below this the most probable genre is more often wrong than right


@dataclass(frozen=True)
class Prediction:
    """What a checkpoint says about a song; of what is no music it says nothing (`refused`).

    Attributes
    ----------
    checkpoint : str
    classes : list of str
    times : float array [shape=(n_windows,)]
        Centres of the windows, s.
    probabilities : float array [shape=(n_windows, n_classes)]
        Calibrated; each row sums to 1.
    overall : float array [shape=(n_classes,)]
        The whole song's probabilities; NaN where refused.
    genre : str
        The most probable class; empty where refused.
    verdict : str
        The genre, or ``"unsure"``.
    reason : str
        Why it is unsure; empty otherwise.
    embedding : float array [shape=(n_dimensions,)]
        What the model's head sees, mean over windows.
    duration : float
        Of the song, s.
    seconds : float
        Time that the answer took, with the features and without decoding, s.
    note : str
        What should be known of how the sound was read (`Audio.note`); empty if all is well.
    """

    checkpoint: str
    classes: list[str]
    times: np.ndarray
    probabilities: np.ndarray
    overall: np.ndarray
    genre: str
    verdict: str
    reason: str
    embedding: np.ndarray
    duration: float
    seconds: float
    note: str = ""

    @property
    def refused(self) -> bool:
        """Whether no network was asked, since the sound is no music: there are no windows."""
        return not self.genre

    @property
    def confidence(self) -> float:
        """Probability of the most probable class, 0 to 1."""
        return float(self.overall.max())

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON; genre and probabilities are None where refused."""
        overall = zip(self.classes, self.overall, strict=True)
        shares = None if self.refused else {name: round(float(p), 6) for name, p in overall}
        return {
            "checkpoint": self.checkpoint,
            "genre": self.genre or None,
            "verdict": self.verdict,
            "reason": self.reason,
            "note": self.note,
            "probabilities": shares,
            "duration": round(self.duration, 3),
            "seconds": round(self.seconds, 4),
        }

    def timeline(self) -> list[dict[str, float]]:
        """One row per window: its time in s and each class's probability."""
        return [
            {"time": float(t)} | {n: float(v) for n, v in zip(self.classes, row, strict=True)}
            for t, row in zip(self.times, self.probabilities, strict=True)
        ]


@dataclass(frozen=True)
class Heard:
    """A song prepared once for any number of checkpoints.

    Attributes
    ----------
    features : dict of str to float array
        By spec key, [n_bins, n_frames] or [n_values].
    duration : float
        s.
    doubt : str
        Why no genre should be named (silence, noise), or empty.
    seconds : float
        Time that this took, s.
    note : str
        That of the sound.
    """

    features: dict[str, np.ndarray]
    duration: float
    doubt: str
    seconds: float
    note: str = ""


@lru_cache(maxsize=8)
def loaded(path: Path, _version: str) -> tuple[Checkpoint, "Network"]:
    """A checkpoint and its model, kept in memory."""
    checkpoint = Checkpoint.load(path)
    return checkpoint, checkpoint.model()


def open_checkpoint(source: str | Path) -> tuple[Checkpoint, "Network"]:
    """As `Checkpoint.load`, with the model; the second call with the same files is free."""
    checkpoint = Checkpoint.load(source)
    return loaded(checkpoint.path, version(checkpoint.path))


def listen(audio: Audio, recipes: Sequence[Recipe]) -> Heard:
    """Compute in one pass what the models of `recipes` need of a song."""
    began = time.perf_counter()
    sound = resample(Audio.from_mono(audio.mono(), audio.sample_rate), SAMPLE_RATE)
    specs = {spec.key: spec for recipe in recipes for spec in heard_specs(recipe)}
    arrays = extract_at_any_rate(sound, list(specs.values()))
    features = dict(zip(specs, arrays, strict=True))
    took = time.perf_counter() - began
    return Heard(features, sound.seconds, doubt(sound.mono()), took, audio.note)


def heard_specs(recipe: Recipe) -> list[FeatureSpec]:
    """The recipe's features; averages as curves over time, whose mean is the average."""
    return [
        AverageCurves(sample_rate=spec.sample_rate) if isinstance(spec, Averages) else spec
        for spec in recipe.features
    ]


def frame_seconds(recipe: Recipe) -> float:
    """Time from one frame of a recipe's features to the next, s."""
    steps = [spec.step_seconds for spec in heard_specs(recipe) if spec.step_seconds]
    if not steps:
        raise RecipeError(f"{recipe.name} does not listen to sound, so it has no frames.")
    return steps[0]


def windows_of(
    features: Sequence[np.ndarray], recipe: Recipe
) -> tuple[np.ndarray, Iterator[list["Tensor"]]]:
    """Window centres in s, and the windows as the model takes them, some at a time.

    An hour has 1,439 windows of 5 s, which would take half a gigabyte if they were cut at once.
    """
    from core.training.windows import MAX_BATCH, OVERLAP, cut_windows, renormalise, window_starts

    n_frames, seconds = features[0].shape[1], frame_seconds(recipe)
    length = steps_of(recipe.data.window, seconds) or n_frames
    starts = window_starts(n_frames, length, max(1, round(length * (1 - OVERLAP))))
    times = (starts + (min(length, n_frames) - 1) / 2) * seconds  # a frame is centred on its time

    def batches() -> Iterator[list["Tensor"]]:
        for first in range(0, len(starts), MAX_BATCH):
            crops = [cut_windows(x, starts[first : first + MAX_BATCH], length) for x in features]
            if not recipe.sequential:
                crops = [x.mean(dim=2) for x in crops]  # curves to averages
            elif recipe.evaluation.normalise_windows:
                crops = renormalise(crops, recipe.features)
            yield crops

    return times, batches()


def whole_song(features: Sequence[np.ndarray], recipe: Recipe) -> list["Tensor"] | None:
    """The song as one input; None where its probabilities are the mean of the windows'."""
    from core.training.windows import track_windows

    if not recipe.sequential:
        features = [x.mean(axis=1, dtype=np.float64) for x in features]
    return track_windows(features, recipe) if judged_whole(recipe) else None


def judged_whole(recipe: Recipe) -> bool:
    """Whether the model judges a song at once, as averages always do, or window by window."""
    return recipe.window_steps is None or recipe.evaluation.over == "whole"


def predict(audio: Audio | Heard, source: str | Path | Checkpoint) -> Prediction:
    """The genre of a song, over time and as a whole.

    Parameters
    ----------
    audio : Audio or Heard
        A song, or what `listen` made of it (so that several models share its features).
    source : str, Path or Checkpoint
        Which model: a shipped name, a run, a folder.

    Returns
    -------
    Prediction
        ``verdict`` is ``"unsure"`` for calibrated confidence below 0.5; and for silence, noise
        and other sounds that are no music, which no network is asked about.
    """
    import torch

    from core.training.windows import forward, track_embedding

    checkpoint, model = open_checkpoint(source.path if isinstance(source, Checkpoint) else source)
    heard = listen(audio, [checkpoint.recipe]) if isinstance(audio, Audio) else audio
    if heard.doubt:
        return _refusal(checkpoint, heard)
    began = time.perf_counter()
    features = [heard.features[spec.key] for spec in heard_specs(checkpoint.recipe)]
    times, batches = windows_of(features, checkpoint.recipe)
    judged = [forward(model, batch) for batch in batches]
    outputs, embeddings = (torch.cat(parts) for parts in zip(*judged, strict=True))
    task, calibration = checkpoint.recipe.task, checkpoint.calibration
    probabilities = task.answers(outputs, outputs, calibration).numpy()
    overall = probabilities.mean(axis=0)
    song = whole_song(features, checkpoint.recipe)
    if song is not None:
        outputs, embeddings = forward(model, song)
        overall = task.answers(outputs, outputs, calibration).mean(dim=0).numpy()
    classes = checkpoint.names
    genre = classes[int(overall.argmax())]
    reason = ""
    if overall.max() < CONFIDENT:
        reason = f"No genre reaches {100 * CONFIDENT:.0f} %: {likeliest(overall, classes)}."
    return Prediction(
        checkpoint=checkpoint.name,
        classes=classes,
        times=times,
        probabilities=probabilities,
        overall=overall,
        genre=genre,
        verdict=UNSURE if reason else genre,
        reason=reason,
        embedding=track_embedding(embeddings),
        duration=heard.duration,
        seconds=heard.seconds + time.perf_counter() - began,
        note=heard.note,
    )


def _refusal(checkpoint: Checkpoint, heard: Heard) -> Prediction:
    """What is said of a sound that is no music: why, and no genre."""
    n_classes = len(checkpoint.names)
    return Prediction(
        checkpoint=checkpoint.name,
        classes=checkpoint.names,
        times=np.zeros(0),
        probabilities=np.zeros((0, n_classes)),
        overall=np.full(n_classes, np.nan),
        genre="",
        verdict=UNSURE,
        reason=heard.doubt,
        embedding=np.zeros(0),
        duration=heard.duration,
        seconds=heard.seconds,
        note=heard.note,
    )


def picture_probabilities(
    checkpoint: Checkpoint, model: "Network", examples: Sequence[np.ndarray]
) -> np.ndarray:
    """Calibrated probabilities [n_examples, n_classes] of pictures, [3, size, size] each."""
    import torch

    from core.training.windows import forward

    logits, _ = forward(model, [torch.from_numpy(np.stack(examples))])
    return checkpoint.recipe.task.answers(logits, logits, checkpoint.calibration).numpy()


def likeliest(probabilities: np.ndarray, classes: Sequence[str], n: int = 3) -> str:
    """The `n` most probable classes in words: ``"disco 31 %, pop 24 %, rock 12 %"``."""
    best = np.argsort(-probabilities)[:n]
    return ", ".join(f"{classes[i]} {100 * probabilities[i]:.0f} %" for i in best)


def predict_file(path: Path, source: str | Path = "zheng-dual-cnn") -> Prediction:
    """The genre of a sound file that the user of a shell names; an hour takes under 1.5 GB.

    Its `seconds` count the decoding too.
    """
    began = time.perf_counter()
    audio = decode_file(path, sample_rate=SAMPLE_RATE, mono=True)
    return replace(predict(audio, source), seconds=time.perf_counter() - began)
