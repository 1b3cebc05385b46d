"""A user's own music: one subfolder per class."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path

from core import paths
from core.audio import decode_file
from core.datasets.base import AudioDataset, Split, Track, slices
from core.datasets.contents import content_hash
from core.datasets.owned import called
from core.datasets.splits import SIXTY_TWENTY_TWENTY, by_song, draw
from core.errors import AudioError, DatasetError
from core.symbolic import SUFFIXES

SOUND_SUFFIXES = {
    ".wav", ".flac", ".ogg", ".opus", ".mp3", ".aiff", ".aif", ".au", ".m4a", ".aac", ".webm",
}  # fmt: skip
MIDI_HINT = "ask about that with `python -m core predict FOLDER`."
SLICE_SECONDS = 3.0
NO_TEXT = "Its name, or that of its folder, is no text in UTF-8. Rename it."


@dataclass
class FolderDataset(AudioDataset):
    """Songs in one folder per class. Byte-identical files are one group."""

    durations: dict[str, float] = field(default_factory=dict)  # track id to s, filled when asked

    def splits(self) -> dict[str, Callable[[int], Split]]:
        """By song, and by slices, which leak."""
        leaky = {"leaky-slices": partial(leaky_slices, self.tracks, self.seconds)}
        return by_song(self.tracks) | leaky

    def track(self, track_id: str) -> Track:
        """The track with this id, or the slice of a track, as ``leaky-slices`` names them."""
        song, _, _ = track_id.rpartition("@")
        for track in self.tracks:
            if track.id == song:
                for piece in slices(track, SLICE_SECONDS, self.seconds(track)):
                    if piece.id == track_id:
                        return piece
        return super().track(track_id)

    def seconds(self, track: Track) -> float:
        """Duration of a track in s, decoded once where no table tells it."""
        if track.id not in self.durations:
            self.durations[track.id] = self.audio(track).seconds
        return self.durations[track.id]


@dataclass
class OwnFolder(FolderDataset):
    """A user's own folder: artists and copies are told by the songs themselves."""

    def splits(self) -> dict[str, Callable[[int], Split]]:
        """Beside those of any folder one that keeps artists and copies together."""
        first, *others = super().splits().items()
        return dict([first, ("grouped", self._grouped), *others])

    def _grouped(self, seed: int) -> Split:
        from core.datasets.heard import told

        tracks = told(self.tracks)
        return draw("grouped", tracks, seed=seed, group=artist_groups(tracks))


def artist_groups(tracks: Sequence[Track]) -> Callable[[Track], str]:
    """What names the artist of a track; the track itself where that is unknown.

    And where a class has fewer artists than a split has parts: kept together, they would leave a
    side without the class.
    """
    artists = {label: {t.artist or t.id for t in tracks if t.label == label} for label in
               {t.label for t in tracks}}  # fmt: skip
    n_parts = sum(SIXTY_TWENTY_TWENTY)
    enough = {label for label, names in artists.items() if len(names) >= n_parts}
    return lambda track: track.artist if track.artist and track.label in enough else track.id


def leaky_slices(tracks: Sequence[Track], seconds: Callable[[Track], float], seed: int) -> Split:
    """Slices of 3 s shuffled across the sides, as much published work does; marked as leaking."""
    pieces = [p for track in tracks for p in slices(track, SLICE_SECONDS, seconds(track))]
    ungrouped = [replace(piece, group="") for piece in pieces]
    return draw("leaky-slices", ungrouped, seed=seed, leaky=True)


def sound_files(folder: Path) -> list[Path]:
    """Every sound file below `folder`, sorted.

    Raises
    ------
    DatasetError
        When there is none, or `folder` is none.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder.")
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SOUND_SUFFIXES and not path.is_dir()
    )
    if not files:
        pieces = f", but MIDI: {MIDI_HINT}" if midi_files(folder) else "."
        raise DatasetError(f"There is no sound file below {folder}{pieces}")
    return files


def midi_files(folder: Path) -> list[Path]:
    """Every MIDI file below `folder`, sorted; none where `folder` is none."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def scan(folder: Path) -> list[Track]:
    """A track for each sound file of each subfolder, sorted; byte-identical files share a group."""
    files = [
        path
        for path in sorted(folder.glob("*/*"))
        if path.suffix.lower() in SOUND_SUFFIXES and path.is_file()
    ]
    n_classes = len({file.parent.name for file in files})
    if n_classes < 2:
        raise DatasetError(
            f"{called(folder.name)} needs at least two subfolders with sound files, one per class; "
            f"found {n_classes}. Make a folder for each class, and put its songs into it."
        )
    return [
        Track(track_id, file.parent.name, file, content_hash(file))
        for track_id, file in zip(shortest_names(files), files, strict=True)
    ]


def shortest_names(files: Sequence[Path]) -> list[str]:
    """Names that tell files apart: ``song``, else ``class/song``, else ``class/song.wav``."""
    names = [file.stem for file in files]
    if len(set(names)) < len(names):
        names = [f"{file.parent.name}/{file.stem}" for file in files]
    if len(set(names)) < len(names):
        names = [f"{file.parent.name}/{file.name}" for file in files]
    return names


def leave_out_broken(tracks: Sequence[Track]) -> tuple[tuple[Track, ...], dict[str, str]]:
    """Part the tracks whose file opens from those that do not; the reason by id."""
    readable, left_out = [], {}
    for track in tracks:
        if not paths.is_text(track.label + track.id):
            left_out[track.id.encode(errors="replace").decode()] = NO_TEXT
            continue
        try:
            if track.path is not None and not opens(track.path):
                decode_file(track.path)  # says why, in words for a person
            readable.append(track)
        except AudioError as error:
            left_out[track.id] = str(error)
    return tuple(readable), left_out


def opens(path: Path) -> bool:
    """Whether libsndfile reads the file's header: quick, so that a scan of 1,000 files is.

    Asked again of a file that did not change, at once.
    """
    try:
        known = path.stat()
    except OSError:
        return False
    return _opens(path, known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=20_000)
def _opens(path: Path, _changed: int, _n_bytes: int) -> bool:
    import soundfile

    try:
        return soundfile.info(path).frames > 0
    except (soundfile.SoundFileError, OSError):
        return False


def open_folder(name: str, folder: Path) -> OwnFolder:
    """The dataset that lies in `folder`, one subfolder per class."""
    tracks, left_out = leave_out_broken(scan(folder))
    classes = tuple(sorted({track.label for track in tracks}))
    return OwnFolder(name, called(name), tracks, classes, left_out)
