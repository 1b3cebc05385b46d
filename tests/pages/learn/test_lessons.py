"""What all lessons share: knobs that never refuse, words before formulas, a way on, progress."""

import re
from functools import cache
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.lessons.knobs import Knob
from pages.learn.parts import progress
from pages.learn.parts.lesson_list import LESSONS, lesson_page
from pages.learn.parts.step import Lesson, Step
from tests.pages.conftest import OpenLesson, app_at
from tests.pages.learn.lessons import all_steps, ends, named, pairs_of_ends
from tests.pages.reading import EXAMPLE

EVERY_STEP = pytest.mark.parametrize("pair", all_steps(), ids=named)
WIDGETS = (
    "slider",
    "select_slider",
    "selectbox",
    "radio",
    "button_group",
    "number_input",
    "button",
    "download_button",
)


@cache
def app(folder: str) -> AppTest:
    """A lesson, opened once for all its steps."""
    return app_at(lesson_page(folder).file).run()  # only an open page takes up what is turned


def open_step(pair: tuple[Lesson, Step]) -> AppTest:
    """A step with its knobs as at first, on half a second of a song or as little as it takes."""
    lesson, step = pair
    at = app(lesson.folder)
    first = {knob.key: knob.default for knob in knobs_of(step)}
    return changed(at, {"step": step.content.name, "sound": EXAMPLE, "length": 0.5, **first})


def changed(at: AppTest, settings: dict) -> AppTest:
    """The page once its knobs are at these settings."""
    for key, value in settings.items():
        at.session_state[key] = value
    at.run()
    assert not [each.value for each in [*at.error, *at.exception]], settings
    assert len(at.code) == 1, settings
    return at


def shown(at: AppTest) -> list[bytes | str]:
    """All that is to be seen and heard of a step, but for its widgets, code and time taken."""
    elements: list[Any] = [each for each in at.main if each.type not in (*WIDGETS, "code")]
    return [
        re.sub(r"\d+ ms", "", each.value)
        if each.type in ("markdown", "caption")
        else each.proto.SerializeToString(deterministic=True)
        for each in elements
        if each.proto
    ]


def knobs_of(step: Step) -> list[Knob]:
    return [knob for knob in step.knobs if knob.options]


# ---- knobs --------------------------------------------------------------------------------------


@EVERY_STEP
def test_every_knob_that_is_shown_does_something_and_no_two_refuse_each_other(pair):
    at, knobs = open_step(pair), knobs_of(pair[1])
    before, first = shown(at), {knob.key: knob.default for knob in knobs}
    assert shown(at.run()) == before
    drawn = [first]
    for knob in knobs:
        if knob.when(first):
            end = next(value for value in ends(knob)[::-1] if value != knob.default)
            drawn.append(first | {knob.key: end})
            assert shown(changed(at, drawn[-1])) != before, knob.label
    for settings in pairs_of_ends(knobs):
        if settings not in drawn:
            changed(at, settings)


def test_pairs_of_ends_are_all_pairs_of_ends():
    knobs = [Knob(f"k{n}", "", (0, 1), 0, "") for n in range(7)]
    seen = list(pairs_of_ends(knobs))
    for one in knobs:
        for other in knobs:
            if one is not other:
                met = {(settings[one.key], settings[other.key]) for settings in seen}
                assert met == {(0, 0), (0, 1), (1, 0), (1, 1)}


@pytest.mark.parametrize(
    ("folder", "step", "chooser", "values", "key"),
    [
        ("sampling", "Band limits", "band_sound", ["saw", "square"], "pitch"),
        ("sampling", "Channels", "right", ["delayed"], "delay"),
        ("frames", "Windows", "signal", ["two tones"], "soft"),
        ("constant_q", "Scale", "source", ["a scale"], "from"),
        ("convolution", "Moved", "move", ["in pitch"], "semitones"),
        ("convolution", "Moved", "move", ["in time"], "seconds"),
    ],
)
def test_a_knob_is_shown_where_it_does_something(
    open_lesson: OpenLesson, folder, step, chooser, values, key
):
    at = open_lesson(folder, step=step, sound=EXAMPLE)
    options = at.selectbox(key=chooser).options
    for option in options:
        at.selectbox(key=chooser).set_value(option).run()
        there = {each.key for each in [*at.slider, *at.select_slider]}
        assert (key in there) == (option in values), option


@pytest.mark.parametrize(
    ("folder", "step", "chooser", "own"),
    [
        ("sampling", "Band limits", "band_sound", "your sound"),
        ("sampling", "Bits", "bit_sound", "your sound"),
        ("sampling", "Channels", "channel_sound", "your sound"),
        ("constant_q", "Scale", "source", "your sound"),
        ("constant_q", "Transposition", "played", "your sound"),
    ],
)
def test_a_sound_is_chosen_only_where_it_is_heard(open_lesson, folder, step, chooser, own):
    at = open_lesson(folder, step=step, sound=EXAMPLE)
    for option in at.selectbox(key=chooser).options:
        at.selectbox(key=chooser).set_value(option).run()
        there = f"{folder}-example" in {each.key for each in at.selectbox}
        assert there == (option == own)


