"""A run made ready to ship: the files that others use, and a model card that says what it is."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

from core import paths
from core.datasets import open_dataset
from core.errors import CheckpointError
from core.evaluation.cards import head
from core.evaluation.published import over_seeds
from core.training.checkpoint import Checkpoint
from core.training.machine import machines, trained

SHIPPED = (
    "recipe.toml", "checkpoint.json", "model.safetensors", "history.csv", "report.json",
    "predictions.parquet", "split.parquet",
)  # fmt: skip
BESIDE = (
    "machine.json",
    "songs.parquet",
    "slices.parquet",
    "course.safetensors",
)  # fmt: skip - where there are any
NAME = re.compile(r"(recreate/)?[a-z0-9][a-z0-9-]{0,79}")  # generators lie in a folder of their own
MOST_NAMED = 20  # outputs in the card's first lines
CHOSEN = "The seed was chosen among several by validation loss alone."
ALONE = "It was trained once, with one seed, and not chosen among several."
AMONG = ", the choice among seeds"
MEANS = "- Means over seeds, on every split, are in `docs/results.md`.\n"
FEW = 60  # a class with fewer tracks in the data than this is named in the card


def ship(checkpoint: Checkpoint, name: str) -> Path:
    """Copy what a checkpoint needs to ``checkpoints/<name>`` and write its card.

    Raises
    ------
    CheckpointError
        When a file is missing, because the run was not judged on its test side, or `name` cannot
        be a folder's.
    """
    if not NAME.fullmatch(name):
        raise CheckpointError(
            f"{name[:80]!r} cannot be the name of a checkpoint: small letters, digits and -, at "
            "most 80, beginning with a letter or digit."
        )
    missing = [file for file in SHIPPED if not (checkpoint.path / file).exists()]
    report = checkpoint.report()
    if missing or report is None or report["side"] != "test":
        raise CheckpointError(
            f"{checkpoint.name} cannot be shipped: it lacks {missing or 'its test report'}. "
            f"Run `python -m core evaluate {checkpoint.name}` first."
        )
    text = card(checkpoint, name)
    place = paths.checkpoints() / name
    beside = [file for file in BESIDE if (checkpoint.path / file).exists()]
    for file in (*SHIPPED, *beside):
        paths.write_whole(place / file, (checkpoint.path / file).read_bytes())
    paths.write_whole(place / "card.md", text)
    return place


def card(checkpoint: Checkpoint, name: str) -> str:
    """The model card (Mitchell et al., 2019) as Markdown: data, protocol, figures, limits.

    Raises
    ------
    DatasetError
        When the dataset is not on this machine: the card counts what is in it.
    """
    recipe, report = checkpoint.recipe, checkpoint.report()
    if report is None:
        raise CheckpointError(f"{checkpoint.name} has no report; evaluate it first.")
    dataset = open_dataset(recipe.data.dataset)
    counts = Counter(track.label for track in dataset.tracks if track.label)
    few = [f"{label} ({n})" for label, n in sorted(counts.items()) if n < FEW]
    limits = [limit for spec in recipe.features for limit in spec.limits]
    limits += [f"Little data: {', '.join(few)}."] if few else []
    more = f" and {len(checkpoint.names) - MOST_NAMED} more"
    outputs = ", ".join(checkpoint.names[:MOST_NAMED])
    outputs += more if len(checkpoint.names) > MOST_NAMED else ""
    seeds = over_seeds(recipe.name, report["split"])
    features = ", ".join(spec.kind for spec in recipe.features)
    where = f"- {trained(machines(checkpoint))}\n" if machines(checkpoint) else ""
    return (
        head(checkpoint, name, report)
        + f"""# {name}

{recipe.title}. {recipe.source}.

## Data
{dataset.title}: {len(dataset.tracks)} {dataset.items}. {dataset.about}
It tells {recipe.task.title.lower()}: {outputs}.

## Protocol
- Split `{report["split"]}`, seed {report["seed"]}: {report["n_train"]} {dataset.items} train,
  {report["n_validation"]} validate (which epoch's weights are kept, the
  calibration{AMONG * bool(seeds)}), {report["n"]} test.
- Features: {features}. Recipe: `recipe.toml`, complete.
- {dataset.chosen.get(report["split"], CHOSEN) if seeds else ALONE}
{where}
## Figures on its test side
{MEANS * bool(seeds)}{figures(checkpoint, report)}

## Limits
{chr(10).join(f"- {limit}" for limit in (*limits, *dataset.limits))}
"""
    )


def figures(checkpoint: Checkpoint, report: dict[str, Any]) -> str:
    """The figures of a report as they stand in the card."""
    headline, figure = report["headline"], checkpoint.recipe.task.headline
    columns = list(next(iter(report["per_output"].values())))
    rows = "\n".join(
        f"| {name} | {' | '.join(rounded(scores[column]) for column in columns)} |"
        for name, scores in report["per_output"].items()
    )
    scores = "\n".join(
        f"- {name.replace('_', ' ')}: {rounded(value)}{_earlier(report['before'].get(name), value)}"
        for name, value in report["scores"].items()
    )
    value, low, high = (rounded(headline[name]) for name in ("value", "low", "high"))
    return f"""- {figure.title} {value}, 95 % interval {low} to
  {high} (one test side).
{scores}

| | {" | ".join(column.replace("_", " ") for column in columns)} |
|---|{"---|" * len(columns)}
{rows}"""


def _earlier(before: float | None, value: float | None) -> str:
    changed = before is not None and before != value
    return f", before calibration {rounded(before)}" if changed else ""


def rounded(value: float | None) -> str:
    """A figure with three digits after the point, a count as it is, "–" for none."""
    if value is None:
        return "–"
    return f"{value:d}" if isinstance(value, int) else f"{value:.3f}"
