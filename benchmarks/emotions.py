"""What networks come to on CAL500's emotions, and why the paper's did not learn.

    EARSHOT_DATASETS=../shared/data python -m benchmarks.emotions

Each recipe of ours is trained on five folds, no artist in two, and judged on the songs of the fold
that it never had; answers of all folds are taken together. So is each change of the paper's two
networks, on the first two folds. What is missing is trained: some ten minutes on one core.
``docs/emotions.json`` is written.
"""

import logging
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from core.analysis.affect import Plane, correlations, places
from core.analysis.emotions import Change, EmotionResults, constant_guess, write_emotions
from core.datasets import Dataset, open_dataset
from core.datasets.cal500 import N_FOLDS
from core.evaluation import describe_songs, evaluate
from core.evaluation.evaluation import answers_of, judge
from core.evaluation.pooled import pooled, pooled_report
from core.metrics import bootstrap_interval
from core.metrics.multi_label import average_precision, macro_auroc
from core.tasks.known import known_targets
from core.training.checkpoint import Checkpoint
from core.training.division import divide
from core.training.keys import placed
from core.training.loop import train
from core.training.material import Material, prepare
from core.training.recipe import Recipe
from core.training.run import Run, list_runs

OURS = "earshot-emotion"
log = logging.getLogger(__name__)
RECIPES = (OURS, "earshot-emotion-averages")
N_OF_CHANGES = 2
"""Folds on which each change is tried."""
PAPERS = ("chang-mlp-lstm", "chang-cnn-lstm")
CHANGES: dict[str, dict[str, object]] = {
    "as the paper reports": {},
    "inputs scaled": {"model.standardise": True},
    "and a tenth of the rate": {"training.learning_rate": 1e-3},
    "and the unknown counts as half": {"task.unknown": 0.5},
}


def main() -> None:
    """Train what is missing and write the figures."""
    dataset = open_dataset("cal500")
    truths = known_targets(dataset, dataset.tracks).values
    changes = [change for name in PAPERS for change in changed(name)]
    loss, accuracy = np.mean([guess(dataset, fold) for fold in range(N_OF_CHANGES)], axis=0)
    reports = {name: reported(folds(Recipe.load(name))) for name in RECIPES}
    together = correlations(truths)
    where = places(together, dataset.names)
    plane = Plane.of(where, pooled(folds(Recipe.load(OURS)))[1])
    write_emotions(
        EmotionResults(
            n_songs=len(dataset.tracks),
            names=list(dataset.names),
            shares=np.nanmean(truths, axis=0).round(4).tolist(),
            constant_loss=float(loss),
            constant_accuracy=float(accuracy),
            correlations=together.round(3).tolist(),
            places=where.round(4).tolist(),
            base=plane.base.round(4).tolist(),
            spread=plane.spread.round(5).tolist(),
            reports=reports,
            changes=changes,
        )
    )
    for name, report in reports.items():
        print(name, report["headline"], report["scores"])
    for change in changes:
        print(change.model_dump(exclude={"train_loss", "validation_loss"}))
    print("constant guess", loss, accuracy)


def reported(runs: list[Checkpoint]) -> dict[str, Any]:
    """The report on all folds' answers, with the interval of its mean average precision."""
    truths, answers = pooled(runs)

    def mean_precision(songs: np.ndarray) -> float:
        columns = zip(truths[songs].T, answers[songs].T, strict=True)
        return float(np.nanmean([average_precision(*column) for column in columns]))

    report = pooled_report(runs)
    low, high = bootstrap_interval(mean_precision, len(truths))
    report["scores"] |= {"macro_ap_low": low, "macro_ap_high": high}
    return report


def folds(recipe: Recipe) -> list[Checkpoint]:
    """The recipe's five folds, trained and judged."""
    found = runs_of(recipe, N_FOLDS)
    for checkpoint in found:
        if checkpoint.report() is None:
            evaluate(checkpoint)
            describe_songs(checkpoint)
            log.info("%s was judged", checkpoint.name)
    return found


def runs_of(recipe: Recipe, n: int) -> list[Checkpoint]:
    """The recipe's first folds: those that there are, the others trained now with one material."""
    there = {run.recipe.to_toml(): Checkpoint(run.path) for run in list_runs() if is_finished(run)}
    material = prepare(recipe)
    each = [recipe.changed(seed=seed) for seed in range(n)]
    return [there.get(one.to_toml()) or fold(one, material) for one in each]


def is_finished(run: Run) -> bool:
    """Whether it can be read and came to its end."""
    return not run.fault() and run.status().state == "finished"


def fold(recipe: Recipe, material: Material) -> Checkpoint:
    """One of them, trained now."""
    run = Run.create(recipe)
    train(run, material)
    return Checkpoint(run.path)


def changed(name: str) -> Iterator[Change]:
    """A paper's network with one change after the other, each kept for those that follow."""
    values = Recipe.load(name).model_dump(mode="json", exclude_none=True, exclude={"search"})
    for words, settings in CHANGES.items():
        values = placed(values, settings)
        yield came_to(name, words, runs_of(Recipe.parse(values), N_OF_CHANGES))


def came_to(name: str, words: str, runs: list[Checkpoint]) -> Change:
    """What some folds came to, as their networks stand: no temperature, no thresholds."""
    each = [said(run) for run in runs]
    truths, answers = (np.concatenate(parts) for parts in zip(*each, strict=True))
    known = np.isfinite(truths)
    low, high = bootstrap_interval(
        lambda songs: macro_auroc(truths[songs], answers[songs]), len(truths)
    )
    courses = [run.history() for run in runs]
    learned, chosen = (
        np.mean([course[f"{side}_loss"] for course in courses], axis=0).round(4).tolist()
        for side in ("train", "validation")
    )
    return Change(
        recipe=name,
        change=words,
        auroc=macro_auroc(truths, answers),
        low=low,
        high=high,
        accuracy=float(((answers > 0.5) == (truths > 0.5))[known].mean()),
        spread=float(np.mean([answers.std(axis=0).mean() for _, answers in each])),
        silent=float(np.mean([silent(run) for run in runs])),
        train_loss=learned,
        validation_loss=chosen,
    )


def said(run: Checkpoint) -> tuple[np.ndarray, np.ndarray]:
    """Truths and answers of the songs that a fold never had."""
    dataset, task = open_dataset(run.recipe.data.dataset), run.recipe.task
    tracks = divide(run, dataset).test
    truths = task.targets(dataset, tracks).values
    judged = list(judge(run.model(), dataset, tracks, truths, run.recipe, lambda _: None))
    answers, _ = answers_of(judged, task, task.Calibration())
    return truths, answers


def silent(run: Checkpoint) -> float:
    """The share of a network's last hidden units that are 0 for every song that it never had."""
    dataset, model = open_dataset(run.recipe.data.dataset), run.model()
    songs = [dataset.features(track, run.recipe.features) for track in divide(run, dataset).test]
    features = [torch.from_numpy(np.stack(each)) for each in zip(*songs, strict=True)]
    with torch.inference_mode():
        return float((model.eval().embed(*features).amax(dim=0) == 0).float().mean())


def guess(dataset: Dataset, fold: int) -> tuple[float, float]:
    """`constant_guess` of a fold: its loss where weights are chosen, its accuracy where judged."""
    split = dataset.split("out-of-fold", fold)
    sides = (split.train, split.validation, split.test)
    learned, chosen, tested = (known_targets(dataset, side).values for side in sides)
    return constant_guess(learned, chosen)[0], constant_guess(learned, tested)[1]


if __name__ == "__main__":
    main()
