"""How well a network bears what happens to music on its way: codecs, levels, rooms, cuts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from core.audio import Audio
from core.datasets import Track, open_dataset
from core.datasets.all_sounds import NOT_MUSIC
from core.datasets.base import AudioDataset
from core.errors import DatasetError
from core.evaluation.robust import Borne, Unfooled, weights_key
from core.inference import UNSURE, predict
from core.signals import distortions
from core.signals.not_music import all_not_music
from core.training.checkpoint import Checkpoint
from core.training.division import divide, read

LITTLE, MUCH = 3.0, 8.0  # points of accuracy that a distortion may cost
MOST_SONGS = 150
LEARNED = ("train", "validation")
SEED = 0  # of the choice among more songs


@dataclass(frozen=True)
class Distortion:
    """What becomes of a song, and how many points of accuracy it may cost."""

    apply: Callable[[Audio], Audio]
    allowed: float = LITTLE


DISTORTIONS: Mapping[str, Distortion] = {
    "re-encoded as MP3, 64 kb/s": Distortion(lambda song: distortions.recoded(song, "mp3")),
    "re-encoded as AAC, 64 kb/s": Distortion(lambda song: distortions.recoded(song, "aac")),
    "20 dB softer": Distortion(lambda song: distortions.gained(song, -20)),
    "clipped by 10 dB": Distortion(lambda song: distortions.clipped(song, 10)),
    "as a file of 44.1 kHz": Distortion(lambda song: distortions.at_rate(song, 44_100)),
    "as a file of 16 kHz": Distortion(lambda song: distortions.at_rate(song, 16_000)),
    "in stereo": Distortion(distortions.panned),
    "after 5 s of silence": Distortion(distortions.after_silence),
    "telephone, 300 to 3,400 Hz": Distortion(distortions.band, MUCH),
    "microphone in a room": Distortion(distortions.in_room, MUCH),
    "only its first 5 s": Distortion(distortions.beginning, MUCH),
}
"""In words; each as `core.signals.distortions` has it."""


def measure_robustness(
    checkpoint: Checkpoint,
    dataset: str = "",
    *,
    most_songs: int = MOST_SONGS,
    progress: Callable[[int, int], None] = lambda n_done, n: None,
) -> list[Borne]:
    """Have a network judge songs that it did not learn, as they are and distorted.

    A song is right where the most probable class is its own, however sure of it the network is;
    one that is refused as no music is wrong.

    Parameters
    ----------
    checkpoint : Checkpoint
    dataset : str
        Whose songs; by default those of the checkpoint's own, on its test side.
    most_songs : int
        Of more, so many are drawn, always the same.
    progress : callable
        Called before each song with the number of songs done and of all.

    Raises
    ------
    DatasetError
        Where the dataset is not here, has no sound, or holds no song that was not learned.
    """
    name = dataset or checkpoint.recipe.data.dataset
    songs = unlearned(checkpoint, name, most_songs)
    right = np.array(list(_judged(checkpoint, name, songs, progress)))  # [n_songs, 1 + n]
    before = right[:, 0]
    return [
        Borne(
            checkpoint=checkpoint.name,
            weights=weights_key(checkpoint),
            dataset=name,
            distortion=words,
            allowed=distortion.allowed,
            n=len(songs),
            before=int(before.sum()),
            after=int(after.sum()),
            both=int((before & after).sum()),
        )
        for (words, distortion), after in zip(DISTORTIONS.items(), right.T[1:], strict=True)
    ]


def unlearned(checkpoint: Checkpoint, dataset: str, most: int) -> list[Track]:
    """Songs of a dataset that the checkpoint knows the genre of, and neither learned nor tuned by.

    Of its own dataset, its test side.
    """
    found, seen = open_dataset(dataset), learned(checkpoint)
    same_dataset = dataset == checkpoint.recipe.data.dataset
    candidates = divide(checkpoint, found).test if same_dataset else found.tracks
    known = set(checkpoint.names) - {NOT_MUSIC}
    songs = [track for track in candidates if track.id not in seen and track.label in known]
    if not songs:
        raise DatasetError(f"{dataset} holds no song that {checkpoint.name} did not learn.")
    if len(songs) <= most:
        return songs
    drawn = np.random.default_rng(SEED).choice(len(songs), most, replace=False)
    return [songs[i] for i in sorted(drawn)]


def learned(checkpoint: Checkpoint) -> set[str]:
    """Ids of the tracks that it was trained and tuned by, as far as that was written down."""
    table = read(checkpoint)
    return set() if table is None else set(table.track_id[table.side.isin(LEARNED)])


def _judged(
    checkpoint: Checkpoint,
    dataset: str,
    songs: Sequence[Track],
    progress: Callable[[int, int], None],
) -> Iterator[list[bool]]:
    """Of each song whether it is right, untouched and after each distortion."""
    found = open_dataset(dataset)
    if not isinstance(found, AudioDataset):
        raise DatasetError(f"{found.title} has no sound to distort.")
    for n_done, track in enumerate(songs):
        progress(n_done, len(songs))
        audio = found.audio(track)
        versions = [audio, *(each.apply(audio) for each in DISTORTIONS.values())]
        yield [predict(each, checkpoint).likeliest == track.label for each in versions]


def measure_unfooled(checkpoint: Checkpoint) -> Unfooled:
    """Which of a hundred sounds that are no music a network calls a genre."""
    verdicts = {name: predict(Audio.from_mono(y), checkpoint).verdict
                for name, y in all_not_music()}  # fmt: skip
    called = [f"{name}: {verdict}" for name, verdict in verdicts.items()
              if verdict not in (UNSURE, NOT_MUSIC)]  # fmt: skip
    return Unfooled(checkpoint.name, weights_key(checkpoint), len(verdicts), "; ".join(called))
