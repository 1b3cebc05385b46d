"""Every step of every lesson in a browser: it opens, a control moves, and nothing goes wrong.

The fixture `page` fails a test for any error in the page or in the console.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, Position, expect

from pages.learn.parts.lesson_list import LESSONS
from tests.browser.conftest import settle
from tests.browser.test_player import box_of, scrolls, swipe

Visit = Callable[[str], Page]
SOUND = "sound=example~waltz"


def steps_of(page: Page) -> list[str]:
    """Names of the lesson's steps, in their order."""
    group = page.get_by_role("radiogroup", name="Step")
    expect(group).to_be_visible()
    return [name.strip() for name in group.get_by_role("radio").all_inner_texts()]


def row_top(page: Page) -> int:
    """How far below the top of the page the row of steps stands, px."""
    box = page.get_by_role("radiogroup", name="Step").bounding_box()
    assert box
    return round(box["y"] + page.get_by_test_id("stMain").evaluate("main => main.scrollTop"))


def knobs(page: Page) -> Iterator[Locator]:
    """The sliders of a step's settings that can be seen, none of the player's."""
    for slider in page.get_by_test_id("stSlider").get_by_role("slider").all():
        if slider.is_visible():
            yield slider


def turned(slider: Locator) -> bool:
    """Whether an arrow key moves the slider one way or the other."""
    before = slider.input_value()
    for key in ("ArrowRight", "ArrowLeft"):
        slider.focus()
        slider.press(key)
        if slider.input_value() != before:
            return True
    return False


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.folder)
def test_every_step_opens_and_answers(visit: Visit, lesson) -> None:
    page = visit(f"/{lesson.url_path}?{SOUND}")
    expect(page).to_have_title(f"{lesson.title} · Earshot")
    names = steps_of(page)
    assert len(names) > 1
    moved, top = False, row_top(page)
    for number, name in enumerate(names):
        if number:
            page.get_by_role("button", name=f"Next step: {name}").click()
        expect(page.get_by_role("radio", name=name, exact=True)).to_be_checked()
        settle(page)
        expect(page.get_by_role("radiogroup", name="Step")).to_be_in_viewport()
        assert row_top(page) == top
        expect(page.get_by_role("heading", name="Try this")).to_be_attached()
        address = page.url
        if not moved and (moved := any(turned(slider) for slider in knobs(page))):
            expect(page).not_to_have_url(address)
            settle(page)
        expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
        expect(page.get_by_test_id("stException")).to_have_count(0)
    assert moved


def test_an_address_opens_a_step_as_it_was_left(visit: Visit) -> None:
    page = visit("/decibels?step=Three+units&gain=-20")
    expect(page.get_by_role("radio", name="Three units", exact=True)).to_be_checked()
    slider = page.get_by_role("slider", name="Gain")
    expect(slider).to_have_value("-20")


def test_the_last_step_leads_to_the_next_lesson_with_the_sound(visit: Visit) -> None:
    page = visit("/decibels?step=Reference+and+floor&sound=example~bells")
    page.get_by_test_id("stPageLink").filter(has_text="Next lesson: Mel and MFCC").click()
    expect(page).to_have_url(re.compile(r"/mel\b"))
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Mel and MFCC")
    expect(page.get_by_role("radiogroup", name="Step")).to_be_in_viewport()
    assert "sound=example" in page.url


def test_progress_is_still_there_after_a_reload(visit: Visit) -> None:
    page = visit("/convolution?step=Pictures")
    page.get_by_text("1,048,576", exact=True).first.click()
    expect(page.get_by_text(re.compile("^Right\\."))).to_be_visible()
    settle(page)
    visit("/convolution")
    told = page.get_by_text("2 of 5 steps opened, 1 of 5 questions answered.")

    def told_when_pointed_at() -> bool:
        """A page that still takes its place may slip from under the mouse: come from elsewhere."""
        page.mouse.move(0, 0)
        page.get_by_test_id("stMain").get_by_test_id("stTooltipIcon").first.hover()
        page.wait_for_timeout(500)
        return told.is_visible()

    assert any(told_when_pointed_at() for _ in range(10))


def test_a_version_of_the_sound_keeps_its_place(visit: Visit) -> None:
    page = visit(f"/convolution?{SOUND}&step=One+kernel&at=4")
    clock = page.locator("output.clock")
    expect(clock).to_have_text(re.compile(r"0:04\.0 / 0:10\.0"))
    first = page.get_by_role("button", name="Before")
    second = page.get_by_role("button", name="What it finds")
    expect(first).to_have_attribute("aria-pressed", "true")
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(clock).to_have_text(re.compile(r"0:04\.0 / 0:10\.0"))
    page.get_by_role("button", name="Play").click()
    expect(clock).not_to_have_text(re.compile(r"0:04\.0"))
    first.click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    expect(clock).not_to_have_text(re.compile(r"0:00\.0"))


def test_the_frame_follows_a_drag(visit: Visit) -> None:
    page = visit(f"/convolution?{SOUND}&step=One+kernel")
    picture = page.get_by_role("slider", name=re.compile("^Picture: constant-Q"))
    expect(page.get_by_text("at 2.00 s the nine products")).to_be_visible()
    box = picture.bounding_box()
    assert box
    left, right = 48, 52  # px of axis and colour bar beside the plot
    width = box["width"] - left - right
    picture.hover(position={"x": left + 0.2 * width, "y": 60})
    page.mouse.down()
    page.mouse.move(box["x"] + left + 0.7 * width, box["y"] + 60, steps=5)
    page.mouse.up()
    expect(page.get_by_text(re.compile(r"at (6\.9\d|7\.0\d) s the nine products"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"at=(6\.9|7\b|7\.0)"))


def test_a_question_checks_itself(visit: Visit) -> None:
    page = visit("/convolution?step=Pictures")
    page.get_by_text("4,096", exact=True).click()
    expect(page.get_by_text("Not that one.")).to_be_visible()
    page.get_by_text("1,048,576", exact=True).first.click()
    expect(page.get_by_text(re.compile("^Right\\."))).to_be_visible()


def test_a_finger_drags_the_band_and_turns_a_knob(phone: Page) -> None:
    phone.goto(f"/sampling?{SOUND}")
    settle(phone)
    plot = phone.get_by_role("slider", name=re.compile("^The whole excerpt"))
    plot.scroll_into_view_if_needed()
    swiped = box_of(plot)
    start: Position = {"x": swiped["x"] + 80, "y": swiped["y"] + 60}
    swipe(phone, start, by=(120, 4))
    expect(phone.get_by_text(re.compile("The close-up begins at 1.990 s"))).to_have_count(0)
    settle(phone)
    knob = phone.get_by_role("slider", name="Close-up (ms)")
    knob.scroll_into_view_if_needed()
    handle = box_of(knob)
    swipe(phone, {"x": handle["x"] + handle["width"] / 2, "y": handle["y"] + 8}, by=(60, 2))
    expect(phone).to_have_url(re.compile(r"zoom=(50|100|200)"))
    settle(phone)
    turned = phone.url
    scrolls(phone, phone.get_by_test_id("stSlider").get_by_role("group").first)
    settle(phone)
    assert phone.url == turned
