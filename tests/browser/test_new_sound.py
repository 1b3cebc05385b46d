"""Another sound on Listen: what belongs to the one before is gone before the new one is named."""

import re
from collections.abc import Callable
from pathlib import Path

import soundfile
from playwright.sync_api import Page, expect

from core.audio import SAMPLE_RATE
from core.demo_music import make_song
from tests.browser.conftest import settle

Visit = Callable[[str], Page]
WATCH = """([old, name]) => {
  window.together = [];
  window.looks = 0;
  const look = () => {
    const headings = [...document.querySelectorAll("h1")].map((h) => h.innerText);
    const words = [...document.querySelectorAll("[data-testid=stMain] p")].map((p) => p.innerText);
    const said = words.filter((each) => each.includes(name) || each.endsWith(" …"));
    if (headings.includes(old)) window.together.push(...said);
    window.looks += 1;
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
}"""


def test_the_answer_before_goes_as_soon_as_a_file_comes(visit: Visit, tmp_path: Path) -> None:
    page = visit("/?sound=example~bells&checkpoint=demo-cnn")
    answer = page.get_by_role("heading", level=1).nth(1)
    before = answer.inner_text()
    file = tmp_path / "Another song.ogg"
    song = make_song("power-chords", 5, seconds=40.0)
    soundfile.write(file, song, SAMPLE_RATE, format="OGG", subtype="VORBIS")
    page.evaluate(WATCH, [before, file.stem])
    page.locator("input[type=file]").first.set_input_files(file)
    expect(page).to_have_url(re.compile("sound=upload"))
    expect(page.get_by_text("Another song.ogg").last).to_be_visible()
    expect(answer).to_be_visible()
    settle(page)
    assert answer.inner_text() != before
    assert page.evaluate("window.looks")
    assert page.evaluate("window.together") == []
    assert page.get_by_role("slider", name="position in time").first.is_visible()
