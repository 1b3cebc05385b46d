"""``python -m benchmarks.library``: a million vectors, as a library is searched.

Vectors are drawn around centres, as embeddings lie. The same index and the same query as
`core.library` uses; exact search is NumPy's. Figures are of this machine.
"""

import sys
import tempfile
import time

import lancedb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from core.library.store import index, nearest_rows

N_SONGS, N_VALUES, N_CENTRES = 1_000_000, 128, 2_000
SPREAD = 0.6  # of a song around its centre, whose own coordinates have a deviation of 1
N_ASKED, N_NEAREST = 100, 10
MOST_MS, LEAST_RECALL = 50.0, 0.95
SEED = 4


def clustered(n: int, rng: np.random.Generator, centres: NDArray[np.float32]) -> NDArray:
    """Directions float32 [n, n_values] around centres."""
    noise = rng.standard_normal((n, centres.shape[1]), np.float32)
    values = centres[rng.integers(len(centres), size=n)] + np.float32(SPREAD) * noise
    return values / np.linalg.norm(values, axis=1, keepdims=True)


def filled(folder: str, vectors: NDArray[np.float32]) -> "lancedb.table.Table":
    """A table of the vectors, each under its number."""
    flat = pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel()), vectors.shape[1])
    rows = pa.table({"id": pa.array(range(len(vectors)), pa.int64()), "vector": flat})
    return lancedb.connect(folder).create_table("songs", rows)


def timed(table: "lancedb.table.Table", asked: NDArray) -> tuple[list[set[int]], float, float]:
    """The nearest of each; the median time of a warm query, and its processor time, ms."""
    found, took = [], []
    worked = time.process_time()
    for vector in (*asked[:10], *asked):  # the first ones warm it up
        began = time.perf_counter()
        rows = nearest_rows(table, vector, n=N_NEAREST, condition="true").to_list()
        took.append(1000 * (time.perf_counter() - began))
        found.append({row["id"] for row in rows})
    worked = 1000 * (time.process_time() - worked) / len(took)
    return found[10:], float(np.median(took[10:])), worked


def main(n_songs: int = N_SONGS) -> int:
    """Measure; exit code 1 where a goal is missed."""
    rng = np.random.default_rng(SEED)
    centres = rng.standard_normal((N_CENTRES, N_VALUES), np.float32)
    vectors, asked = clustered(n_songs, rng, centres), clustered(N_ASKED, rng, centres)
    exact = [
        set(np.argpartition(-(vectors @ one), N_NEAREST)[:N_NEAREST].tolist()) for one in asked
    ]
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        table = filled(folder, vectors)
        added = time.perf_counter()
        index(table)
        indexed = time.perf_counter()
        found, milliseconds, worked = timed(table, asked)
    recall = float(np.mean([len(a & b) / N_NEAREST for a, b in zip(found, exact, strict=True)]))
    print(f"{n_songs:,} vectors of {N_VALUES}: added in {added - began:.0f} s, indexed in "
          f"{indexed - added:.0f} s")  # fmt: skip
    print(f"a warm query: {milliseconds:.1f} ms (at most {MOST_MS:g}), of them processor time "
          f"{worked:.1f} ms")  # fmt: skip
    print(f"recall@{N_NEAREST} against exact search: {recall:.3f} (at least {LEAST_RECALL:g})")
    return int(milliseconds > MOST_MS or recall < LEAST_RECALL)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
