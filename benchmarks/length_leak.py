"""What the length of a clip gives away: long songs cut short, by how the network is normalised.

    EARSHOT_DATASETS=../shared/data python -m benchmarks.length_leak

In the part of GTZAN at hand, four genres have clips of 2 to 3 s and six have 30 s. A network that
reads the length of a clip (z-scores over a clip tell it, and so does a clip repeated to fill a
crop) calls a long song one of the short genres once it is cut to 2.1 to 2.9 s. Printed is how often
it does, on songs of the six long genres on the validation side, whole and cut; the difference is
the leak. What is missing is trained: some five minutes a network on one core. No test side is read.
"""

import argparse
from collections.abc import Iterator
from typing import Any

import numpy as np

from benchmarks.trained import trained
from core.audio import SAMPLE_RATE, Audio, resample
from core.datasets.gtzan import open_gtzan
from core.features import extract
from core.metrics import mean_interval
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe
from core.training.windows import forward, track_windows

SHORT = {"disco", "hiphop", "pop", "reggae"}
WHOLE = 20.0  # s; a clip shorter than this is none of the long ones
CUT = (2.1, 2.9)  # s, between which the length of a cut is drawn
VARIANTS: dict[str, dict[str, Any]] = {
    "z-scores over the clip": {
        "evaluation": {"normalise_windows": False},
        "augmentation": {"loop_probability": 0.0},
    },
    "each window normalised anew": {"augmentation": {"loop_probability": 0.0}},
    "and repeated passages (the recipe)": {},
}


def main() -> None:
    """Train what is missing and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", nargs="+", type=int, default=(0, 1, 2))
    seeds = options.parse_args().seeds
    print(f"{'long genres called a short one (%)':38}{'whole':>9}{'cut':>9}  by seed (whole/cut)")
    for title, changes in VARIANTS.items():
        found = [
            leak(Recipe.load("zheng-dual-cnn").changed(seed=seed, **changes)) for seed in seeds
        ]
        each = " ".join(f"{100 * whole:.1f}/{100 * cut:.1f}" for whole, cut in found)
        whole, cut = np.mean(found, axis=0)
        print(f"{title:38}{100 * whole:9.1f}{100 * cut:9.1f}  {each}", flush=True)
        if len(seeds) > 1:
            spread = mean_interval([100 * (cut - whole) for whole, cut in found])
            points = f"difference {spread['mean']:.1f} points, 95 %"
            print(f"{'':38}{points} {spread['low']:.1f} to {spread['high']:.1f}", flush=True)


def leak(recipe: Recipe) -> tuple[float, float]:
    """Shares of the validation side's long songs that are called a short genre: whole, and cut."""
    said = list(answers(Checkpoint(trained(recipe).path)))
    whole, cut = zip(*said, strict=True)
    return float(np.mean([label in SHORT for label in whole])), float(
        np.mean([label in SHORT for label in cut])
    )


def answers(checkpoint: Checkpoint) -> Iterator[tuple[str, str]]:
    """What the network calls each long song of a long genre: whole, and cut."""
    recipe, model = checkpoint.recipe, checkpoint.model()
    dataset = open_gtzan()
    rng = np.random.default_rng(0)

    def called(features: list[np.ndarray]) -> str:
        logits, _ = forward(model, track_windows(features, recipe))
        return dataset.names[int(logits.softmax(dim=1).mean(dim=0).argmax())]

    for track in dataset.split(recipe.data.split, recipe.seed).validation:
        if track.label in SHORT or dataset.seconds(track) < WHOLE:
            continue
        audio = dataset.audio(track)
        y = resample(Audio.from_mono(audio.mono(), audio.sample_rate), SAMPLE_RATE).mono()
        n_samples = int(rng.uniform(*CUT) * SAMPLE_RATE)
        first = int(rng.integers(len(y) - n_samples))
        cut = extract(y[first : first + n_samples], specs=recipe.features)
        yield called(dataset.features(track, recipe.features)), called(cut)


if __name__ == "__main__":
    main()
