"""One file each: a model, a task, a dataset, a page and a step of a lesson, added to a copy."""

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


class Pitches(FolderDataset):
    task = "nearest"


@DATASETS.register("pitches")
def open_pitches():
    folder = Path(tempfile.gettempdir()) / "pitches"
    for label, hertz in {"low": 110.0, "middle": 440.0, "high": 1760.0}.items():
        (folder / label).mkdir(parents=True, exist_ok=True)
        for n in range(6):
            y = tones([hertz * (1 + n / 100)], seconds=1.5, sample_rate=22050)
            soundfile.write(folder / label / f"{label}.{n}.wav", y, 22050)
    return Pitches("pitches", "Pitches", tuple(scan(folder)), ("high", "low", "middle"))
'''
TASK = '''
"""Which class a track is nearest to, by least squares."""

from typing import ClassVar, Literal

import numpy as np

from core.tasks import TASKS
from core.tasks.base import Headline, Targets, Task
from core.tasks.scores import Score


@TASKS.register("nearest")
class Nearest(Task, frozen=True):
    title: ClassVar[str] = "The nearest class"
    predicts: ClassVar[str] = "the nearest class"
    headline: ClassVar[Headline] = Headline(
        "nearest", "Nearest is true", True, "1 in {n}", "How often it is.", ("gap", "Gap")
    )
    scores: ClassVar[dict[str, Score]] = {"gap": Score("Gap", False, "Mean square.")}

    kind: Literal["nearest"] = "nearest"

    def targets(self, dataset, tracks):
        truths = [np.eye(len(dataset.names))[dataset.label_index(track)] for track in tracks]
        return Targets(np.float32(truths), tuple(dataset.names))

    def loss(self, outputs, expected, weights):
        return ((outputs.float() - expected) ** 2 * weights).mean()

    def answers(self, outputs, expected, calibration):
        return outputs

    def answer_loss(self, answer, truth, calibration):
        return float(((answer - truth) ** 2).mean())

    def score(self, answers, truths):
        return float(np.mean(answers.argmax(axis=1) == truths.argmax(axis=1)))

    def report(self, answers, truths, names, calibration):
        gaps = dict(zip(names, ((answers - truths) ** 2).mean(axis=0).tolist()))
        headline = {"name": "nearest", "value": self.score(answers, truths), "low": 0, "high": 1}
        each = {name: {"gap": gap} for name, gap in gaps.items()}
        return {"headline": headline, "scores": {"gap": 1.5}, "per_output": each}

    def plain(self, answer, names, calibration):
        return {"nearest": None if answer is None else self.verdict(answer, names, calibration)}
'''
VIEW = '''
"""What the page Run shows of it."""

import streamlit as st

from pages.compare.views.plain import show_honesty, show_together  # noqa: F401


def show_view(result, report, judged):
    st.markdown("Nearest of all")
'''
PAGE = '''
"""A page of one line."""

import streamlit as st

st.title("Pitches")
'''
ENTRY = """    "Hello": [st.Page("pages/compare/pitches.py", title="Pitches", url_path="pitches")],
"""
STEP = '''
"""Step: half of the sound."""

import streamlit as st

from core.lessons.notebook import Export, sound_code
from pages.learn.parts.step import Step


def show(excerpt, settings):
    st.markdown("Half of it")
    return Export(code=sound_code(excerpt, [], ["half = y / 2"]), sounds={})


