"""GTZAN, music that is not GTZAN, and sounds that are no music: ten genres and ``not music``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from core.datasets import DATASETS
from core.datasets.base import Split, Track
from core.datasets.folder import FolderDataset
from core.datasets.folds import stratified_group_folds
from core.datasets.gtzan import Gtzan, open_gtzan
from core.datasets.nonmusic import open_nonmusic
from core.datasets.outside import open_outside

NOT_MUSIC = "not music"
N_FOLDS = 5
N_OF_REST = 8
"""Of the music that is not tested on, one part in so many validates."""
N_OF_SOUNDS = 8
"""Of the other sounds, one part in so many, by clip: of their sources none can be spared."""


@dataclass
class AllSounds(FolderDataset):
    """What trains networks for music as it is uploaded.

    ``out-of-fold`` tests on music that is not GTZAN and on what is no music, by source: seeds 0 to
    4 test each sound once, GTZAN trains. Some of both validates, so that what no music gets is
    calibrated, too. ``random-622`` and ``artist`` test on GTZAN's own sides of those names, all
    else trains. Nowhere is an artist of a test side among what trains, but for ``random-622``,
    which is known for it.
    """

    about = (
        "GTZAN, songs of some fifty other sources, and recordings of speech, environment, town and "
        "animals."
    )
    limits = (
        "A genre is a habit of speech, not a fact of sound. What is not probable enough "
        '(`evaluation.confident` in the recipe) is shown as "unsure".',
        "Blues, country, disco and reggae are known nearly from GTZAN alone: from old recordings.",
    )

    chosen: ClassVar[Mapping[str, str]] = {
        "out-of-fold": "Each seed tests another fold; the one that trains on most is shipped."
    }

    gtzan: Gtzan = field(kw_only=True)
    others: tuple[Track, ...] = field(kw_only=True)

    def splits(self) -> dict[str, Callable[[int], Split]]:
        drawn: dict[str, Callable[[int], Split]] = {"out-of-fold": self._out_of_fold}
        of_gtzan = [name for name in ("random-622", "artist") if name in self.gtzan.split_names()]
        return drawn | {name: self._as_gtzan(name) for name in of_gtzan}

    def _out_of_fold(self, seed: int) -> Split:
        rest, test = part_from(self.others, seed % N_FOLDS, N_FOLDS)
        music = tuple(track for track in without_artists(rest, test) if track.label != NOT_MUSIC)
        sounds = tuple(track for track in rest if track.label == NOT_MUSIC)
        learned, asked = part_from(music, 0, N_OF_REST)
        heard, asked_too = part_from(sounds, 0, N_OF_SOUNDS, group=lambda track: track.id)
        validation = (*asked, *asked_too)
        train = without_artists((*self.gtzan.tracks, *learned, *heard), (*validation, *test))
        return Split("out-of-fold", seed, train, validation, test)

    def _as_gtzan(self, name: str) -> Callable[[int], Split]:
        def draw(seed: int) -> Split:
            of_gtzan = self.gtzan.split(name, seed)
            tested = (*of_gtzan.validation, *of_gtzan.test) if name == "artist" else ()
            return replace(of_gtzan, train=of_gtzan.train + without_artists(self.others, tested))

        return draw


def by_source(track: Track) -> str:
    """Where a track comes from."""
    return track.group


def part_from(
    tracks: tuple[Track, ...],
    number: int,
    n_parts: int,
    *,
    group: Callable[[Track], str] = by_source,
) -> tuple[tuple[Track, ...], tuple[Track, ...]]:
    """All but one part of the tracks, and that part: no group in both, genres in like shares."""
    labels, groups = [track.label for track in tracks], [group(track) for track in tracks]
    folds = stratified_group_folds(labels, groups, n_folds=n_parts, seed=0)
    rest = tuple(track for track, fold in zip(tracks, folds, strict=True) if fold != number)
    part = tuple(track for track, fold in zip(tracks, folds, strict=True) if fold == number)
    return rest, part


def without_artists(tracks: Iterable[Track], excluded: Iterable[Track]) -> tuple[Track, ...]:
    """The tracks by nobody who made one of those `excluded`; unknown artists are nobody."""
    artists = {track.artist.casefold().strip() for track in excluded} - {""}
    return tuple(track for track in tracks if track.artist.casefold().strip() not in artists)


@DATASETS.register("all-sounds")
def open_all_sounds() -> AllSounds:
    """Of the datasets ``gtzan``, ``outside`` and ``nonmusic``; DatasetError where one lacks."""
    gtzan, outside, nonmusic = open_gtzan(), open_outside(), open_nonmusic()
    songs = [replace(track, collection=outside.name) for track in outside.tracks]
    sounds = [
        replace(track, label=NOT_MUSIC, collection=nonmusic.name) for track in nonmusic.tracks
    ]
    others = (*songs, *sounds)
    return AllSounds(
        "all-sounds",
        "GTZAN, other music, and sounds",
        (*gtzan.tracks, *others),
        tuple(sorted({*gtzan.names, *outside.names, NOT_MUSIC})),
        {**gtzan.left_out, **outside.left_out, **nonmusic.left_out},
        durations={**gtzan.durations, **outside.durations, **nonmusic.durations},
        gtzan=gtzan,
        others=others,
    )
