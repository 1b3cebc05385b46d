"""Pictures of the whole sound in a browser: an address restored, a knob turned, a sound heard."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import settle

ADDRESS = "/mel?sound=example~bells&step=Mel+spectrogram&n_mels=40&band=100&band=5000&length=2"
Visit = Callable[[str], Page]


def drawn(page: Page) -> str:
    """The first picture as the browser drew it, once it has."""
    picture = page.locator("canvas").first
    expect(picture).to_be_visible(timeout=60_000)
    return picture.evaluate("canvas => canvas.toDataURL()")


def test_the_address_restores_what_was_shown(visit: Visit) -> None:
    page = visit(ADDRESS)
    drawn(page)
    expect(page.get_by_text("Mel spectrogram, normalised", exact=True)).to_be_visible()
    expect(page.get_by_text("Seconds 0.0 to 2.0 of 30.0 · 40 rows × 87 columns")).to_be_visible()
    expect(page.get_by_role("slider", name="Mel bands")).to_be_visible()
    histograms = page.get_by_role("img", name=re.compile("^Histogram"))
    expect(histograms).to_have_count(2)
    for picture, histogram in zip(page.locator("canvas").all(), histograms.all(), strict=True):
        plot, bars = picture.bounding_box(), histogram.bounding_box()
        assert plot
        assert bars
        assert bars["x"] > plot["x"] + plot["width"]
        assert plot["y"] < bars["y"] < bars["y"] + bars["height"] < plot["y"] + plot["height"]


def test_a_turned_knob_is_in_the_picture_and_in_the_address(visit: Visit) -> None:
    page = visit(ADDRESS)
    before = drawn(page)
    knob = page.get_by_role("slider", name="Hop")
    knob.focus()
    knob.press("ArrowRight")
    expect(page.get_by_text("40 rows × 44 columns")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]hop=1024\b"))
    assert drawn(page) != before

    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_text("Seconds 0.0 to 10.0 of 30.0 · 128 rows × 431 columns")).to_be_visible()
    expect(page).not_to_have_url(re.compile("(hop|n_mels|band|length)="))
    assert "step=Mel" in page.url


def test_the_sound_runs_and_a_click_on_a_picture_seeks(visit: Visit) -> None:
    page = visit("/constant-q?sound=example~bells&step=All+pictures")
    drawn(page)
    clock = page.locator("output.clock")
    expect(clock).to_have_text("0:00.0 / 0:10.0")
    page.get_by_role("button", name="Play").click()
    expect(clock).not_to_have_text("0:00.0 / 0:10.0")
    page.get_by_role("button", name="Pause").click()

    picture = page.get_by_role("slider", name=re.compile("^Constant-Q"))
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    left, right = 48, 52  # px of axis and colour bar beside the plot
    half = left + (box["width"] - left - right) / 2
    picture.click(position={"x": half, "y": box["height"] / 2})
    expect(clock).to_have_text(re.compile(r"0:0(4\.9|5\.[01]) / 0:10\.0"))
    settle(page)


def test_on_a_phone_each_histogram_stands_under_its_picture(phone: Page) -> None:
    phone.goto("/constant-q?sound=example~bells&step=All+pictures")
    settle(phone)
    histograms = phone.get_by_role("img", name=re.compile("^Histogram"))
    expect(histograms).to_have_count(5)
    pictures = phone.locator("canvas").all()
    places = [each.bounding_box() for pair in zip(pictures, histograms.all(), strict=True)
              for each in pair]  # fmt: skip
    tops = [place["y"] for place in places if place]
    assert len(tops) == 10
    assert tops == sorted(tops)
