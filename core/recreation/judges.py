"""Networks that tell genres, asked about sound that was made: none that learned the song."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core import paths
from core.audio import Audio
from core.datasets import Dataset, Track
from core.datasets.one_class import SEPARATOR
from core.features import SoundSpec
from core.inference import Inputs, Prediction, extract_inputs, predict
from core.training.checkpoint import Checkpoint, checkpoint_names
from core.training.division import read

LEARNED = ("train", "validation")
JUDGED = "gtzan"  # what those learned from that are asked about music of no dataset


@dataclass(frozen=True, eq=False)
class Opinion:
    """What one network says of a sound.

    Attributes
    ----------
    network : str
    genre : str
        The most probable one.
    times : float array [shape=(n_windows,)]
        Centres of its windows, s.
    course : float array [shape=(n_windows,)]
        Probability of the genre in question, over time.
    overall : float
        The same of the whole.
    used : bool
        Whether it took part in making the sound: then its praise proves nothing.
    """

    network: str
    genre: str
    times: np.ndarray
    course: np.ndarray
    overall: float
    used: bool


def judges(dataset: str) -> list[Checkpoint]:
    """The shipped networks that learned to tell the classes of `dataset` from sound."""
    found = (Checkpoint(paths.checkpoints() / name) for name in checkpoint_names())
    return [each for each in found if each.recipe.data.dataset == dataset and _tells_genres(each)]


def leaders(dataset: str) -> list[Checkpoint]:
    """Those of the judges that can lead a sound: a gradient comes back through what they see."""
    from core.synthesis.front_end import can_follow

    return [each for each in judges(dataset) if can_follow(each.recipe)]


def opinions(audio: Audio, genre: str, *, dataset: str, used: str = "") -> list[Opinion]:
    """What each judge says of a sound and of `genre`, those that were not used in making it first.

    Parameters
    ----------
    audio : Audio
    genre : str
        Judges that do not know it are not asked.
    dataset : str
        What the judges learned from.
    used : str
        The network that led the sound, if one did.
    """
    asked = [each for each in judges(dataset) if genre in each.names]
    predicted = predictions(audio, asked)
    found = [
        Opinion(
            network=each.checkpoint,
            genre=each.likeliest,
            times=each.times,
            course=each.answers[:, each.names.index(genre)],
            overall=float(each.overall[each.names.index(genre)]),
            used=each.checkpoint == used,
        )
        for each in predicted
    ]
    return sorted(found, key=lambda opinion: opinion.used)


def predictions(audio: Audio, asked: Sequence[Checkpoint]) -> list[Prediction]:
    """What networks say of a sound, asked even where `core.doubt` would call it no music.

    That was made for sounds that people bring, and takes some rebuilt sounds for noise.
    """
    inputs: Inputs = replace(extract_inputs(audio, [each.recipe for each in asked]), doubt="")
    return [predict(inputs, each) for each in asked]


def unheard(checkpoint: Checkpoint, dataset: Dataset, tracks: Sequence[Track]) -> list[Track]:
    """Those of `tracks` that a network neither learned nor was tuned by, nor any copy of them.

    None where it was not written down what it learned.
    """
    table = read(checkpoint)
    if table is None:
        return []
    learned = set(table.track_id[table.side.isin(LEARNED)])
    songs = {track_id.rpartition("@")[0] or track_id for track_id in learned}
    groups = {track.group for track in dataset.tracks if track.id in songs and track.group}
    return [track for track in tracks if track.id not in songs and track.group not in groups]


def kept_aside(generators: Iterable[Checkpoint], dataset: Dataset, genre: str) -> list[Track]:
    """Songs of a genre that none of its generators learned, nor was tuned by."""
    songs = [track for track in dataset.tracks if track.label == genre]
    for generator in generators:
        songs = unheard(generator, dataset, songs)
    return songs


def whole_of(dataset: str) -> str:
    """The dataset of which a generator learned one class: ``gtzan`` of ``gtzan/blues``."""
    return dataset.partition(SEPARATOR)[0]


def _tells_genres(checkpoint: Checkpoint) -> bool:
    recipe = checkpoint.recipe
    heard = all(isinstance(spec, SoundSpec) and not spec.lacking() for spec in recipe.features)
    return recipe.task.exclusive and heard
