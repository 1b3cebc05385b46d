"""Song data as a visitor gets it: the example, a table of one's own, whatever is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.datasets import locations, open_dataset
from core.evaluation import evaluate
from core.inference import predict_rows
from core.tables import example_table
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.recipe import Recipe
from core.training.run import Run, list_runs
from tests.pages.conftest import Open

PAGE = "pages/beyond/song_data.py"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A network that learned from the example for a moment, judged."""
    folder = tmp_path_factory.mktemp("tables")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_HOME", str(folder / "home"))
        (folder / "mine.csv").write_bytes(example_table(20))
        locations.add("mine", folder / "mine.csv")
        recipe = Recipe.load("chang-mlp").changed(
            data={"dataset": "mine"},
            training={"epochs": 4, "batch_size": 8, "learning_rate": 0.01},
        )
        made = Run.create(recipe)
        train(made)
        evaluate(Checkpoint.load(made.name))
        yield made


def texts(app: AppTest) -> str:
    found = [*app.markdown, *app.caption, *app.warning, *app.info, *app.subheader, *app.success]
    return "\n".join(each.value for each in found)


def upload(app: AppTest, raw: bytes, name: str = "songs.csv") -> AppTest:
    app.file_uploader[0].upload(name, raw, "text/csv").run()
    assert not app.exception
    return app


def test_the_example_is_classified(run: Run, open_page: Open) -> None:
    app = open_page(PAGE, network=run.name)
    assert not app.exception
    assert "A program made these songs up" in texts(app)
    assert "Columns: 13 of 13 found by name" in [each.label for each in app.expander]
    rows = app.dataframe[0].value
    assert len(rows) == 150
    assert {"song", "label", "genre", "confidence"} <= set(rows.columns)
    assert "The likeliest genre is the right one" in texts(app)


def test_it_says_what_the_shell_says(run: Run, open_page: Open, tmp_path: Path) -> None:
    (tmp_path / "songs.csv").write_bytes(example_table(2, seed=5))
    told = [found.confidence for _, found in predict_rows(tmp_path / "songs.csv", run.path)]
    app = upload(open_page(PAGE, network=run.name), example_table(2, seed=5))
    np.testing.assert_allclose(app.dataframe[0].value.confidence, 100 * np.array(told), rtol=1e-4)
    assert app.query_params["table"]


def test_columns_are_mended_by_hand_and_faults_are_told(run: Run, open_page: Open) -> None:
    raw = example_table(2).replace(b",tempo,", b",how fast,").replace(b"0.5", b"loud", 1)
    app = upload(open_page(PAGE, network=run.name), raw)
    assert "1 of the 13 columns that the network takes were not found: tempo" in texts(app)
    assert "1 cell holds no such value" in texts(app)
    assert "row 1, column" in texts(app)
    (box,) = [box for box in app.selectbox if box.key and box.key.endswith("-tempo")]
    box.set_value("how fast").run()
    assert not app.exception
    assert app.dataframe


@pytest.mark.parametrize(
    ("raw", "told"),
    [(b"PK\x03\x04rest", "workbook"), (b"a\n1\n", "one column"), (b"a,b\n1,2,3\n", "row 1")],
)
def test_what_is_no_table_is_refused_and_the_example_stays(
    run: Run, open_page: Open, raw: bytes, told: str
) -> None:
    app = upload(open_page(PAGE, network=run.name), raw)
    assert told in texts(app)
    assert "The table before stays" in texts(app)
    assert len(app.dataframe[0].value) == 150


def test_a_table_with_semicolons_and_decimal_commas_is_the_same(run: Run, open_page: Open) -> None:
    plain = upload(open_page(PAGE, network=run.name), example_table(2)).dataframe[0].value
    raw = example_table(2).replace(b",", b";").replace(b".", b",")
    app = upload(open_page(PAGE, network=run.name), raw)
    assert "separated by semicolons" in texts(app)
    np.testing.assert_allclose(app.dataframe[0].value.confidence, plain.confidence)


@pytest.mark.parametrize("view", ["columns", "map", "limits"])
def test_every_view_is_drawn(run: Run, open_page: Open, view: str) -> None:
    app = open_page(PAGE, network=run.name, view=view)
    assert not app.exception
    assert not app.warning
    if view == "limits":
        assert "Nobody can be right in more than 90 %" in texts(app)
    else:
        assert len(app.get("plotly_chart")) == 2


def test_a_table_without_classes_tells_by_what_answers_change(run: Run, open_page: Open) -> None:
    lines = [line.rpartition(b",")[0] for line in example_table(3).splitlines()]
    app = upload(open_page(PAGE, network=run.name, view="columns"), b"\n".join(lines))
    assert "songs are then called otherwise" in texts(app)


def test_a_table_is_learned_from_through_the_queue(run: Run, open_page: Open) -> None:
    app = upload(open_page(PAGE, network=run.name, view="train"), example_table(12, seed=9))
    next(box for box in app.selectbox if box.key == "learn-recipe").set_value("chang-mlp")
    app.text_input(key="learn-name").set_value("../other").run()
    next(b for b in app.button if b.label == "Start training").click().run()
    assert "cannot be the name of a dataset" in app.error[0].value
    app.text_input(key="learn-name").set_value("other").run()
    next(b for b in app.button if b.label == "Start training").click().run()
    assert not app.exception
    assert not app.error
    queued = list_runs()[0]
    assert queued.name in texts(app)
    assert queued.recipe.data.dataset == "other"
    assert len(open_dataset("other").tracks) == 60
    (queued.path / "stop").touch()


def test_the_address_of_a_table_that_has_gone_is_told(run: Run, open_page: Open) -> None:
    app = open_page(PAGE, network=run.name, table="0123456789abcdef")
    assert not app.exception
    assert "Choose the file again" in texts(app)
