"""The command line, as a shell sees it: what it prints where, and how it ends."""

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.main import get_command
from typer.testing import CliRunner, Result

from core.cli import app
from core.demo_music import make_song
from core.training.checkpoint import Checkpoint
from core.training.run import Run, list_runs
from tests import garbage, tiny
from tests.tiny import tiny_home

__all__ = ["tiny_home"]

PROJECT = Path(__file__).parent.parent
pytestmark = pytest.mark.usefixtures("log_as_it_was")


def shell(*words: str | Path) -> subprocess.CompletedProcess:
    """``python -m core …`` in a process of its own."""
    command = [sys.executable, "-m", "core", *map(str, words)]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)


def call(*words: str | Path) -> Result:
    """The same in this process, which is quicker."""
    return CliRunner().invoke(app, [str(word) for word in words])


def ended_by_itself(done: Result) -> bool:
    """Whether it ended with words of its own, where a shell would see no traceback."""
    return done.exception is None or isinstance(done.exception, SystemExit)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two songs that can be read and two files that cannot."""
    folder = tmp_path_factory.mktemp("songs")
    for style in ("waltz", "club"):
        y = make_song(style, 1, seconds=6.0)
        soundfile.write(folder / f"{style}.wav", y, 22050)
    (folder / "text.wav").write_text("this is\nno sound\n")
    (folder / "empty.mp3").touch()
    return folder


# ---- help and usage ---------------------------------------------------------------------------


def test_help_names_every_command():  # and loads nothing heavy, which the house is held to
    done = shell("--help")
    assert done.returncode == 0
    for command in (
        "predict",
        "train",
        "evaluate",
        "extract",
        "datasets",
        "runs",
        "stop",
        "sweep",
        "search",
    ):
        assert command in done.stdout


def test_no_help_holds_brackets_which_are_taken_for_markup_and_left_out():
    commands = get_command(app).commands.values()  # type: ignore[attr-defined]
    texts = [command.help or "" for command in commands]
    texts += [getattr(option, "help", "") or "" for each in commands for option in each.params]
    assert texts
    assert not [text for text in texts if "[" in text]


@pytest.mark.parametrize(
    "words",
    [
        ["nosuch"],
        ["predict"],
        ["predict", "--nosuch", "x.wav"],
        ["evaluate", "zheng-baseline", "--side", "train"],
        ["extract", ".", "--workers", "-1"],
        ["train", "demo-cnn", "--epochs", "many"],
    ],
)
def test_wrong_usage_ends_with_2(words: list[str]):
    done = call(*words)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["predict", "x.wav", "--checkpoint", "nosuch"], "zheng-dual-cnn"),
        (["train", "nosuch"], "demo-cnn"),
        (["train", "nosuch", "--resume"], "no run 'nosuch'"),
        (["train", "demo-cnn", "--epochs", "0"], "training.epochs"),
        (["train", "zheng-baseline", "--dataset", "nowhere"], "no dataset 'nowhere'"),
        (["train", "zheng-baseline"], "datasets add gtzan PATH"),
        (["evaluate", "nosuch"], "zheng-dual-cnn"),
        (["extract", "/nosuch"], "not a folder"),
    ],
)
def test_a_name_that_is_not_known_ends_with_2_and_one_line(home: Path, words, told: str):
    done = call(*words)
    assert done.exit_code == 2
    assert told in done.stderr
    assert len(lines(done.stderr)) == 1
    assert not list_runs(), "nothing is left behind"


# ---- predict ----------------------------------------------------------------------------------


def test_predict_answers_for_the_good_files_and_tells_the_bad_ones(songs: Path):
    files = [songs / name for name in ("text.wav", "waltz.wav", "empty.mp3", "club.wav", "nosuch")]
    done = call("predict", *files, "--json")
    assert done.exit_code == 1
    answers = [json.loads(line) for line in lines(done.stdout)]
    assert [answer["file"] for answer in answers] == [str(files[1]), str(files[3])]
    told = lines(done.stderr)
    assert [line.split(":")[0] for line in told] == [str(files[i]) for i in (0, 2, 4)]
    assert ended_by_itself(done)


def test_a_network_that_sees_is_not_asked_about_a_sound(songs: Path):
    done = call("predict", songs / "waltz.wav", "--checkpoint", "bijlani-cifar-cnn")
    assert done.exit_code == 1
    assert "cannot be computed from sound" in done.stderr
    assert len(lines(done.stderr)) == 1


@pytest.mark.parametrize("checkpoint", ["zheng-dual-cnn", "zheng-baseline"])
def test_predict_tells_what_was_promised(songs: Path, checkpoint: str):
    done = call("predict", songs / "waltz.wav", "--checkpoint", checkpoint, "--json")
    assert done.exit_code == 0
    (line,) = lines(done.stdout)
    answer = json.loads(line)
    assert answer.keys() >= {
        "file", "checkpoint", "genre", "verdict", "probabilities", "seconds"
    }  # fmt: skip
    assert answer["checkpoint"] == checkpoint
    probabilities = answer["probabilities"]
    assert list(probabilities) == Checkpoint.load(checkpoint).names
    assert sum(probabilities.values()) == pytest.approx(1, abs=1e-4)
    assert answer["genre"] == max(probabilities, key=lambda name: probabilities[name])
    assert answer["verdict"] in (answer["genre"], "unsure")
    assert answer["ranked"] == sorted(probabilities, key=lambda name: -probabilities[name])
    assert answer["why"]["sentence"].startswith(answer["genre"].capitalize())
    assert len(answer["why"]["nearest"]) == 3


def test_predict_says_unsure_of_silence(tmp_path: Path):
    soundfile.write(tmp_path / "silence.wav", np.zeros(3 * 22050), 22050)
    done = call("predict", tmp_path / "silence.wav")
    assert done.exit_code == 0
    assert ": unsure" in done.stdout
    assert "silent" in done.stdout
    assert "%" not in done.stdout


def test_predict_says_how_much_of_a_cut_file_was_read(tmp_path: Path):
    file = tmp_path / "cut.wav"
    soundfile.write(file, make_song("bossa", 1, seconds=8.0), 22050)
    file.write_bytes(file.read_bytes()[: -4 * 22050])
    done = call("predict", file)
    assert done.exit_code == 0
    assert "The file says 8.0 s; 6.0 s of it could be read." in done.stdout


# ---- train, runs, stop, evaluate --------------------------------------------------------------


def recipe_file(folder: Path, **changes) -> Path:
    file = folder / "recipe.toml"
    file.write_text(tiny.mlp(**changes).to_toml())
    return file


def test_train_evaluate_and_list(tiny_home: Path, tmp_path: Path):
    done = call("train", recipe_file(tmp_path), "--seed", "3", "--epochs", "2")
    assert done.exit_code == 0, done.stderr
    (name,) = lines(done.stdout)
    assert "epoch 2/2" in done.stderr
    run = Run.load(name)
    assert (run.recipe.seed, run.recipe.training.epochs) == (3, 2)
    assert run.status().state == "finished"
    assert "epoch 2/2" in run.log_tail(), "a page shows the log of a run from the shell too"

    listed = [json.loads(line) for line in lines(call("runs", "--json").stdout)]
    assert [(row["name"], row["state"], row["epoch"]) for row in listed] == [(name, "finished", 2)]
    assert name in call("runs").stdout
    (machine,) = listed[0]["machines"]
    assert machine["precision"] in ("bfloat16", "float32")

    done = call("evaluate", name, "--json")
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert (report["side"], report["seed"]) == ("test", 3)
    assert report == run.report()
    assert report["machines"] == [machine]
    over_all = report["over_all_tracks"]
    told = f"over all 18 songs, the {over_all['n_learned']} that it learned included: accuracy "
    assert told + f"{over_all['value']:.3f}" in call("evaluate", name).stdout
    brief = f"test accuracy {report['headline']['value']:.3f}, over all {over_all['value']:.3f}"
    assert brief in call("runs").stdout
    (listed,) = map(json.loads, lines(call("runs", "--json").stdout))
    assert listed["report"] == Run.load(name).report()
    spoken = call("evaluate", name, "--side", "validation").stdout
    assert "tiny, random-622, seed 3, validation" in spoken
    assert f"Trained in {machine['precision']} on " in spoken

    done = call("ship", name, "mine")  # judged on validation last
    assert done.exit_code == 1
    assert "cannot be shipped" in done.stderr

    done = call("stop", name)
    assert done.exit_code == 1
    assert "nothing to stop" in done.stderr
    assert call("train", name, "--resume").exit_code == 2


def test_runs_that_cannot_be_read_are_listed_with_the_reason(home: Path):
    good = Run.create(tiny.mlp())
    good.write_status(state="finished")
    garbage.spoil_copies(good.path)
    done = call("runs")
    assert done.exit_code == 0
    assert good.name in done.stdout
    (told,) = (line for line in lines(done.stdout) if "recipe-unknown-key" in line)
    assert "unreadable" in told
    assert "colour" in told
    rows = {row["name"]: row for row in map(json.loads, lines(call("runs", "--json").stdout))}
    assert rows["20200101-000000-report-partial"]["state"] == "unreadable"
    assert "report.json" in rows["20200101-000000-report-partial"]["message"]
    assert rows[good.name]["state"] == "finished"


def test_an_unknown_key_of_a_recipe_is_refused_by_name(tiny_home: Path, tmp_path: Path):
    file = recipe_file(tmp_path)
    file.write_text(file.read_text().replace("batch_size", "batchsize"))
    done = shell("train", file)
    assert done.returncode == 2
    assert "training.batchsize" in done.stderr
    assert len(lines(done.stderr)) == 1


def test_ctrl_c_stops_a_training_and_keeps_it(tiny_home: Path, tmp_path: Path):
    file = recipe_file(tmp_path, training={"epochs": 10_000})
    process = subprocess.Popen(
        [sys.executable, "-m", "core", "train", file],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    run = Run.load(process.stdout.readline().strip())
    while run.status().epoch < 2:
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    began = time.monotonic()
    assert process.wait(timeout=30) == 0
    assert time.monotonic() - began < 5
    assert run.status().state == "stopped"
    assert (run.path / "model.safetensors").is_file()
    assert "Traceback" not in process.stderr.read()  # type: ignore[union-attr]


def test_a_training_that_fails_ends_with_1_and_one_clear_line(
    tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    copy = shutil.copytree(tiny_home, tmp_path / "home", symlinks=True)
    place = tiny.write_songs(tmp_path / "gone")
    (copy / "datasets.toml").write_text(f'tiny = "{place}"\n')
    monkeypatch.setenv("EARSHOT_HOME", str(copy))
    few = place / "high"
    for file in sorted(few.iterdir())[2:]:
        file.unlink()
    done = call("train", recipe_file(tmp_path))
    assert done.exit_code == 1
    assert lines(done.stderr)[-1].startswith("Error: The class 'high' has 2 tracks")
    assert ended_by_itself(done)


# ---- extract and datasets ---------------------------------------------------------------------


def test_extract_fills_the_cache_and_tells_bad_files(home: Path, songs: Path):
    done = shell("extract", songs, "--recipe", "zheng-baseline", "--workers", "2")
    assert done.returncode == 1
    told = [line.split(": ")[0] for line in done.stderr.strip().splitlines()]
    assert sorted(Path(file).name for file in told) == ["empty.mp3", "text.wav"]
    assert len(list((home / "cache" / "features").rglob("*.npy"))) == 2
    assert done.stdout == ""


def test_datasets_are_added_and_listed(home: Path, tmp_path: Path):
    def places() -> dict[str, str]:
        rows = lines(call("datasets", "list", "--json").stdout)
        return {row["name"]: row["place"] for row in map(json.loads, rows)}

    made = {"demo", "demo-tags", "demo-tempo"}
    assert places().keys() == {
        *made, "all-sounds", "cal500", "cifar10", "composers", "gtzan", "gtzan-features",
        "nonmusic", "outside", "spotify-genres",
    }  # fmt: skip
    assert all(places()[name] == "made by the program" for name in made)
    assert places()["gtzan"] == ""
    folder = tiny.write_songs(tmp_path / "mine")
    (folder / "high" / "broken.wav").write_text("no sound")
    done = call("datasets", "add", "mine", folder)
    assert done.exit_code == 0
    assert "18 tracks, 3 classes" in done.stdout
    assert "left out broken" in done.stderr
    assert places()["mine"] == str(folder)
    assert "mine" in call("datasets", "list").stdout

    done = call("datasets", "add", "other", tmp_path / "nosuch")
    assert done.exit_code == 1
    assert "nosuch" in done.stderr
    assert "other" not in places()
