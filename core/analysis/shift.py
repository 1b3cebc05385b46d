"""How far a song would have to move, as a network sees it, before the network's answer changes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.datasets import Dataset, Track
from core.inference import open_checkpoint
from core.training.checkpoint import Checkpoint

N_STEPS = 200  # of the way; the turn is told to half a per cent


@dataclass(frozen=True, eq=False)
class Shift:
    """Answers for a song on its way to the mean of a class, in the network's embedding.

    Attributes
    ----------
    names : tuple of str
        The classes.
    fractions : float array [shape=(n_steps,)]
        How far it was moved, 0 (where it is) to 1 (at the mean).
    answers : float array [shape=(n_steps, n_classes)]
        Calibrated probabilities there.
    distance : float
        From the song to the mean, in the embedding.
    """

    names: tuple[str, ...]
    fractions: NDArray[np.float64]
    answers: NDArray[np.float64]
    distance: float

    @property
    def predicted(self) -> list[str]:
        """The most probable class at each step."""
        return [self.names[i] for i in self.answers.argmax(axis=1)]

    def first_change(self, label: str | None = None) -> tuple[float, str] | None:
        """How far until the answer is another, or is `label`, and what it is then; None if never.

        Examples
        --------
        >>> answers = np.array([[0.7, 0.2, 0.1], [0.3, 0.5, 0.2], [0.1, 0.2, 0.7]])
        >>> found = Shift(("rock", "pop", "jazz"), np.array([0, 0.5, 1]), answers, 2.0)
        >>> found.first_change(), found.first_change("jazz")
        ((0.5, 'pop'), (1.0, 'jazz'))
        """
        first = self.predicted[0]
        for part, name in zip(self.fractions, self.predicted, strict=True):
            if name == label or (label is None and name != first):
                return float(part), name
        return None


def shift_towards(
    checkpoint: Checkpoint,
    dataset: Dataset,
    track: Track,
    mean: NDArray[np.floating],
    *,
    n_steps: int = N_STEPS,
) -> Shift:
    """Move a song to the mean of a class, step by step, and ask the network at each step.

    All windows of the song are moved alike, by so much of the way from the song's embedding (their
    mean) to that of the class; so at the beginning the answer is the network's own.

    Parameters
    ----------
    checkpoint : Checkpoint
        Of a network that tells classes.
    dataset : Dataset
        Which gives the song's features.
    track : Track
    mean : float array [shape=(n_dimensions,)]
        Mean embedding of the class, of `core.evaluation.describe_songs`.
    n_steps : int
        Steps of the way, beside its beginning.
    """
    import torch

    from core.training.windows import forward, track_embedding, track_windows

    _, model = open_checkpoint(checkpoint.path)
    task, calibration = checkpoint.recipe.task, checkpoint.calibration
    windows = track_windows(dataset.features(track, checkpoint.recipe.features), checkpoint.recipe)
    _, embeddings = forward(model, windows)  # (n_windows, n_dimensions, …)
    to_mean = np.asarray(mean, dtype=np.float32) - track_embedding(embeddings)
    move = torch.from_numpy(to_mean).reshape(1, -1, *[1] * (embeddings.ndim - 2))
    fractions, answers = np.linspace(0, 1, n_steps + 1), []
    with torch.inference_mode():
        for part in fractions:
            outputs = model.head(embeddings + float(part) * move).float()
            answers.append(task.answers(outputs, outputs, calibration).mean(dim=0).numpy())
    names = tuple(checkpoint.names)
    return Shift(names, fractions, np.stack(answers), float(np.linalg.norm(to_mean)))


def in_words(shift_towards: Shift, *, label: str, items: str, typical: float) -> str:
    """What would have to be different for the network to say `label`, in a sentence or two.

    Parameters
    ----------
    shift : Shift
        On the way to the mean of `label`.
    label : str
        The true class.
    items : str
        What tracks are called.
    typical : float
        Mean distance of the training songs of `label` from their mean.
    """
    first, right = shift_towards.first_change(), shift_towards.first_change(label)
    where = f"the mean of the training {items} of {label}"
    if right is None:
        predicted = shift_towards.predicted[-1]
        return f"Even at {where} the network would say {predicted}: the two look alike to it."
    part, _ = right
    sentence = (
        f"For the network to say {label}, its summary of this song would have to move "
        f"{100 * part:.0f} % of the way to {where}"
    )
    if typical:
        share = part * shift_towards.distance / typical
        sentence += f": {share:.1f} times as far as those lie from their mean on average"
    sentence += "."
    if first and first[1] != label:
        sentence += f" On the way, from {100 * first[0]:.0f} % on, it says {first[1]}."
    return sentence


def mean_and_spread(embeddings: NDArray[np.floating]) -> tuple[NDArray[np.float64], float]:
    """The mean of songs [n_songs, n_dimensions], and their mean distance from it."""
    embeddings = np.asarray(embeddings, dtype=np.float64)
    mean = embeddings.mean(axis=0)
    return mean, float(np.linalg.norm(embeddings - mean, axis=1).mean())
