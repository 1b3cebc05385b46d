"""Similar songs in a browser: a folder is added at the computer itself, and its songs are found."""

from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile
from playwright.sync_api import Page, expect

from core.demo_music import make_song
from tests.browser.conftest import settle


@pytest.mark.timeout(300)
def test_a_folder_becomes_a_library_and_its_songs_play(
    visit: Callable[[str], Page], tmp_path: Path
) -> None:
    for style in ("club", "waltz"):
        soundfile.write(tmp_path / f"{style}.wav", make_song(style, 5, seconds=5.0), 22050)
    page = visit("/similar?sound=example~waltz")
    page.get_by_label("A folder of this computer").fill(str(tmp_path))
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_role("button", name="Add folder").click()
    expect(page.get_by_text("2 described")).to_be_visible(timeout=180_000)
    page.goto("/similar?sound=example~waltz&library=mine")
    settle(page)
    names = page.get_by_role("button", name=".wav")
    expect(names).to_have_count(2)
    names.first.click()
    settle(page)
    expect(page.get_by_text("density of pitches").first).to_be_attached()
    expect(page.get_by_role("button", name="Pause")).to_have_count(1)
