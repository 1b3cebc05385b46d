"""Maps in the background: rows of songs that must be computed, and t-SNE."""

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core import sealed
from core.analysis.rows import source_of
from core.analysis.tsne import N_STEPS, tsne_steps
from core.errors import RunError
from core.jobs.computing import WORKS, Computation, Tell
from core.training.run import Results

VALUES, PLACES = "values.npy", "places.npy"


class StoppedError(Exception):
    """Raised where work that has no end of its own is to stop."""


def rows_computation(source: str, results: Results) -> Computation:
    """The rows of a network's songs by a source that is not quick."""
    return Computation("rows", {"source": source, "path": str(results.path)})


@WORKS.register("rows")
def compute_rows(request: dict[str, Any], folder: Path, tell: Tell) -> None:
    """Fill the cache of a source; what was computed before a stop is not computed again."""

    def progress(n_done: int, n: int) -> None:
        if not tell(n_done / max(n, 1)):
            raise StoppedError

    try:
        source_of(request["source"]).rows(Results(Path(request["path"])), progress)
    except StoppedError:
        return


def tsne_computation(values: NDArray[np.floating], perplexity: float) -> Computation:
    """The t-SNE of items [n_items, n_values], which its folder takes along."""
    values = np.ascontiguousarray(values, dtype=np.float32)
    digest = hashlib.sha256(values.tobytes()).hexdigest()[:16]
    made = Computation("tsne", {"values": digest, "perplexity": float(perplexity)})
    if sealed.open_array(made.folder / VALUES) is None:
        sealed.write_array(made.folder / VALUES, values)
    return made


@WORKS.register("tsne")
def compute_tsne(request: dict[str, Any], folder: Path, tell: Tell) -> None:
    """Step by step; the plane is written down at the end, and where it is stopped."""
    values = sealed.open_array(folder / VALUES)
    if values is None:
        raise RunError("The rows of the map were damaged on the disk. Start it again.")
    steps = enumerate(tsne_steps(values, perplexity=request["perplexity"]), start=1)
    last = next(places for step, places in steps if not _goes_on(tell, step))
    sealed.write_array(folder / PLACES, last)


def _goes_on(tell: Tell, step: int) -> bool:
    return tell(step / N_STEPS) and step < N_STEPS


def places_of(computation: Computation) -> NDArray[np.float32] | None:
    """The plane [n_items, 2] of a t-SNE; None where there is none yet."""
    return sealed.open_array(computation.folder / PLACES)
