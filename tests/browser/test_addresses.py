"""Addresses in a real browser: back, forward, reload, links between pages, quick clicks."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import settle

Visit = Callable[[str], Page]
TITLES = {"PCA": "Songs as points"}


def entries(page: Page) -> int:
    """Length of the browser's history."""
    return page.evaluate("history.length")


def menu(page: Page, title: str) -> None:
    """Go to a page by the menu."""
    page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES.get(title, title))
    settle(page)


def expect_bits(page: Page, bits: str) -> None:
    """*Sampling › Bits* is shown, with its knob where it was left."""
    expect(page).to_have_url(re.compile(rf"/sampling\?step=Bits&bits={bits}$"))
    expect(page.get_by_role("radio", name="Bits", exact=True)).to_be_checked()
    expect(page.get_by_role("slider", name="Bits for each sample")).to_have_value(bits)


def test_back_forward_and_reload_restore_step_and_knobs(visit: Visit):
    page = visit("/sampling?step=Bits&bits=7")
    page.get_by_role("slider", name="Bits for each sample").press("ArrowRight")
    expect_bits(page, "8")
    settle(page)
    before = entries(page)
    menu(page, "Decibels")
    expect(page).to_have_url(re.compile(r"/decibels$"))
    assert entries(page) == before + 1
    page.get_by_role("radio", name="Three pictures", exact=True).click()
    expect(page).to_have_url(re.compile(r"/decibels\?step=Three\+pictures$"))
    settle(page)
    page.go_back()
    expect_bits(page, "8")
    settle(page)
    page.reload()
    expect_bits(page, "8")
    settle(page)
    page.go_forward()
    expect(page).to_have_url(re.compile(r"/decibels\?step=Three\+pictures$"))
    expect(page.get_by_role("radio", name="Three pictures", exact=True)).to_be_checked()
    assert entries(page) == before + 1


def test_back_on_one_page_restores_it_too(visit: Visit):
    page = visit("/sampling?step=Bits&bits=7")
    menu(page, "Decibels")
    menu(page, "Sampling")
    expect(page).to_have_url(re.compile(r"/sampling$"))
    page.evaluate("history.go(-2)")
    expect_bits(page, "7")
    settle(page)
    page.evaluate("history.go(2)")
    expect(page).to_have_url(re.compile(r"/sampling$"))
    expect(page.get_by_role("radio", name="Bits", exact=True)).not_to_be_checked()


def test_quick_clicks_end_where_the_last_one_was(visit: Visit):
    page = visit("/sampling")
    before = entries(page)
    steps = page.get_by_role("radiogroup", name="Step").get_by_role("radio")
    for place in (2, 1, 5, 3, 4):
        steps.nth(place).click()
    slider = page.get_by_role("slider", name="Bits for each sample")
    expect(slider).to_be_visible()
    settle(page)  # a key that is pressed while a slider arrives may find none
    for _ in range(5):
        slider.press("ArrowRight")
    settle(page)
    expect_bits(page, "9")
    assert entries(page) == before


def test_a_link_between_pages_shows_the_network_that_it_names(visit: Visit):
    page = visit("/train?run=zheng-baseline")
    before = entries(page)
    page.get_by_role("link", name=re.compile("Compare › Run")).click()
    expect(page).to_have_url(re.compile(r"/run\?run=zheng-baseline$"))
    expect(page.get_by_role("combobox", name="Network", exact=True)).to_have_value("zheng-baseline")
    settle(page)
    assert entries(page) == before + 1
    page.go_back()
    expect(page).to_have_url(re.compile(r"/train\?run=zheng-baseline$"))
    expect(page.get_by_role("combobox", name="Run")).to_have_value("zheng-baseline")


def test_an_address_asked_for_in_vain_is_told_once_and_mended(visit: Visit):
    page = visit("/run?run=nope")
    told = page.get_by_text("The address asks for the network")
    expect(told).to_contain_text("nope")
    expect(page).to_have_url(re.compile(r"/run$"))
    box, title = told.bounding_box(), page.get_by_role("heading", level=1).bounding_box()
    assert box
    assert title
    assert box["y"] < title["y"] < 400  # above the title, and nothing in between
    menu(page, "PCA")
    expect(told).to_have_count(0)
    block = page.get_by_test_id("stMainBlockContainer")
    padding = block.evaluate("block => parseFloat(getComputedStyle(block).paddingTop)")
    box, title = block.bounding_box(), page.get_by_role("heading", level=1).bounding_box()
    assert box
    assert title
    assert title["y"] - box["y"] - padding < 32  # what keeps addresses takes no room
