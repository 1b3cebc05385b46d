"""Whose music and whose runs they are, how much each visitor has, and how much there is room for.

Whoever sits at the computer that serves is no visitor: their owner is the empty text, everything is
theirs, and nothing is counted.
"""

import hashlib
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core import jobs, paths
from core.datasets import DATASETS, locations
from core.datasets.owned import owner_of
from core.datasets.zipped import MB, music_of
from core.errors import EarshotError
from core.registry import import_all
from core.service.settings import Service
from core.training.recipe import Recipe
from core.training.run import Run, list_runs

OWNER = "owner"  # a file in a run's folder


def new_owner() -> str:
    """A name for a visitor that nobody guesses: 16 hexadecimal digits."""
    return secrets.token_hex(8)


def owner_signed_in(claims: Mapping[str, Any]) -> str:
    """The name of whoever signed in: the same in every browser, and none that a cookie may hold.

    Parameters
    ----------
    claims : mapping
        Of an OpenID Connect provider (Sakimura et al., 2014): ``iss`` and ``sub`` together never
        change, and are never given to anybody else.

    Examples
    --------
    >>> owner_signed_in({"iss": "https://id.school.org", "sub": "17", "email": "new@school.org"})
    'u37707f6c8547f768a8ec'
    """
    who = f"{claims['iss']}\n{claims['sub']}"
    return "u" + hashlib.sha256(who.encode()).hexdigest()[:20]


def owner_of_run(run: Run) -> str:
    """Whose the run is; empty for those of whoever runs the server."""
    try:
        return (run.path / OWNER).read_text()
    except OSError:
        return ""


def private(run: Run) -> str:
    """Who alone may see a run: the owner of the music that it learned from; empty is everybody."""
    try:
        return owner_of(run.recipe.data.dataset)
    except (EarshotError, OSError):  # gone this moment, or spoilt: then it names nobody's music
        return ""


def start(recipe: Recipe, owner: str, service: Service) -> Run:
    """Queue a run for a visitor.

    Raises
    ------
    EarshotError
        When they have as many as they may, or the queue is full.
    """
    if owner:
        _refuse_full_queue(owner, service)
    run = Run.create(recipe)
    if owner:
        paths.write_whole(run.path / OWNER, owner)
    jobs.spawn(run)
    return run


def _refuse_full_queue(owner: str, service: Service) -> None:
    live = [owner_of_run(run) for run in list_runs() if run.status().live]
    if live.count(owner) >= service.visitor_runs:
        raise EarshotError(
            f"You have {live.count(owner)} trainings that wait or go on; this server takes "
            f"{service.visitor_runs} of each visitor at once. Wait until one is over, or stop it."
        )
    if len(live) >= service.queue:
        raise EarshotError(
            f"The queue is full: {len(live)} trainings wait or go on, {service.queue} may. "
            "Come back later."
        )


def music_names(owner: str) -> list[str]:
    """The collections of a visitor, or of whoever runs Earshot, in the order they were added in."""
    import_all("core.datasets")
    known = DATASETS.names()
    return [n for n in locations.registered() if owner_of(n) == owner and n not in known]


def room_for_music(owner: str, service: Service) -> int | None:
    """How many bytes a visitor may still bring; None where nothing is counted."""
    if not owner:
        return None
    of_all = {name: n_bytes(music_of(name)) for name in locations.registered() if owner_of(name)}
    own = sum(size for name, size in of_all.items() if owner_of(name) == owner)
    return max(0, min(service.visitor_mb * MB - own, service.disk_mb * MB - sum(of_all.values())))


def n_bytes(folder: Path) -> int:
    """What the files below a folder take."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())
