"""The lesson on mel and MFCC: its numbers are those of librosa and of the formulas."""

import librosa
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.audio import SAMPLE_RATE
from core.figures.panels import below_loudest
from tests.pages.conftest import OpenLesson
from tests.pages.reading import EXAMPLE, left_behind, metrics, song

SONG = song()


def opened(open_lesson: OpenLesson, step: str, **address: str) -> AppTest:
    return open_lesson("mel", **{"step": step, "sound": EXAMPLE, **address})


def test_the_scale_is_the_first_step_and_hears_no_sound(open_lesson):
    at = open_lesson("mel")
    assert at.title[0].value == "Mel and MFCC"
    assert len(at.get("plotly_chart")) == 1
    assert any("200 and 300 Hz are 119 mel apart" in text.value for text in at.caption)
    low, high = librosa.hz_to_mel(np.array([[200, 300], [4000, 4100]]), htk=True)
    assert (round(low[1] - low[0]), round(high[1] - high[0])) == (119, 24)
    left = left_behind(at)
    assert left["ends"][6] == pytest.approx(librosa.mel_to_hz(3176.3184 / 2, htk=True), abs=0.1)
    top = librosa.mel_to_hz(librosa.hz_to_mel(4000, htk=True) + low[1] - low[0], htk=True)
    assert 4000 + left["wide"] == pytest.approx(top, abs=0.1)
    assert len(left["same_mel"]) == 4 * round(0.6 * SAMPLE_RATE)


def test_the_other_formula_makes_other_steps(open_lesson):
    at = open_lesson("mel", formula="Slaney", steps="2")
    assert any("200 and 300 Hz are 100 mel apart" in text.value for text in at.caption)
    assert left_behind(at)["ends"][1] == pytest.approx(1983, abs=0.5)


@pytest.mark.parametrize(("bands", "filter_", "bins"), [("40", "1", "15"), ("128", "128", "53")])
def test_a_filter_collects_what_librosas_does(open_lesson, bands, filter_, bins):
    at = opened(open_lesson, "Filter bank", bands=bands, filter=filter_, at="3")
    told = metrics(at)
    assert told["Bins that it reads"] == bins
    mel = librosa.feature.melspectrogram(y=SONG, sr=SAMPLE_RATE, n_mels=int(bands))
    expected = mel[int(filter_) - 1, round(3 * SAMPLE_RATE / 512)]
    assert float(told["Energy"]) == pytest.approx(expected, rel=6e-3)
    decibels = float(told["In decibels"].removesuffix(" dB").replace("−", "-"))
    assert decibels == pytest.approx(10 * np.log10(expected), abs=0.06)
    assert left_behind(at)["energy"] == pytest.approx(expected, rel=1e-3)


@pytest.mark.parametrize(("loudest", "ends"), [(30.0, (-50, 30)), (-100.0, (-100, -20))])
def test_colours_reach_80_db_below_the_loudest_and_silence_is_dark(loudest, ends):
    scale = below_loudest(np.array([[loudest, -100.0]]))
    assert (scale.floor, scale.ceiling) == ends


def test_a_filter_and_the_number_of_filters_move_each_other(open_lesson):
    at = opened(open_lesson, "Filter bank", bands="60", filter="60")
    at.slider(key="bands").set_value(20).run()
    assert at.slider(key="filter").value == 20
    assert metrics(at)["Filter"] == "20 of 20"
    at.slider(key="filter").set_value(100).run()
    assert at.slider(key="bands").value == 100
    assert metrics(at)["Filter"] == "100 of 100"


def test_the_moment_follows_its_slider(open_lesson):
    at = opened(open_lesson, "Cosines")
    assert any(text.value.startswith("Frame 86, at 2.00 s") for text in at.caption)
    at.slider(key="at").set_value(5.0).run()
    assert any(text.value.startswith("Frame 215, at 4.99 s") for text in at.caption)


@pytest.mark.parametrize("kept", ["2", "13", "84"])
def test_the_outline_and_its_error(open_lesson, kept):
    at = opened(open_lesson, "Cosines", kept=kept, at="3", cosine="1")
    told, left = metrics(at), left_behind(at)
    mfcc = librosa.feature.mfcc(y=SONG, sr=SAMPLE_RATE, n_mfcc=128, window="hamming")
    frame = mfcc[:, round(3 * SAMPLE_RATE / 512)]
    np.testing.assert_allclose(left["coefficients"], frame, atol=0.02)
    lost = np.sqrt(np.square(frame[int(kept) :]).sum() / 128)
    assert float(told["Error of the outline"].removesuffix(" dB")) == pytest.approx(lost, abs=0.02)
    assert told["Numbers kept"] == f"{kept} of 128"
    value = float(told["Coefficient 1"].removesuffix(" dB").replace("−", "-"))
    assert value == pytest.approx(frame[1], abs=0.06)


def test_the_rebuilt_sound_and_its_code(open_lesson):
    at = opened(open_lesson, "Rebuilt sound", kept="20", rounds="4", length="2")
    assert metrics(at)["Numbers per second"] == "861 of 22,050"
    left = left_behind(at)
    assert left["rebuilt"].shape == (2 * SAMPLE_RATE,)
    mel = librosa.power_to_db(
        librosa.feature.melspectrogram(y=SONG[: 2 * SAMPLE_RATE], sr=SAMPLE_RATE, window="hamming")
    )
    error = np.sqrt(np.square(left["mel"] - mel).mean())
    assert float(metrics(at)["Picture off by"].removesuffix(" dB")) == pytest.approx(error, abs=0.1)


@pytest.mark.parametrize("step", ["Mel scale", "Filter bank", "Cosines", "Rebuilt sound"])
def test_nonsense_in_the_address_is_passed_over(open_lesson, step):
    nonsense = dict.fromkeys(("formula", "bands", "filter", "at", "kept", "cosine", "rounds"), "x")
    at = opened(open_lesson, step, **nonsense, length="0.1")
    assert not at.error
