"""The lesson on sampling: every step shows the numbers that are known in advance."""

import io

import numpy as np
import pytest
import scipy.signal
import soundfile
from streamlit.testing.v1 import AppTest

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.lessons.excerpt import Excerpt, whole
from core.signals import mean_spectrum
from pages.learn.sampling import bands
from pages.learn.sampling.sounds import close_up, files, format_db, panels, pictures
from pages.shared import loaders
from pages.shared.sound import Sound
from tests.pages.conftest import OpenLesson
from tests.pages.reading import EXAMPLE, left_behind, metrics, song


def loudest_tone(y: np.ndarray, sample_rate: int) -> float:
    """Frequency of the strongest bin, Hz, to a tenth of a hertz for two seconds and more."""
    n_fft = 10 * sample_rate
    return np.argmax(np.abs(np.fft.rfft(y * np.hanning(len(y)), n_fft))) / 10


def captions(at: AppTest) -> str:
    return " ".join(text.value for text in at.caption)


def part_of(y: np.ndarray) -> Excerpt:
    audio = Audio(y[None], SAMPLE_RATE)
    return whole(Sound("upload~0", "mine.wav", audio, "", b"", "audio/wav"))


# ---- waveform -----------------------------------------------------------------------------------


def test_the_first_step_shows_a_moment_of_the_sound_large(open_lesson: OpenLesson):
    at = open_lesson("sampling", sound=EXAMPLE, at="3", zoom="10")
    near = left_behind(at)["near"]
    middle = 3 * SAMPLE_RATE
    np.testing.assert_array_equal(near, song(10)[middle - 110 : middle + 110])
    assert "220,500 samples. The close-up begins at 2.995 s and has 220 of them" in captions(at)
    at.slider(key="at").set_value(10.0).run()  # the end: no less is shown, but nothing beyond it
    np.testing.assert_array_equal(left_behind(at)["near"], song(10)[-220:])


# ---- samples ------------------------------------------------------------------------------------


