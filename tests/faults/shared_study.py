"""Three machines work on one search whose study lies in PostgreSQL: each trial once, none too many.

    python -m tests.faults.shared_study

Debian's server (``apt-get install postgresql``) and psycopg (``make install-scale``) are needed.
The server is started here, on a free port, with its data in a temporary folder, and stopped again.
The machines are three processes with homes of their own, which share nothing but the database.
"""

import contextlib
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core import paths
from core.optional import optional
from tests import tiny

N_TRIALS = 12
N_MACHINES = 3
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))


def main() -> int:
    if not BINARIES:
        print("Skipped: PostgreSQL is not installed (apt-get install postgresql).")
        return 0
    optional("psycopg")
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as url:
        trials = searched(Path(folder), f"{url}#shared")
    states = Counter(trial["state"] for trial in trials)
    machines = Counter(trial["machine"] for trial in trials)
    numbers = sorted(trial["trial"] for trial in trials)
    print(json.dumps({"states": states, "trials": numbers, "by machine": machines}, indent=1))
    return int(numbers != list(range(1, N_TRIALS + 1)) or states != {"complete": N_TRIALS})


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[str]:
    """A server of its own; the URL of its database."""
    account = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    data, binaries = folder / "data", BINARIES[-1].parent
    data.mkdir()
    folder.chmod(0o755)
    if os.getuid() == 0:  # it refuses to run as root
        shutil.chown(data, account.pw_name)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(program: str, *options: str) -> None:
        command = [str(binaries / program), "-D", str(data), *options]
        subprocess.run(command, check=True, user=account.pw_uid, stdout=subprocess.DEVNULL)

    run("initdb", "-U", "earshot", "--auth=trust")
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1"
    run("pg_ctl", "-w", "-l", str(data / "log"), "-o", options, "start")
    try:
        yield f"postgresql://earshot:secret@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-w", "-m", "immediate", "stop")


def searched(folder: Path, study: str) -> list[dict[str, Any]]:
    """The trials, once one machine has begun the study and the others have joined it."""
    tiny.write_songs(folder / "songs")
    recipe = folder / "recipe.toml"
    space = "\n[search]\ntraining.learning_rate = { low = 0.001, high = 0.1 }\n"
    recipe.write_text(tiny.mlp(training={"epochs": 3}).to_toml() + space)
    begin = ["search", str(recipe), "--study", study, "--trials", str(N_TRIALS)]
    machines = [machine(folder / "0", begin)]
    wait_for(folder / "0", "runs/*/trial.json")
    others = range(1, N_MACHINES)
    machines += [machine(folder / str(i), ["search", "--join", study]) for i in others]
    told = [process.communicate()[0] for process in machines]
    if any(process.returncode for process in machines):
        raise SystemExit("A machine failed.")
    trials = [json.loads(line) for line in told[0].splitlines()]
    made = list(folder.glob("*/runs/*/trial.json"))
    by_number = {json.loads(file.read_text())["number"]: file.parents[2].name for file in made}
    if not len(made) == len(by_number) == len(trials):
        raise SystemExit(f"{len(made)} runs for {len(trials)} trials: some were made twice.")
    return [{**trial, "machine": by_number[trial["trial"] - 1]} for trial in trials]


def machine(home: Path, options: list[str]) -> "subprocess.Popen[str]":
    """A process with a home of its own, at a command that shares its work with others."""
    os.environ["EARSHOT_HOME"] = str(home)
    from core.datasets import locations

    home.mkdir(exist_ok=True)
    locations.add("tiny", home.parent / "songs")
    command = [sys.executable, "-m", "core", *options, "--json"]
    return subprocess.Popen(command, cwd=paths.PROJECT, stdout=subprocess.PIPE, text=True)


def wait_for(home: Path, files: str) -> None:
    """Until a machine has written one of these."""
    while not list(home.glob(files)):
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
