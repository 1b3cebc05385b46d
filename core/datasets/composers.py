"""Pieces of composers as MIDI: ``train/<composer>/*.mid``, and ``dev/<composer>/*.mid`` to report.

A network hears notes, or what the project's own piano makes of them.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path

import numpy as np

from core.audio import Audio
from core.datasets import DATASETS, locations
from core.datasets.base import AudioDataset, Split, Track, slices
from core.datasets.contents import content_hash
from core.datasets.folder import shortest_names
from core.datasets.splits import Parts, draw
from core.errors import DatasetError
from core.features import FeatureSpec, NoteSequence, NotesSpec, cached, extract, of_sound
from core.features.spec import FrameSpec
from core.symbolic import SUFFIXES, Notes, read_midi_file, render

SEGMENT_SECONDS = 10.0
MOST_SEGMENTS, FEW_SEGMENTS = 1000, 250  # of a composer
PASSAGE, FIRST_NOTES = 100, 1000  # notes of a passage, and of a piece that passages are cut from
MAGIC = b"MThd"


@dataclass
class Composers(AudioDataset):
    """Pieces; `kept` are the ids of those that only ``dev`` reports on, and no other split has."""

    gives = (NotesSpec, FrameSpec)
    items = "pieces"
    recorded = False
    about = (
        "MIDI files of nine composers, of keyboard and chamber music as other people entered or "
        "played it. The files are not part of this project."
    )
    limits = (
        "Whoever entered a piece left habits in its timing and loudness, and one person entered "
        "many pieces of one composer: some of what a network tells apart may be those.",
        "It knows nine composers. A piece of a tenth gets one of the nine names.",
        "Sound is the project's own piano, whatever instruments a piece is for.",
    )

    kept: frozenset[str] = field(default_factory=frozenset)

    def splits(self) -> dict[str, Callable[[int], Split]]:
        """By piece; ``dev`` where its pieces are here; and those of parts of pieces, which leak."""
        known: dict[str, Callable[[int], Split]] = {
            "by-piece": lambda seed: draw("by-piece", self.open(), seed=seed, parts=Parts(7, 1, 2)),
            "dev": self._dev,
            "leaky-segments": partial(self._leaky, "leaky-segments", self._segments, (14, 3, 3)),
            "leaky-few-segments": partial(
                self._leaky, "leaky-few-segments", self._segments, (14, 3, 3), most=FEW_SEGMENTS
            ),
            "leaky-passages": partial(self._leaky, "leaky-passages", self._passages, (7, 1, 2)),
        }
        return known if self.kept else {n: draw for n, draw in known.items() if n != "dev"}

    def open(self) -> list[Track]:
        """The pieces that may be learned from."""
        return [track for track in self.tracks if track.id not in self.kept]

    def _dev(self, seed: int) -> Split:
        """A tenth of the open pieces validates, the kept ones test; their copies are left out."""
        test = [track for track in self.tracks if track.id in self.kept]
        known = {track.group for track in test}
        others = [track for track in self.open() if track.group not in known]
        drawn = draw("dev", others, seed=seed, parts=Parts(8, 1, 1))
        return Split("dev", seed, drawn.train + drawn.test, drawn.validation, tuple(test))

    def _leaky(
        self,
        name: str,
        cut: Callable[[Track], list[Track]],
        parts: tuple[int, int, int],
        seed: int,
        *,
        most: int = MOST_SEGMENTS,
    ) -> Split:
        """Parts of pieces shuffled across the sides, as the paper does; marked as leaking.

        Of each composer at most so many.
        """
        rng = np.random.default_rng(seed)
        chosen = []
        for label in self.names:
            found = [p for track in self.open() if track.label == label for p in cut(track)]
            places = rng.permutation(len(found))[:most]
            chosen += [replace(found[place], group="") for place in sorted(places)]
        return draw(name, chosen, seed=seed, parts=Parts(*parts), leaky=True)

    def _segments(self, track: Track) -> list[Track]:
        """Whole segments of 10 s."""
        return slices(track, SEGMENT_SECONDS, self.onsets(track)[-1])

    def _passages(self, track: Track) -> list[Track]:
        """Passages of a hundred notes from among the first thousand."""
        return list(passages(track, self.onsets(track)[: FIRST_NOTES + 1].astype(float)))

    def onsets(self, track: Track) -> np.ndarray:
        """When each note of a piece begins, s."""
        return self.features(track, [NoteSequence(rows=("onset",))])[0][0]

    def track(self, track_id: str) -> Track:
        """The piece with this id, or the part of one, as the leaky splits name them."""
        piece, _, _ = track_id.rpartition("@")
        if piece:
            whole = super().track(piece)
            for part in (*self._segments(whole), *self._passages(whole)):
                if part.id == track_id:
                    return part
        return super().track(track_id)

    def audio(self, track: Track) -> Audio:
        """The piece as the project's piano plays it."""
        return render(self.notes(track))

    def notes(self, track: Track) -> Notes:
        """The notes of a piece, or of the part that the track is."""
        path = self.file(track)
        return of_track(read(path, path.stat().st_mtime_ns), track)

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        """Cached features of its notes, or of their sound; of a part, what lies in it of the whole.

        What has steps of a fixed time is cut from the whole piece, as a sound is cut; other
        features are those of the part's notes.
        """
        return [self._feature(track, spec) for spec in specs]

    def _feature(self, track: Track, spec: FeatureSpec) -> np.ndarray:
        step = spec.step_seconds
        if step is None or track.seconds is None:
            content = f"{content_hash(self.file(track))}:{track.start}:{track.seconds}"
            key = hashlib.sha256(content.encode()).hexdigest()
            return cached(key, spec, lambda: feature_of(self.notes(track), spec))
        whole = self._feature(replace(track, start=0.0, seconds=None), spec)
        first = min(round(track.start / step), whole.shape[-1] - 1)
        return whole[..., first : first + max(1, round(track.seconds / step))]


