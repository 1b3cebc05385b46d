"""The lesson on constant Q: its numbers are Brown's, librosa's, and known shifts."""

import librosa
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.audio import SAMPLE_RATE
from tests.pages.conftest import OpenLesson
from tests.pages.reading import EXAMPLE, left_behind, metrics, player_bytes, song

SONG = song()


def opened(open_lesson: OpenLesson, step: str, **address: str) -> AppTest:
    return open_lesson("constant_q", **{"step": step, "sound": EXAMPLE, **address})


def test_q_is_16_8_for_12_bins(open_lesson):
    at = open_lesson("constant_q")
    assert at.title[0].value == "Constant Q"
    assert "Constant Q = 16.8" in at.get("plotly_chart")[0].proto.spec
    rows = at.dataframe[0].value
    assert list(rows["Note"]) == [f"C{octave}" for octave in range(1, 8)]
    assert list(rows["Listens for (samples)"])[:2] == ["11338.9", "5669.4"]
    left = left_behind(at)
    assert left["q"] == pytest.approx(1 / (2 ** (1 / 12) - 1))
    np.testing.assert_allclose(left["centres"], librosa.cqt_frequencies(84, fmin=32.70319566))
    np.testing.assert_allclose(left["lengths"], left["q"] * SAMPLE_RATE / left["centres"])
    assert len(left["wave"]) == round(left["lengths"][24])


@pytest.mark.parametrize(("bins", "q"), [("24", "34.1"), ("36", "51.4")])
def test_finer_bins_have_a_larger_q(open_lesson, bins, q):
    at = open_lesson("constant_q", per_octave=bins, key="C7", n_fft="8192")
    spec = at.get("plotly_chart")[0].proto.spec
    assert f"Constant Q = {q}" in spec
    assert "STFT: 372 ms" in spec


def test_the_scale_is_drawn_twice(open_lesson):
    at = opened(open_lesson, "Scale")
    told = [text.value for text in at.caption]
    assert any(
        "C2 and D2, 65.4 Hz and 73.4 Hz: 0.7 rows apart in the STFT, 2 in" in t for t in told
    )
    left = left_behind(at)
    assert len(left["y"]) == 22 * round(0.3 * SAMPLE_RATE)
    cqt = librosa.cqt(left["y"], sr=SAMPLE_RATE, hop_length=256, n_bins=96)
    expected = librosa.amplitude_to_db(np.abs(cqt), ref=np.max)
    np.testing.assert_allclose(left["cqt"], expected, atol=0.05)
    note = left["cqt"][:, round(21.5 * 0.3 * SAMPLE_RATE / 256)]
    assert np.argmax(note) == 4 * 12  # C5, four octaves above C1


def test_the_scale_can_be_the_readers_sound(open_lesson):
    left = left_behind(opened(open_lesson, "Scale", source="your sound", length="2"))
    np.testing.assert_array_equal(left["y"], SONG[: 2 * SAMPLE_RATE])


@pytest.mark.parametrize(("semitones", "bins", "rows"), [("4", "12", "4"), ("-5", "36", "−15")])
def test_a_chord_moves_as_far_as_the_formula_says(open_lesson, semitones, bins, rows):
    at = opened(open_lesson, "Transposition", semitones=semitones, per_octave=bins)
    told, left = metrics(at), left_behind(at)
    assert told["Constant-Q moved by"] == f"{rows} rows"
    assert left["cqt"].shift == int(rows.replace("−", "-"))
    remainders = [float(told[f"{name} remainder"][:-3]) for name in ("Constant-Q", "STFT")]
    assert remainders[1] > 2 * remainders[0]
    assert remainders == pytest.approx([left["cqt"].remainder, left["stft"].remainder], abs=0.06)


def test_the_readers_sound_moves_as_far(open_lesson):
    at = opened(open_lesson, "Transposition", played="your sound", semitones="7", length="5")
    told, left = metrics(at), left_behind(at)
    assert told["Constant-Q moved by"] == "7 rows"
    assert left["cqt"].shift == 7
    assert float(told["Constant-Q remainder"][:-3]) == pytest.approx(
        left["cqt"].remainder, abs=0.06
    )
    assert len(left["after"]) == len(left["before"]) == 5 * SAMPLE_RATE


@pytest.mark.parametrize("by", ["whole", "rows"])
def test_the_three_units_of_one_picture(open_lesson, by):
    at = opened(open_lesson, "Values", by=by, length="5")
    assert player_bytes(at).count(b"Histogram:") == 3
    left = left_behind(at)
    magnitude = np.abs(librosa.cqt(SONG[: 5 * SAMPLE_RATE], sr=SAMPLE_RATE))
    relative = np.maximum(magnitude / magnitude.max(), 1e-4)
    np.testing.assert_allclose(left["amplitude"], relative, atol=2e-3)
    axis = 1 if by == "rows" else None
    np.testing.assert_allclose(left["cqt_z"].mean(axis=axis), 0, atol=1e-3)
    np.testing.assert_allclose(left["cqt_z"].std(axis=axis), 1, atol=1e-2)
    share = f"{100 * np.mean(relative < 0.1):.0f} % of the amplitudes"
    assert any(share in text.value for text in at.caption)


@pytest.mark.parametrize("step", ["Q", "Scale", "Transposition", "Values"])
def test_nonsense_in_the_address_is_passed_over(open_lesson, step):
    keys = ("per_octave", "key", "n_fft", "source", "from", "played", "semitones", "note", "by")
    at = opened(open_lesson, step, **dict.fromkeys(keys, "x"), length="0.1")
    assert not at.error
