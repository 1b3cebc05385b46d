"""What a server tells of itself: whether it is well, and figures as Prometheus reads them."""

import shutil
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core import paths
from core.datasets.zipped import LEAST_FREE
from core.features.cache import asked
from core.service.cleaning import kept
from core.training.run import list_runs

STATES = ("queued", "running", "finished", "failed", "lost")


def health() -> dict[str, Any]:
    """``ok``, and what is wrong where it is not: the data folder must take what is written."""
    faults = []
    try:
        paths.write_whole(paths.home() / ".alive", "")
        free = shutil.disk_usage(paths.home()).free
        if free < LEAST_FREE:
            faults.append(f"The disk has {free / 2**20:,.0f} MB left.")
    except OSError as error:
        faults.append(f"{paths.home()}: {error}")
    return {"ok": not faults, "faults": faults}


def figures(more: Mapping[str, float]) -> str:
    """Everything that is counted, and `more`, in Prometheus' text format (0.0.4).

    Parameters
    ----------
    more : mapping of str to float
        What only the pages know, by name with labels: ``'visitors'``, ``'cache_hits_total{…}'``.
    """
    states = Counter(run.status().state for run in list_runs())
    found: dict[str, float] = {
        **{f'runs{{state="{state}"}}': states[state] for state in STATES},
        "visitors_bytes": sum(each.n_bytes for each in kept()),
        "disk_free_bytes": shutil.disk_usage(_existing(paths.home())).free,
        "memory_bytes": memory(),
        'cache_hits_total{cache="features"}': asked["hits"],
        'cache_misses_total{cache="features"}': asked["misses"],
        **more,
    }
    return "".join(_lines(found))


def _lines(found: Mapping[str, float]) -> list[str]:
    lines, typed = [], ""
    for name, value in sorted(found.items()):
        family = name.partition("{")[0]
        if family != typed:
            kind = "counter" if family.endswith("_total") else "gauge"
            lines.append(f"# TYPE earshot_{family} {kind}\n")
            typed = family
        lines.append(f"earshot_{name} {value:g}\n" if value < 1e6 else f"earshot_{name} {value}\n")
    return lines


def memory() -> int:
    """Bytes that this process holds in memory; where the system does not tell, the most it held."""
    try:
        fields = Path("/proc/self/statm").read_text().split()
    except OSError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
    import resource

    return int(fields[1]) * resource.getpagesize()


def _existing(folder: Path) -> Path:
    return folder if folder.exists() else _existing(folder.parent)
