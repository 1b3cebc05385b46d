"""Networks on music and sounds that they never learned, beside what `predict` says of the files."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import soundfile
from sklearn.metrics import accuracy_score

from core.audio import SAMPLE_RATE
from core.datasets import locations
from core.demo_music import make_crossover
from core.errors import CheckpointError
from core.evaluation import judge_elsewhere, recipes_table
from core.evaluation.measured import Measured, of_both_kinds
from core.evaluation.predictions import labelled
from core.inference import UNSURE, predict_file
from core.signals.not_music import not_music
from core.training.checkpoint import Checkpoint

NAME = "demo-baseline"


def collection(folder: Path, sounds: dict, column: str) -> list[tuple[Path, str]]:
    """A folder with sounds by (label, number) and the manifest that names them."""
    folder.mkdir()
    rows = []
    for (label, number), y in sounds.items():
        name = f"{label}{number}".replace(" ", "-")
        soundfile.write(folder / f"{name}.wav", y, SAMPLE_RATE)
        rows.append({"clip_id": name, "file": f"{name}.wav", column: label, "source": name,
                     "seconds": len(y) / SAMPLE_RATE})  # fmt: skip
    pd.DataFrame(rows).to_csv(folder / "manifest.csv", index=False)
    locations.add(folder.name, folder)
    return [(folder / row["file"], row[column]) for row in rows]


def test_a_network_is_asked_about_all_that_it_never_learned(home: Path, tmp_path: Path):
    pairs = [(style, seed) for style in ("club", "waltz", "drone") for seed in (40, 41)]
    songs = {(style, seed): make_crossover(style, seed, seconds=6.0) for style, seed in pairs}
    songs["schlager", 1] = songs["club", 40]  # which the network does not know
    noises = {(name, 1): not_music(name, 1) for name in ("crowd", "engine", "birds")}
    music_files = collection(tmp_path / "outside", songs, "genre")
    sound_files = collection(tmp_path / "nonmusic", noises, "kind")
    music, sounds = judge_elsewhere(Checkpoint.load(NAME))
    right = [predict_file(f, NAME).likeliest == label for f, label in music_files[:-1]]
    said = [predict_file(file, NAME) for file, _ in sound_files]
    assert (music.n, music.value) == (6, pytest.approx(sum(right) / 6))
    assert sounds.n == 3
    assert sounds.value is not None
    at_least = sum(each.verdict != UNSURE for each in said)  # some are refused before it is asked
    assert round(3 * sounds.value) >= at_least
    assert (music.dataset, sounds.dataset, sounds.figure) == ("outside", "nonmusic",
                                                              "called a genre")  # fmt: skip


def test_who_learned_from_them_is_not_asked(home: Path):
    with pytest.raises(CheckpointError, match="earshot learned what is no music"):
        judge_elsewhere(Checkpoint.load("earshot"))
    with pytest.raises(CheckpointError, match="demo-tags tells no genre"):
        judge_elsewhere(Checkpoint.load("demo-tags"))


def test_music_and_what_is_none_are_told_apart_as_scikit_learn_counts_them():
    checkpoint = Checkpoint.load("earshot")
    table = checkpoint.predictions()
    assert table is not None
    table = labelled(table)
    songs, sounds = (table[(table.label != "not music") == kind] for kind in (True, False))
    music, fooled = of_both_kinds(checkpoint)
    assert music == pytest.approx(accuracy_score(songs.label, songs.predicted))
    shares = sounds[[name for name in table if name.startswith("p_")]].max(axis=1)
    confident = checkpoint.recipe.evaluation.confident
    assert fooled == pytest.approx(
        ((sounds.predicted != "not music") & (shares >= confident)).mean()
    )
    assert of_both_kinds(Checkpoint.load("zheng-baseline")) == (None, None)


ROW = Measured("zheng-dual-cnn", "", "gtzan", "random-622", 0, "test", "single_label", "accuracy",
               147, value=0.8, low=0.7, high=0.9)  # fmt: skip


def test_the_table_has_a_recipe_on_the_paper_s_protocol_and_elsewhere():
    outside = replace(ROW, dataset="outside", split="unheard", value=0.5, low=0.4, high=0.6)
    (told,) = recipes_table([ROW, outside])
    assert told["paper"] == "75.0 %"
    assert told["nearest protocol"] == "80.0 % (70 to 90), random-622"
    assert (told["outside"], told["nonmusic"]) == ("50.0 % (40 to 60)", "–")


def test_out_of_fold_figures_are_means_over_folds():
    folds = [
        replace(ROW, recipe="earshot", dataset="all-sounds", split="out-of-fold", seed=seed,
                music=music, fooled=fooled)
        for seed, music, fooled in ((0, 0.6, 0.1), (1, 0.7, 0.0))
    ]  # fmt: skip
    (told,) = recipes_table(folds)
    assert told["recipe"] == "earshot †"
    assert told["outside"].startswith("65.0 %")
    assert told["nonmusic"].startswith("5.0 %")
