"""The first minute in a browser: what only there can be seen of a drop, a table and a card."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile
from PIL import Image
from playwright.sync_api import Page, expect

from core.audio import SAMPLE_RATE
from core.demo_music import make_song
from tests.browser.conftest import settle
from tests.browser.test_listen import SLOW, headline, upload

Visit = Callable[[str], Page]


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("songs")
    files = [folder / "First waltz.mp3", folder / "Second bells.mp3"]
    for file, style in zip(files, ("waltz", "bells"), strict=True):
        soundfile.write(file, make_song(style, 1, seconds=4.0), SAMPLE_RATE)
    return files


def test_an_upload_outlives_a_reload_until_it_is_removed(visit: Visit, songs: list[Path]):
    page = visit("/")
    bare = page.url
    upload(page, songs[0])
    expect(page).to_have_url(re.compile(r"[?&]sound=upload~"), timeout=SLOW)
    settle(page)
    said = headline(page)
    page.reload()
    settle(page)
    expect(page.get_by_text("First waltz.mp3").first).to_be_visible()
    assert headline(page) == said
    page.get_by_role("button", name="Remove").press("Enter")
    expect(page).to_have_url(bare)
    settle(page)
    expect(page.get_by_role("button", name="Remove")).to_have_count(0)
    expect(page.get_by_text("First waltz.mp3")).to_have_count(0)


def test_songs_dropped_together_are_rows_that_play(visit: Visit, songs: list[Path]):
    page = visit("/")
    headline(page)
    page.locator("input[type=file]").first.set_input_files(songs)
    expect(page).to_have_url(re.compile(r"/several\?songs=files~"), timeout=SLOW)
    table = page.locator(".st-key-several-table-False")  # sorted, since all are judged
    expect(table).to_be_visible(timeout=SLOW)
    settle(page)
    table.click(position={"x": 15, "y": 35 * 1.5})  # the box before the first row
    expect(page.get_by_role("button", name="Play")).to_be_visible(timeout=SLOW)
    settle(page)
    chosen = page.get_by_test_id("stHeading").nth(1).inner_text()
    assert chosen in {song.name for song in songs}
    said = page.get_by_test_id("stHeading").nth(2).inner_text()
    page.get_by_role("button", name="Open in Listen").click()
    expect(page).to_have_url(re.compile(r"/\?sound=upload~"))
    settle(page)
    assert headline(page) == said


def test_an_answer_is_passed_on_as_a_card_and_a_link(visit: Visit):
    page = visit("/?sound=example~bells&checkpoint=zheng-baseline")
    said = headline(page)
    page.get_by_role("button", name="Share").click()
    card = page.get_by_role("img", name=re.compile("^Card: Bells"))
    expect(card).to_be_visible(timeout=SLOW)
    with page.expect_download() as download:
        page.get_by_role("button", name="Card (PNG)").click()
    assert Image.open(io.BytesIO(download.value.path().read_bytes())).size == (2400, 1260)
    expect(page.get_by_text("this very computer")).to_be_visible()
    link = page.get_by_test_id("stCode").inner_text().strip()
    page.goto(link)
    settle(page)
    assert headline(page) == said
    expect(page.get_by_role("combobox", name="Network", exact=True)).to_have_value(
        "zheng-baseline (one class)"
    )
