"""What is wrong with somebody's own music, before a network learns from it: each fault a sentence.

What stands in the way of a training is serious; the rest makes its figures worth less.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.datasets.base import Track
from core.datasets.folder import FolderDataset
from core.datasets.heard import Heard, hear, joined_copies
from core.datasets.splits import SIXTY_TWENTY_TWENTY

LEAST_SONGS = sum(SIXTY_TWENTY_TWENTY)  # of a class, copies counted once: one for each part
FEW_SONGS = 20  # of a class; a figure on the four that test says little
SHORT_SECONDS = 10.0  # what `earshot-genre` takes at once
UNEVEN = 3.0  # times as many songs in the largest class as in the smallest
CLIPPED = 0.001  # of the samples

Songs = Sequence[tuple[Track, Heard]]


@dataclass(frozen=True)
class Finding:
    """Something that is wrong.

    Attributes
    ----------
    title : str
        In a few words.
    why : str
        What it does, and what helps.
    about : tuple of str
        The songs or classes that it is said of, each with what is wrong with it.
    serious : bool
        Whether nothing can be learned before it is mended.
    """

    title: str
    why: str
    about: tuple[str, ...]
    serious: bool = False


@dataclass(frozen=True)
class Checked:
    """A dataset that was heard: songs of each class, copies counted once, and the findings."""

    n_songs: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def trainable(self) -> bool:
        """Whether nothing serious was found."""
        return not any(finding.serious for finding in self.findings)


def check(
    dataset: FolderDataset, progress: Callable[[int, int], None] = lambda n_done, n: None
) -> Checked:
    """Hear every song once and say what is wrong with the collection, the worst first."""
    songs: list[tuple[Track, Heard]] = []
    unread = dict(dataset.left_out)
    for n_done, (track, found) in enumerate(hear(dataset.tracks), start=1):
        if isinstance(found, Heard):
            songs.append((track, found))
        else:
            unread[track.id] = found
        progress(n_done, len(dataset.tracks))
    copies = joined_copies([found for _, found in songs])
    n_songs = count_songs(dataset.names, songs, copies)
    found = (
        _too_few(n_songs), _unread(unread), _copies(songs, copies), _of_one_artist(songs),
        _no_music(songs), _few(n_songs), _uneven(n_songs), _short(songs), _clipped(songs),
    )  # fmt: skip
    return Checked(n_songs, tuple(finding for finding in found if finding and finding.about))


def count_songs(names: Sequence[str], songs: Songs, copies: Sequence[int]) -> dict[str, int]:
    """How many songs each class has, of copies one."""
    different = {(track.label, copy) for (track, _), copy in zip(songs, copies, strict=True)}
    counts = Counter(label for label, _ in different)
    return {name: counts[name] for name in names}


def _too_few(n_songs: Mapping[str, int]) -> Finding:
    return Finding(
        "Too few songs",
        f"A class needs {LEAST_SONGS} different songs, so that some of them train, one validates "
        "and one tests. Add songs, or take the class out.",
        tuple(f"{name}: {n}" for name, n in n_songs.items() if n < LEAST_SONGS),
        serious=True,
    )


def _unread(reasons: Mapping[str, str]) -> Finding:
    return Finding(
        "Cannot be read",
        "These are left out.",
        tuple(f"{name}: {why}" for name, why in reasons.items()),
    )


def _copies(songs: Songs, copies: Sequence[int]) -> Finding:
    groups: dict[int, list[Track]] = defaultdict(list)
    for (track, _), copy in zip(songs, copies, strict=True):
        groups[copy].append(track)
    several = [tracks for tracks in groups.values() if len(tracks) > 1]
    across = [tracks for tracks in several if len({track.label for track in tracks}) > 1]
    in_two = " Some lie in two classes, and a network cannot learn both." if across else ""
    return Finding(
        "The same song more than once",
        "Copies stay on one side of the split, also in another format or another level; else the "
        f"network would be asked what it has learned by heart.{in_two}",
        tuple(" = ".join(f"{t.label}/{t.id}" for t in tracks) for tracks in (across or several)),
    )


def _of_one_artist(songs: Songs) -> Finding:
    artists: dict[str, Counter[str]] = defaultdict(Counter)
    for track, heard in songs:
        artists[track.label][heard.artist] += 1
    few = {
        label: names
        for label, names in artists.items()
        if "" not in names and len(names) < LEAST_SONGS and names.total() >= LEAST_SONGS
    }
    return Finding(
        "A class of few artists",
        "A network may learn the artist, or one recording, for the class, and no split of these "
        f"songs can tell. From {LEAST_SONGS} artists on, none of them lies on two sides.",
        tuple(f"{label}: {', '.join(names)}" for label, names in few.items()),
    )


def _no_music(songs: Songs) -> Finding:
    return Finding(
        "No music",
        "Earshot gives no answer about such a sound, so there is little use in learning from it.",
        tuple(f"{track.id}: {heard.doubt}" for track, heard in songs if heard.doubt),
    )


def _few(n_songs: Mapping[str, int]) -> Finding:
    few = {name: n for name, n in n_songs.items() if LEAST_SONGS <= n < FEW_SONGS}
    return Finding(
        "Few songs",
        f"Under {FEW_SONGS} songs of a class, about four test it: its figures are rough. Train "
        "with several seeds, and look at the intervals.",
        tuple(f"{name}: {n}" for name, n in few.items()),
    )


def _uneven(n_songs: Mapping[str, int]) -> Finding:
    most, least = max(n_songs.values()), min(n_songs.values())
    uneven = most >= UNEVEN * max(1, least)
    return Finding(
        "Classes of unlike size",
        f"The largest has {UNEVEN:g} times as many songs as the smallest or more. Rare classes "
        "count more while it learns; still it knows less of them.",
        tuple(f"{name}: {n}" for name, n in n_songs.items() if n in (most, least)) * uneven,
    )


def _short(songs: Songs) -> Finding:
    return Finding(
        "Short clips",
        f"The network takes {SHORT_SECONDS:g} s at once. A shorter clip is repeated to fill them, "
        "and tells less.",
        tuple(
            f"{track.id}: {heard.seconds:.1f} s"
            for track, heard in songs
            if heard.seconds < SHORT_SECONDS
        ),
    )


def _clipped(songs: Songs) -> Finding:
    return Finding(
        "Clipped",
        "Their loudest samples are cut off, one in a thousand or more. Where that happens in one "
        "class alone, the network may learn it in place of the music.",
        tuple(
            f"{track.id}: {100 * heard.clipped:.1f} % of its samples"
            for track, heard in songs
            if heard.clipped > CLIPPED
        ),
    )
