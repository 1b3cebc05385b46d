"""Title, note and tags: kept beside the run, and never in the way of it."""

import pytest

from core.errors import RunError
from core.training.about import About, about, called, titles, update_about
from core.training.run import ABOUT, Results, Run
from tests import tiny

pytestmark = pytest.mark.usefixtures("home")


def test_what_is_said_is_kept_and_the_name_stays():
    run = Run.create(tiny.mlp())
    assert about(run) == About()
    assert called(run) == run.name
    update_about(run, title="  Late at night ", tags=["mixup", "mixup", "final"])
    update_about(run, note="Two\nlines")
    assert about(Run.load(run.name)) == About("Late at night", "Two\nlines", ("mixup", "final"))
    assert called(run) == f"Late at night ({run.name})"
    update_about(run, title="", tags=[])
    assert about(run) == About(note="Two\nlines")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"title": "x" * 81}, "title: .*80"),
        ({"note": "x" * 4001}, "note: .*4000"),
        ({"tags": ["x" * 31]}, "tags.*30"),
        ({"tags": [" "]}, "tags.*1 character"),
        ({"tags": [str(i) for i in range(13)]}, "tags: .*12"),
    ],
)
def test_what_is_too_long_is_refused_by_name_and_limit(words: dict, told: str):
    run = Run.create(tiny.mlp())
    update_about(run, title="before")
    with pytest.raises(RunError, match=told):
        update_about(run, **words)
    assert about(run) == About("before")


@pytest.mark.parametrize("text", ["", "[", "[]", '{"title": 5}', '{"tags": "abc"}'])
def test_a_damaged_file_says_nothing(text: str):
    run = Run.create(tiny.mlp())
    (run.path / ABOUT).write_text(text)
    assert about(run) == About()
    assert update_about(run, title="new").title == "new"


def test_titles_are_told_where_no_two_are_alike(tmp_path):
    runs = [Results(tmp_path / name) for name in ("one", "two", "three", "four")]
    for run in runs:
        run.path.mkdir()
    for run, title in zip(runs, ("Mine", "Twice", "Twice", ""), strict=True):
        update_about(run, title=title)
    assert titles(runs) == {
        "one": "Mine", "two": "Twice (two)", "three": "Twice (three)", "four": "four"
    }  # fmt: skip
