"""Train › Search: what may be set, the best so far, and Optuna's figures in the house's looks."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.jobs import Search
from core.training.recipe import Recipe
from tests import tiny
from tests.jobs.conftest import end_all, wait_for
from tests.pages.conftest import Open

PAGE = "pages/train/search.py"
SPACE = {"training.learning_rate": {"low": 0.001, "high": 0.1, "log": True},
         "model.hidden": [[4], [8]]}  # fmt: skip
pytestmark = pytest.mark.timeout(300)


def texts(app: AppTest) -> str:
    return "\n".join(each.value for each in [*app.markdown, *app.caption])


def button(app: AppTest, label: str):  # type: ignore[no-untyped-def]
    return next(each for each in app.button if each.label == label)


@pytest.fixture(scope="module")
def searched(tiny_home: Path) -> Search:
    """A search that was ended by the command line after five trials of six."""
    recipe = Recipe.parse(
        tiny.mlp(training={"epochs": 1}).model_dump(mode="json") | {"search": SPACE}
    )
    search = Search.open(recipe, n_trials=5, study="tiny-search")
    with search.working() as worker:
        assert len(list(search.work(worker))) == 5
    return Search.open(recipe, n_trials=6, study="tiny-search")


def test_a_fresh_machine_has_a_recipe_to_search(fresh: Path, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    assert "No search yet" in texts(app)
    assert app.selectbox(key="recipe").value == "demo-search"
    assert "**20 trials** over 5 keys" in texts(app)
    field = app.text_area(key="search-table-demo-search")
    assert "training.batch_size = [8, 16, 32, 64]" in (field.value or "")
    field.set_value("training.batchsize = [8, 16]").run()
    assert "training.batchsize" in app.error[0].value
    assert button(app, "Start search").disabled
    field.set_value("seed = [1, 2]").run()
    assert "other luck" in app.warning[0].value


def test_a_recipe_without_a_table_has_a_proposal(fresh: Path, open_page: Open):
    app = open_page(PAGE, recipe="demo-cnn")
    assert not app.exception
    assert not app.error
    assert "**20 trials** over 2 keys" in texts(app)


def test_the_best_and_the_figures_are_the_study_s(searched: Search, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    assert app.query_params["search"] == "tiny-search"
    best = searched.best()
    assert best.value == max(trial.value or 0 for trial in searched.trials())
    assert f"trial {best.number + 1}, accuracy **{100 * (best.value or 0):.1f} %**" in texts(app)
    assert "5 of 6 trials" in texts(app)
    drawn = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    history, coordinates = drawn[0], drawn[-1]
    values = [100 * trial.value for trial in searched.trials() if trial.value is not None]
    assert history["data"][0]["y"] == pytest.approx(values)
    assert history["data"][1]["y"][-1] == pytest.approx(100 * (best.value or 0))
    assert len(coordinates["data"]) == len(values)
    assert list(app.dataframe[0].value["Trial"]) == [1, 2, 3, 4, 5]
    (link,) = app.get("page_link")
    assert best.user_attrs["run"] in link.proto.label
    (download,) = app.get("download_button")
    assert download.proto.label.startswith("Winner")


def test_going_on_makes_the_trials_that_are_missing(searched: Search, open_page: Open):
    end_all()
    app = open_page(PAGE, search="tiny-search")
    button(app, "Go on").click()
    app.run()
    assert not app.exception
    wait_for(lambda: not searched.workers() and len(searched.trials()) == 6)
    assert not searched.fault()
    assert "finished" in texts(open_page(PAGE, search="tiny-search"))


def test_a_database_that_has_gone_is_told(searched: Search, open_page: Open):
    gone = Search(searched.path.with_name("gone"))
    gone.path.mkdir()
    (gone.path / "recipe.toml").write_text((searched.path / "recipe.toml").read_text())
    gone._write(created=1.0, url="mysql://a:secret@nowhere/x", n_trials=3)
    app = open_page(PAGE, search="gone")
    assert not app.exception
    assert "cannot be opened" in app.error[0].value
    assert "secret" not in app.error[0].value
