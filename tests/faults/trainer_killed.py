"""The process of a training is killed at moments drawn by chance, and resumed each time.

    python -m tests.faults.trainer_killed --seed 0 --kills 20

The moments are spread over all that such a process does: loading libraries, features, epochs,
writing, judging. Held: the run reads as lost at once (half a minute later, which is not waited for
here, where its process had not begun to work), goes on when it is resumed, and ends with the
history and the weights of one that was never cut, to the last digit (in float32).
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from core import jobs, paths
from core.training.run import Run
from tests import tiny
from tests.jobs.conftest import ended, history, kill, presume_dead, wait_for, workers

RECIPE = tiny.cnn(training={"epochs": 24, "precision": "float32"})
POLL = 0.01  # s
EARLY = 0.25  # of the moments are while it starts
STARTING, AN_EPOCH = 6.0, 0.5  # s


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kills", type=int, default=20)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EARSHOT_HOME"] = f"{folder}/home"
        tiny.add_songs(Path(folder) / "songs")
        whole = jobs.start(RECIPE)
        wait_for(lambda: ended(whole))
        print(f"Never cut: {whole.status().state}", flush=True)
        faults = killed(whole, asked.kills, random.Random(asked.seed))
    print("\n".join(faults) or "Each came to the same history and the same weights.")
    return int(bool(faults))


def killed(whole: Run, n_kills: int, chance: random.Random) -> list[str]:
    """What was wrong with runs that were killed so often in all, each until it was finished."""
    faults, moments = [], Counter[str]()
    run = None
    while sum(moments.values()) < n_kills or run:
        if run is None:
            shutil.rmtree(paths.cache() / "features")  # so that they are computed again
            run = jobs.start(RECIPE)
        if sum(moments.values()) < n_kills and strike(run, chance):
            moments[moment(run)] += 1
            if run.status().state == "queued":  # it had not begun: half a minute's patience
                presume_dead(run)
            if run.status().state != "lost":
                faults.append(f"{run.name} is {run.status().state} after it was killed")
            jobs.resume(run)
            continue
        wait_for(lambda run=run: ended(run))
        faults += differences(run, whole)
        print(f"{run.name}: {run.status().state} after {sum(moments.values())} kills", flush=True)
        run = None
    print("Killed while: " + ", ".join(f"{words} {n}" for words, n in moments.most_common()))
    return faults


def strike(run: Run, chance: random.Random) -> bool:
    """Kill its process at a moment drawn by chance; False where it had ended before.

    One in four is by the clock, while it starts, and the others within an epoch that is still to
    come, or in what follows the last one.
    """
    n_epochs = RECIPE.training.epochs
    at = 0 if chance.random() < EARLY else chance.randint(run.status().epoch, n_epochs)
    after = chance.uniform(0, STARTING if not at else AN_EPOCH)
    while run.status().live and run.status().epoch < at:
        time.sleep(POLL)
    time.sleep(after)
    if not run.status().live or len(workers(run)) != 1:
        return False
    kill(run)
    return True


def moment(run: Run) -> str:
    """What it was doing, as it was written last."""
    status = run._written()
    if status.state == "queued":
        return "starting"
    if status.epoch == status.n_epochs:
        return "judging"
    return "training" if status.epoch else "preparing"


def differences(run: Run, whole: Run) -> list[str]:
    """What a run that was killed has otherwise than one that was not."""
    faults = []
    if run.status().state != "finished":
        faults.append(f"{run.name} is {run.status().state}: {run.status().message}")
    if history(run) != history(whole):
        faults.append(f"{run.name} has another history")
    kept, uncut = (each.path / "model.safetensors" for each in (run, whole))
    if kept.read_bytes() != uncut.read_bytes():
        faults.append(f"{run.name} has other weights")
    left = [file.name for file in run.path.iterdir() if paths.UNFINISHED.fullmatch(file.name)]
    return faults + [f"{run.name} left {name}" for name in left]


if __name__ == "__main__":
    sys.exit(main())
