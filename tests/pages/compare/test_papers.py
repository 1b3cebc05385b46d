"""Compare › Papers: the answer first, the table, and matrices that add up."""

import numpy as np

from core.evaluation import (
    beside_papers,
    current_rows,
    paper_of,
    papers_table,
    read_measured,
    recipes_table,
)
from core.evaluation.beside import answer
from core.training.checkpoint import Checkpoint
from tests.pages.compare.test_run import texts
from tests.pages.conftest import Open

PAGE = "pages/compare/papers.py"


def test_the_answer_comes_first_and_the_table_is_that_of_the_results(fresh, open_page: Open):
    app = open_page(PAGE)
    assert not app.exception
    found = beside_papers(current_rows(read_measured()))
    assert app.markdown[0].value == f"**{answer(found)}**"
    assert app.dataframe[0].value.equals(papers_table(found))
    every = app.dataframe[1].value
    assert every.to_dict("records") == recipes_table(current_rows(read_measured()))


def test_a_link_names_the_system_and_both_matrices_are_there(fresh, open_page: Open):
    app = open_page(PAGE, system="zheng-baseline")
    assert app.selectbox(key="system").value == "zheng-baseline"
    paper = paper_of("zheng-baseline")
    assert paper is not None
    assert paper.protocol in texts(app)
    report = Checkpoint.load("zheng-baseline").report()
    assert report is not None
    n = np.sum(report["confusion"])
    assert f"200 songs of the paper, {n} of ours" in texts(app)
    app.selectbox(key="system").set_value("fard-dense").run()
    assert not app.exception
    assert "fard-dense" in app.query_params["system"]
    assert "No matrix to hold against ours" in texts(app)


def test_a_link_to_an_unknown_system_is_told(fresh, open_page: Open):
    app = open_page(PAGE, system="none-such")
    assert "none-such" in app.warning[0].value
