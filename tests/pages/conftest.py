"""Pages as a visitor gets them: on a fresh machine, or beside runs that were judged."""

import json
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from core.evaluation import describe_songs, evaluate
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.run import Run
from pages.learn.parts.lesson_list import lesson_page
from tests import tiny
from tests.conftest import SHARED
from tests.contrast import faint_texts
from tests.tiny import tiny_home

__all__ = ["tiny_home"]

APP = Path(__file__).parents[2] / "app.py"
SECONDS = 60
THEME = tomllib.loads((APP.parent / ".streamlit" / "config.toml").read_text())["theme"]


@pytest.fixture(scope="session", autouse=True)
def scanned_once() -> Iterator[None]:
    """Look through the installed packages once: each new app would do so, for a third of a second.

    They are the same for all apps of the session, and hold no component.
    """
    found = manifest_scanner.scan_component_manifests()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", lambda: found)
        yield


@cache
def registered() -> dict[str, Any]:
    """The pages of the app, as its first run names them."""
    return AppTest.from_file(str(APP), default_timeout=SECONDS).run()._registered_pages


def app_at(page: str) -> AppTest:
    """The app, to be opened at a page at once, as by its address: Listen is not run before."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app._registered_pages = registered()
    return app.switch_page(page)


class Open(Protocol):
    """Opens a page by its file, with the address ``?key=value``, and runs it."""

    def __call__(self, page: str, **address: str | list[str]) -> AppTest: ...


@pytest.fixture
def open_page() -> Open:
    """A page of the app, after its first run."""

    def opened(page: str, **address: str | list[str]) -> AppTest:
        app = app_at(page)
        for key, value in address.items():
            app.query_params[key] = value
        app.run()
        assert not faint(app)
        return app

    return opened


def faint(app: AppTest) -> list[str]:
    """Texts of the page's figures that are hard to read by day or by night."""
    drawn = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return [
        f"{mode}: {text}"
        for figure in drawn
        for mode in ("light", "dark")
        for text in faint_texts(figure, mode, THEME[mode]["backgroundColor"])
    ]


class OpenLesson(Protocol):
    """Opens a lesson by its folder, with the address ``?key=value``, and runs it."""

    def __call__(self, folder: str, **address: str | list[str]) -> AppTest: ...


@pytest.fixture
def open_lesson(open_page: Open) -> OpenLesson:
    """A lesson of the app, after its first run, which raised nothing."""

    def opened(folder: str, **address: str | list[str]) -> AppTest:
        at = open_page(lesson_page(folder).file, **address)
        assert not at.exception
        return at

    return opened


@pytest.fixture
def fresh(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nothing was trained and no dataset lies; its home.

    What other tests computed of the demo songs need not be computed again: it lies in its cache.
    """
    monkeypatch.delenv("EARSHOT_DATASETS", raising=False)
    home.mkdir()
    (home / "cache").symlink_to(SHARED)
    return home


@pytest.fixture(scope="module")
def judged_runs(tiny_home: Path) -> tuple[Checkpoint, Checkpoint]:
    """Two finished runs, judged on one test side; the second is made to err."""
    recipes = (tiny.mlp(), tiny.mlp(training={"epochs": 1, "learning_rate": 1e-6}))
    made = []
    for recipe in recipes:
        run = Run.create(recipe)
        train(run)
        checkpoint = Checkpoint.load(run.name)
        evaluate(checkpoint, side="test")
        describe_songs(checkpoint)
        made.append(checkpoint)
    return made[0], made[1]
