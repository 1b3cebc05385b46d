"""The accuracy table: each recipe on each split over five seeds, every seed a split of its own.

    python -m benchmarks.accuracy                 # what is missing is trained; then the table
    python -m benchmarks.accuracy --table         # the table of what there is

Training reads train and validation sides only. The test side of a run is read once, when the run
is finished, and its figures are appended to ``checkpoints/results.csv``. Runs lie where all runs
do (``EARSHOT_HOME``); one that was cut off goes on from its last epoch.
"""

import argparse
import csv
import io
import logging
from itertools import product
from typing import Any

from benchmarks.trained import trained
from core import paths
from core.evaluation import evaluate
from core.metrics import mean_interval
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe

HONEST = ("random-622", "artist")
RECIPES = {  # and the splits on which each is judged
    "zheng-baseline": HONEST,
    "zheng-dual-cnn": HONEST,
    "zheng-dual-cnn-paper": HONEST,
    "demo-cnn": ("random-622",),  # artists are unknown to what a program made
    "demo-baseline": ("random-622",),
    "bijlani-cifar-cnn": ("standard",),  # one published test side, whatever the seed
}
SEEDS = (0, 1, 2, 3, 4)
RESULTS = paths.checkpoints() / "results.csv"
COLUMNS = ["recipe", "split", "seed", "side", "n", "accuracy", "macro_f1", "ece_before", "ece",
           "run"]  # fmt: skip


def main() -> None:
    """Train what is missing, read each test side once, print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--table", action="store_true", help="only print what there is")
    options.add_argument("--recipes", nargs="+", default=RECIPES, choices=RECIPES)
    options.add_argument("--splits", nargs="+", help="of those that a recipe is judged on")
    options.add_argument("--seeds", nargs="+", type=int, default=SEEDS)
    wanted = options.parse_args()
    logging.basicConfig(level=logging.WARNING)
    if not wanted.table:
        for recipe in wanted.recipes:
            splits = [s for s in RECIPES[recipe] if s in (wanted.splits or RECIPES[recipe])]
            for split, seed in product(splits, wanted.seeds):
                if not any(is_row(row, recipe, split, seed) for row in results()):
                    one(Recipe.load(recipe).changed(seed=seed, data={"split": split}))
    table()


def one(recipe: Recipe) -> None:
    """One row on each side: train unless a run of exactly this recipe is finished."""
    run = trained(recipe)
    rows = []
    for side in ("validation", "test"):
        report = evaluate(Checkpoint(run.path), side=side)
        rows.append({"recipe": recipe.name, "split": recipe.data.split, "seed": recipe.seed,
                     "side": side, "run": run.name}
                    | figures(report))  # fmt: skip
    append(rows)
    print(*(f"{r['recipe']} {r['split']} {r['seed']} {r['side']} {r['accuracy']:.3f}"
            for r in rows), sep="\n", flush=True)  # fmt: skip


def figures(report: dict[str, Any]) -> dict[str, float]:
    """The columns of a report."""
    scores = report["scores"]
    return {
        "n": report["n"],
        "accuracy": report["headline"]["value"],
        "macro_f1": scores["macro_f1"],
        "ece_before": report["before"]["ece"],
        "ece": scores["ece"],
    }


def results() -> list[dict[str, str]]:
    """The rows so far."""
    if not RESULTS.exists():
        return []
    with RESULTS.open(newline="") as file:
        return list(csv.DictReader(file))


def is_row(row: dict[str, str], recipe: str, split: str, seed: int) -> bool:
    """Whether a row is of this run."""
    return (row["recipe"], row["split"], row["seed"]) == (recipe, split, str(seed))


def append(rows: list[dict]) -> None:
    """Write all rows again with the new ones, whole or not at all."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*results(), *rows])
    paths.write_whole(RESULTS, text.getvalue())


def table() -> None:
    """Mean over seeds and its 95 % t-interval, by recipe, split and side."""
    print(f"{'recipe':24}{'split':12}{'side':12}{'seeds':>6}{'accuracy':>10}  95 % of the mean")
    rows = results()
    pairs = [(recipe, split) for recipe, splits in RECIPES.items() for split in splits]
    for (recipe, split), side in product(pairs, ("validation", "test")):
        values = [
            float(row["accuracy"])
            for row in rows
            if (row["recipe"], row["split"], row["side"]) == (recipe, split, side)
        ]
        if len(values) > 1:
            found = mean_interval(values)
            print(f"{recipe:24}{split:12}{side:12}{len(values):6}{found['mean']:10.3f}"
                  f"  {found['low']:.3f} to {found['high']:.3f}"
                  f"   ({', '.join(f'{v:.3f}' for v in values)})")  # fmt: skip


if __name__ == "__main__":
    main()
