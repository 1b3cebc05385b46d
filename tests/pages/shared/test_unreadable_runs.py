"""Runs that cannot be read: named in one line, and every page works as if they were not there."""

import pytest

from core.training.checkpoint import Checkpoint
from tests import garbage
from tests.pages.conftest import Open
from tests.pages.reading import written

PAGES = ("listen/listen", "compare/run", "compare/models", "compare/pca")


@pytest.fixture(scope="module")
def good(judged_runs) -> Checkpoint:
    """A run that can be read, with every kind of spoilt one beside it."""
    garbage.spoil_copies(judged_runs[0].path)
    return judged_runs[0]


@pytest.mark.parametrize("page", PAGES)
def test_they_are_left_out_and_named(good: Checkpoint, open_page: Open, page: str):
    app = open_page(f"pages/{page}.py")
    assert not app.exception
    assert not app.error
    told = written(app).replace("\\", "")
    for name in garbage.SPOILT:
        assert f"20200101-000000-{name}: " in told, name
    assert "colour" in told, "and so is the reason"


@pytest.mark.parametrize("name", [*garbage.SPOILT, *garbage.ODD])
def test_train_lists_them_all_and_shows_each(good: Checkpoint, open_page: Open, name: str):
    app = open_page("pages/train/train.py", run=f"20200101-000000-{name}")
    assert not app.exception
    assert app.selectbox(key="run").value == f"20200101-000000-{name}"
    table = app.dataframe[0].value.set_index("Run")
    assert table.State[good.name] == "finished"
    spoilt = {f"20200101-000000-{other}" for other in garbage.SPOILT | garbage.ODD}
    assert spoilt <= set(table.index)
    assert table.State["20200101-000000-recipe-empty"] == "unreadable"
