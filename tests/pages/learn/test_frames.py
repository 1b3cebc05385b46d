"""Frames, windows, DFT: what is set is what is shown, told and handed out."""

from collections.abc import Callable

import librosa
import numpy as np
import pytest
from scipy.signal import get_window
from streamlit.testing.v1 import AppTest

from core.audio import SAMPLE_RATE, Audio, encode_wav
from pages.shared import loaders
from pages.shared.sound import Sound
from tests.pages.conftest import OpenLesson
from tests.pages.reading import left_behind, song, written

BELLS = "example~bells"
Opened = Callable[..., AppTest]


@pytest.fixture
def opened(open_lesson: OpenLesson) -> Opened:
    """A step of the lesson, opened by its address."""

    def open_step(step: str, **address: str) -> AppTest:
        return open_lesson("frames", **{"step": step, "sound": BELLS, **address})

    return open_step


def frame_of(y: np.ndarray, seconds: float, n_fft: int) -> np.ndarray:
    first = round(seconds * SAMPLE_RATE) - n_fft // 2
    return y[first : first + n_fft]


def test_a_frame_is_the_transform_of_its_windowed_samples(opened: Opened):
    left = left_behind(opened("One frame", at="3", window="Blackman", n_fft="1024"))
    cut = frame_of(song(30.0, "bells"), 3, 1024)
    np.testing.assert_array_equal(left["frame"], cut)
    window = get_window("blackman", 1024)
    amplitude = np.abs(np.fft.rfft(cut * window)) * 2 / window.sum()
    ours = 10 ** (left["spectrum"].decibels / 20)
    np.testing.assert_allclose(ours, amplitude, atol=1e-6)
    assert 27 < left["peaks"][0].frequency < SAMPLE_RATE / 2


def test_the_strongest_tone_is_named(opened: Opened):
    at = opened("One frame", at="3")
    cut = frame_of(song(30.0, "bells"), 3, 2048) * get_window("hann", 2048)
    loudest = np.fft.rfft(cut, 2**18)
    hertz = np.abs(loudest).argmax() * SAMPLE_RATE / 2**18
    told = written(at).split("Strongest: **1:**\u00a0")[1]
    assert float(told.split(" Hz")[0]) == pytest.approx(hertz, abs=1)
    assert f"Hz, {librosa.hz_to_note(hertz)}" in told


@pytest.mark.parametrize(
    ("at", "ranked"),
    [("2", [(277, -18)]), ("2.5", [(277, -21), (622, -23)]), ("2.8", [(831, -18), (277, -22)]),
     ("3", [(831, -16), (277, -24)])],
)  # fmt: skip
def test_the_strokes_of_the_bells_are_those_of_the_answer(opened: Opened, at, ranked):
    peaks = left_behind(opened("One frame", at=at))["peaks"]
    window = get_window("hann", 2048)
    cut = frame_of(song(30.0, "bells"), float(at), 2048) * window
    padded = 20 * np.log10(np.abs(np.fft.rfft(cut, 2**17)) * 2 / window.sum())
    for peak, (frequency, level) in zip(peaks, ranked, strict=False):
        assert peak.frequency == pytest.approx(frequency, abs=1)
        assert peak.level == pytest.approx(level, abs=0.7)
        theirs = padded[round(frequency * 2**17 / SAMPLE_RATE)]
        assert peak.level == pytest.approx(theirs, abs=0.3)


def test_the_slider_moves_the_frame_and_the_address_restores_it(opened: Opened):
    at = opened("One frame", at="3.5")
    assert at.slider(key="at").value == 3.5
    at.slider(key="at").set_value(6.25).run()
    np.testing.assert_array_equal(
        left_behind(at)["frame"], frame_of(song(30.0, "bells"), 6.25, 2048)
    )
    next(button for button in at.button if button.label == "Reset").click().run()
    assert at.slider(key="at").value == 2


@pytest.mark.parametrize("address", [{"at": "99"}, {"at": "nan"}, {"at": "x"}, {"n_fft": "3"}])
def test_a_bad_address_is_passed_over(opened: Opened, address):
    at = opened("One frame", **address)
    assert not at.error
    assert at.slider(key="at").value == 2
    assert "2048 samples are 93 ms" in written(at)


def test_a_short_excerpt_keeps_the_frame_inside(opened: Opened):
    at = opened("One frame", length="0.1", at="5")
    assert at.slider(key="at").value == pytest.approx(0.1)
    assert not at.exception
    assert not at.error


def test_one_bin_tells_the_sums(opened: Opened):
    at = opened("One bin")
    assert "22.63 and $S$ = 22.63 give $|X[5]|$ = **32.00**" in written(at)
    at.slider(key="bin").set_value(6).run()
    assert "$|X[6]|$ = **0.00**" in written(at)
    at.slider(key="bin").set_value(5).run()
    at.slider(key="phase").set_value(90).run()
    assert "$C$ = 0.00 and $S$ = 32.00" in written(at)
    at.slider(key="phase").set_value(180).run()
    assert "$C$ = −32.00 and $S$ = 0.00" in written(at)


