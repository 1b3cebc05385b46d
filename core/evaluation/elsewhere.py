"""A network on music and sounds of other collections than it learned from: right, or fooled."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from core.datasets import Dataset, Track, open_dataset
from core.datasets.all_sounds import NOT_MUSIC
from core.errors import CheckpointError, DatasetError
from core.evaluation.measured import Measured, called_a_genre, measured
from core.metrics import accuracy_interval
from core.training.checkpoint import Checkpoint
from core.training.windows import forward, track_windows

MUSIC, SOUNDS = "outside", "nonmusic"
SPLIT = "unheard"  # of rows on a whole dataset, of which nothing was learned
FOOLED = "called a genre"


def judge_elsewhere(
    checkpoint: Checkpoint, *, progress: Callable[[int, int], None] = lambda n_done, n: None
) -> tuple[Measured, Measured]:
    """A network that learned nothing of them on ``outside`` and ``nonmusic``, the network alone.

    Its share of right songs, of all of those whose genre it knows; and the share of sounds that it
    calls a genre (`called_a_genre`).

    Raises
    ------
    CheckpointError
        Where it was not judged, does not tell genres, or learned from these very collections.
    DatasetError
        Where one of the two is not here, or it knows none of the genres.
    """
    report = checkpoint.report()
    if report is None or not checkpoint.recipe.task.exclusive:
        raise CheckpointError(f"{checkpoint.name} tells no genre, or was not judged yet.")
    if NOT_MUSIC in checkpoint.names:
        raise CheckpointError(
            f"{checkpoint.name} learned what is no music; its split out-of-fold says what it makes "
            "of songs and sounds that it did not learn."
        )
    music, sounds = open_dataset(MUSIC), open_dataset(SOUNDS)
    songs = [track for track in music.tracks if track.label in checkpoint.names]
    if not songs:
        raise DatasetError(f"{MUSIC} has none of the genres of {checkpoint.name}.")
    n = len(songs) + len(sounds.tracks)
    of_songs = list(_probabilities(checkpoint, music, songs, lambda i: progress(i, n)))
    of_sounds = _probabilities(
        checkpoint, sounds, sounds.tracks, lambda i: progress(len(songs) + i, n)
    )
    right = sum(
        checkpoint.names[int(each.argmax())] == song.label
        for each, song in zip(of_songs, songs, strict=True)
    )
    confident = checkpoint.recipe.evaluation.confident
    fooled = sum(called_a_genre(each, checkpoint.names, confident) for each in of_sounds)
    judged = measured(checkpoint, report)
    return (
        _row(judged, MUSIC, "accuracy", right, len(songs)),
        _row(judged, SOUNDS, FOOLED, fooled, len(sounds.tracks)),
    )


def _row(judged: Measured, dataset: str, figure: str, n_hits: int, n: int) -> Measured:
    low, high = accuracy_interval(n_hits, n)
    return Measured(
        recipe=judged.recipe,
        recipe_key=judged.recipe_key,
        dataset=dataset,
        split=SPLIT,
        seed=judged.seed,
        side="test",
        task=judged.task,
        figure=figure,
        n=n,
        value=n_hits / n,
        low=low,
        high=high,
        machine=judged.machine,
        run=judged.run,
    )


def _probabilities(
    checkpoint: Checkpoint,
    dataset: Dataset,
    tracks: Sequence[Track],
    progress: Callable[[int], None],
) -> Iterator[np.ndarray]:
    """Calibrated probabilities [n_classes] of each track."""
    recipe, model, calibration = checkpoint.recipe, checkpoint.model(), checkpoint.calibration
    for i, track in enumerate(tracks):
        progress(i)
        windows = track_windows(dataset.features(track, recipe.features), recipe)
        outputs, _ = forward(model, windows)
        expected = recipe.task.expected(windows, outputs)
        yield recipe.task.answers(outputs, expected, calibration).mean(dim=0).numpy()
