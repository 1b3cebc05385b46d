"""Songs in blocks: what one worker does at a time, and what is lost with it at most."""

from collections.abc import Callable, Iterator, Sequence

from core.bulk.song import Row
from core.bulk.sources import Place
from core.engines import n_cores, run

FEW = 16  # songs; to start a process costs as much as to hear a dozen
TURNS = 4  # blocks for each worker at least, so that none waits long for the last


def rows_of(
    work: Callable[[tuple[Place, ...]], list[Row]],
    songs: Sequence[Place],
    *,
    most: int = 1,
    on: str = "local",
    n_workers: int = 0,
) -> Iterator[tuple[Place, Row]]:
    """Each song with its row, as they come.

    Parameters
    ----------
    work : callable
        Gives a row for each song of a block.
    songs : sequence of Place
    most : int
        Songs of a block at most.
    on : str
        As of `core.engines.run`.
    n_workers : int
        0 is one per core, and a single one for a `FEW` songs.
    """
    n_workers = n_workers or int(len(songs) <= FEW)
    size = min(most, max(1, len(songs) // (TURNS * (n_workers or n_cores()))))
    blocks = [tuple(songs[first : first + size]) for first in range(0, len(songs), size)]
    for block, rows in run(work, blocks, on=on, n_workers=n_workers):
        yield from zip(block, rows, strict=True)
