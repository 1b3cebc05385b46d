"""What every recipe costs: a step of its training and an answer, and which part is the slowest.

    python -m benchmarks.recipes [NAME ...]

Synthetic songs of 30 s (pictures, where a recipe takes those), random truths, untrained weights: a
step and an answer cost the same whatever was learned. Times are processor time on one core, the
median of some rounds in a warm process. A step is split into its data (passages, augmentation) and
the network; an answer into decoding (a stereo WAV of 44.1 kHz, its own process counted), features
and the network. What stands on a package that is not installed is named and left out.
"""

import os

# Read when NumPy and PyTorch are imported.
os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from benchmarks.inference import core_time, written
from core.audio import SAMPLE_RATE, Audio, decode_file
from core.datasets import Dataset, Split, Track
from core.demo_music import STYLES, make_song
from core.errors import DatasetError
from core.features import Columns, FeatureSpec, SoundSpec, extract_at_any_rate
from core.features.pixels import Pixels
from core.models.base import Network
from core.training.batches import batches
from core.training.learner import Learner
from core.training.loop import build
from core.training.material import Material
from core.training.recipe import Recipe, recipe_names
from core.training.windows import forward, track_windows

SECONDS = 30
N_SONGS = 4  # different ones; a training has each of them many times
MOST_TRACKS = 64
LABELS = tuple(f"class {i}" for i in range(10))
ROUNDS = 5
STEPS = 4  # training steps that are timed, after one to warm up


class Made(Dataset):
    """As many tracks as a batch needs, of a few sounds, with truths by chance."""

    gives = (FeatureSpec,)

    def split_names(self) -> list[str]:
        return ["none"]

    def splits(self) -> dict[str, Callable[[int], Split]]:
        return {}  # what is made for a benchmark is not divided

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        number = int(track.id) % N_SONGS
        return [_feature(spec, number) for spec in specs]


@lru_cache(maxsize=64)
def _feature(spec: FeatureSpec, number: int) -> np.ndarray:
    if isinstance(spec, Pixels):
        shape = (spec.size, spec.size, 3)
        return spec.of(np.random.default_rng(number).integers(0, 256, shape, dtype=np.uint8))
    if isinstance(spec, Columns):
        return spec.of_row(dict.fromkeys(spec.of_table, float(number)))
    if not isinstance(spec, SoundSpec):
        raise DatasetError(f"This benchmark makes sounds, pictures and rows, and no {spec.kind}.")
    return extract_at_any_rate(_song(number), [spec])[0]


@lru_cache(maxsize=N_SONGS)
def _song(number: int) -> Audio:
    return Audio.from_mono(make_song(list(STYLES)[number], number, seconds=float(SECONDS)))


def made(n_tracks: int) -> Made:
    """A dataset with labels, tags and quantities, so that every task finds its truth."""
    rng = np.random.default_rng(0)
    values = [{name: float(rng.integers(0, 2)) for name in LABELS} for _ in range(n_tracks)]
    tracks = tuple(
        Track(str(i), LABELS[i % len(LABELS)], values=each) for i, each in enumerate(values)
    )
    return Made("made", "Made for a benchmark", tracks, LABELS)


@dataclass(frozen=True)
class Cost:
    """Processor time in s by part: of a training step, and of an answer."""

    step: dict[str, float]
    answer: dict[str, float]


def main() -> None:
    """Measure each recipe, or those that are named, and print a row for each."""
    import torch

    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        decode = decoding(written(Path(folder) / "song.wav", SECONDS))
    print(f"Processor time in ms on one core; decoding 30 s takes {1000 * decode:.0f}\n")
    print(f"{'recipe':24}{'step':>8}{'a song':>8}  {'slowest of a step':28}{'answer':>8}"
          "  slowest of an answer")  # fmt: skip
    for name in sys.argv[1:] or recipe_names():
        recipe = Recipe.load(name)
        lacking = next((words for spec in recipe.features if (words := spec.lacking())), "")
        if lacking:
            print(f"{name:24}{lacking}")
            continue
        cost = measured(recipe, decode)
        step, answer = sum(cost.step.values()), sum(cost.answer.values())
        print(f"{name:24}{1000 * step:8.1f}{1000 * step / batch_of(recipe):8.2f}  "
              f"{slowest(cost.step):28}{1000 * answer:8.1f}  {slowest(cost.answer)}",
              flush=True)  # fmt: skip


def slowest(parts: dict[str, float]) -> str:
    """The part that takes most, with its share: ``"network, 93 %"``."""
    name = max(parts, key=parts.__getitem__)
    return f"{name}, {parts[name] / sum(parts.values()):.0%}"


def batch_of(recipe: Recipe) -> int:
    """Tracks in a step of this benchmark."""
    return min(recipe.training.batch_size, MOST_TRACKS)


def decoding(file: Path) -> float:
    """Median time of decoding, s."""
    marks = [core_time()]
    for _ in range(ROUNDS + 1):
        decode_file(file, sample_rate=SAMPLE_RATE, mono=True)
        marks.append(core_time())
    return statistics.median(np.diff(marks)[1:])


def measured(recipe: Recipe, decode: float) -> Cost:
    """A step and an answer of a recipe, by part."""
    size = batch_of(recipe)
    recipe = recipe.changed(training={"batch_size": size})
    dataset, task = made(size), recipe.task
    material = Material(dataset, task, tuple(recipe.features))
    features = [dataset.features(track, recipe.features) for track in dataset.tracks]
    truths = task.targets(dataset, dataset.tracks)
    calibration = task.begin(truths)
    n_outputs = len(material.names(features[0]))
    model = build(recipe, features[0], n_outputs, calibration)
    model.fit_inputs(list(zip(*features, strict=True)))
    weights = np.ones(n_outputs, np.float32)
    learner = Learner.start(model, recipe.training, n_tracks=size, weights=weights)
    step = training_step(recipe, learner, features, task.encode(truths.values, calibration))
    model.eval()
    answer = {"features": 0.0, "network": timed(lambda: ask(model, features[0], recipe))}
    if all(isinstance(spec, SoundSpec) for spec in recipe.features):
        listening = timed(lambda: extract_at_any_rate(_song(0), recipe.features))
        answer |= {"decoding": decode, "features": listening}
    return Cost(step, answer)


def training_step(
    recipe: Recipe, learner: Learner, features: list[list[np.ndarray]], targets: np.ndarray
) -> dict[str, float]:
    """Median time of a step: its data, and forward, backward and update."""
    rng, rows = np.random.default_rng(0), []
    learner.model.train()
    for _ in range(STEPS + 1):
        began = time.process_time()
        inputs, expected = next(iter(batches(features, targets, recipe=recipe, rng=rng)))
        ready = time.process_time()
        learner.step(recipe.task.loss(learner.model(*inputs), expected, learner.weights))
        rows.append((ready - began, time.process_time() - ready))
    data, network = (statistics.median(part) for part in zip(*rows[1:], strict=True))
    return {"data": data, "network": network}


def ask(model: Network, features: list[np.ndarray], recipe: Recipe) -> None:
    """One song through the network."""
    forward(model, track_windows(features, recipe))


def timed(action: Callable[[], object]) -> float:
    """Median time of an action, s, after once to warm up."""
    marks: list[float] = list(_marks(action))
    return statistics.median(np.diff(marks)[1:])


def _marks(action: Callable[[], object]) -> Iterator[float]:
    yield time.process_time()
    for _ in range(ROUNDS + 1):
        action()
        yield time.process_time()


if __name__ == "__main__":
    main()
