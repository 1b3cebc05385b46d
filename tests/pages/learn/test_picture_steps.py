"""Pictures of the whole sound in lessons: what is set is what is shown, told and handed out."""

from collections.abc import Callable

import librosa
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.audio import SAMPLE_RATE
from core.demo_music import make_song
from tests.pages.conftest import OpenLesson
from tests.pages.reading import EXAMPLE, left_behind, player_bytes, song, written

PLACES = {  # lesson and step of each picture
    "STFT": ("frames", "Spectrogram"),
    "Mel": ("mel", "Mel spectrogram"),
    "MFCC": ("mel", "MFCC"),
    "Constant-Q": ("constant_q", "Spectrogram"),
    "Overview": ("constant_q", "All pictures"),
}
Opened = Callable[..., AppTest]


@pytest.fixture
def opened(open_lesson: OpenLesson) -> Opened:
    """The step with this picture, opened by its address."""

    def open_picture(picture: str = "STFT", **address: str | list[str]) -> AppTest:
        folder, step = PLACES[picture]
        return open_lesson(folder, **{"step": step, "sound": EXAMPLE, **address})

    return open_picture


def caption(at: AppTest) -> str:
    """The line that tells what was computed."""
    return next(text.value for text in at.caption if text.value.startswith("Seconds"))


def test_it_opens_with_an_example(opened: Opened):
    at = opened()
    assert at.title[0].value == "Frames and spectra"
    assert caption(at).startswith("Seconds 0.0 to 10.0 of 30.0 · 1025 rows × 431 columns")
    assert player_bytes(at).count(b"Histogram:") == 2
    assert not at.error


@pytest.mark.parametrize(
    ("picture", "rows"), [("STFT", 1025), ("Mel", 128), ("MFCC", 84), ("Constant-Q", 84)]
)
def test_each_picture_is_there(opened: Opened, picture, rows):
    at = opened(picture=picture)
    assert f"{rows} rows × 431 columns" in caption(at)
    assert len(at.code) == 1


def test_the_address_restores_every_setting(opened: Opened):
    at = opened(
        picture="Mel", window="Hamming", n_fft="1024", hop="256", n_mels="40",
        band=["100", "5000"], by="rows", range="40", length="5", start="12",
    )  # fmt: skip
    assert caption(at).startswith("Seconds 12.0 to 17.0 of 30.0 · 40 rows × 431 columns")
    call = "Mel(hop_length=256, n_mels=40, n_fft=1024, window='hamming', fmin=100.0, fmax=5000.0)"
    code = at.code[0].value
    assert all(excerpt in code for excerpt in call[4:-1].split(", "))
    assert 'normalise(mel, "rows")' in code
    y = make_song("waltz", seed=7, seconds=30.0)[12 * SAMPLE_RATE : 17 * SAMPLE_RATE]
    power = librosa.feature.melspectrogram(
        y=y, sr=SAMPLE_RATE, n_fft=1024, hop_length=256, window="hamming", n_mels=40, fmin=100,
        fmax=5000,
    )  # fmt: skip
    np.testing.assert_allclose(left_behind(at)["mel"], librosa.power_to_db(power), atol=1e-2)


def test_a_turned_knob_changes_the_picture(opened: Opened):
    at = opened()
    at.select_slider(key="hop").set_value(1024).run()
    assert "1025 rows × 216 columns" in caption(at)
    at.select_slider(key="n_fft").set_value(256).run()
    assert "129 rows × 216 columns" in caption(at)


def test_empty_mel_bands_are_told(opened: Opened):
    at = opened(picture="Mel", n_mels="256", n_fft="512")
    with pytest.warns(UserWarning, match="Empty filters"):
        weights = librosa.filters.mel(sr=SAMPLE_RATE, n_fft=512, n_mels=256)
    n_empty = np.count_nonzero(weights.max(axis=1) == 0)
    assert f"{n_empty} of the 256 mel bands" in caption(at)
    assert "mel bands" not in caption(opened(picture="Mel"))


