"""The clock is set back a day in the middle of a training, while another one waits.

    python -m tests.faults.clock_back          # needs libfaketime (apt-get install libfaketime)

The trainings believe in a clock that a file shifts (`FAKETIME_TIMESTAMP_FILE`); their time that
only goes forward is left alone, as a system does. Held: the run goes on and counts as running, one
that is killed reads as lost at once and resumes, what waits has its turn, all end with the history
of one whose clock was right, and no time left is told that makes no sense.
"""

import os
import sys
import tempfile
from pathlib import Path

from core import jobs
from core.training.run import Run
from tests import tiny
from tests.jobs.conftest import ended, history, kill, wait_for

LIBRARY = Path(os.environ.get("FAKETIME", "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"))
RECIPE = tiny.cnn(training={"epochs": 80, "precision": "float32"})
BACK = "-1d"
PATIENCE = 600.0  # s: each look at the clock is slower so
LONGEST = 3600.0  # s that such a training can be told to last


def main() -> int:
    if not LIBRARY.is_file():
        print(f"Skipped: there is no {LIBRARY} (apt-get install libfaketime).")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EARSHOT_HOME"] = f"{folder}/home"
        clock = Path(folder) / "clock"
        clock.write_text("+0")
        tiny.add_songs(Path(folder) / "songs")
        right = jobs.start(RECIPE)
        wait_for(lambda: ended(right))
        os.environ |= {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(clock),
            "FAKETIME_CACHE_DURATION": "1",  # s
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }
        faults = set_back(clock, right)
    print("\n".join(faults) or "The clock made no difference.")
    return int(bool(faults))


def set_back(clock: Path, right: Run) -> list[str]:
    """What was wrong with trainings whose clock was set back."""
    faults, runs = [], [jobs.start(RECIPE), jobs.start(RECIPE)]
    first, second = runs
    wait_for(lambda: first.status().epoch >= 5, PATIENCE)
    clock.write_text(BACK)
    wait_for(lambda: first.status().epoch >= 15, PATIENCE)
    status = first.status()
    if status.state != "running" or not 0 <= (status.eta_seconds or 0) < LONGEST:
        faults.append(f"With the clock set back, a training is {status}")
    kill(first)
    if first.status().state != "lost":
        faults.append(f"Killed, it is {first.status().state}")
    jobs.resume(first)
    for run in runs:
        wait_for(lambda run=run: ended(run), PATIENCE)
        if run.status().state != "finished" or history(run) != history(right):
            faults.append(f"{run.name} is {run.status()}, or has another history")
        if run.status().updated > right.status().updated:
            faults.append("The clock was not set back: libfaketime does nothing here.")
    print(f"{second.name} waited, {first.name} was killed: {first.status().state}")
    return faults


if __name__ == "__main__":
    sys.exit(main())
