"""CAL500 (Turnbull, Barrington, Torres and Lanckriet, 2007): emotions that listeners named.

Read from the set's own files and ``sequences.npz``: spectrograms in decibels of the first 65,536
samples of each song. The set has no sound that may be passed on.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import numpy as np

from core.datasets import DATASETS, locations
from core.datasets.base import Dataset, Split, Track
from core.datasets.folds import stratified_group_folds
from core.errors import DatasetError
from core.features import FeatureSpec, MagnitudeMel, MagnitudeMfcc, Marsyas, normalise
from core.features.marsyas import N_VALUES

N_FOLDS = 5
N_OF_REST = 8
"""Of the songs that are not tested on, one part in so many validates."""
SILENT = 2
"""First frames of a sequence that hold the silence before a decoder's first sound."""
EMOTION, NOT = "Emotion-", "NOT-"

Song = Mapping[str, np.ndarray]


@dataclass
class Cal500(Dataset):
    """Songs with the emotions that listeners agreed on.

    ``out-of-fold`` tests each song once: seeds 0 to 4 are its five folds, which are drawn once, so
    that a fold is the same in every run.

    Attributes
    ----------
    songs : mapping of str to mapping of str to float32 array
        Of each track, by the kind of feature.
    """

    task: ClassVar[str] = "multi_label"
    gives = (MagnitudeMel, MagnitudeMfcc, Marsyas)
    about: ClassVar[str] = (
        "Songs by nearly as many artists, each described by three listeners or more; of each the "
        "first 2.9 s as a spectrogram. An emotion is true where four in five of at least two "
        "listeners agreed on it, false where they agreed on its opposite, else unknown. The songs "
        "and the listeners' answers are not part of this project."
    )
    limits: ClassVar[tuple[str, ...]] = (
        "Western popular music, heard by 66 students in 2006: what they called sad need not be.",
        "The listeners heard whole songs, the network 2.9 s of each, mostly of the introduction.",
        "How the spectrograms were computed is inferred from their numbers.",
    )
    withheld: ClassVar[bool] = True
    chosen: ClassVar[Mapping[str, str]] = {
        "out-of-fold": "Each seed tests another fold; none was chosen for its figure."
    }

    songs: Mapping[str, Song] = field(default_factory=dict)

    def splits(self) -> dict[str, Callable[[int], Split]]:
        """Five folds, no artist in two."""
        return {"out-of-fold": self._out_of_fold}

    def _out_of_fold(self, seed: int) -> Split:
        """One fold tests; of the others one part in eight validates."""
        rest, test = part_from(self.tracks, seed % N_FOLDS, N_FOLDS)
        train, validation = part_from(rest, 0, N_OF_REST)
        return Split("out-of-fold", seed, train, validation, test)

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        """What its files hold of the track; DatasetError for what they do not."""
        return [self._feature(self.songs[track.id], spec) for spec in specs]

    def _feature(self, song: Song, spec: FeatureSpec) -> np.ndarray:
        usual = next((kind() for kind in self.gives if isinstance(spec, kind)), None)
        if usual is None:
            raise DatasetError(f"{self.title} holds no sound, and so no {spec.kind!r}.")
        known = usual.model_dump(exclude={"normalise"})
        for name, value in spec.model_dump(include=set(known)).items():
            if value != known[name]:
                raise DatasetError(
                    f"{self.title} has {spec.kind} with {name} = {known[name]}, not {value}."
                )
        return normalise(song[spec.kind], getattr(spec, "normalise", "none"))


def part_from(
    tracks: tuple[Track, ...], number: int, n_parts: int
) -> tuple[tuple[Track, ...], tuple[Track, ...]]:
    """All but one part of the tracks, and that part; no artist is in both."""
    artists = [track.artist for track in tracks]
    folds = stratified_group_folds([""] * len(tracks), artists, n_folds=n_parts, seed=0)
    rest = tuple(track for track, fold in zip(tracks, folds, strict=True) if fold != number)
    part = tuple(track for track, fold in zip(tracks, folds, strict=True) if fold == number)
    return rest, part


