"""Drawing splits: 6:2:2, stratified, with whole groups on one side."""

from collections.abc import Callable, Sequence

import numpy as np

from core.datasets.base import Split, Track
from core.errors import DatasetError

SIDES = 5  # fifths: three train, one validates, one tests


def draw(
    name: str,
    tracks: Sequence[Track],
    *,
    seed: int,
    group: Callable[[Track], str],
    stratum: Callable[[Track], str] = lambda track: track.label,
    leaky: bool = False,
) -> Split:
    """A 6:2:2 split, stratified, that never parts a group.

    Five stratified, grouped folds (scikit-learn's `StratifiedGroupKFold`) are dealt to the sides in
    an order drawn from the seed: three train, one validates, one tests.

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
    leaky : bool
        Whether to mark the split as leaking.

    Raises
    ------
    DatasetError
        When a stratum has fewer than five tracks.

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
    from sklearn.model_selection import StratifiedGroupKFold

    if not tracks:
        raise DatasetError(f"There is no track that could be split as {name!r}.")
    labels = np.array([stratum(track) for track in tracks])
    for label, count in zip(*np.unique(labels, return_counts=True), strict=True):
        if count < SIDES:
            raise DatasetError(
                f"The class {str(label)!r} has {count} tracks; "
                f"a 6:2:2 split needs at least {SIDES}."
            )
    groups = join_groups([group(track) for track in tracks], [track.group for track in tracks])
    folds = StratifiedGroupKFold(n_splits=SIDES, shuffle=True, random_state=seed)
    fold = np.empty(len(tracks), dtype=int)
    for i, (_, members) in enumerate(folds.split(np.zeros(len(tracks)), labels, groups)):
        fold[members] = i
    order = np.random.default_rng(seed).permutation(SIDES)
    place = order[fold]

    def side(*wanted: int) -> tuple[Track, ...]:
        return tuple(track for track, p in zip(tracks, place, strict=True) if p in wanted)

    return Split(name, seed, side(0, 1, 2), side(3), side(4), leaky=leaky)


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

    def side(wanted: str) -> tuple[Track, ...]:
        return tuple(track for track in tracks if side_of.get(track.id) == wanted)

    return Split(name, 0, side("train"), side("validation"), side("test"))
