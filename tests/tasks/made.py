"""A dataset for every kind of task, made here: tones with tags and a pitch, and pieces."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import pytest
import soundfile
from filelock import FileLock

from core.datasets import DATASETS, dataset_names, open_dataset
from core.datasets.base import AudioDataset, Dataset, Split, Track
from core.datasets.splits import draw, seeded
from core.evaluation import describe_songs, evaluate
from core.features.spec import FEATURES, FeatureSpec
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.recipe import Recipe
from core.training.run import Run
from tests.conftest import SHARED

SAMPLE_RATE = 22050
SECONDS = 1.2
N_SONGS = 40
UNKNOWN = 0.3  # share of the tags that nobody told
KINDS = ("multi_label", "regression", "reconstruction", "pieces")
TAGS = ("high", "noisy")
PIECES = ("bright", "dark")


def write_tones(folder: Path) -> list[Track]:
    """Tones from 110 to 1,760 Hz, half of them noisy; tags, of which 30 % are left out; pitch."""
    rng = np.random.default_rng(3)
    t = np.arange(round(SECONDS * SAMPLE_RATE)) / SAMPLE_RATE
    tracks = []
    for i in range(N_SONGS):
        octaves, noisy = 4 * i / (N_SONGS - 1), i % 2
        tone = np.sin(2 * np.pi * 110 * 2**octaves * t + rng.uniform(0, 6))
        y = 0.3 * tone + (0.1 if noisy else 0.002) * rng.standard_normal(len(t))
        path = folder / f"tone.{i:02d}.wav"
        soundfile.write(path, y, SAMPLE_RATE)
        values = {"high": float(octaves > 2), "noisy": float(noisy), "pitch": octaves}
        known = {k: v for k, v in values.items() if k == "pitch" or rng.random() > UNKNOWN}
        tracks.append(Track(path.stem, "", path, values=known))
    return tracks


@dataclass
class Tones(AudioDataset):
    """`write_tones` in a folder of the home."""

    def splits(self) -> dict[str, Callable[[int], Split]]:
        alone = partial(draw, "random-622", group=lambda track: track.id)
        return {"random-622": seeded(alone, self.tracks)}


class Tags(Tones):
    task = "multi_label"


class Pitch(Tones):
    task = "regression"


@FEATURES.register("tests-steps")
class StepSpec(FeatureSpec, frozen=True):
    """Steps of a piece that take no fixed time, as notes do."""

    sequence: ClassVar[bool] = True
    title: ClassVar[str] = "Steps"

    kind: Literal["tests-steps"] = "tests-steps"


@dataclass
class Pieces(Dataset):
    """Pieces of 150 to 400 steps of three numbers, the first mostly above or below 0."""

    gives = (StepSpec,)
    items = "pieces"

    steps: dict[str, np.ndarray] = field(default_factory=dict)

    def splits(self) -> dict[str, Callable[[int], Split]]:
        alone = partial(draw, "random-622", group=lambda track: track.id)
        return {"random-622": seeded(alone, self.tracks)}

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        return [self.steps[track.id] for _ in specs]


def open_pieces() -> Pieces:
    rng = np.random.default_rng(9)
    tracks, steps = [], {}
    for i in range(30):
        label = PIECES[i % 2]
        n = int(rng.integers(150, 400))
        first = (0.5 if label == "bright" else -0.5) + rng.standard_normal(n)
        others = rng.standard_normal((2, n))
        track = Track(f"piece.{i:02d}", label)
        tracks.append(track)
        steps[track.id] = np.vstack([first, others]).astype(np.float32)
    return Pieces("tests-pieces", "Pieces", tuple(tracks), tuple(sorted(PIECES)), steps=steps)


def recipe(name: str, **changes: object) -> Recipe:
    """The recipe of a kind of task, small enough to train in a second or two."""
    mel = [{"kind": "mel", "n_mels": 32}]
    cnn = {"name": "dual_cnn", "channels": [8, 8], "joint_channels": 16}
    kinds: dict[str, dict] = {
        "multi_label": {
            "data": {"dataset": "tests-tags", "window": {"seconds": 1.0}},
            "task": {"kind": "multi_label"},
            "features": mel,
            "model": cnn,
            "augmentation": {"mixup_alpha": 0.2},
            "training": {"class_weights": True},
        },
        "regression": {
            "data": {"dataset": "tests-pitch", "window": {"seconds": 1.0}},
            "task": {"kind": "regression"},
            "features": [{"kind": "averages"}],
            "model": {"name": "mlp", "hidden": [16]},
            "evaluation": {"over": "whole"},
        },
        "reconstruction": {
            "data": {"dataset": "tests-tags", "window": {"seconds": 1.0}},
            "task": {"kind": "reconstruction"},
            "features": [{"kind": "mfcc", "n_mfcc": 20}],
            "model": {"name": "autoencoder", "hidden": 32, "width": 8},
            "augmentation": {"noise_std": 0.1},
            "training": {"clip_norm": 1.0},
        },
        "pieces": {
            "data": {"dataset": "tests-pieces", "window": {"steps": 100}},
            "features": [{"kind": "tests-steps"}],
            "model": {"name": "lstm", "hidden": 16},
            "training": {"clip_norm": 1.0},
        },
    }
    base = {"name": f"tests-{name.replace('_', '-')}", "title": name}
    training = {"epochs": 25, "batch_size": 8, "learning_rate": 0.01, "precision": "float32"}
    values = base | kinds[name]
    training |= kinds[name].get("training", {})
    return Recipe.parse(values | {"training": training}).changed(**changes)


def register(folder: Path) -> None:
    """Make ``tests-tags`` and ``tests-pitch`` (sounds in `folder`) and ``tests-pieces`` known."""
    tracks = tuple(write_tones(folder))
    for name, kind, names in (("tests-tags", Tags, TAGS), ("tests-pitch", Pitch, ("pitch",))):
        DATASETS.register(name)(
            lambda name=name, kind=kind, names=names: kind(
                name, name, tracks, names, units={"pitch": "octaves"}
            )
        )
    DATASETS.register("tests-pieces")(open_pieces)


@cache
def trained() -> tuple[Path, dict[str, str]]:
    """A home in which a run of each kind was trained and judged, and their names by kind.

    It is made once for all workers.
    """
    folder = SHARED / "tests-trained"
    names = folder / "names.json"
    with FileLock(f"{folder}.lock"):
        if not names.exists():
            names.write_text(json.dumps(train_all(folder)))
    return folder, json.loads(names.read_text())


def train_all(folder: Path) -> dict[str, str]:
    """Train, judge and describe a run of each kind in a home in `folder`; their names by kind."""
    (folder / "songs").mkdir(parents=True, exist_ok=True)
    with known(folder):
        names = {}
        # Their features in one pass: each decoding is a process of its own.
        tones, hear = open_dataset("tests-tags"), [recipe(kind).features[0] for kind in KINDS[:3]]
        for track in tones.tracks:
            tones.features(track, hear)
        for kind in KINDS:
            run = Run.create(recipe(kind))
            train(run)
            evaluate(Checkpoint.load(run.name), side="test")
            describe_songs(Checkpoint.load(run.name))
            names[kind] = run.name
    return names


@contextmanager
def known(folder: Path) -> Iterator[None]:
    """``EARSHOT_HOME`` in `folder`, and the datasets known, as long as it lasts."""
    dataset_names()  # so that all others are registered, and stay so
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_HOME", str(folder / "home"))
        patch.setattr(DATASETS, "_items", dict(DATASETS._items))
        register(folder / "songs")
        yield


@contextmanager
def home_with_runs(folder: Path) -> Iterator[dict[str, str]]:
    """A copy of `trained` in `folder`, to change at will; names of its runs by kind."""
    made, names = trained()
    shutil.copytree(made, folder, dirs_exist_ok=True)
    with known(folder):
        yield names
