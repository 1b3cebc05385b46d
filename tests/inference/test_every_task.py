"""`predict` for networks of every task, against their own arithmetic on windows, by hand."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch
from typer.testing import CliRunner

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.cli import app
from core.datasets import open_dataset
from core.demo_music import make_song
from core.errors import DatasetError
from core.features import Averages, column_names, extract
from core.inference import Prediction, inputs_of_arrays, predict
from core.tasks.regression import as_exact_as
from core.training.checkpoint import Checkpoint
from tests.tasks import made

SONG = make_song("bossa", 3, seconds=4.3)
LENGTH = 43  # frames: 1 s
OWN = {"multi_label": "tags", "regression": "quantities", "reconstruction": "missing"}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory):
    with made.home_with_runs(tmp_path_factory.mktemp("tasks")) as names:
        yield {kind: Checkpoint.load(name) for kind, name in names.items()}


def heard(checkpoint: Checkpoint) -> tuple[Prediction, np.ndarray, list[int]]:
    """What is said of the song; its one feature, and where windows of it begin."""
    (feature,) = extract(SONG, specs=checkpoint.recipe.features)
    n = 1 + len(SONG) // 512
    starts = [*range(0, n - LENGTH, 22), n - LENGTH]
    return predict(Audio.from_mono(SONG), checkpoint), feature, starts


def windows(feature: np.ndarray, starts: list[int], length: int) -> torch.Tensor:
    return torch.from_numpy(np.stack([feature[:, s : s + length] for s in starts]))


def test_tags_are_probabilities_with_thresholds_over_time(runs: dict[str, Checkpoint]):
    checkpoint = runs["multi_label"]
    found, mel, starts = heard(checkpoint)
    with torch.no_grad():
        p = checkpoint.model()(windows(mel, starts, LENGTH)).sigmoid().numpy()
    np.testing.assert_allclose(found.answers, p, atol=1e-4)
    np.testing.assert_allclose(found.times, [(s + 21) * 512 / SAMPLE_RATE for s in starts])
    np.testing.assert_allclose(found.overall, p.mean(axis=0), atol=1e-4)
    levels = checkpoint.dimensions.calibration["thresholds"]
    tags = found.as_dict()["tags"]
    for i, name in enumerate(made.TAGS):
        assert tags[name]["probability"] == pytest.approx(p[:, i].mean(), abs=1e-4)
        assert tags[name]["threshold"] == pytest.approx(levels[i], abs=1e-6)
        assert tags[name]["said"] == (name in found.verdict.split(", "))
        assert tags[name]["said"] == (p[:, i].mean() >= levels[i])


def test_quantities_come_in_their_units_over_time(runs: dict[str, Checkpoint]):
    checkpoint = runs["regression"]
    found, averages, _ = heard(checkpoint)
    known = checkpoint.dimensions.calibration
    with torch.no_grad():
        z = checkpoint.model()(torch.from_numpy(averages)[None]).item()
    value = z * known["scale"][0] + known["mean"][0]
    assert found.overall == pytest.approx([value], abs=2e-3)
    assert len(found.answers) == len(found.times) == 8
    told = found.as_dict()["quantities"]["pitch"]
    assert told["unit"] == "octaves"
    assert told["half_width"] == pytest.approx(known["half_width"][0], abs=1e-6)
    width = known["half_width"][0]
    said = as_exact_as(float(found.overall[0]), width)
    assert found.verdict == f"pitch {said} ± {width:.2g} octaves"


def test_a_sequence_comes_out_again_with_its_error_at_each_step(runs: dict[str, Checkpoint]):
    checkpoint = runs["reconstruction"]
    found, mfcc, starts = heard(checkpoint)
    cut = windows(mfcc, starts, LENGTH)
    with torch.no_grad():
        out = checkpoint.model()(cut)
    missing = ((out - cut) ** 2).mean(dim=2).numpy()
    np.testing.assert_allclose(found.answers, missing, rtol=1e-3, atol=1e-5)
    np.testing.assert_allclose(found.overall, missing.mean(axis=0), rtol=1e-3, atol=1e-5)
    total, count = np.zeros(mfcc.shape), np.zeros(mfcc.shape[1])
    for start, window in zip(starts, out.numpy(), strict=True):
        total[:, start : start + LENGTH] += window
        count[start : start + LENGTH] += 1
    assert found.rebuilt is not None
    np.testing.assert_allclose(found.rebuilt.given, mfcc, atol=1e-5)
    np.testing.assert_allclose(found.rebuilt.returned, total / count, atol=1e-3)
    by_step = np.sqrt(((total / count - mfcc) ** 2).mean(axis=0))
    np.testing.assert_allclose(found.rebuilt.error, by_step, atol=1e-3)
    np.testing.assert_allclose(found.rebuilt.times, np.arange(mfcc.shape[1]) * 512 / SAMPLE_RATE)
    assert found.as_dict()["rmse"] == pytest.approx(np.sqrt(missing.mean()), rel=1e-3)


@pytest.mark.parametrize("kind", made.KINDS)
def test_a_track_is_told_what_judging_it_told(runs: dict[str, Checkpoint], kind: str):
    checkpoint = runs[kind]
    dataset, table = open_dataset(checkpoint.recipe.data.dataset), checkpoint.predictions()
    assert table is not None
    for row in table.to_dict("records")[:4]:
        arrays = dataset.features(dataset.track(row["track_id"]), checkpoint.recipe.features)
        found = predict(inputs_of_arrays(arrays, checkpoint), checkpoint)
        judged = [row[f"p_{name}"] for name in checkpoint.names]
        np.testing.assert_allclose(found.overall, judged, rtol=1e-4, atol=1e-5)


def test_notes_have_steps_and_no_seconds(runs: dict[str, Checkpoint], tmp_path: Path):
    checkpoint, dataset = runs["pieces"], open_dataset("tests-pieces")
    (steps,) = dataset.features(dataset.tracks[0], checkpoint.recipe.features)
    found = predict(inputs_of_arrays([steps], checkpoint), checkpoint)
    assert (found.clock, found.duration) == ("steps", steps.shape[1])
    assert list(found.times[:2]) == [49.5, 99.5]
    np.save(tmp_path / "piece.npy", steps)
    done = CliRunner().invoke(
        app,
        ["predict", str(tmp_path / "piece.npy"), "--checkpoint", checkpoint.name, "--json",
         "--over-time"],
    )  # fmt: skip
    told = json.loads(done.output)
    assert told["over_time"]["clock"] == "steps"
    assert told["over_time"]["times"] == list(found.times)
    np.testing.assert_allclose(told["over_time"]["answers"]["dark"], found.answers[:, 1], atol=1e-5)


def test_a_table_has_an_answer_for_each_row(runs: dict[str, Checkpoint], tmp_path: Path):
    checkpoint, dataset = runs["regression"], open_dataset("tests-pitch")
    rows = [dataset.features(track, [Averages()])[0] for track in dataset.tracks[:3]]
    table = pd.DataFrame(np.stack(rows), columns=list(column_names(Averages())))
    table.assign(track_id=["a", "b", "c"]).to_csv(tmp_path / "rows.csv", index=False)
    arguments = ["predict", str(tmp_path / "rows.csv"), "--checkpoint", checkpoint.name]
    done = CliRunner().invoke(app, [*arguments, "--json"])
    told = [json.loads(line) for line in done.output.splitlines()]
    assert [each["row"] for each in told] == ["a", "b", "c"]
    for each, row in zip(told, rows, strict=True):
        found = predict(inputs_of_arrays([row], checkpoint), checkpoint)
        value = each["quantities"]["pitch"]["value"]
        assert value == pytest.approx(float(found.overall[0]), abs=1e-4)
    spoken = CliRunner().invoke(app, arguments).output.splitlines()
    assert spoken[1].startswith(f"{tmp_path / 'rows.csv'} b: pitch ")
    assert spoken[1].endswith("octaves")


@pytest.mark.parametrize("kind", OWN)
def test_of_what_is_no_music_nothing_is_said(runs: dict[str, Checkpoint], kind: str):
    found = predict(Audio.from_mono(np.zeros(SAMPLE_RATE, np.float32)), runs[kind])
    assert (found.refused, found.verdict) == (True, "unsure")
    assert found.as_dict()[OWN[kind]] is None
    assert found.detail == ""


@pytest.mark.parametrize("kind", OWN)
def test_the_shell_tells_every_task(runs: dict[str, Checkpoint], kind: str, tmp_path: Path):
    file = tmp_path / "song.wav"
    file.write_bytes(encode_wav(Audio.from_mono(SONG)))
    arguments = ["predict", str(file), "--checkpoint", runs[kind].name]
    told = json.loads(CliRunner().invoke(app, [*arguments, "--json", "--over-time"]).output)
    assert told["task"] == kind
    assert list(told["over_time"]["answers"]) == runs[kind].names
    assert ("sequence" in told["over_time"]) == (kind == "reconstruction")
    first, *more = CliRunner().invoke(app, [*arguments, "--over-time"]).output.splitlines()
    assert told["verdict"] in first
    assert len(more) == len(told["over_time"]["times"])


@pytest.mark.parametrize(
    ("kind", "arrays", "words"),
    [
        ("pieces", [np.zeros((4, 200))], r"tests-steps has 3 rows of any number of steps"),
        ("pieces", [np.zeros((3, 0))], r"shape \(3, 0\)"),
        ("pieces", [np.full((3, 200), np.nan)], "not finite"),
        ("regression", [np.zeros(25)], r"averages has 26 values"),
        ("regression", [np.zeros(26), np.zeros(26)], r"takes 1 \(averages\), not 2"),
    ],
)
def test_what_a_network_cannot_take_is_refused_in_words(
    runs: dict[str, Checkpoint], kind: str, arrays: list[np.ndarray], words: str
):
    with pytest.raises(DatasetError, match=words):
        inputs_of_arrays(arrays, runs[kind])


def test_files_that_hold_no_numbers_are_refused(runs: dict[str, Checkpoint], tmp_path: Path):
    (tmp_path / "a.npy").write_bytes(b"\x93NUMPY")
    np.save(tmp_path / "b.npy", np.array([{}], dtype=object), allow_pickle=True)
    (tmp_path / "c.csv").write_text("a,b\n1,2\n")
    for name, run in (("a.npy", "pieces"), ("b.npy", "pieces"), ("c.csv", "regression"),
                      ("c.csv", "pieces")):  # fmt: skip
        done = CliRunner().invoke(
            app, ["predict", str(tmp_path / name), "--checkpoint", runs[run].name]
        )
        assert done.exit_code == 1, name
        assert len(done.stderr.splitlines()) == 1
