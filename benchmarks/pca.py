"""Principal components of more rows than memory should hold: a million of 57 values, from disk.

    python -m benchmarks.pca [--rows 1000000]

Writes the rows to a Parquet file (float32, compressed by nothing that chance could profit from),
then finds their components and writes their coordinates in a process of its own, as
`python -m core pca FILE` does. Prints its time and its largest memory (``getrusage``), and how far
its components are from those of the matrix that the rows were drawn with. Exit code 1 where it took
more than 1 GB.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from core.analysis.tables import PART

N_VALUES = 57
MOST_BYTES = 1e9
SEED = 10


def write_rows(file: Path, n_rows: int) -> np.ndarray:
    """Rows of `N_VALUES` values that vary together, and their correlation as they were drawn."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rng = np.random.default_rng(SEED)
    mixing = rng.normal(size=(N_VALUES, N_VALUES)) * np.linspace(2, 0.1, N_VALUES)[:, np.newaxis]
    names = [f"value {i + 1}" for i in range(N_VALUES)]
    schema = pa.schema([(name, pa.float32()) for name in names])
    with pq.ParquetWriter(file, schema) as writer:
        for first in range(0, n_rows, PART):
            n = min(PART, n_rows - first)
            rows = (rng.normal(size=(n, N_VALUES)) @ mixing + 100).astype(np.float32)
            writer.write_table(pa.table(list(rows.T), schema=schema))
    covariance = mixing.T @ mixing
    spread = np.sqrt(covariance.diagonal())
    return covariance / np.outer(spread, spread)


def main() -> int:
    """Print the figures; 1 if memory was not enough."""
    parser = argparse.ArgumentParser(description="Principal components of rows from disk.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    n_rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "rows.parquet", Path(folder) / "components.json"
        expected = np.sort(np.linalg.eigvalsh(write_rows(file, n_rows)))[::-1]
        size = file.stat().st_size
        command = ["pca", str(file), "--loadings", str(out), "--components", str(N_VALUES)]
        command += ["--coordinates", str(Path(folder) / "coordinates.parquet")]
        began = time.perf_counter()
        subprocess.run([sys.executable, "-m", "core", *command], check=True, capture_output=True)
        took = time.perf_counter() - began
        variance = np.array(json.loads(out.read_text())["variance"])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(f"{n_rows:,} rows × {N_VALUES} values, {size / 1e6:.0f} MB on disk: {took:.1f} s "
          f"({used.ru_utime + used.ru_stime:.1f} s of CPU), {peak / 1e6:.0f} MB at most "
          f"(at most {MOST_BYTES / 1e6:.0f}).")  # fmt: skip
    print(f"Variance of the first component {variance[0]:.4f}, as drawn {expected[0]:.4f}.")
    return int(peak > MOST_BYTES)


if __name__ == "__main__":
    sys.exit(main())
