"""Drawing splits: stratified, in shares or in counts, with whole groups on one side."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from core.datasets.base import Split, Track
from core.datasets.folds import stratified_group_folds
from core.errors import DatasetError


class Parts(NamedTuple):
    """How many parts each side gets."""

    train: int
    validation: int
    test: int


SIXTY_TWENTY_TWENTY = Parts(3, 1, 1)


def _by_id(track: Track) -> str:
    """Each track is a group of its own; copies (`Track.group`) are kept together anyway."""
    return track.id


def _by_label(track: Track) -> str:
    """Tracks of one class are one stratum."""
    return track.label


def draw(
    name: str,
    tracks: Sequence[Track],
    *,
    seed: int,
    group: Callable[[Track], str] = _by_id,
    stratum: Callable[[Track], str] = _by_label,
    parts: Parts = SIXTY_TWENTY_TWENTY,
    leaky: bool = False,
) -> Split:
    """A stratified split, 6:2:2 unless told otherwise, that never parts a group.

    As many `stratified_group_folds` as there are parts are dealt to the sides in an order drawn
    from the seed.

    Parameters
    ----------
    tracks : sequence of Track
    seed : int
        Each seed is a split of its own.
    group : callable
        The group of a track: tracks with the same answer stay together. Groups that share a
        duplicate (`Track.group`) are joined first, so that no copy crosses either.
    stratum : callable
        Each side holds each stratum in the same shares: by default the tracks' classes.
    parts : Parts
        Folds of each side.
    leaky : bool
        Whether to mark the split as leaking.

    Raises
    ------
    DatasetError
        When a stratum has fewer tracks than there are parts.

    Examples
    --------
    Two genres of ten songs, two by each artist: no artist is on two sides.

    >>> tracks = [
    ...     Track(f"{genre}.{i}", genre, artist=f"{genre}.{i // 2}")
    ...     for genre in ("jazz", "rock")
    ...     for i in range(10)
    ... ]
    >>> split = draw("by-artist", tracks, seed=0, group=lambda track: track.artist)
    >>> len(split.train), len(split.validation), len(split.test)
    (12, 4, 4)
    >>> {track.artist for track in split.train} & {track.artist for track in split.test}
    set()
    """
    n_parts = sum(parts)
    labels = [stratum(track) for track in tracks]
    _refuse_too_few(name, Counter(labels), n_parts)
    groups = join_groups([group(track) for track in tracks], [track.group for track in tracks])
    fold = stratified_group_folds(labels, groups.tolist(), n_folds=n_parts, seed=seed)
    side_of_fold = np.repeat(np.arange(3), parts)[np.random.default_rng(seed).permutation(n_parts)]
    return _divided(name, seed, tracks, side_of_fold[fold], leaky=leaky)


def draw_few(
    name: str,
    tracks: Sequence[Track],
    *,
    seed: int,
    counts: Parts,
    group: Callable[[Track], str] = _by_id,
    stratum: Callable[[Track], str] = _by_label,
) -> Split:
    """A split of so many tracks of each stratum on each side; all others are on none.

    Groups come in an order drawn from the seed; each goes to the first side that has room for all
    of its tracks, or to none.

    Parameters
    ----------
    counts : Parts
        Tracks of each stratum.

    Raises
    ------
    DatasetError
        When a stratum has too few tracks, or groups too large to fill its sides.

    Examples
    --------
    Of each of two genres three songs train, one validates and two test; the others do neither.

    >>> tracks = [Track(f"{genre}.{i}", genre) for genre in ("jazz", "rock") for i in range(10)]
    >>> split = draw_few("few", tracks, seed=0, counts=Parts(3, 1, 2))
    >>> len(split.train), len(split.validation), len(split.test)
    (6, 2, 4)
    """
    labels = [stratum(track) for track in tracks]
    _refuse_too_few(name, Counter(labels), sum(counts))
    groups = join_groups([group(track) for track in tracks], [track.group for track in tracks])
    room = [dict.fromkeys(labels, count) for count in counts]
    place = np.full(len(tracks), -1)
    for one in np.random.default_rng(seed).permutation(groups.max() + 1):
        members = np.flatnonzero(groups == one)
        needed = Counter(labels[i] for i in members)
        for side, free in enumerate(room):
            if all(free[label] >= n for label, n in needed.items()):
                place[members] = side
                room[side] = {label: n - needed[label] for label, n in free.items()}
                break
    for side, free in zip(Parts._fields, room, strict=True):
        for label, n in free.items():
            if n:
                raise DatasetError(
                    f"The split {name} finds {n} tracks of {label!r} too few for its {side} side: "
                    "copies that must stay together are too many."
                )
    return _divided(name, seed, tracks, place)


def _refuse_too_few(name: str, counts: Mapping[str, int], least: int) -> None:
    """DatasetError where there is no track, or a stratum that has fewer than `least`."""
    if not counts:
        raise DatasetError(f"There is no track that could be split as {name!r}.")
    for label, count in sorted(counts.items()):
        if count < least:
            raise DatasetError(
                f"The class {label!r} has {count} tracks; the split {name} needs at least {least}."
            )


def _divided(
    name: str, seed: int, tracks: Sequence[Track], side: np.ndarray, *, leaky: bool = False
) -> Split:
    """A split by the number of each track's side [n_tracks]: 0, 1, 2, or −1 for none."""
    sides = (
        tuple(track for track, of in zip(tracks, side, strict=True) if of == number)
        for number in range(3)
    )
    return Split(name, seed, *sides, leaky=leaky)


