"""Songs that were kept aside, recreated, and judged again by networks that do not know them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.audio import SAMPLE_RATE, Audio, resample
from core.datasets import Track, open_dataset
from core.datasets.base import AudioDataset
from core.errors import DatasetError
from core.features import Averages, Mfcc, column_names, extract
from core.recreation.judges import judges, kept_aside, predictions, unheard, whole_of
from core.synthesis.generators import (
    KINDS,
    coefficients_of,
    generator_name,
    mfcc_spec,
    open_generator,
    recreate,
    sound_of,
)
from core.synthesis.new_material import shaped_noise
from core.training.checkpoint import Checkpoint

ORIGINAL, ROUND_TRIP, NOISE = "original", "round trip", "noise"
VERSIONS = (ORIGINAL, ROUND_TRIP, *KINDS, NOISE)
"""Of each song: itself; its exact MFCC and back, the ceiling; each generator; and the floor."""

OTHERS = {version: f"others, {version}" for version in (ROUND_TRIP, *KINDS)}
"""The control: songs of other genres, their MFCC and back, and through the generators of a genre
that is not theirs. If those make anything into their genre, that shows here."""

N_OTHERS = 2  # songs of each other genre
OTHERS_SECONDS = 10.0  # of each
NOT_ASKED = ""
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Judged:
    """One version of a song that was kept aside.

    Attributes
    ----------
    track_id, genre, version : str
    answers : mapping of str to str
        By judge, the genre that it says; `NOT_ASKED` of one that learned the song.
    averages : tuple of float
        The 26 averages, by the order of `core.features.column_names`.
    through : str
        The genre whose generators it went through; empty where that is its own.
    """

    track_id: str
    genre: str
    version: str
    answers: Mapping[str, str]
    averages: tuple[float, ...]
    through: str = ""

    def row(self) -> dict[str, str | float]:
        """As a row of a table: ``said_<network>`` and the averages beside the names."""
        names = column_names(Averages())
        return (
            {
                "track_id": self.track_id,
                "genre": self.genre,
                "version": self.version,
                "through": self.through,
            }
            | {f"said_{name}": genre for name, genre in self.answers.items()}
            | dict(zip(names, self.averages, strict=True))
        )


def judge_genre(genre: str, progress: Progress = lambda n_done, n: None) -> Iterator[Judged]:
    """Every version of every song of a genre that neither of its generators learned."""
    generators = generators_of(genre)
    dataset = _dataset_of(generators)
    songs = kept_aside(generators.values(), dataset, genre)
    asked = judges(dataset.name)
    may_judge = {each.name: {t.id for t in unheard(each, dataset, songs)} for each in asked}
    for n_done, track in enumerate(songs):
        progress(n_done, len(songs))
        own = [each for each in asked if track.id in may_judge[each.name]]
        for version, audio in versions(dataset.audio(track), generators, genre).items():
            found = judged(track, version, audio, own)
            everyone = dict.fromkeys(may_judge, NOT_ASKED)
            yield replace(found, answers=everyone | dict(found.answers))


def judge_others(genre: str, progress: Progress = lambda n_done, n: None) -> Iterator[Judged]:
    """The `OTHERS` of songs of all other genres through the generators of one.

    Of each other genre the `N_OTHERS` that most judges do not know, their first `OTHERS_SECONDS`.
    """
    generators = generators_of(genre)
    dataset, spec = _dataset_of(generators), mfcc_spec(next(iter(generators.values())).recipe)
    songs = _others(judges(dataset.name), dataset, genre)
    for n_done, (track, asked) in enumerate(songs):
        progress(n_done, len(songs))
        song = dataset.audio(track)
        song = resample(Audio.from_mono(song.mono(), song.sample_rate), SAMPLE_RATE)
        song = Audio(song.samples[:, : int(OTHERS_SECONDS * SAMPLE_RATE)], SAMPLE_RATE)
        for version, y in _made(song, spec, generators).items():
            found = judged(track, OTHERS[version], Audio.from_mono(y), asked)
            yield replace(found, through=genre)


def generators_of(genre: str) -> dict[str, Checkpoint]:
    """Both generators of a genre, by their kind."""
    return {kind: open_generator(generator_name(genre, kind)) for kind in KINDS}


def _dataset_of(generators: Mapping[str, Checkpoint]) -> AudioDataset:
    """The dataset of which generators learned one class; DatasetError where it has no sound."""
    dataset = open_dataset(whole_of(next(iter(generators.values())).recipe.data.dataset))
    if not isinstance(dataset, AudioDataset):
        raise DatasetError(f"{dataset.title} has no sound.")
    return dataset


def _others(
    asked: Sequence[Checkpoint], dataset: AudioDataset, genre: str
) -> list[tuple[Track, list[Checkpoint]]]:
    """Of each other genre the `N_OTHERS` songs that most may judge, and who those are."""
    tracks = [track for track in dataset.tracks if track.label != genre]
    unknown = {each.name: {t.id for t in unheard(each, dataset, tracks)} for each in asked}
    pairs = [(t, [each for each in asked if t.id in unknown[each.name]]) for t in tracks]
    pairs.sort(key=lambda pair: -len(pair[1]))
    return [
        pair
        for name in dataset.names
        for pair in [pair for pair in pairs if pair[0].label == name][:N_OTHERS]
    ]


def versions(audio: Audio, generators: Mapping[str, Checkpoint], genre: str) -> dict[str, Audio]:
    """A song as `VERSIONS` has it, all of one length."""
    spec = mfcc_spec(next(iter(generators.values())).recipe)
    song = resample(Audio.from_mono(audio.mono(), audio.sample_rate), SAMPLE_RATE)
    made = _made(song, spec, generators)
    made[NOISE] = shaped_noise(generator_name(genre, next(iter(KINDS))), n_samples=song.n_samples)
    return {ORIGINAL: song} | {kind: Audio.from_mono(y) for kind, y in made.items()}


def _made(song: Audio, spec: Mfcc, generators: Mapping[str, Checkpoint]) -> dict[str, np.ndarray]:
    """A song's exact MFCC as sound [n_samples], and what each generator makes of them."""
    coefficients, n = coefficients_of(song, spec), song.n_samples
    made = {ROUND_TRIP: sound_of(coefficients, spec, n)}
    for kind, generator in generators.items():
        made[kind] = sound_of(recreate(generator, coefficients), spec, n)
    return made


def judged(track: Track, version: str, audio: Audio, asked: Sequence[Checkpoint]) -> Judged:
    """What networks say of one version of a song, and its averages."""
    (averages,) = extract(audio.mono(), specs=[Averages()])
    answers = (
        {each.checkpoint: each.likeliest for each in predictions(audio, asked)} if asked else {}
    )
    values = tuple(float(value) for value in np.asarray(averages, np.float64))
    return Judged(track.id, track.label, version, answers, values)
