"""The texts of the lessons: one for each step, each of which says all that it must."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.lessons.content import read_sections
from tests.lessons.test_content import RATE, WHOLE, file
from tests.pages.conftest import APP, SECONDS
from tests.pages.learn.lessons import all_steps, named

__all__ = ["file"]

LEARN = APP.parent / "pages" / "learn"


@pytest.mark.parametrize("pair", all_steps(), ids=named)
def test_every_step_has_its_text(pair):
    content = pair[1].content
    assert content.tasks
    assert "{{" not in content.text + content.formula


def test_every_text_has_its_step():
    files = {Path(step.file).with_suffix(".md") for _, step in all_steps()}
    assert len(files) == len(all_steps())
    parts = LEARN / "parts"
    assert {each for each in LEARN.rglob("*.md") if each.parent != parts} == files


def test_names_differ_within_a_lesson():
    names = [(lesson.folder, step.content.name) for lesson, step in all_steps()]
    assert len(set(names)) == len(names)


def test_shared_texts_are_read_by_name():
    assert set(read_sections(LEARN / "parts" / "pictures.md")) == {"normalised", "z_scores"}


def test_a_broken_text_is_shown_as_an_error_and_a_mended_one_at_the_next_rerun(file, monkeypatch):
    from pages.learn.decibels.floor import FLOOR

    file.write_text(WHOLE.replace("[x]", "[ ]"))
    for name, value in {"file": str(file), "values": lambda: RATE}.items():
        monkeypatch.setitem(vars(FLOOR), name, value)
    at = AppTest.from_file(str(APP), default_timeout=SECONDS).run()
    at.switch_page("pages/learn/decibels/lesson.py").run()
    assert "sampling/bits.md, section Question" in at.error[0].value
    assert not at.exception
    file.write_text(WHOLE)
    assert not at.run().error
    assert "Bits" in at.button_group(key="step").options
