"""The frame around every page: its menu, its addresses, its two themes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pages.learn.parts.lesson_list import LESSONS

PAGES = {
    "/": "Listen",
    "/several": "Several songs",
    "/similar": "Similar songs",
    "/train": "Train a network",
    "/my-music": "My music",
    "/sweep": "Sweep",
    "/search": "Search",
    "/run": "Run",
    "/models": "Models",
    "/papers": "Papers",
    "/mistakes": "Mistakes",
    "/pca": "PCA",
    "/composers": "Composers",
    "/recreate": "Recreate",
    "/song-data": "Song data",
    "/emotions": "Emotions",
}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_by_its_address(visit: Callable[[str], Page], path: str) -> None:
    page = visit(path)
    expect(page).to_have_title(f"{PAGES[path]} · Earshot")
    expect(page.get_by_test_id("stHeading").first).to_be_visible()
    expect(page).to_have_url(re.compile(rf"{path}(\?.*)?$"))


def test_the_menu_leads_to_every_page(visit: Callable[[str], Page]) -> None:
    page = visit("/")
    menu = page.get_by_test_id("stSidebarNavLink")
    everywhere = PAGES | {f"/{lesson.url_path}": lesson.title for lesson in LESSONS}
    expect(menu).to_have_count(len(everywhere))
    for path, title in reversed(everywhere.items()):
        menu.filter(has_text=title).click()
        expect(page).to_have_title(f"{title} · Earshot")
        expect(page).to_have_url(re.compile(rf"{path}(\?.*)?$"))
    menu.first.focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_css("outline-style", "solid")
