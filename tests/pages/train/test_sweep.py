"""Train › Sweep: how many runs it will be, the means that NumPy has, and the runs of a cell."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from streamlit.testing.v1 import AppTest

from core.jobs import Sweep, judge_side
from core.training.loop import train
from core.training.run import Run
from tests import tiny
from tests.jobs.conftest import Launched, end_all, launched
from tests.pages.conftest import Open

__all__ = ["launched"]

PAGE = "pages/train/sweep.py"
SETTINGS = {"training.epochs": [1, 4], "model.hidden": [[4], [8]]}
pytestmark = pytest.mark.timeout(300)


def texts(app: AppTest) -> str:
    return "\n".join(each.value for each in [*app.markdown, *app.caption])


def figures(app: AppTest) -> list[dict]:
    return [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(each for each in app.button if each.label == label)


@pytest.fixture(scope="module")
def swept(tiny_home: Path) -> Sweep:
    """A sweep whose runs are all trained but one, as the command line makes it."""
    sweep = Sweep.open(tiny.mlp(), SETTINGS, n_seeds=2, side="validation")
    for recipe in sweep.recipes[:-1]:
        run = Run.create(recipe)
        train(run)
        judge_side(run, side="validation")
    return sweep


@pytest.fixture
def alone(tiny_home: Path) -> Iterator[None]:
    end_all()
    yield
    end_all()


def test_a_fresh_machine_has_an_example_to_start(fresh: Path, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    assert "No sweep yet" in texts(app)
    assert app.selectbox(key="recipe").value == "demo-baseline"
    assert "**18 runs**: 6 combinations with 3 seeds each; about" in texts(app)
    app.number_input(key="sweep-seeds").set_value(1).run()
    assert "**6 runs**" in texts(app)
    app.text_input(key="sweep-demo-baseline-training.epochs").set_value("0, 5").run()
    assert "training.epochs" in app.error[0].value
    assert button(app, "Start sweep").disabled


def test_the_page_shows_what_numpy_makes_of_the_reports(swept: Sweep, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    assert app.query_params["sweep"] == swept.name
    heatmap, curves = figures(app)
    _, cells = heatmap["data"]
    for place, cell in enumerate(swept.cells):
        reports = [run.report() for run in swept.runs(cell)]
        values = np.array([report["headline"]["value"] for report in reports if report])
        assert len(values) == (1 if place == 3 else 2)
        assert cells["customdata"][place][0] == place
        assert cells["text"][place] == f"{100 * values.mean():.1f}"
        told = cells["customdata"][place][1]
        assert told.startswith(f"{100 * values.mean():.1f} %")
        if len(values) == 2:
            low, high = stats.t.interval(0.95, 1, values.mean(), stats.sem(values))
            if values.std():
                assert f"({100 * low:.1f} to {100 * high:.1f} %), 2 seeds" in told
    lines = [trace for trace in curves["data"] if trace.get("fill") is None]
    assert len(lines) == 4
    histories = [run.history().validation_accuracy for run in swept.runs(swept.cells[2])]
    of_third = next(trace for trace in lines if trace["name"] == "epochs 4, hidden [4]")
    assert of_third["y"] is not None
    expected = 100 * np.mean(histories, axis=0)
    got = of_third["y"]
    if isinstance(got, dict):  # as Plotly writes arrays
        import base64

        got = np.frombuffer(base64.b64decode(got["bdata"]), got["dtype"])
    assert got == pytest.approx(expected)


def test_a_cell_leads_to_its_runs_and_the_address_names_both(swept: Sweep, open_page: Open):
    app = open_page(PAGE, sweep=swept.name, cell="1")
    assert not app.exception
    links = [each.proto for each in app.get("page_link")]
    assert len(links) == 2
    for link, run in zip(links, swept.runs(swept.cells[1]), strict=True):
        assert run.name in link.label
    assert app.query_params["cell"] == "1"
    assert "stopped" in texts(app), "one run is missing, and nobody is at work"
    assert button(app, "Go on")


@pytest.mark.usefixtures("alone")
def test_going_on_trains_what_is_missing(swept: Sweep, open_page: Open, launched: Launched):
    app = open_page(PAGE, sweep=swept.name)
    button(app, "Go on").click()
    app.run()
    assert not app.exception
    assert [words[:3] for words in launched] == [("series", swept.folder, swept.name)]
    launched.work()
    assert not swept.workers()
    assert swept.ended() == 8
    assert [row["n"] for row in swept.rows()] == [2, 2, 2, 2]
    assert "finished" in texts(open_page(PAGE, sweep=swept.name))


def test_one_key_is_a_line_and_three_are_heatmaps_side_by_side(swept: Sweep, open_page: Open):
    one = Sweep.open(tiny.mlp(), {"training.epochs": [1, 4]}, n_seeds=2, side="validation")
    three = Sweep.open(
        tiny.mlp(), {**SETTINGS, "training.batch_size": [8, 4]}, n_seeds=2, side="validation"
    )
    app = open_page(PAGE, sweep=one.name)
    assert not app.exception
    assert figures(app)[0]["data"][0]["error_y"]["array"] is not None
    app = open_page(PAGE, sweep=three.name)
    assert not app.exception
    assert "**batch_size 8**" in texts(app)
    assert len(figures(app)) == 3
