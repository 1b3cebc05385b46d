"""A dataset and recipes so small that a training takes seconds, made by the tests themselves."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core import paths
from core.datasets import locations
from core.training.recipe import Recipe

CLASSES = ("high", "low", "middle")
N_SONGS = 6  # of each class
SECONDS = 1.5
SAMPLE_RATE = 22050


def write_songs(folder: Path, classes: Sequence[str] = CLASSES) -> Path:
    """Three classes of tones that differ in pitch, under noise; the folder."""
    rng = np.random.default_rng(7)
    t = np.arange(round(SECONDS * SAMPLE_RATE)) / SAMPLE_RATE
    for label, hertz in zip(classes, (1760.0, 110.0, 440.0), strict=True):
        (folder / label).mkdir(parents=True)
        for i in range(N_SONGS):
            tone = np.sin(2 * np.pi * hertz * rng.uniform(0.9, 1.1) * t)
            y = 0.3 * tone + 0.1 * rng.standard_normal(len(t))
            soundfile.write(folder / label / f"{label}.{i}.wav", y, SAMPLE_RATE)
    return folder


def add_songs(folder: Path, name: str = "tiny") -> None:
    """Write the songs and make them known as the dataset `name`."""
    locations.add(name, write_songs(folder))


@pytest.fixture(scope="module")
def tiny_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """``EARSHOT_HOME`` that knows the dataset ``tiny``; the files of tests share its features."""
    folder, cache = tmp_path_factory.mktemp("tiny"), paths.cache()
    cache.mkdir(parents=True, exist_ok=True)
    (folder / "home").mkdir()
    (folder / "home" / "cache").symlink_to(cache)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_HOME", str(folder / "home"))
        add_songs(folder / "songs")
        yield folder / "home"


def cnn(**changes: object) -> Recipe:
    """A small two-branch CNN with every source of chance that a recipe knows."""
    return Recipe.parse(
        {
            "name": "tiny-cnn",
            "title": "Tiny CNN",
            "data": {"dataset": "tiny", "split": "random-622", "window": {"seconds": 1.0}},
            "features": [
                {"kind": "mfcc", "n_mfcc": 16, "n_mels": 32},
                {"kind": "mel", "n_mels": 16, "normalise": "whole"},
            ],
            "model": {"name": "dual_cnn", "channels": [4, 4], "joint_channels": 8, "dropout": 0.2},
            "augmentation": {
                "noise_std": 0.1,
                "mixup_alpha": 0.4,
                "time_mask_seconds": 0.2,
                "frequency_mask_bins": 2,
                "loop_probability": 0.3,
            },
            "training": {"epochs": 4, "batch_size": 4, "learning_rate": 0.01, "weight_decay": 0.01},
        }
    ).changed(**changes)


def mlp(**changes: object) -> Recipe:
    """A small network on averages."""
    return Recipe.parse(
        {
            "name": "tiny-mlp",
            "title": "Tiny MLP",
            "data": {"dataset": "tiny"},
            "features": [{"kind": "averages"}],
            "model": {"name": "mlp", "hidden": [8]},
            "training": {"epochs": 3, "batch_size": 8, "learning_rate": 0.01},
            "evaluation": {"over": "whole"},
        }
    ).changed(**changes)