@pytest.mark.parametrize("step", ["A whole network", "Moved"])
def test_an_excerpt_is_as_long_as_a_network_needs(open_lesson: OpenLesson, step):
    at = open_lesson("convolution", step="One kernel", sound=EXAMPLE, length="0.5")
    at.button_group(key="step").set_value(step).run()
    assert at.select_slider(key="length").value == 2
    assert not at.error


# ---- words --------------------------------------------------------------------------------------


@EVERY_STEP
def test_it_begins_with_a_sentence_and_the_formula_comes_last(pair):
    content = pair[1].content
    assert content.lead.count(". ") + content.lead.count("? ") == 0
    assert content.lead[-1] in ".?"
    for words in (content.lead, content.text):
        assert "$" not in words


PHRASES = re.compile(
    r"told right|tells? right|are told\b|sees? it\b|gets it\b|shipped|told apart from|"
    r"what becomes of|which is taken|meet them|for it is\b",
    re.IGNORECASE,
)


@EVERY_STEP
def test_its_words_are_plain(pair):
    content = pair[1].content
    question = content.question
    words = [content.lead, content.text, content.formula]
    words += [question.ask, *question.options, question.why]
    for task in content.tasks:
        words += [task.do, task.answer]
    assert not [found for text in words for found in PHRASES.findall(text)]


# ---- the way on, and progress -------------------------------------------------------------------


def texts(at: AppTest, kind: str) -> list[str]:
    return [each.proto.label for each in at.get(kind)]


def press(at: AppTest, label: str) -> AppTest:
    return next(each for each in at.button if each.label == label).click().run()


def test_next_leads_through_all_steps_and_on_to_the_next_lesson(open_lesson: OpenLesson):
    at = open_lesson("decibels", sound=EXAMPLE)
    assert texts(at, "page_link") == ["Frames and spectra"]
    press(at, "Next step: Three pictures")
    assert at.button_group(key="step").value == "Three pictures"
    press(at, "Next step: Reference and floor")
    assert texts(at, "page_link") == ["Next lesson: Mel and MFCC"]
    press(at, "Three pictures")
    assert at.button_group(key="step").value == "Three pictures"


def marks(at: AppTest) -> list[str]:
    """The marks in the row of steps, by their symbols."""
    row = next(each.value for each in at.caption if ":material/circle" in each.value
               or ":material/check_circle" in each.value)  # fmt: skip
    return re.findall(r":material/(\w+):", row)


def test_progress_is_marked_and_written_into_the_browser(open_lesson: OpenLesson):
    at = open_lesson("decibels", sound=EXAMPLE)
    assert marks(at) == ["radio_button_partial", "circle", "circle"]
    question = at.radio(key="decibels-Three units-question")
    question.set_value("3 dB").run()
    assert marks(at)[0] == "radio_button_partial"
    question.set_value("30 dB").run()
    assert marks(at)[0] == "check_circle"
    question.set_value("3 dB").run()  # what was known once is not taken back
    assert marks(at)[0] == "check_circle"
    press(at, "Next step: Three pictures")
    assert marks(at) == ["check_circle", "radio_button_partial", "circle"]
    assert cookie(at) == "earshot-decibels=ro-"


def cookie(at: AppTest) -> str:
    """What the page writes into the browser, without its age and place."""
    return next(
        each.proto.json
        for each in at.get("bidi_component")
        if each.proto.component_name == "earshot_progress"
    ).strip('"').split(";")[0]  # fmt: skip


@pytest.fixture
def cookies(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the browser brought along, for functions outside of a page."""
    brought: dict[str, str] = {}
    monkeypatch.setattr(
        progress.st, "context", type("Context", (), {"cookies": brought}), raising=True
    )
    monkeypatch.setattr(progress.st, "session_state", {})
    return brought


def test_a_lesson_in_the_menu_says_how_far_one_is(cookies):
    lesson = lesson_page("decibels")
    assert progress.icon(lesson) == lesson.icon
    cookies["earshot-decibels"] = "ro-"
    assert progress.icon(lesson) == ":material/clock_loader_40:"  # half of it, about
    progress.record("decibels", 1, 3, progress.RIGHT)
    progress.record("decibels", 2, 3, progress.RIGHT)
    assert progress.icon(lesson) == ":material/check_circle:"
    progress.record("decibels", 2, 3, progress.OPENED)
    assert progress.icon(lesson) == ":material/check_circle:"


@pytest.mark.parametrize("nonsense", ["x", "ro-<script>", "r" * 5000, "ööö", '"'])
def test_a_cookie_that_nobody_wrote_is_passed_over(cookies, nonsense):
    cookies["earshot-decibels"] = nonsense
    assert progress.icon(lesson_page("decibels")) == lesson_page("decibels").icon
    progress.record("decibels", 0, 3, progress.OPENED)
    assert progress.icon(lesson_page("decibels")) == ":material/clock_loader_20:"


def test_every_lesson_has_a_folder_and_steps():
    assert {lesson.folder for lesson, _ in all_steps()} == {page.folder for page in LESSONS}
