"""Decibels: the gain, three pictures of one spectrogram, and what a floor hides."""

from collections.abc import Callable

import librosa
import numpy as np
import pytest
from scipy.stats import skew
from streamlit.testing.v1 import AppTest

from core.audio import SAMPLE_RATE, Audio, encode_wav
from pages.learn.decibels.floor import FLOOR
from pages.learn.decibels.three_pictures import THREE_PICTURES
from pages.learn.decibels.three_units import THREE_UNITS
from pages.shared import loaders
from pages.shared.sound import Sound
from tests.pages import reading
from tests.pages.conftest import OpenLesson
from tests.pages.reading import left_behind, player_bytes, written

WALTZ = "example~waltz"
STEPS = (THREE_UNITS, THREE_PICTURES, FLOOR)
Opened = Callable[..., AppTest]


@pytest.fixture
def opened(open_lesson: OpenLesson) -> Opened:
    """A step of the lesson, opened by its address."""

    def open_step(step: str, **address: str) -> AppTest:
        return open_lesson("decibels", **{"step": step, "sound": WALTZ, **address})

    return open_step


@pytest.fixture(scope="module")
def song() -> np.ndarray:
    return reading.song()


def test_a_gain_is_told_before_and_after(opened: Opened, song):
    at = opened("Three units", gain="-20")
    peak = 20 * np.log10(np.abs(song).max())
    rms = 10 * np.log10(np.mean(song.astype(float) ** 2))
    told = written(at).replace("−", "-")
    assert f"| Peak | {peak:.1f} dB | {peak - 20:.1f} dB |" in told
    assert f"| Root mean square | {rms:.1f} dB | {rms - 20:.1f} dB |" in told
    assert "| Samples clipped | none | none |" in told
    left = left_behind(at)
    assert left["factors"] == pytest.approx((0.1, 0.01))
    np.testing.assert_allclose(left["after"], song / 10, rtol=1e-6)


def test_clipping_is_counted(opened: Opened, song):
    at = opened("Three units", gain="20")
    clipped = int(np.sum(np.abs(10 * song) > 1))
    assert f"| Samples clipped | none | {clipped:,} (" in written(at)
    assert left_behind(at)["after_db"].clipped == clipped


def test_one_spectrogram_in_three_units_is_librosas(opened: Opened, song):
    at = opened("Three pictures")
    left = left_behind(at)
    amplitude = np.abs(librosa.stft(song))
    np.testing.assert_allclose(left["amplitude"], amplitude, atol=1e-3)
    np.testing.assert_allclose(left["power"], amplitude**2, rtol=1e-3, atol=1e-3)
    decibels = librosa.amplitude_to_db(amplitude, ref=np.max)
    np.testing.assert_allclose(left["decibels"], decibels, atol=1e-2)
    told = written(at).replace("−", "-")
    for name, values in (("Amplitude", amplitude), ("Power", amplitude**2), ("Decibels", decibels)):
        low = values.min() + (values.max() - values.min()) / 100
        share, lopsided = 100 * np.mean(values <= low), float(skew(values.ravel()))
        assert f"| {name} | {share:.1f} % | {lopsided:.1f} |" in told


def test_each_unit_has_its_histogram(opened: Opened):
    assert player_bytes(opened("Three pictures")).count(b"Histogram:") == 3


def test_a_floor_hides_what_librosa_masks(opened: Opened, song):
    at = opened("Reference and floor", floor="-50")
    left = left_behind(at)
    transform = librosa.stft(song)
    decibels = librosa.amplitude_to_db(np.abs(transform), ref=np.max, top_db=None)
    kept = librosa.istft(transform * (decibels >= -50), length=len(song))
    np.testing.assert_allclose(left["kept"], kept, atol=2e-3)
    np.testing.assert_allclose(left["kept"] + left["hidden"], song, atol=1e-6)
    assert f"**{100 * np.mean(decibels < -50):.1f} %** of the values are hidden" in written(at)


def test_a_reference_of_full_scale_knows_the_recording_level(opened: Opened):
    def hidden(at: AppTest) -> float:
        return float(written(at).split(" %** of the values are hidden")[0].rsplit("**", 1)[1])

    at = opened("Reference and floor")
    first = hidden(at)
    at.slider(key="level").set_value(40).run()
    assert hidden(at) == pytest.approx(first, abs=0.1)
    at.selectbox(key="ref").set_value("full scale").run()
    assert hidden(at) > 99.5


def test_the_address_and_reset(opened: Opened):
    at = opened("Reference and floor", ref="full scale", floor="-80", level="10")
    assert (at.selectbox(key="ref").value, at.slider(key="floor").value) == ("full scale", -80)
    next(button for button in at.button if button.label == "Reset").click().run()
    assert (at.selectbox(key="ref").value, at.slider(key="floor").value) == ("loudest", -40)


@pytest.mark.parametrize("address", [{"floor": "7"}, {"floor": "x"}, {"ref": "<b>"}])
def test_a_bad_address_is_passed_over(opened: Opened, address):
    at = opened("Reference and floor", **address)
    assert not at.error
    assert at.slider(key="floor").value == -40


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.content.name)
@pytest.mark.parametrize("n_samples", [1, 1102, 30_000])
def test_silence_and_the_shortest_sounds_are_shown(opened: Opened, step, n_samples):
    audio = Audio(np.zeros((1, n_samples), np.float32), SAMPLE_RATE)
    sound = Sound(f"upload~silence{n_samples}", "s", audio, "", encode_wav(audio), "audio/wav")
    loaders.sounds_cache().put(sound)
    at = opened(step.content.name, sound=sound.id)
    assert not at.exception
    assert not at.error
    if step is THREE_UNITS:
        assert "| Peak | silence | silence |" in written(at)


@pytest.mark.parametrize(
    ("floor", "told"), [("-100", "**less than 0.001 %** of the power"), ("-40", "**0.49 %** of")]
)
def test_small_shares_are_told_plainly(opened: Opened, floor, told):
    assert told in written(opened("Reference and floor", floor=floor))