@lru_cache(maxsize=8)
def read(path: Path, _changed: int) -> Notes:
    """The notes of a file; parts of one piece read it once."""
    return read_midi_file(path)


def feature_of(notes: Notes, spec: FeatureSpec) -> np.ndarray:
    """A feature of notes, or of what they sound like."""
    if isinstance(spec, NotesSpec):
        return spec.of(notes)
    rate = of_sound(spec).sample_rate
    return extract(render(notes, sample_rate=rate).mono(), specs=[spec])[0]


def of_track(notes: Notes, track: Track) -> Notes:
    """The part of a piece's notes that the track covers."""
    if track.start == 0 and track.seconds is None:
        return notes
    return notes.between(track.start, track.start + (track.seconds or np.inf))


def passages(track: Track, onsets: np.ndarray) -> Iterator[Track]:
    """Passages of `PASSAGE` notes, or of one more or less where a chord lies across their border.

    Parameters
    ----------
    track : Track
    onsets : np.ndarray [shape=(n_notes,)]
        In s, ascending.
    """
    first = np.arange(PASSAGE, len(onsets), PASSAGE)
    # Halfway to the note before: onsets from the cache are rounded to single precision.
    borders = [0.0, *((onsets[first - 1] + onsets[first]) / 2).tolist()]
    for place, (start, end) in enumerate(pairwise(borders)):
        name = f"{track.id}@note-{PASSAGE * place}"
        yield replace(track, id=name, start=start, seconds=end - start)


@DATASETS.register("composers")
def open_composers() -> Composers:
    """From where it was added; DatasetError says how to add it."""
    place = locations.locate("composers")
    files = {side: pieces(place / side) for side in ("train", "dev")}
    if not files["train"]:
        raise DatasetError(
            f"{place} holds no train/<composer>/*.mid. Give the folder that does: "
            "`python -m core datasets add composers PATH`."
        )
    found = [file for each in files.values() for file in each]
    name_of = dict(zip(found, shortest_names(found), strict=True))
    tracks = tuple(
        Track(name_of[file], file.parent.name, file, content_hash(file))
        for file in found
        if is_midi(file)
    )
    left_out = {name_of[file]: "It is no MIDI file." for file in found if not is_midi(file)}
    names = tuple(sorted({track.label for track in tracks}))
    kept = frozenset(name_of[file] for file in files["dev"])
    return Composers("composers", "Composers", tracks, names, left_out, kept=kept)


def pieces(place: Path) -> list[Path]:
    """The MIDI files of each subfolder, sorted."""
    return sorted(file for file in place.glob("*/*") if file.suffix.lower() in SUFFIXES)


def is_midi(file: Path) -> bool:
    """Whether a file begins as MIDI does: quick, since a thousand are asked."""
    with file.open("rb") as opened:
        return opened.read(len(MAGIC)) == MAGIC
