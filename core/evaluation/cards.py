"""A model card's head: the lines of YAML by which Hugging Face files a network, and its figures."""

import json
import re
from pathlib import Path
from typing import Any

from core.features import SoundSpec
from core.training.checkpoint import Checkpoint

LICENCE = "unknown"  # of Hugging Face's words: the project states none for what it learned
FENCE = "---\n"
HEAD = re.compile(rf"\A{FENCE}.*?^{FENCE}\s*", re.DOTALL | re.MULTILINE)


def read_card(folder: Path) -> str:
    """The card of a checkpoint as people read it, without its head; empty where there is none.

    Examples
    --------
    >>> read_card(Checkpoint.load("demo-cnn").path).splitlines()[0]
    '# demo-cnn'
    """
    file = folder / "card.md"
    return HEAD.sub("", file.read_text(encoding="utf-8")) if file.exists() else ""


def head(checkpoint: Checkpoint, name: str, report: dict[str, Any]) -> str:
    """The head of the card of a judged network: YAML between two fences, each value as JSON."""
    lines = metadata(checkpoint, name, report).items()
    told = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in lines)
    return f"{FENCE}{told}{FENCE}\n"


def metadata(checkpoint: Checkpoint, name: str, report: dict[str, Any]) -> dict[str, Any]:
    """What Hugging Face's cards call licence, tags, metrics and model-index."""
    recipe = checkpoint.recipe
    task, figure, headline = recipe.task, recipe.task.headline, report["headline"]
    kind = task.kind.replace("_", "-")
    of_sound = all(isinstance(spec, SoundSpec) for spec in recipe.features)
    side = f"{report['side']} side of {report['split']}, seed {report['seed']}"
    values = {figure.name: headline["value"]} | report["scores"]
    result = {
        "task": {"type": kind, "name": task.title},
        "dataset": {"type": recipe.data.dataset, "name": recipe.data.dataset, "split": side},
        "metrics": [
            {"type": key, "name": key.replace("_", " "), "value": _rounded(value)}
            for key, value in values.items()
            if key in {figure.name, *task.scores} and value is not None
        ],
    }
    return {
        "license": LICENCE,
        "library_name": "pytorch",
        "tags": ["earshot", "music" if of_sound else "not-sound", kind, recipe.model.name],
        "datasets": [recipe.data.dataset],
        "metrics": [metric["type"] for metric in result["metrics"]],
        "model-index": [{"name": name, "results": [result]}],
    }


def _rounded(value: float) -> float:
    return value if isinstance(value, int) else round(value, 4)
