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

WATCH_PICTURES = """([old, name]) => {
  window.together = window.looks = 0;
  const players = () =>
    [...document.querySelectorAll("[data-testid=stMain] *")]
      .flatMap((each) => [each, ...(each.shadowRoot?.querySelectorAll("*") ?? [])])
      .filter((each) => each.ariaLabel === old);
  const look = () => {
    const captions = document.querySelectorAll("[data-testid=stCaptionContainer]");
    const named = [...captions].some((each) => each.innerText.startsWith(name));
    window.looks += named;
    window.together += named && players().length;
    requestAnimationFrame(look); // what is painted, not what changes on the way there
  };
  if (!players().length) throw new Error("There is no player to be watched.");
  look();
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


def test_a_lesson_s_pictures_go_with_the_sound_before(visit: Visit) -> None:
    page = visit("/mel?step=Cosines&sound=example~bells")
    expect(page.get_by_role("slider", name=re.compile("^Mel spectrogram"))).to_be_visible()
    page.evaluate(WATCH_PICTURES, ["Bells (synthetic)", "Waltz (synthetic)"])
    page.get_by_role("combobox", name="Sound").click()
    page.get_by_role("option", name="Waltz (synthetic)").click()
    expect(page.get_by_text("Waltz (synthetic) · 30 s")).to_be_visible()
    settle(page)
    assert page.evaluate("window.looks")
    assert page.evaluate("window.together") <= 1  # frame: name and picture are not painted at once
