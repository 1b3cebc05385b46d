"""Each kind of write that Earshot makes into its data folder, by name."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core import jobs, paths
from core.datasets import locations, zipped
from core.datasets.contents import content_hash
from core.datasets.heard import heard
from core.features import Mfcc
from core.features.cache import cached
from core.jobs.maps import tsne_computation
from core.jobs.searching import Search
from core.jobs.sweeping import Sweep
from core.library.store import Entry, Library
from core.training.about import update_about
from core.training.loop import train
from core.training.recipe import Recipe
from core.training.run import Run
from tests import tiny

zipped.LEAST_FREE = 0  # which would refuse a small disk before it is full


@dataclass(frozen=True)
class Write:
    """One kind.

    Attributes
    ----------
    before : callable
        What must be there.
    do : callable
        The write, which may be tried again.
    """

    do: Callable[[], object]
    before: Callable[[], object] = lambda: None


def a_song() -> Path:
    """One of the songs of the dataset ``tiny``."""
    return next((locations.registered()["tiny"]).rglob("*.wav"))


def a_zip() -> io.BytesIO:
    """Music as a visitor brings it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for label in ("high", "low"):
            for i in range(3):
                archive.writestr(f"{label}/{i}.wav", a_song().read_bytes())
    file.seek(0)
    return file


def the_run() -> Run:
    """The one run."""
    (run,) = [Run(file.parent) for file in paths.runs().glob("*/recipe.toml")]
    return run


def a_training() -> None:
    """Train the one run to its end, or go on with it."""
    run = the_run()
    if run.status().state not in ("queued", "running"):
        jobs.requeue(run)
    train(run)


def new_run() -> Run:
    return Run.create(tiny.mlp())


def searched() -> None:
    space = {"search": {"training.learning_rate": {"low": 0.001, "high": 0.1}}}
    Search.open(Recipe.parse(tiny.mlp().model_dump(mode="json") | space), n_trials=3)


def swept() -> None:
    Sweep.open(tiny.mlp(), {"model.hidden": [[8], [16]]}, n_seeds=1, side="validation")


def shelved() -> None:
    """Put a song into the library."""
    library = Library("demo-cnn")
    vector = np.ones(library._n_values(), np.float32)
    library.put([Entry(id=str(i), path=f"/{i}.wav", source="/", vector=vector) for i in range(200)])


WRITES = {
    "a library": Write(shelved, lambda: Library("demo-cnn").table),
    "status of a run": Write(lambda: the_run().write_status(message="x" * 9000), new_run),
    "a new run": Write(new_run),
    "title of a run": Write(lambda: update_about(the_run(), note="y" * 3900), new_run),
    "request to stop": Write(lambda: the_run().ask_to_stop(), new_run),
    "a training": Write(a_training, new_run),
    "a feature": Write(lambda: cached("one", Mfcc(), lambda: np.ones((84, 300)))),
    "what a song tells": Write(lambda: heard(a_song())),
    "content of a file": Write(lambda: content_hash(a_song())),
    "where a dataset lies": Write(lambda: locations.add("other", a_song().parent)),
    "music in a zip file": Write(lambda: zipped.unpack(a_zip(), paths.home() / "music" / "mine")),
    "a map": Write(lambda: tsne_computation(np.ones((900, 20)), 30.0)),
    "a sweep": Write(swept),
    "a search": Write(searched),
}
