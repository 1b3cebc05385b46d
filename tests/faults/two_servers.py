"""Two servers on one data folder: what both write at once.

    python -m tests.faults.two_servers --seed 0

Each of two processes, as two servers would, adds datasets and queues trainings, forgets some of the
datasets, cleans, and asks for the same features, in an order drawn by chance. Held: nothing that
one wrote is lost by the other, one training goes on at a time, all end with the history that they
have alone, and each folder belongs to one run.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from core import jobs, paths
from core.datasets import locations, open_dataset, remove_dataset
from core.features import Mfcc
from core.service import Service
from core.service.cleaning import clean
from core.training.run import Run, list_runs
from tests import tiny
from tests.jobs.conftest import ended, history, wait_for

N_DATASETS = 40  # of each server, of which it forgets every fourth
N_RUNS = 3  # of each server
RECIPE = tiny.cnn(training={"epochs": 6, "precision": "float32"})


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--server", default="", help="what this process is called; for itself")
    asked = parser.parse_args()
    if asked.server:
        serve(asked.server, random.Random(f"{asked.seed} {asked.server}"))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EARSHOT_HOME"] = f"{folder}/home"
        tiny.add_songs(Path(folder) / "songs")
        command = [sys.executable, "-m", "tests.faults.two_servers", f"--seed={asked.seed}"]
        both = [subprocess.Popen([*command, f"--server={name}"]) for name in "ab"]
        faults = [f"Server {server.args} failed" for server in both if server.wait()]
        faults += lost() + trained()
    print("\n".join(faults) or "Neither took anything from the other.")
    return int(bool(faults))


def serve(name: str, chance: random.Random) -> None:
    """What one server does."""
    songs = locations.registered()["tiny"]
    doings = [lambda i=i: locations.add(f"{name}-{i}", songs) for i in range(N_DATASETS)]
    doings += [lambda: jobs.start(RECIPE)] * N_RUNS
    doings += [lambda: clean(Service())] * N_RUNS
    tracks = open_dataset("tiny").tracks
    doings += [lambda t=track: open_dataset("tiny").features(t, [Mfcc()]) for track in tracks]
    chance.shuffle(doings)
    for do in doings:
        do()
    for i in range(0, N_DATASETS, 4):
        remove_dataset(f"{name}-{i}")


def lost() -> list[str]:
    """What one took from the other, or gave back, of the datasets."""
    wanted = {f"{name}-{i}" for name in "ab" for i in range(N_DATASETS) if i % 4}
    known = {name for name in locations.registered() if name != "tiny"}
    print(f"{len(known)} datasets are known, {len(wanted)} should be")
    return [f"dataset {name} is lost" for name in sorted(wanted - known)] + [
        f"dataset {name} came back" for name in sorted(known - wanted)
    ]


def trained() -> list[str]:
    """What was wrong with the trainings."""
    runs, at_once = list_runs(), 0
    while not all(ended(run) for run in runs):
        at_once = max(at_once, sum(run.status().state == "running" for run in runs))
        time.sleep(0.05)
    alone = jobs.start(RECIPE)
    wait_for(lambda: ended(alone))
    print(f"{len(runs)} trainings, {at_once} at once at most")
    faults = [f"{at_once} trained at once"] if at_once > 1 else []
    if len(runs) != 2 * N_RUNS:
        faults.append(f"{len(runs)} runs for {2 * N_RUNS} trainings")
    return faults + [fault for run in runs for fault in wrong(run, alone)]


def wrong(run: Run, alone: Run) -> list[str]:
    """What is wrong with one training."""
    if run.status().state != "finished":
        return [f"{run.name} is {run.status()}"]
    left = [f.name for f in paths.runs().rglob(".*") if paths.UNFINISHED.fullmatch(f.name)]
    other = history(run) != history(alone)
    return [f"{run.name} has another history"] * other + [f"{name} was left" for name in left]


if __name__ == "__main__":
    sys.exit(main())