def test_one_bin_between_two(opened: Opened):
    left = left_behind(opened("One bin", tone="5.5", bin="6"))
    angles = 2 * np.pi * 5.5 * np.arange(64) / 64 - np.pi / 4
    expected = np.fft.rfft(np.cos(angles))
    assert left["X_k"] == pytest.approx(expected[6])
    np.testing.assert_allclose(left["X"], expected, atol=1e-9)
    assert np.abs(expected[[5, 6]]) == pytest.approx([20, 20], abs=1)


def test_windows_tell_the_published_side_lobes(opened: Opened):
    at = opened("Windows")
    told = written(at)
    assert "| Hann | 4 | −31.5 | 1.50 |" in told
    assert "| Hamming | 4 | −42.7 | 1.36 |" in told
    assert "| Rectangular | 2 | −13.3 | 1.00 |" in told
    assert "| Blackman | 6 | −58.1 | 1.73 |" in told
    assert left_behind(at)["lobes"].side_lobe == pytest.approx(-31.47, abs=0.01)


@pytest.mark.parametrize(
    ("window", "found"),
    [("Hann", True), ("Blackman", True), ("Hamming", False), ("Rectangular", False)],
)
def test_a_soft_tone_stands_out_where_the_window_leaks_less(opened: Opened, window, found):
    at = opened("Windows", window=window)
    assert ("**it stands out**" if found else "**it is lost**") in written(at)


def test_nothing_leaks_from_a_tone_that_is_on_a_bin(opened: Opened):
    told = written(opened("Windows", window="Rectangular", loud="40"))
    assert "leaks below −120 dB; the soft one has −60 dB: **it stands out**" in told


def test_the_code_of_the_windows_is_numpys_transform(opened: Opened):
    left = left_behind(opened("Windows", window="Hamming", signal="one tone", loud="40.25"))
    y = np.cos(2 * np.pi * 40.25 * np.arange(1024) / 1024)
    np.testing.assert_allclose(left["y"], y, atol=1e-9)
    window = get_window("hamming", 1024)
    amplitude = np.abs(np.fft.rfft(y * window))[24:71] * 2 / window.sum()
    ours = 10 ** (left["seen"].levels["hamming"][::16] / 20)
    np.testing.assert_allclose(ours, amplitude, atol=1e-6)


def test_only_2048_samples_tell_both_pairs_apart(opened: Opened):
    verdicts = {}
    at = opened("Time or frequency")
    for n_fft in (256, 512, 1024, 2048, 4096, 8192):
        at.select_slider(key="n_fft").set_value(n_fft).run()
        tones, clicks = (text.value for text in at.markdown if "apart, falls" in text.value)
        verdicts[n_fft] = ("not told" not in tones, "not told" not in clicks)
    assert verdicts == {
        256: (False, True), 512: (False, True), 1024: (False, True), 2048: (True, True),
        4096: (True, False), 8192: (True, False),
    }  # fmt: skip


def test_no_frame_tells_what_is_too_close_in_both(opened: Opened):
    at = opened("Time or frequency", tones_apart="15", clicks_apart="30", n_fft="1024")
    assert left_behind(at)["resolved"] == (False, True)
    at.select_slider(key="n_fft").set_value(2048).run()
    assert left_behind(at)["resolved"] == (False, False)
    at.select_slider(key="n_fft").set_value(4096).run()
    assert left_behind(at)["resolved"] == (True, False)


def test_a_long_hop_is_warned_of(opened: Opened):
    at = opened("Time or frequency", hop="2048", n_fft="2048")
    assert "columns may step over a click" in written(at)


def test_all_four_windows_are_offered_for_the_spectrogram(opened: Opened):
    at = opened("Spectrogram", window="Blackman")
    assert at.selectbox(key="window").options == ["Hann", "Hamming", "Blackman", "Rectangular"]
    transform = librosa.stft(song(10, "bells"), window="blackman")
    theirs = librosa.power_to_db(np.abs(transform) ** 2)
    np.testing.assert_allclose(left_behind(at)["stft"], theirs, atol=1e-2)


@pytest.mark.parametrize("n_samples", [1, 1102])
def test_silence_and_the_shortest_sounds_are_shown(opened: Opened, n_samples):
    audio = Audio(np.zeros((1, n_samples), np.float32), SAMPLE_RATE)
    sound = Sound(f"upload~silence{n_samples}", "s", audio, "", encode_wav(audio), "audio/wav")
    loaders.sounds_cache().put(sound)
    at = opened("One frame", sound=sound.id, n_fft="8192")
    assert not at.exception
    assert not at.error
    assert "silence, nothing to name" in written(at)