def seeded(drawn: Callable[..., Split], tracks: Sequence[Track]) -> Callable[[int], Split]:
    """What draws a split of these tracks from a seed.

    Examples
    --------
    >>> from core.datasets.base import Track
    >>> songs = [Track(str(i), "waltz") for i in range(10)]
    >>> len(seeded(BY_SONG["50-50"], songs)(0).test)
    5
    """
    return lambda seed: drawn(tracks, seed=seed)


def by_song(tracks: Sequence[Track]) -> dict[str, Callable[[int], Split]]:
    """The splits `BY_SONG`, of these tracks.

    Examples
    --------
    >>> list(by_song([]))[:2]
    ['random-622', '50-50']
    """
    return {name: seeded(drawn, tracks) for name, drawn in BY_SONG.items()}


BY_SONG: dict[str, Callable[..., Split]] = {
    "random-622": partial(draw, "random-622"),
    "50-50": partial(draw, "50-50", parts=Parts(4, 1, 5)),
    "70-30": partial(draw, "70-30", parts=Parts(6, 1, 3)),
    "40-60": partial(draw, "40-60", parts=Parts(3, 1, 6)),
    "few-songs": partial(draw_few, "few-songs", counts=Parts(3, 1, 5)),
}
"""Splits that any tracks with classes can have, each called with tracks and ``seed=``.

Three of them are Fard's, named by the per cent of his training and his test side; what validates is
taken from his training side. ``few-songs`` is Bijlani's protocol as told, "around 30" songs to
train and "around 50" to test: of ten genres, three and five songs of each, and one to validate.
"""


def join_groups(first: Sequence[str], second: Sequence[str]) -> np.ndarray:
    """Group numbers [n] in which two tracks are together if they share either name.

    An empty name in `second` groups nothing. (Connected components of the graph between both.)

    Examples
    --------
    The first and the third are copies of one song, so the second, by the artist of the first, stays
    with both:

    >>> join_groups(["Ann", "Ann", "Bob", "Cy"], ["copy", "", "copy", ""]).tolist()
    [0, 0, 0, 1]
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    _, a = np.unique(np.asarray(first), return_inverse=True)
    alone = [name or f"\0{i}" for i, name in enumerate(second)]
    _, b = np.unique(np.asarray(alone), return_inverse=True)
    n_a, size = a.max() + 1, a.max() + b.max() + 2
    edges = coo_array((np.ones(len(a)), (a, n_a + b)), shape=(size, size))
    _, component = connected_components(edges, directed=False)
    return component[a]


def published(name: str, tracks: Sequence[Track], side_of: dict[str, str]) -> Split:
    """A fixed split from a table: track id to ``"train"``, ``"validation"`` or ``"test"``.

    Examples
    --------
    >>> tracks = [Track("a", "jazz"), Track("b", "jazz"), Track("c", "rock")]
    >>> split = published("paper", tracks, {"a": "train", "b": "test"})
    >>> [track.id for track in split.side("test")]
    ['b']
    """

    def side(name: str) -> tuple[Track, ...]:
        return tuple(track for track in tracks if side_of.get(track.id) == name)

    return Split(name, 0, side("train"), side("validation"), side("test"))
