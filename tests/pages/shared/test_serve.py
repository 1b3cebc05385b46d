"""The server: what it does before it says that it is there."""

from pages.shared.serve import APP, DEAREST


def test_what_it_looks_at_first_are_pages_of_the_app():
    named = APP.read_text()
    assert [page for page in DEAREST if f'"pages/{page}.py"' not in named] == []
