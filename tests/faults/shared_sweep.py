"""Three machines share a grid through a database; one is killed and started again: each cell once.

    python -m tests.faults.shared_sweep [postgresql]

The database is an SQLite file; or PostgreSQL, which is started here (see `shared_study`). The
machines are three processes with homes of their own, which share nothing but the database.
"""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests import tiny
from tests.faults.shared_study import machine, postgresql, wait_for

N_MACHINES = 3
GRID = ("training.batch_size=4,6,8,12", "training.learning_rate=0.01,0.02")
N_SEEDS = 2
N_CELLS = 8


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        if sys.argv[1:] == ["postgresql"]:
            with postgresql(Path(folder)) as url:
                return report(Path(folder), f"{url}#grid")
        return report(Path(folder), f"sqlite:///{folder}/study.db#grid")


def report(folder: Path, study: str) -> int:
    """Print what came of it; 0 where each cell was trained once and every machine tells all."""
    rows = swept(folder, study)
    recipes = [file.read_text() for file in folder.glob("*/runs/*/recipe.toml")]
    states = Counter(
        json.loads(file.read_text())["state"] for file in folder.glob("*/runs/*/status.json")
    )
    machines = Counter(file.parents[2].name for file in folder.glob("*/runs/*/recipe.toml"))
    told = {
        "runs": len(recipes),
        "different": len(set(recipes)),
        "states": states,
        "by machine": machines,
        "cells": len(rows),
        "seeds of each": sorted({row["n"] for row in rows}),
    }
    print(json.dumps(told, indent=1))
    n = N_CELLS * N_SEEDS
    right = len(recipes) == len(set(recipes)) == n and states == {"finished": n}
    return int(not (right and len(rows) == N_CELLS and told["seeds of each"] == [N_SEEDS]))


def swept(folder: Path, study: str) -> list[dict]:
    """The table, as the machine tells it that was killed and started again."""
    tiny.write_songs(folder / "songs")
    recipe = folder / "recipe.toml"
    recipe.write_text(tiny.mlp(training={"epochs": 12}).to_toml())
    sets = [word for text in GRID for word in ("--set", text)]
    begin = ["sweep", str(recipe), *sets, "--seeds", str(N_SEEDS), "--study", study]
    first = machine(folder / "0", begin)
    wait_for(folder / "0", "runs/*/recipe.toml")
    others = [machine(folder / str(i), ["sweep", "--join", study]) for i in range(1, N_MACHINES)]
    wait_for(folder / "1", "runs/*/history.csv")
    others[0].kill()
    others[0].wait()
    again = machine(folder / "1", ["sweep", "--join", study])
    told = [process.communicate()[0] for process in (first, others[1], again)]
    if any(process.returncode for process in (first, others[1], again)):
        raise SystemExit("A machine failed.")
    again = machine(folder / "1", ["sweep", "--join", study])  # all is done: only the table
    told.append(again.communicate()[0])
    return [json.loads(line) for line in told[-1].splitlines()]


if __name__ == "__main__":
    sys.exit(main())
