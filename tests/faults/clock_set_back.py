"""The clock is set back in the middle of a training, while others wait and some are killed.

    python -m tests.faults.clock_set_back --seed 0 --rounds 8

Every process of a round, this one too, is told the time by `set_back.sitecustomize`: at a moment of
the first training that is drawn by chance its clock goes back by a minute to a year, and times of
files with it. Held: nothing that is alive reads as lost; what died, before or since, does so at
once; runs train in the order in which they were queued; each ends with the history and the weights
of one that trained under a right clock, to the last digit (in float32).
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path

from core import jobs, paths
from core.training.run import Run
from tests import tiny
from tests.faults.trainer_killed import differences
from tests.jobs.conftest import ended, kill, presume_dead, wait_for, workers

RECIPE = tiny.cnn(training={"epochs": 8, "precision": "float32"})
CLOCK = Path(__file__).parent / "set_back"
MINUTE, HOUR, DAY = 60, 3600, 86400  # s
BACK = (MINUTE, HOUR, DAY, 365 * DAY)
POLL = 0.02  # s


class Shown(datetime):
    """Names of runs are by the clock, too."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Shown":
        return cls.fromtimestamp(time.time(), tz)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=8)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"EARSHOT_HOME": f"{folder}/home", "SET_BACK": f"{folder}/set-back"}
        os.environ["PYTHONPATH"] = str(CLOCK)
        import tests.faults.set_back.sitecustomize  # noqa: F401

        paths.datetime = Shown  # type: ignore[attr-defined]
        tiny.add_songs(Path(folder) / "songs")
        whole = jobs.start(RECIPE)
        wait_for(lambda: ended(whole))
        print(f"Under a right clock: {whole.status().state}", flush=True)
        faults = 0
        for _ in range(asked.rounds):
            for fault in around(whole, chance):
                print(fault, flush=True)
                faults += 1
    print(f"{faults} faults" if faults else "Every folder told the truth, all came to the same.")
    return int(bool(faults))


def around(whole: Run, chance: random.Random) -> Iterator[str]:
    """One round: what was wrong in it."""
    clock, back = Path(os.environ["SET_BACK"]), chance.choice(BACK)
    clock.unlink(missing_ok=True)
    first, second, dead = (jobs.start(RECIPE) for _ in range(3))
    epoch = chance.randrange(1, RECIPE.training.epochs)
    wait_for(lambda: first.status().epoch >= epoch and workers(dead))
    kill(dead)
    clock.write_text(f"{time.time_ns()} {back * 10**9}")
    third = jobs.start(RECIPE)
    yield from lost_at_once(dead)
    order = {"the first": first, "the second": second, "the third": third}
    struck = chance.choice(("none", *order))
    time.sleep(chance.uniform(0, 1))
    if struck in order and struck_down(order[struck]):
        yield from lost_at_once(order[struck])
        order[struck] = jobs.resume(order.pop(struck))  # behind the others
    print(f"{back:,} s back in epoch {epoch + 1} of the first; {struck} is killed", flush=True)
    yield from watched(list(order.values()))
    for run in order.values():
        yield from differences(run, whole)


def struck_down(run: Run) -> bool:
    """Kill the process of a run; False where it had ended before."""
    wait_for(lambda: workers(run) or not run.status().live)
    if ended(run):
        return False
    kill(run)
    return run._written().live


def lost_at_once(run: Run) -> Iterator[str]:
    """A fault where a run whose process was killed reads otherwise than as lost."""
    if run.hold._signed() == "" and abs(time.time() - run.hold.last_beat()) <= MINUTE / 2:
        presume_dead(run)  # it had not begun: half a minute's patience
    if run.status().state != "lost":
        yield f"{run.name} is {run.status().state} after it was killed"


def watched(order: list[Run]) -> Iterator[str]:
    """What was wrong while runs trained in this order, which may have begun."""
    seen: list[Run] = []
    while not all(ended(run) for run in order):
        for run in order:
            state = run.status().state
            if state == "lost" and run.hold._signed() and workers(run):
                yield f"{run.name} is lost while it is at work"
            if state in ("running", "finished") and run not in seen:
                seen.append(run)
        time.sleep(POLL)
    if [run.name for run in seen] != [run.name for run in order]:
        yield f"Queued {[run.name for run in order]}, trained {[run.name for run in seen]}"


if __name__ == "__main__":
    sys.exit(main())
