"""``docs/emotions.json``: what networks came to on CAL500's emotions, to be read without it."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from core import paths
from core.analysis.affect import Plane
from core.errors import RunError


class Change(BaseModel):
    """One training of a paper's network, changed in one more thing than the one before.

    Attributes
    ----------
    recipe, change : str
        Whose, and what was changed, in words.
    auroc, low, high : float
        Macro AUROC over all folds' answers, with its 95 % interval over songs.
    accuracy : float
        Of saying an emotion from 0.5 on, over all that is known.
    spread : float
        Deviation of an answer over songs, mean over emotions: 0 is the same for every song.
    silent : float
        Share of the last hidden units that are 0 for every song that is judged: no gradient
        passes through these.
    train_loss, validation_loss : list of float
        By epoch, mean over folds, in nats. Where unknowns teach, the former counts them too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    recipe: str
    change: str
    auroc: float
    low: float
    high: float
    accuracy: float
    spread: float
    silent: float
    train_loss: list[float]
    validation_loss: list[float]


class EmotionResults(BaseModel):
    """All figures of the page Emotions.

    Attributes
    ----------
    n_songs : int
    names : list of str
        Of the emotions.
    shares : list of float
        Of each emotion, the share of songs that have it among those of which it is known.
    constant_loss, constant_accuracy : float
        Of the best answer that is the same for every song: each emotion's share on the training
        side, and the commoner answer.
    correlations : list of list of float
        Of listeners' answers.
    places, base, spread
        Of `core.analysis.affect.Plane`.
    reports : dict of str to dict
        By recipe, the report on all folds' answers.
    changes : list of Change
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    n_songs: int
    names: list[str]
    shares: list[float]
    constant_loss: float
    constant_accuracy: float
    correlations: list[list[float]]
    places: list[list[float]]
    base: list[float]
    spread: list[float]
    reports: dict[str, dict[str, Any]]
    changes: list[Change]

    @property
    def plane(self) -> Plane:
        """Where songs lie among the emotions."""
        return Plane(np.array(self.places), np.array(self.base), np.array(self.spread))


def file() -> Path:
    """Where they lie."""
    return paths.docs() / "emotions.json"


def write_emotions(results: EmotionResults) -> None:
    """Write them, whole or not at all."""
    paths.write_whole(file(), json.dumps(results.model_dump(), indent=1) + "\n")


def read_emotions() -> EmotionResults:
    """They, as they were written.

    Raises
    ------
    RunError
        Where they were not.

    Examples
    --------
    >>> results = read_emotions()
    >>> len(results.names), results.reports["earshot-emotion"]["headline"]["name"]
    (18, 'macro_auroc')
    """
    if not file().exists():
        raise RunError(f"There is no {file()}. `python -m benchmarks.emotions` writes it.")
    return _read(file(), file().stat().st_mtime)


@lru_cache(maxsize=1)
def _read(place: Path, _changed: float) -> EmotionResults:
    return EmotionResults.model_validate_json(place.read_text(encoding="utf-8"))


def constant_guess(learned: np.ndarray, asked: np.ndarray) -> tuple[float, float]:
    """Loss (nats) and accuracy of saying of every song what the learned ones share.

    Parameters
    ----------
    learned, asked : float array [shape=(n_songs, n_emotions)]
        Truths: 1, 0, or NaN for unknown. As `MultiLabel.answer_loss` has it, the loss is the mean
        over songs of the mean over what is known of each.

    Examples
    --------
    >>> loss, accuracy = constant_guess(np.array([[1.0], [0.0]]), np.array([[1.0], [1.0], [0.0]]))
    >>> round(loss, 3), round(accuracy, 3)
    (0.693, 0.333)
    """
    share = np.nanmean(learned, axis=0).clip(1e-6, 1 - 1e-6)
    each = -(asked * np.log(share) + (1 - asked) * np.log(1 - share))
    known = np.isfinite(asked)
    right = (asked == (share > 0.5))[known]
    return float(np.nanmean(np.nanmean(each[known.any(axis=1)], axis=1))), float(right.mean())
