"""One file each: a model, a task, a dataset and a page are added to a copy, and work there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
DATASET = '''
"""Three pitches, made where they are asked for."""

import tempfile
from pathlib import Path

from core.datasets import DATASETS
from core.datasets.folder import FolderDataset, scan
from core.signals import tones
import soundfile


@DATASETS.register("pitches")
def open_pitches():
    folder = Path(tempfile.gettempdir()) / "pitches"
    for label, hertz in {"low": 110.0, "middle": 440.0, "high": 1760.0}.items():
        (folder / label).mkdir(parents=True, exist_ok=True)
        for n in range(6):
            y = tones([hertz * (1 + n / 100)], seconds=1.5, sample_rate=22050)
            soundfile.write(folder / label / f"{label}.{n}.wav", y, 22050)
    return FolderDataset("pitches", "Pitches", tuple(scan(folder)), ("high", "low", "middle"))
'''
TASK = '''
"""One class out of several, judged by whether the second guess is the right one."""

from typing import ClassVar, Literal

import numpy as np

from core.tasks import TASKS
from core.tasks.base import Headline
from core.tasks.scores import Score
from core.tasks.single_label import SingleLabel


@TASKS.register("second_guess")
class SecondGuess(SingleLabel, frozen=True):
    title: ClassVar[str] = "The second guess"
    headline: ClassVar[Headline] = Headline(
        "second", "Second guess", True, "1 in {n}", "How often the second guess is right.",
        ("f1", "F1"),
    )
    scores: ClassVar[dict[str, Score]] = {"rank": Score("Rank", False, "Mean rank of the truth.")}

    kind: Literal["second_guess"] = "second_guess"

    def score(self, answers, truths):
        return float(np.mean(np.argsort(answers, axis=1)[:, -2] == truths.argmax(axis=1)))

    def report(self, answers, truths, names, calibration):
        report = super().report(answers, truths, names, calibration)
        value = self.score(answers, truths)
        headline = {"name": "second", "value": value, "low": 0.0, "high": 1.0}
        return report | {"headline": headline, "scores": {"rank": 1.5}}
'''
VIEW = '''
"""What the page Run shows of it."""

import streamlit as st


def show_view(result, report, judged):
    st.markdown("The second guesses")


def show_honesty(result, report, judged):
    st.markdown("Honestly.")
'''
PAGE = '''
"""A page of one line."""

import streamlit as st

st.title("Pitches")
'''
ENTRY = """    "Hello": [st.Page("pages/compare/pitches.py", title="Pitches", url_path="pitches")],
"""
RECIPE = """
name = "pitches"
title = "Pitches"
task = { kind = "second_guess" }
data = { dataset = "pitches", split = "random-622", window = { seconds = 1.0 } }
features = [{ kind = "mel", n_mels = 16 }]
model = { name = "my_model", width = 8 }
training = { epochs = 2, batch_size = 4 }
"""
TRAIN_AND_OPEN = """
from core.cli import app as command_line
from core.training.run import list_runs
from streamlit.testing.v1 import AppTest

command_line(["train", "pitches"], standalone_mode=False)
(run,) = list_runs()
assert run.status().state == "finished"
app = AppTest.from_file("app.py", default_timeout=60).run()
app.switch_page("pages/compare/pitches.py").run()
assert [title.value for title in app.title] == ["Pitches"] and not app.exception
app.switch_page("pages/compare/run.py")
app.query_params["run"] = run.name
app.run()
assert not app.exception, app.exception
assert "The second guesses" in [text.value for text in app.markdown]
shown = {metric.label: metric.value for metric in app.metric}
assert shown["Rank"] == "1.500" and "Second guess" in shown, shown
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project without its checkpoints."""
    folder = tmp_path / "copy"
    for name in ("core", "pages", ".streamlit", "recipes"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(PROJECT / "app.py", folder)
    (folder / "checkpoints").mkdir()
    return folder


def test_a_model_a_task_a_dataset_and_a_page_are_one_file_each(copy: Path, home: Path):
    readme = (PROJECT / "README.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (example,) = [block for block in blocks if "MODELS.register" in block]
    files = {
        "core/models/mine.py": example,
        "core/tasks/second_guess.py": TASK,
        "pages/compare/views/second_guess.py": VIEW,
        "core/datasets/pitches.py": DATASET,
        "pages/compare/pitches.py": PAGE,
        "recipes/pitches.toml": RECIPE,
    }
    for name, text in files.items():
        (copy / name).write_text(text.lstrip())
    app = (copy / "app.py").read_text()
    (copy / "app.py").write_text(app.replace('    "Compare": [', ENTRY + '    "Compare": [', 1))

    done = subprocess.run(
        [sys.executable, "-c", TRAIN_AND_OPEN],
        cwd=copy,
        env={**os.environ, "EARSHOT_HOME": str(home), "TMPDIR": str(copy)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
