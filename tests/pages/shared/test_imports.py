"""What was imported is not searched for garbage again; what a page leaves behind is."""

import gc
import sys
import types
import weakref

import pytest

from pages.shared import imports
from tests.pages.conftest import Open


class Link:
    """Half of a circle, which only a search for garbage finds to be gone."""

    other: "Link"


def circle() -> weakref.ref[Link]:
    one, two = Link(), Link()
    one.other, two.other = two, one
    return weakref.ref(one)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """A module that is imported for the first time."""
    module = types.ModuleType("a_library")
    module.table = [[n] for n in range(1000)]  # type: ignore[attr-defined]
    monkeypatch.setattr(imports, "_n_known", len(sys.modules))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def searched(thing: object) -> bool:
    return any(each is thing for each in gc.get_objects())


def test_a_page_that_ran_leaves_its_imports_out(open_page: Open, library):
    assert searched(library.table)
    assert not open_page("pages/compare/papers.py").exception
    assert not searched(library.table)


def test_garbage_is_still_found_before_and_after(library):
    before = circle()
    imports.keep()
    assert before() is None, "it went before the others were put aside"
    after = circle()
    gc.collect()
    assert after() is None


def test_where_nothing_was_imported_nothing_is_put_aside(library):
    imports.keep()
    table, kept = [[n] for n in range(1000)], gc.get_freeze_count()
    imports.keep()
    assert searched(table)
    assert gc.get_freeze_count() <= kept
