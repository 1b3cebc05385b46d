"""Listen in a browser: a file dropped, heard, sought in, linked to and taken away."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import soundfile
from playwright.sync_api import Page, expect

from core.audio import SAMPLE_RATE, decode
from core.demo_music import make_song
from core.inference import Prediction, default_network, predict
from tests.browser.conftest import settle

Visit = Callable[[str], Page]
SLOW = 60_000  # ms; the first answer waits for PyTorch


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds of music as people have it."""
    file = tmp_path_factory.mktemp("songs") / "Evening in Rio.mp3"
    soundfile.write(file, make_song("bossa", 1, seconds=10.0), SAMPLE_RATE)
    return file


def told(song: Path) -> Prediction:
    """The same answer without a page."""
    sound = decode(song.read_bytes(), sample_rate=SAMPLE_RATE, mono=True)
    return predict(sound, default_network())


def headline(page: Page) -> str:
    """The answer: the second heading of the page, the first being its name."""
    answer = page.get_by_test_id("stHeading").nth(1)
    expect(answer).to_be_visible(timeout=SLOW)
    return answer.inner_text()


def upload(page: Page, file: Path) -> None:
    headline(page)
    page.locator("input[type=file]").first.set_input_files(file)


def test_a_file_is_answered_heard_and_sought_in(visit: Visit, song: Path) -> None:
    page = visit("/")
    upload(page, song)
    expect(page).to_have_url(re.compile(r"[?&]sound=upload~[0-9a-f]{16}"), timeout=SLOW)
    settle(page)
    found = told(song)
    verdict = "Unsure" if found.verdict == "unsure" else found.likeliest.capitalize()
    assert verdict in headline(page)
    expect(page.get_by_text("Evening in Rio.mp3").last).to_be_visible()

    clock = page.locator("output.clock")
    expect(clock).to_have_text("0:00.0 / 0:10.0")
    page.get_by_role("button", name="Play").click()
    expect(clock).not_to_have_text("0:00.0 / 0:10.0")
    page.get_by_role("button", name="Pause").click()

    genres = page.get_by_role("slider", name=re.compile("^Genre over time"))
    box = genres.bounding_box()
    assert box
    left, right = 48, 52  # px of axis and colour bar beside the plot; long labels take some more
    half = left + (box["width"] - left - right) / 2
    genres.click(position={"x": half, "y": box["height"] / 2})
    expect(page).to_have_url(re.compile(r"[?&]t=(4\.[5-9]\d*|5(\.[01]\d*)?)(&|$)"))
    settle(page)
    sought = float(re.findall(r"[?&]t=([\d.]+)", page.url)[0])

    page.reload()  # as another visitor would who was sent the link
    settle(page)
    assert verdict in headline(page)
    expect(clock).to_have_text(f"0:0{sought:.1f} / 0:10.0")


def test_what_is_no_sound_is_refused_in_place(visit: Visit, tmp_path: Path) -> None:
    page = visit("/?sound=example~bells")
    before = headline(page)
    playlist = tmp_path / "song.mp3"
    playlist.write_text("#EXTM3U\n/etc/passwd\n")
    upload(page, playlist)
    expect(page.get_by_role("alert")).to_contain_text("This is a playlist", timeout=SLOW)
    assert headline(page) == before
    assert "sound=example~bells" in page.url


def test_a_recording_is_answered(visit: Visit) -> None:
    page = visit("/")
    headline(page)
    page.get_by_test_id("stPopover").get_by_role("button").first.click()
    page.get_by_test_id("stAudioInput").get_by_role("button", name="Record").click()
    page.wait_for_timeout(1500)
    page.get_by_role("button", name="Stop recording").click()
    expect(page).to_have_url(re.compile(r"[?&]sound=recording~"), timeout=SLOW)
    settle(page)
    expect(page.get_by_text("Recorded here.")).to_be_visible()
    headline(page)


def test_the_prediction_is_taken_away(visit: Visit) -> None:
    page = visit("/?sound=example~bells&checkpoint=zheng-baseline")
    answer = headline(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Prediction (JSON)").click()
    values = json.loads(download.value.path().read_text())
    assert (values["id"], values["checkpoint"]) == ("example~bells", "zheng-baseline")
    assert values["verdict"].capitalize() in answer
    assert sum(values["probabilities"].values()) == pytest.approx(1, abs=1e-4)
