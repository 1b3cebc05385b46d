"""A Ray node is killed in the middle of a job: whether each song has its row, and has it once.

    python -m tests.faults.node_dies [N_SONGS]

Two nodes on this machine, a core each, hear synthetic songs; one in a hundred is no sound. Once a
quarter is done, one node is killed as the kernel would kill it, with all that it runs; the other
goes on alone. Then the job is started again, which must find nothing to do. Needs Ray
(``make install-scale``).
"""

import importlib
import json
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from core.bulk import Kept, Place, Predicting, Results, places, rows_of
from core.demo_music import make_song
from core.optional import optional

NETWORK = "demo-baseline"
N_SONGS = 2000
SECONDS = 3.0
A_PART = 20  # songs
KILLED_AT = 0.25  # of all songs
BAD = 100  # one of so many


def main() -> int:
    n_songs = int(sys.argv[1]) if sys.argv[1:] else N_SONGS
    with tempfile.TemporaryDirectory() as folder:
        write_songs(Path(folder) / "songs", n_songs)
        figures = killed(Path(folder), n_songs)
    print(json.dumps(figures, indent=1))
    wrong = [name for name in ("lost", "twice", "done_again_at_a_second_start") if figures[name]]
    return int(bool(wrong) or figures["bad"] != len(range(0, n_songs, BAD)))


def write_songs(folder: Path, n_songs: int) -> None:
    """Songs of which no two have the same content, and some files that are no sound."""
    folder.mkdir()
    y = make_song("club", 1, seconds=SECONDS)
    for i in range(n_songs):
        file = folder / f"{i:05d}.wav"
        if i % BAD == 0:
            file.write_text(f"no sound {i}")
        else:
            soundfile.write(file, np.roll(y, i), 22050)


def killed(folder: Path, n_songs: int) -> dict[str, Any]:
    """What is there after a job in which a node was killed, and how long its parts took."""
    optional("ray")
    cluster = importlib.import_module("ray.cluster_utils").Cluster(
        initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False}
    )
    try:
        victim = cluster.add_node(num_cpus=1)
        work = Predicting.by(NETWORK)
        results = Results(str(folder / "rows"), work.key)
        songs = places(str(folder / "songs"))
        began, marks = time.monotonic(), {}
        for n_done, _ in enumerate(told(work, results, songs, cluster.address), start=1):
            if n_done >= KILLED_AT * n_songs and "killed" not in marks:
                cluster.remove_node(victim, allow_graceful=False)
                marks["killed"] = time.monotonic() - began
        marks["ended"] = time.monotonic() - began
    finally:
        cluster.shutdown()
    rows = list(results.rows("path", "error"))
    times = Counter(row["path"] for row in rows)
    return {
        "songs": n_songs,
        "rows": len(rows),
        "lost": len({song.address for song in songs} - times.keys()),
        "twice": sum(n > 1 for n in times.values()),
        "bad": sum(bool(row["error"]) for row in rows),
        "done_again_at_a_second_start": len(results.undone(songs)),
        "killed_after_seconds": round(marks["killed"], 1),
        "seconds": round(marks["ended"], 1),
        "songs_per_second": round(n_songs / marks["ended"], 1),
    }


def told(work: Predicting, results: Results, songs: list[Place], address: str):
    return rows_of(Kept(work, results), results.undone(songs), most=A_PART, on=address)


if __name__ == "__main__":
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    sys.exit(main())
