"""What the Train page reads of runs, kept between reruns and bounded."""

from pathlib import Path

import streamlit as st

from core import paths
from core.errors import EarshotError
from core.figures.learning_curves import best_epoch
from core.training.about import called
from core.training.checkpoint import checkpoint_names
from core.training.run import Results, Run, run_names
from pages.shared.loaders import CNN
from pages.train.words import LEAKING, leaks


def all_names() -> list[str]:
    """Runs, newest first, then shipped checkpoints, the best one first."""
    return [*run_names(), *sorted(checkpoint_names(), key=lambda name: name != CNN)]


def titles(names: list[str]) -> dict[str, str]:
    """What runs and shipped checkpoints are called, by name."""
    shipped = checkpoint_names()
    places = {name: paths.checkpoints() if name in shipped else paths.runs() for name in names}
    return {name: called(Results(places[name] / name)) for name in names}


def hold_choice(key: str) -> None:
    """Keep what a widget of runs has chosen though a title, by which it knows them, was changed."""
    st.session_state[key] = st.session_state[key]


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


def best_accuracy(results: Results) -> float | None:
    """Validation accuracy, 0 to 1, at the epoch whose weights are kept.

    None before the first, and where a network tells no classes.
    """
    file = results.path / "history.csv"
    return _best_accuracy(str(results.path), file.stat().st_mtime) if file.is_file() else None


@st.cache_data(ttl=3600, max_entries=512, show_spinner=False)
def _best_accuracy(folder: str, changed: float) -> float | None:
    try:
        history = Results(Path(folder)).history()
    except EarshotError:
        return None
    best = best_epoch(history)
    if best is None or "validation_accuracy" not in history:
        return None
    return float(history.validation_accuracy[history.epoch == best].iloc[0])
