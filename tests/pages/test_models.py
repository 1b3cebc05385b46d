"""Compare › Models: one table, McNemar in words, and a refusal where songs differ."""

import pytest

from core.evaluation import compare
from tests.pages.conftest import Open
from tests.pages.test_run import texts

PAGE = "pages/compare/models.py"


def test_a_fresh_machine_compares_the_shipped_two(fresh, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    assert app.multiselect(key="models").value == ["zheng-dual-cnn", "zheng-baseline"]
    shown = app.dataframe[0].value
    assert list(shown.network) == ["zheng-dual-cnn", "zheng-baseline"]
    assert shown.right.between(30, 100).all()
    assert (shown.latency > 0).all()


def test_two_runs_on_one_test_set_get_their_verdict(judged_runs, open_page: Open):
    a, b = judged_runs
    app = open_page(PAGE, models=[a.name, b.name])
    assert not app.exception
    assert compare(a, b).verdict in texts(app)


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_ask_for_another(judged_runs, open_page: Open, n):
    app = open_page(PAGE)
    app.multiselect(key="models").set_value([run.name for run in judged_runs[:n]]).run()
    assert not app.exception
    assert "Choose a second network" in texts(app)


def test_other_songs_are_refused_in_words(judged_runs, open_page: Open):
    app = open_page(PAGE, models=[judged_runs[0].name, "zheng-baseline"])
    assert not app.exception
    assert "judged on different songs" in texts(app)