HALVES = Step(file=__file__, show=show)
'''
STEP_TEXT = """# Halves

Listen to half of it.

## Text

Half the amplitude.

## Tasks

### Task

Listen.

### Answer

It is softer.

## Question

How much is half?

- [ ] 2
- [x] 0.5

Two halves are one.
"""
RECIPE = """
name = "pitches"
title = "Pitches"
task = { kind = "nearest" }
data = { dataset = "pitches", split = "random-622", window = { seconds = 1.0 } }
features = [{ kind = "mel", n_mels = 16 }]
model = { name = "my_model", width = 8 }
training = { epochs = 2, batch_size = 4 }
"""
TRAIN_AND_OPEN = """
import importlib
import sys
from pathlib import Path

from core.cli import app as command_line
from core.training.run import list_runs
from streamlit.testing.v1 import AppTest

for seed in ("0", "1"):
    command_line(["train", "pitches", "--seed", seed], standalone_mode=False)
runs = [run.name for run in list_runs()]
assert [run.status().state for run in list_runs()] == ["finished"] * 2
pages = AppTest.from_file("app.py", default_timeout=60).run()._registered_pages


def page(file, **address):
    global app
    app = AppTest.from_file("app.py", default_timeout=60)
    app._registered_pages = pages
    app.switch_page(f"pages/{file}.py")
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    assert not app.exception, app.exception
    return app


def texts():
    return [text.value for text in [*app.markdown, *app.title, *app.caption]]


assert [title.value for title in page("compare/pitches").title] == ["Pitches"]
page("learn/decibels/lesson", step="Halves", sound="example~waltz")
assert "Half of it" in texts(), texts()
page("train/train", recipe="pitches", dataset="pitches")
assert [app.selectbox(key=key).value for key in ("recipe", "dataset")] == ["pitches"] * 2
assert not app.error, app.error[0].value
assert "Start training" in [button.label for button in app.button]
assert "the nearest class" in " ".join(texts()), texts()

page("compare/run", run=runs[0])
shown = {metric.label: metric.value for metric in app.metric}
assert shown["Gap"] == "1.500" and "Nearest is true" in shown, shown
assert list(app.dataframe[0].value.output) == ["high", "low", "middle"]
said = page("compare/models", models=runs, open="outputs").dataframe[0].value
assert list(said.index) == ["high", "low", "middle"] and list(said) == runs, said

page("listen/listen", checkpoint=runs[0])
assert {"High", "Low", "Middle"} & set(texts()), texts()
table = page("listen/several", checkpoint=runs[0], songs="pitches").dataframe[0].value
assert set(table.answer) == {"unsure"}, "lasting tones are no music"

Path("pages/compare/views/nearest.py").write_text(sys.argv[1])
importlib.invalidate_caches()
page("compare/run", run=runs[0])
assert "Nearest of all" in texts(), "a view of its own, once there is one"
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The project."""
    folder = tmp_path / "copy"
    for name in ("core", "pages", ".streamlit", "recipes"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(PROJECT / "app.py", folder)
    (folder / "checkpoints").symlink_to(PROJECT / "checkpoints")
    return folder


def named(file: Path, place: str, there: str) -> None:
    """Name a new page or step in the one line that lists them."""
    text = file.read_text()
    assert place in text
    file.write_text(text.replace(place, there, 1))


def test_what_is_added_is_one_file_each_and_works_everywhere(copy: Path, home: Path):
    readme = (PROJECT / "README.md").read_text()
    blocks = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
    (example,) = [block for block in blocks if "MODELS.register" in block]
    files = {
        "core/models/mine.py": example,
        "core/tasks/nearest.py": TASK,
        "core/datasets/pitches.py": DATASET,
        "pages/compare/pitches.py": PAGE,
        "pages/learn/decibels/halves.py": STEP,
        "pages/learn/decibels/halves.md": STEP_TEXT,
        "recipes/pitches.toml": RECIPE,
    }
    for name, text in files.items():
        (copy / name).write_text(text.lstrip())
    named(copy / "app.py", '    "Compare": [', ENTRY + '    "Compare": [')
    lesson = copy / "pages" / "learn" / "decibels" / "lesson.py"
    named(lesson, "THREE_PICTURES, FLOOR", "THREE_PICTURES, FLOOR, HALVES")
    named(lesson, "\nfrom", "\nfrom pages.learn.decibels.halves import HALVES\nfrom")

    done = subprocess.run(
        [sys.executable, "-c", TRAIN_AND_OPEN, VIEW.lstrip()],
        cwd=copy,
        env={
            **os.environ,
            "EARSHOT_HOME": str(home),
            "EARSHOT_DATASETS": str(copy),
            "TMPDIR": str(copy),
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
