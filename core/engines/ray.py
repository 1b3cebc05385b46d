"""A Ray cluster, or a small one that is started here: items stream through Ray Data.

Ray (Moritz et al., 2018) brings items to whichever core is free on any node, takes nodes that join
while it works, and gives what a lost node was at to another one. Only as many items are under way
as there are cores, so that a node never holds more than one song for each.
"""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from core import paths
from core.engines.running import ENGINES, Item, Outcome
from core.optional import optional


@dataclass(frozen=True)
class Boxed:
    """A value that Ray Data is to carry as it is, and not to take apart into columns."""

    value: Any


@ENGINES.register("ray")
def on_ray(
    work: Callable[[Item], Outcome], items: Sequence[Item], *, n_workers: int = 0, address: str = ""
) -> Iterator[tuple[Item, Outcome]]:
    """Do `work` on each item on a cluster; without an address, on one that is started here.

    ``RAY_ADDRESS`` names a cluster, too. Every node needs Earshot in the same version and, where a
    source is a folder, the same folder.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    ray = optional("ray")
    begun = not ray.is_initialized()
    if begun:
        ray.init(
            address=address or None, runtime_env={"env_vars": environment()},
            include_dashboard=False, log_to_driver=False, logging_level="ERROR",
        )  # fmt: skip
    try:
        yield from _streamed(ray, work, items, n_workers)
    finally:
        if begun:
            ray.shutdown()


def _streamed(
    ray: ModuleType, work: Callable[[Item], Outcome], items: Sequence[Item], n_workers: int
) -> Iterator[tuple[Item, Outcome]]:
    """One task for each item, its outcome as soon as it is there."""
    if not items:
        return
    data = optional("ray.data")
    data.DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    rows = [{"item": Boxed(item)} for item in items]

    def worked(row: dict[str, Boxed]) -> dict[str, Boxed]:
        return {**row, "outcome": Boxed(work(row["item"].value))}

    asked = data.from_items(rows, override_num_blocks=len(rows))
    compute = data.TaskPoolStrategy(size=n_workers or None)
    for row in asked.map(worked, num_cpus=1, compute=compute).iter_rows():
        yield row["item"].value, row["outcome"].value


def environment() -> dict[str, str]:
    """What the processes of a node are told: where Earshot lies, its settings, one thread each."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("EARSHOT_")}
    found = [str(paths.PROJECT), *filter(None, [os.environ.get("PYTHONPATH")])]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return kept | threads | {"PYTHONPATH": os.pathsep.join(found)}
