"""What the Train page reads of runs, kept between reruns and bounded."""

from pathlib import Path

import streamlit as st

from core.errors import EarshotError
from core.figures.learning_curves import best_epoch
from core.training.checkpoint import checkpoint_names
from core.training.run import Results, Run
from pages.shared.loaders import CNN, seen_runs
from pages.shared.reports import as_figure
from pages.train.words import LEAKING, leaks


def all_names() -> list[str]:
    """Runs, newest first, then shipped checkpoints, the best one first."""
    return [
        *(run.name for run in seen_runs()),
        *sorted(checkpoint_names(), key=lambda name: name != CNN),
    ]


def facts(run: Run) -> dict[str, str | int]:
    """What a list tells of a run's recipe; EarshotError when that or its report is spoilt."""
    files = (run.path / "recipe.toml", run.path / "report.json")
    return _facts(str(run.path), tuple(f.stat().st_mtime for f in files if f.exists()))


@st.cache_data(ttl=3600, max_entries=512, show_spinner=False)
def _facts(folder: str, changed: tuple[float, ...]) -> dict[str, str | int]:
    results = Results(Path(folder))
    results.read()
    recipe = results.recipe
    leak = f" ({LEAKING})" if leaks(recipe.data.split) else ""
    return {
        "Recipe": recipe.name,
        "Dataset": recipe.data.dataset,
        "Split": recipe.data.split + leak,
        "Seed": recipe.seed,
    }


def best_validation(results: Results) -> str:
    """The headline on the validation side at the epoch whose weights are kept; empty before one."""
    file = results.path / "history.csv"
    return _best_validation(str(results.path), file.stat().st_mtime) if file.is_file() else ""


@st.cache_data(ttl=3600, max_entries=512, show_spinner=False)
def _best_validation(folder: str, changed: float) -> str:
    results = Results(Path(folder))
    try:
        history, figure = results.history(), results.recipe.task.headline
    except EarshotError:
        return ""
    best = best_epoch(history)
    if best is None:
        return ""
    value = float(history[f"validation_{figure.name}"][history.epoch == best].iloc[0])
    return f"{figure.title} {as_figure(value, figure.percent)}"
