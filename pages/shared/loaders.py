"""What pages read, kept between reruns and between visitors, and bounded."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from core import paths
from core.datasets import Dataset, locations, open_dataset
from core.errors import EarshotError
from core.evaluation.predictions import labelled
from core.features import SoundSpec
from core.inference import Inputs, Prediction, extract_inputs, predict
from core.training.about import called
from core.training.checkpoint import Checkpoint, checkpoint_names, version
from core.training.run import Results, Run, list_runs
from pages.shared.sound import LruCache, Sound
from pages.shared.visitor import may_see_run

CNN = "zheng-dual-cnn"
BASELINE = "zheng-baseline"
DEMO = "demo-cnn"
PAIRS = ((CNN, BASELINE), (DEMO, "demo-baseline"))  # of shipped networks that learned one dataset


def checkpoint_choices() -> list[Results]:
    """What can be compared: shipped checkpoints, then finished runs; `unreadable` has the rest."""
    return [choice for choice in _trained() if not _fault(choice)]


def unreadable() -> dict[str, str]:
    """Names of the checkpoints and finished runs that cannot be read, each with the reason."""
    return {choice.name: fault for choice in _trained() if (fault := _fault(choice))}


def listeners() -> dict[str, str]:
    """Names of those that can be listened through, with what each tells ("tags")."""
    return {
        choice.name: choice.recipe.task.predicts
        for choice in checkpoint_choices()
        if all(isinstance(s, SoundSpec) and not s.lacking() for s in choice.recipe.features)
    }


def classifiers() -> list[Results]:
    """Those of `checkpoint_choices` that tell one class out of several."""
    return [each for each in checkpoint_choices() if each.recipe.task.exclusive]


def seen_runs() -> list[Run]:
    """All runs that this visitor may see, newest first."""
    return [run for run in list_runs() if may_see_run(run)]


def _trained() -> list[Checkpoint]:
    shipped = [Checkpoint(paths.checkpoints() / name) for name in checkpoint_names()]
    finished = [run.path for run in seen_runs() if run.status().state == "finished"]
    return shipped + [Checkpoint(path) for path in finished]


def _fault(choice: Checkpoint) -> str:
    """Why it cannot be read, found again when one of its files changes."""
    files = ("recipe.toml", "checkpoint.json", "report.json")
    return _found_fault(str(choice.path), tuple(_changed_at(choice.path / file) for file in files))


@st.cache_data(ttl=3600, max_entries=512, show_spinner=False)
def _found_fault(folder: str, changed: tuple[float, ...]) -> str:
    return Checkpoint(Path(folder)).fault()


def results(name: str) -> Checkpoint | Run:
    """The shipped checkpoint or the run of this name; EarshotError when there is neither."""
    return Checkpoint.load(name) if name in checkpoint_names() else Run.load(name)


def titles(names: Sequence[str]) -> dict[str, str]:
    """What runs and shipped checkpoints are called, by name."""
    shipped = checkpoint_names()
    places = {name: paths.checkpoints() if name in shipped else paths.runs() for name in names}
    return {name: called(Results(places[name] / name)) for name in names}


def hold_choice(key: str) -> None:
    """Keep what a widget of runs has chosen though a title, by which it knows them, was changed."""
    st.session_state[key] = st.session_state[key]


def classes(name: str) -> list[str]:
    """The genres that a checkpoint or a finished run knows, in its order."""
    return Checkpoint.load(name).names


def predictions(name: str) -> pd.DataFrame | None:
    """What the checkpoint or run said about each judged track; None before evaluation.

    Of classes, with the true one (`label`) and the most probable (`predicted`).
    """
    return _predictions(name, changed(name, "predictions.parquet"))


def dataset(name: str) -> Dataset:
    """The dataset `name`; DatasetError, which is not remembered, says how to add it."""
    return _dataset(name, str(locations.find(name)))


@st.cache_resource(max_entries=1, show_spinner=False)
def sounds_cache() -> LruCache[Sound]:
    """The server's one cache of sounds."""
    return LruCache()


def inputs(sound: Sound, name: str) -> Inputs:
    """The features of `sound` that the checkpoint `name` needs.

    The shipped checkpoints share one pass over the sound, which one more feature hardly lengthens.
    """
    together = next((pair for pair in PAIRS if name in pair), (name,))
    return _inputs(sound, together, tuple(_keys(each) for each in together))


def prediction(sound: Sound, name: str) -> Prediction:
    """What the checkpoint `name` says about `sound`."""
    return _prediction(sound, name, version(results(name).path), inputs(sound, name))


@st.cache_resource(
    ttl=3600,
    max_entries=12,
    show_spinner="Listening …",
    hash_funcs={Sound: lambda sound: sound.id},
)
def _inputs(sound: Sound, names: tuple[str, ...], keys: tuple[str, ...]) -> Inputs:
    return extract_inputs(sound.audio, [results(name).recipe for name in names])


@st.cache_resource(
    ttl=3600,
    max_entries=64,
    show_spinner="Asking the network …",
    hash_funcs={Sound: lambda sound: sound.id},
)
def _prediction(sound: Sound, name: str, files: str, _inputs: Inputs) -> Prediction:
    return predict(_inputs, name)


@st.cache_resource(ttl=3600, max_entries=4, show_spinner="Looking through the dataset …")
def _dataset(name: str, place: str) -> Dataset:
    return open_dataset(name)


@st.cache_data(ttl=3600, max_entries=16, show_spinner=False)
def _predictions(name: str, changed: float) -> pd.DataFrame | None:
    source = results(name)
    table = source.predictions()
    of_classes = table is not None and source.recipe.task.exclusive
    return labelled(table) if of_classes else table


def _keys(name: str) -> str:
    return "+".join(spec.key for spec in results(name).recipe.features)


def version_of(name: str) -> str:
    """Changes whenever the files of a checkpoint or run do."""
    return version(results(name).path)


def changed(name: str, file: str) -> float:
    """When a file of a checkpoint or run was written; 0 where it is not there."""
    try:
        return _changed_at(results(name).path / file)
    except EarshotError:
        return 0.0


def _changed_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
