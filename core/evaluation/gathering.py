"""Every judged run of a shipped recipe becomes a row of ``docs/results.csv``."""

import itertools
import logging
import statistics
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from core import paths
from core.evaluation.measured import Measured, measured, read_measured, recipe_key
from core.training.checkpoint import Checkpoint, checkpoint_names
from core.training.recipe import Recipe, recipe_names
from core.training.run import list_runs

if TYPE_CHECKING:
    from core.models.base import Network

SOUND_SECONDS = 30.0
ROUNDS = 3  # timed, after one that warms up
CIRCUMSTANCES = {"parameters", "training_seconds", "answer_seconds", "machine", "run"}
"""What may differ between two runs that came to the same."""
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Gathered:
    """The rows after gathering.

    Attributes
    ----------
    rows : tuple of Measured
        Those that were there and those that came.
    n_new : int
        How many came.
    conflicts : tuple of str
        One line for each run whose report says otherwise than the row that was there.
    """

    rows: tuple[Measured, ...]
    n_new: int
    conflicts: tuple[str, ...]


def gather() -> Gathered:
    """Add what shipped checkpoints and finished runs report to the rows that are there.

    A row that is there stays, so that no published figure changes unseen: a run fills what it
    leaves empty, and one that reports otherwise is a conflict. Of several runs of one recipe,
    split and seed the oldest counts, whatever it came to.
    """
    before = read_measured()
    rows = {row.of: row for row in before}
    conflicts = []
    for checkpoint, found in judged([*shipped(), *finished()]):
        known = rows.get(found.of)
        if known and (conflict := conflict_of(known, found)):
            conflicts.append(conflict)
        else:
            rows[found.of] = complete(_filled(known, found) if known else found, checkpoint)
    return Gathered(tuple(rows.values()), len(rows) - len(before), tuple(conflicts))


def shipped() -> list[Checkpoint]:
    """The shipped checkpoints."""
    return [Checkpoint(paths.checkpoints() / name) for name in checkpoint_names()]


def finished() -> list[Checkpoint]:
    """The finished runs, oldest first."""
    runs = (run for run in reversed(list_runs()) if run.status().state == "finished")
    return [Checkpoint(run.path) for run in runs]


def judged(checkpoints: Iterable[Checkpoint]) -> Iterator[tuple[Checkpoint, Measured]]:
    """Those that were judged and are of a shipped recipe, each with its row."""
    for checkpoint in checkpoints:
        if fault := checkpoint.fault():
            log.warning("%s is left out: %s", checkpoint.name, fault)
            continue
        report = checkpoint.report()
        if report is not None and _of_shipped_recipe(checkpoint.recipe):
            yield checkpoint, measured(checkpoint, report)


def conflict_of(known: Measured, found: Measured) -> str:
    """What a run reports otherwise than its row, in a line; empty where they agree."""
    a, b = _known_values(known), _known_values(found)
    figures = ", ".join(
        f"{name} {b[name]} where the row says {a[name]}"
        for name in a
        if name not in CIRCUMSTANCES and b.get(name, a[name]) != a[name]
    )
    if not figures:
        return ""
    whose = f"{known.recipe}, {known.split}, seed {known.seed}, {known.side}"
    return (
        f"{whose}: {found.run} reports {figures} (of {known.run or 'a run without a name'}). The "
        "row is kept; delete its line in docs/results.csv to have the run's figures."
    )


def complete(row: Measured, checkpoint: Checkpoint) -> Measured:
    """With what only the network can tell, where that is not known: its size and its speed."""
    if row.parameters is not None:
        return row
    log.info("measuring %s", checkpoint.name)
    model = checkpoint.model()
    n = sum(each.numel() for each in model.parameters())
    return replace(row, parameters=n, answer_seconds=answer_seconds(checkpoint.recipe, model))


def answer_seconds(recipe: Recipe, model: "Network") -> float | None:
    """Processor time from 30 s of decoded sound to the outputs, s; None for what takes no sound."""
    from core.datasets.base import features_of
    from core.demo_music import make_song
    from core.features import SoundSpec
    from core.training.windows import forward, track_windows

    rates = {spec.sample_rate for spec in recipe.features if isinstance(spec, SoundSpec)}
    if not all(isinstance(spec, SoundSpec) for spec in recipe.features):
        return None
    heard = {rate: make_song("club", 1, seconds=SOUND_SECONDS, sample_rate=rate) for rate in rates}
    marks = [time.process_time()]
    for _ in range(ROUNDS + 1):
        found = features_of(recipe.features, heard.__getitem__)
        forward(model, track_windows([found[spec.key] for spec in recipe.features], recipe))
        marks.append(time.process_time())
    durations = (after - before for before, after in itertools.pairwise(marks[1:]))
    return round(statistics.median(durations), 4)


def _of_shipped_recipe(recipe: Recipe) -> bool:
    """Whether it is one, whatever its split and seed."""
    shipped = recipe.name in recipe_names()
    return shipped and recipe_key(Recipe.load(recipe.name)) == recipe_key(recipe)


def _known_values(row: Measured) -> dict[str, Any]:
    """What a row tells."""
    return {name: value for name, value in asdict(row).items() if value not in (None, "")}


def _filled(known: Measured, found: Measured) -> Measured:
    return replace(known, **(_known_values(found) | _known_values(known)))