@DATASETS.register("cal500")
def open_cal500() -> Cal500:
    """CAL500 from where it was added; DatasetError says how to add it, or what is wrong with it."""
    place = locations.locate("cal500")
    try:
        ids = _lines(place / "songNames.txt")
        known = known_emotions(place, len(ids))
        songs = read_songs(place, ids)
    except (OSError, ValueError, KeyError) as error:
        raise DatasetError(
            f"{place} does not hold CAL500 as it is meant: {error}. It needs songNames.txt, "
            "vocab.txt, hardAnnotations.txt, CAL500.arff and sequences.npz."
        ) from error
    every = (_track(i, values) for i, values in zip(ids, known, strict=True))
    return Cal500(
        "cal500", "CAL500",
        tuple(track for track in every if track.id in songs),
        tuple(sorted({name for values in known for name in values})),
        {i: "it has no spectrogram" for i in ids if i not in songs},
        songs=songs,
    )  # fmt: skip


def known_emotions(place: Path, n_songs: int) -> list[dict[str, float]]:
    """Of each song the emotions on which listeners agreed: 1 for one that it has, else 0."""
    words = _lines(place / "vocab.txt")
    annotations = np.loadtxt(place / "hardAnnotations.txt", delimiter=",", ndmin=2) == 1
    if annotations.shape != (n_songs, len(words)):
        raise ValueError(
            f"{annotations.shape} annotations of {n_songs} songs and {len(words)} words"
        )
    pairs = [
        (in_words(word), annotations[:, column], annotations[:, words.index(NOT + word)])
        for column, word in enumerate(words)
        if word.startswith(EMOTION)
    ]
    return [
        {name: float(has[row]) for name, has, lacks in pairs if has[row] != lacks[row]}
        for row in range(n_songs)
    ]


def in_words(word: str) -> str:
    """An emotion's name for people.

    Examples
    --------
    >>> in_words("Emotion-Angry_/_Agressive")
    'angry / aggressive'
    """
    name = word.removeprefix(EMOTION).replace("_", " ").lower()
    return name.replace("agressive", "aggressive")  # as the set spells it


def read_songs(place: Path, ids: Sequence[str]) -> dict[str, Song]:
    """What there is of each song that has a spectrogram, by the kind of feature."""
    with np.load(place / "sequences.npz", allow_pickle=False) as file:
        names, mel, mfcc = (file[key] for key in ("song", "mel_db", "mfcc"))
    averages = dict(zip(ids, read_averages(place / "CAL500.arff"), strict=True))
    rows = zip(names.tolist(), mel, mfcc, strict=True)
    return {name: _song(bands, cepstra, averages[name]) for name, bands, cepstra in rows}


def read_averages(file: Path) -> np.ndarray:
    """Float32 [n_songs, 68]: the first columns of its table, in the order of the songs' names."""
    lines = _lines(file)
    rows = lines[lines.index("@data") + 1 :]
    return np.array([row.split(",")[:N_VALUES] for row in rows], np.float32)


def _song(mel: np.ndarray, mfcc: np.ndarray, averages: np.ndarray) -> Song:
    """As the features are: levels below the loudest, which shifts the first coefficient alone."""
    mel, mfcc = (x[:, SILENT:].astype(np.float32) for x in (mel, mfcc))
    loudest = mel.max()
    mfcc[0] -= np.sqrt(len(mel)) * loudest
    return {"magnitude_mel": mel - loudest, "magnitude_mfcc": mfcc, "marsyas": averages}


def _track(name: str, values: dict[str, float]) -> Track:
    artist, _, title = name.partition("-")
    return Track(
        name, "", artist=artist.replace("_", " "), title=title.replace("_", " "), values=values
    )


def _lines(file: Path) -> list[str]:
    return [line.strip() for line in file.read_text("utf-8").splitlines() if line.strip()]