def test_reset_puts_every_knob_back(opened: Opened):
    at = opened(hop="1024", axis="linear", range="40", start="3", length="2")
    assert "87 columns" not in caption(at)
    reset = next(button for button in at.button if button.label == "Reset")
    reset.click().run()
    assert caption(at).startswith("Seconds 0.0 to 10.0 of 30.0 · 1025 rows × 431 columns")
    assert (at.selectbox(key="axis").value, at.slider(key="range").value) == ("log", 80)


@pytest.mark.parametrize(
    ("address", "moved"),
    [
        ({"picture": "MFCC", "n_mels": "40"}, {"n_mels": 40, "n_mfcc": 40}),
        ({"picture": "MFCC", "n_mels": "20", "n_mfcc": "128"}, {"n_mels": 128, "n_mfcc": 128}),
        ({"picture": "Constant-Q", "note": "C4", "octaves": "8"}, {"note": "C1", "octaves": 8}),
        ({"picture": "Constant-Q", "note": "C4"}, {"note": "C4", "octaves": 5}),
        ({"picture": "Mel", "band": ["500", "500"]}, {"band": (475, 500)}),
    ],
)
def test_an_address_that_refuses_itself_is_made_to_fit(opened: Opened, address, moved):
    at = opened(**address)
    assert {key: at.session_state[key] for key in moved} == moved
    assert "has moved to" in written(at)
    assert not at.error
    assert len(at.code) == 1


def test_the_knob_that_was_turned_stays_and_the_other_follows(opened: Opened):
    at = opened(picture="MFCC")
    at.select_slider(key="n_mels").set_value(20).run()
    assert at.select_slider(key="n_mfcc").value == 20
    assert "20 rows × 431 columns" in caption(at)
    at.select_slider(key="n_mfcc").set_value(64).run()
    assert at.select_slider(key="n_mels").value == 64
    assert "*Mel bands* has moved to **64**" in written(at)
    at.select_slider(key="n_mfcc").set_value(13).run()
    assert at.select_slider(key="n_mels").value == 64
    assert "has moved to" not in written(at)


def test_two_ends_of_a_range_are_never_one(opened: Opened):
    at = opened(picture="Mel")
    at.slider(key="band").set_value((11_025, 11_025)).run()
    assert at.slider(key="band").value == (11_000, 11_025)


def test_nonsense_in_the_address_is_passed_over(opened: Opened):
    at = opened(n_fft="3", hop="-1", start="1e9", length="x", sound="nowhere~x")
    assert "1025 rows × 431 columns" in caption(at)


def test_the_overview_shows_all_five_in_one_pass(opened: Opened):
    at = opened(picture="Overview", values="normalised")
    left = left_behind(at)
    assert {"stft", "mel", "mfcc", "cqt"} <= set(left)
    rows = left["mfcc_z"]
    np.testing.assert_allclose(rows.mean(axis=1), 0, atol=1e-3)
    np.testing.assert_allclose(rows.std(axis=1), 1, atol=1e-3)
    assert left["stft_z"].std() == pytest.approx(1, abs=1e-3)
    assert player_bytes(at).count(b"Histogram:") == 5


def test_the_code_of_the_stft_gives_what_librosa_gives(opened: Opened):
    left = left_behind(opened())
    power = np.abs(librosa.stft(song(), n_fft=2048, hop_length=512)) ** 2
    np.testing.assert_allclose(left["stft"], librosa.power_to_db(power), atol=1e-2)
    assert left["stft_z"].mean() == pytest.approx(0, abs=1e-3)
    assert left["stft_z"].std() == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("picture", PLACES)
def test_the_code_by_librosa_gives_what_is_shown(opened: Opened, picture):
    at = opened(picture=picture, length="2")
    ours = left_behind(at)
    at.segmented_control(key="library").set_value("librosa").run()
    code = at.code[0].value
    assert "librosa." in code
    assert "core.features" not in code
    theirs = left_behind(at)
    for name in {"stft", "mel", "mfcc", "cqt"} & set(ours):
        np.testing.assert_allclose(theirs[name], ours[name], atol=1e-2)
        np.testing.assert_allclose(theirs[f"{name}_z"], ours[f"{name}_z"], atol=1e-2)
