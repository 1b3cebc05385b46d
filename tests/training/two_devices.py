"""Trains one recipe on one device and on two, for `test_devices`: ``python two_devices.py HOME``.

Each training is a fork of this process, and of two devices each is: so nothing is imported twice.
"""

import importlib
import json
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import torch

from core.training.devices import ONE, Devices, following
from core.training.following import follow
from core.training.loop import train
from core.training.material import prepare
from core.training.recipe import Recipe
from core.training.run import Run
from tests import tiny

HALF = 2  # epochs
LATE = (
    "lightning_fabric.strategies.ddp",
    "lightning_fabric.strategies.model_parallel",
    "torch.distributed.checkpoint.state_dict",
    "torch.distributed.fsdp",
)


def main() -> None:
    os.environ["EARSHOT_HOME"] = sys.argv[1]
    torch.set_num_threads(1)
    tiny.add_songs(Path(sys.argv[1]) / "songs")
    # No dropout, which each device draws for itself; batches of 3, of which one has more.
    recipe = tiny.cnn(model={"dropout": 0.0}, training={"precision": "float32", "batch_size": 3})
    two, shared = Devices(2), Devices(2, strategy="fsdp")
    courses = {"one": [ONE], "two, then shared": [two, shared], "shared, then one": [shared, ONE]}
    for module in LATE:
        importlib.import_module(module)
    prepare(recipe)
    found = {name: history_of(recipe, course) for name, course in courses.items()}
    sys.stdout.write(json.dumps(found))


def history_of(recipe: Recipe, course: list[Devices]) -> list[dict[str, float]]:
    """The history of a training whose parts were on different devices."""
    run = Run.create(recipe)
    for devices in course[:-1]:
        side_by_side(run, devices, until=HALF)
    side_by_side(run, course[-1], until=recipe.training.epochs)
    return run.history().to_dict("records")  # type: ignore[return-value]


def side_by_side(run: Run, devices: Devices, until: int) -> None:
    """Train on processes that somebody else started, as Slurm does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = {"MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(free.getsockname()[1])}
    children = [
        fork(lambda rank=rank: learn(run, devices, until, rank, place)) for rank in range(devices.n)
    ]
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    if any(ended):
        raise SystemExit(f"{devices}: {ended}")


def fork(task: Callable[[], None]) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        task()
        status = 0
    finally:
        sys.stderr.flush()
        os._exit(status)


def learn(run: Run, devices: Devices, until: int, rank: int, place: dict[str, str]) -> None:
    if devices.total > 1:
        os.environ |= place | {"LOCAL_RANK": str(rank), "WORLD_SIZE": str(devices.total)}

    def stop(row: dict[str, float]) -> None:
        if row["epoch"] == until < run.recipe.training.epochs:
            run.ask_to_stop()

    if following():
        follow(run, devices)
        return
    train(run, on_epoch=stop, devices=devices)


if __name__ == "__main__":
    main()
