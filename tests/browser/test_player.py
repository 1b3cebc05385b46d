"""The player in a browser: where the reader seeks, there it stays, and the address follows."""

import contextlib
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, Position, Route, expect

from tests.browser.conftest import settle

Visit = Callable[[str], Page]
SOUND = "sound=example~bells"  # of 30 s
SENT = re.compile(r"//[^/]+/media/")  # what the server keeps for the page; not its own fonts
AXIS, BAR = 48, 52  # px of axis and colour bar beside a plot


def picture(page: Page) -> Locator:
    """The lowest of the player's pictures that every page has."""
    return page.get_by_role("slider", name=re.compile("position in time$")).last


def box_of(plot: Locator) -> FloatRect:
    box = plot.bounding_box()
    assert box
    return box


def place(plot: Locator, share: float) -> Position:
    """Where on a plot that share of the time is."""
    box = box_of(plot)
    return {"x": AXIS + share * (box["width"] - AXIS - BAR), "y": 60}


def seconds(page: Page) -> float:
    """What the player's clock says."""
    told = page.locator("output.clock").inner_text().split(" / ")[0]
    minutes, rest = told.split(":")
    return 60 * int(minutes) + float(rest)


def in_address(page: Page, key: str) -> float:
    found = re.search(rf"[?&]{key}=([\d.]+)", page.url)
    return float(found[1]) if found else 0.0


def arrives(page: Page, asked: float, *, playing: bool, key: str = "t") -> None:
    """The address says where the reader went, and the player is still there once the page ran."""
    page.wait_for_function(
        "([key, asked]) => Math.abs(new URLSearchParams(location.search).get(key) - asked) < 0.2",
        arg=[key, asked],
    )
    settle(page)
    late = 15 if playing else 0
    assert asked - 0.2 <= seconds(page) <= asked + 0.2 + late


@pytest.mark.parametrize("playing", [False, True], ids=["paused", "playing"])
def test_every_seek_holds_by_mouse_and_keyboard(visit: Visit, playing: bool) -> None:
    page = visit(f"/?{SOUND}")
    plot = picture(page)
    if playing:
        page.get_by_role("button", name="Play").click()
    for share in (0.3, 0.1, 0.5):
        plot.click(position=place(plot, share))
        arrives(page, 30 * share, playing=playing)
    plot.press("Home")
    arrives(page, 0, playing=playing)
    if not playing:
        for presses, asked in ((1, 1.0), (2, 3.0), (1, 4.0)):
            for _ in range(presses):
                plot.press("ArrowRight")
            arrives(page, asked, playing=False)
    plot.press("Shift+ArrowRight")
    page.wait_for_timeout(400)
    settle(page)
    assert seconds(page) >= 10


def test_a_link_seeks_and_so_does_the_way_back(visit: Visit) -> None:
    page = visit(f"/?{SOUND}&t=7.5")
    assert seconds(page) == 7.5
    plot = picture(page)
    for share in (0.6, 0.2):
        plot.click(position=place(plot, share))
        arrives(page, 30 * share, playing=False)
    page.get_by_role("link", name="Decibels").first.click()
    expect(page).to_have_url(re.compile("/decibels"))
    settle(page)
    page.go_back()
    expect(plot).to_be_visible()
    arrives(page, 6, playing=False)
    plot.click(position=place(plot, 0.5))
    arrives(page, 15, playing=False)


def swipe(page: Page, start: Position, *, by: tuple[float, float]) -> None:
    """Put a finger down at `start` of the window, move it and lift it."""
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [start]})
    for step in range(1, 11):
        point = {"x": start["x"] + by[0] * step / 10, "y": start["y"] + by[1] * step / 10}
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def scrolls(phone: Page, place: Locator) -> None:
    """A finger that goes up from the middle of it takes the page along."""
    box = box_of(place)
    middle: Position = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    swipe(phone, middle, by=(6, -200))
    phone.wait_for_function(
        "([place, y]) => place.getBoundingClientRect().y < y - 50",
        arg=[place.element_handle(), box["y"]],
    )


def test_a_finger_seeks_drags_and_scrolls(phone: Page) -> None:
    phone.goto(f"/?{SOUND}")
    settle(phone)
    plot = picture(phone)
    plot.scroll_into_view_if_needed()
    for share in (0.3, 0.7, 0.4):
        plot.tap(position=place(plot, share))
        arrives(phone, 30 * share, playing=False)

    box, at = box_of(plot), place(plot, 0.2)
    start: Position = {"x": box["x"] + at["x"], "y": box["y"] + at["y"]}
    swipe(phone, start, by=(0.4 * (box["width"] - AXIS - BAR), 4))
    arrives(phone, 18, playing=False)
    scrolls(phone, plot)
    assert seconds(phone) == pytest.approx(18, abs=0.2)


def test_a_lesson_holds_every_seek_and_its_slider_seeks(visit: Visit) -> None:
    page = visit(f"/convolution?{SOUND}&step=One+kernel")
    plot = picture(page)
    for share in (0.3, 0.1, 0.5):
        plot.click(position=place(plot, share))
        arrives(page, 10 * share, playing=False, key="at")
    slider = page.get_by_test_id("stSlider").get_by_role("slider").last
    before, there = in_address(page, "at"), page.url
    slider.press("ArrowRight")
    expect(page).not_to_have_url(there)
    arrives(page, before, playing=False, key="at")  # a frame of the picture on
    assert before < in_address(page, "at") < before + 0.2


def start_of_excerpt(page: Page) -> Locator:
    """The slider, its popover opened where it is not; a page that still arrives may close it."""
    start = page.get_by_role("slider", name="Start (s)")
    for _ in range(3):
        if not start.is_visible():
            page.get_by_role("button", name="Excerpt").click()
        with contextlib.suppress(AssertionError):
            expect(start).to_be_visible(timeout=5_000)
            settle(page)
            expect(start).to_be_visible(timeout=1_000)
            break
    return start


def test_another_excerpt_keeps_the_moment(visit: Visit) -> None:
    page = visit(f"/mel?{SOUND}&step=Filter+bank&at=4")
    assert seconds(page) == 4
    start_of_excerpt(page).press("PageUp")
    expect(page).to_have_url(re.compile(r"[?&]start="))
    settle(page)
    assert (seconds(page), in_address(page, "at")) == (4, 4)


def test_a_sound_is_there_however_late_the_browser_asks(visit: Visit) -> None:
    page = visit(f"/mel?{SOUND}&step=Filter+bank")
    held: list[Route] = []
    page.route(SENT, lambda route: held.append(route))
    for _ in range(3):
        start = start_of_excerpt(page)
        before = page.url
        with page.expect_request(SENT):
            start.press("PageUp")
        expect(page).not_to_have_url(before)  # it names the start once the run for it is through
        settle(page)
    answers = [route.fetch() for route in held]
    assert {answer.status for answer in answers} <= {200, 206}
    for route, answer in zip(held, answers, strict=True):
        route.fulfill(response=answer)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