def test_a_tone_is_sampled_and_rebuilt(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Samples")
    assert not at.error
    assert "T = 0.25 ms, half the rate 2,000 Hz, highest tone 440 Hz" in captions(at)
    assert "of the signal" in captions(at)
    left = left_behind(at)
    expected = 0.8 * np.sin(2 * np.pi * 440 * left["times"])
    np.testing.assert_allclose(left["rebuilt"], expected, atol=2e-3)
    assert loudest_tone(left["heard"], 48_000) == pytest.approx(440, abs=0.1)
    # Steps repeat the tone on both sides of every multiple of the rate.
    spectrum = np.abs(np.fft.rfft(left["steps"] * np.hanning(96_000)))
    peaks = scipy.signal.find_peaks(spectrum, height=spectrum.max() / 100)[0] / 2
    np.testing.assert_allclose(peaks[:4], [440, 3560, 4440, 7560], atol=0.5)


def test_a_tone_past_half_the_rate_is_said_to_be_another(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Samples", tone="2100")
    assert "another signal" in captions(at)
    assert loudest_tone(left_behind(at)["heard"], 48_000) == pytest.approx(1900, abs=0.1)
    at.select_slider(key="rate").set_value(8000).run()
    assert "another signal" not in captions(at)
    at.slider(key="tone").set_value(500)
    at.select_slider(key="rate").set_value(2000)
    at.selectbox(key="signal").set_value("mix of three").run()
    assert np.abs(left_behind(at)["heard"]).max() < 1e-6  # 500 and 1500 Hz cancel, 1000 is lost
    at.slider(key="tone").set_value(2100)
    at.select_slider(key="rate").set_value(8000).run()
    assert "highest tone 6,300 Hz. That is not below half the rate" in captions(at)


def test_ripples_can_be_shown(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Samples", rate="1000", tone="200")
    assert "Ripples" not in at.get("plotly_chart")[0].proto.spec
    at.selectbox(key="ripples").set_value("shown").run()
    assert at.get("plotly_chart")[0].proto.spec.count('"name":"Ripples"') == 7


# ---- folding ------------------------------------------------------------------------------------


def test_15_khz_at_22_05_khz_is_heard_at_7_05_khz(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Folding")
    told = "**15,000 Hz** sampled at 22,050 Hz is heard at **7,050 Hz**, for 15,000 lies above"
    assert any(text.value.startswith(told) for text in at.markdown)
    left = left_behind(at)
    assert left["heard"] == 7050
    assert loudest_tone(left["y_heard"], 44_100) == pytest.approx(7050, abs=0.1)


@pytest.mark.parametrize(
    ("tone", "rate", "heard"),
    [(10_000, 22_050, "10,000"), (12_000, 22_050, "10,050"), (9000, 8000, "1,000"),
     (8000, 8000, "0"), (20_000, 11_025, "2,050")],
)  # fmt: skip
def test_the_tone_can_be_dragged(open_lesson: OpenLesson, tone, rate, heard):
    at = open_lesson("sampling", step="Folding", fold_rate=str(rate))
    at.slider(key="f").set_value(tone).run()
    assert not at.exception
    sentence = next(text.value for text in at.markdown if "is heard at" in text.value)
    assert f"is heard at **{heard} Hz**" in sentence
    assert ("nothing folds" in sentence) == (tone <= rate / 2)


def test_a_tone_at_exactly_half_the_rate_is_lost(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Folding", f="11025")
    assert any("is lost" in text.value for text in at.markdown)
    assert np.abs(left_behind(at)["y_heard"]).max() < 1e-6


# ---- band limits --------------------------------------------------------------------------------


def test_the_readers_sound_is_lowered_with_and_without_a_filter(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Band limits", sound=EXAMPLE, new_rate="11025")
    assert not at.error
    assert "From 22,050 Hz to 11,025 Hz" in captions(at)
    left = left_behind(at)
    np.testing.assert_allclose(left["bare"], song()[::2], atol=1e-6)
    reference = scipy.signal.resample_poly(song().astype(float), 1, 2)
    assert np.corrcoef(left["filtered"], reference)[0, 1] > 0.999
    at.select_slider(key="new_rate").set_value(44_100).run()
    assert "It has 22,050 Hz: nothing is taken away" in captions(at)


@pytest.mark.parametrize("shape", ["saw", "square"])
def test_a_note_folds_unless_it_is_band_limited(open_lesson: OpenLesson, shape):
    at = open_lesson("sampling", step="Band limits", band_sound=shape, pitch="1500")
    left = left_behind(at)
    bins = np.abs(np.fft.rfft(left["bare"] * np.hanning(16_000)))
    clean = np.abs(np.fft.rfft(left["filtered"] * np.hanning(16_000)))
    place = 2 * (8000 - 7500)  # the fifth partial, 7500 Hz, in bins of half a hertz
    assert bins[place] > bins.max() / 10
    assert clean[place] < clean.max() / 1e4
    assert '"name":"Folded partials"' in at.get("plotly_chart")[0].proto.spec


def test_a_glide_carries_44_1_khz(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Band limits", band_sound="glide", new_rate="22050")
    left = left_behind(at)
    for second, heard in ((2, 8000), (4, 22_050 - 16_000)):
        piece = left["bare_heard"][round((second - 0.01) * 44_100) :][: round(0.02 * 44_100)]
        assert loudest_tone(piece, 44_100) == pytest.approx(heard, abs=60)
    assert np.abs(left["filtered"][round(3.2 * 22_050) :]).max() < 0.01
    assert "Folded partials" not in at.get("plotly_chart")[0].proto.spec


# ---- bits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n_bits", "measured", "formula"), [(8, "−49.8 dB", "−49.9 dB"), (1, "−6.4 dB", "−7.8 dB")]
)
def test_the_noise_of_a_sine_is_that_of_the_formula(open_lesson, n_bits, measured, formula):
    at = open_lesson("sampling", step="Bits", bit_sound="full-scale sine", bits=str(n_bits))
    shown = metrics(at)
    assert shown["Levels"] == str(2**n_bits)
    assert (shown["Noise, measured"], shown["Noise, by the formula"]) == (measured, formula)
    left = left_behind(at)
    assert format_db(float(left["noise"])) == measured


def test_dither_on_the_readers_sound(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Bits", sound=EXAMPLE, bits="6")
    plain = float(metrics(at)["Noise, measured"].strip(" dB").replace("−", "-"))
    assert plain == pytest.approx(-37.9, abs=0.5)
    at.selectbox(key="dither").set_value("triangular").run()
    dithered = float(metrics(at)["Noise, measured"].strip(" dB").replace("−", "-"))
    assert dithered - plain == pytest.approx(4.77, abs=0.5)
    left = left_behind(at)
    assert len(np.unique(left["rounded"])) <= 2**6
    assert np.abs(left["rounded"] - left["y"]).max() <= 1.5 * 2 / 2**6 + 1e-6


# ---- channels -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "mid"),
    [("the same", "−6.0 dB"), ("softer", "−8.5 dB"), ("inverted", "silence"),
     ("delayed", "−6.0 dB")],
)  # fmt: skip
def test_what_mono_keeps(open_lesson: OpenLesson, how, mid):
    at = open_lesson(
        "sampling", step="Channels", channel_sound="tone of 500 Hz", right=how, delay="2"
    )
    shown = metrics(at)
    assert (shown["Left"], shown["Mono sum (mid)"]) == ("−6.0 dB", mid)


def test_half_a_period_late_is_lost_in_mono(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Channels", channel_sound="tone of 500 Hz")
    left = left_behind(at)
    assert float(left["kept"]) < -40
    assert np.abs(left["mid"][1000:-1000]).max() < 1e-4
    at.selectbox(key="right").set_value("another tone").run()
    assert not at.exception
    assert len(at.get("plotly_chart")) == 1


def test_the_readers_sound_upside_down(open_lesson: OpenLesson):
    at = open_lesson("sampling", step="Channels", sound=EXAMPLE, right="inverted")
    left = left_behind(at)
    np.testing.assert_array_equal(left["side"], song())
    assert not left["mid"].any()


# ---- all of them --------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["Samples", "Folding", "Band limits", "Bits", "Channels"])
def test_nonsense_in_the_address_is_passed_over_and_reset_works(open_lesson: OpenLesson, step):
    at = open_lesson(
        "sampling", step=step, sound=EXAMPLE, tone="x", f="-5", rate="7", new_rate="1", bits="99",
        dither="<b>", delay="1e9", right="up", pitch="nan", band_sound="?",
    )  # fmt: skip
    assert not at.error
    next(button for button in at.button if button.label == "Reset").click().run()
    assert not at.exception
    assert not at.error


@pytest.mark.parametrize("n_samples", [1, 2, 3, 1102])
def test_versions_of_a_short_sound_can_be_made(n_samples):
    excerpt = part_of(0.5 * np.ones(n_samples, np.float32))
    for rate in (8000, 11_025, 22_050):
        _, _, versions = bands._versions(excerpt, {"band_sound": "your sound", "new_rate": rate})
        drawn = panels(pictures(versions), SAMPLE_RATE, height=100)
        assert [panel.title for panel in drawn] == list(versions)
        assert all(np.isfinite(y).all() for y in versions.values())
    assert close_up(excerpt.samples(), None, 110) == slice(0, min(n_samples, 110))


@pytest.mark.parametrize("step", ["Waveform", "Band limits", "Bits", "Channels"])
@pytest.mark.parametrize("y", [np.zeros(1102), np.full(1, 0.5)])
def test_silence_and_a_single_sample_are_shown(open_lesson: OpenLesson, step, y):
    audio = Audio(y[None].astype(np.float32), SAMPLE_RATE)
    name = f"upload~{step}{len(y)}{y[0]}"
    loaders.sounds_cache().put(Sound(name, "mine.wav", audio, "", encode_wav(audio), "audio/wav"))
    at = open_lesson("sampling", step=step, sound=name)
    assert not at.error
    assert not at.warning
    if step == "Bits" and not y.any():
        assert metrics(at)["Signal to noise"] == "silence"


def test_silence_has_a_spectrum_and_a_name():
    silent = pictures({"Silence": np.zeros(4000, np.float32)})
    (drawn,) = panels(silent, SAMPLE_RATE, height=100)
    assert drawn.pixels.max() == 0  # the darkest colour
    assert drawn.low == pytest.approx(silent["Silence"].max(), abs=1e-3)
    assert np.isfinite(mean_spectrum(silent["Silence"])).all()
    assert (format_db(-np.inf), format_db(np.inf), format_db(-3.04)) == (
        "silence",
        "no noise",
        "−3.0 dB",
    )


def test_the_close_up_begins_where_the_reader_clicked():
    y = np.zeros(SAMPLE_RATE, np.float32)
    y[5000] = 1
    assert close_up(y, None, 100) == slice(4950, 5050)
    assert close_up(y, 0.5, 100) == slice(11_025, 11_125)
    assert close_up(y, 1.0, 100) == slice(SAMPLE_RATE - 100, SAMPLE_RATE)


def test_files_hold_one_channel_or_two():
    y = np.linspace(-1, 1, 100).astype(np.float32)
    wavs = files({"one": y, "two": np.stack([y, -y])}, 8000)
    two, rate = soundfile.read(io.BytesIO(wavs["two"]))
    assert (two.shape, rate) == ((100, 2), 8000)
    np.testing.assert_allclose(two.sum(axis=1), 0, atol=1e-4)
    assert soundfile.read(io.BytesIO(wavs["one"]))[0].shape == (100,)
