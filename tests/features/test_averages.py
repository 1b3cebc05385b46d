"""The averages held to librosa's functions called one by one, to 1e-4 of each value."""

import warnings

import librosa
import numpy as np
import pytest
from scipy.ndimage import median_filter

from core.features import AverageCurves, Averages, column_names, extract, separation
from core.features.separation import part_statistics
from tests.features.sounds import ALL, RATE, chord, noise

TOLERANCE = 1e-4


def by_librosa(y: np.ndarray) -> dict[str, np.ndarray]:
    """Every series that is averaged, by the name of its columns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        one = {"y": y, "sr": RATE}
        feature = librosa.feature
        harmonic, percussive = librosa.effects.hpss(y)
        return {
            "chroma_stft": feature.chroma_stft(**one),
            "rms": feature.rms(y=y),
            "spectral_centroid": feature.spectral_centroid(**one),
            "spectral_bandwidth": feature.spectral_bandwidth(**one),
            "rolloff": feature.spectral_rolloff(**one),
            "zero_crossing_rate": feature.zero_crossing_rate(y),
            "harmony": harmonic,
            "perceptr": percussive,
            "tempo": feature.tempo(**one),
            **{f"mfcc{k + 1}": row for k, row in enumerate(feature.mfcc(**one, n_mfcc=20))},
        }


def expected(series: dict[str, np.ndarray], column: str) -> float:
    """The value of a column."""
    if column == "tempo":
        return float(series["tempo"][0])
    name, _, of = column.rpartition("_")
    return float(getattr(series[name].astype(float), of)())


@pytest.mark.parametrize("sound", ["chord", "noise", "chirp", "shorter than a frame"])
def test_the_57_are_librosas(sound: str) -> None:
    spec = Averages(columns="table57")
    [values] = extract(ALL[sound], specs=[spec])
    series = by_librosa(ALL[sound])
    assert values.dtype == np.float32
    for column, value in zip(column_names(spec), values, strict=True):
        theirs = expected(series, column)
        # A sum over a clip that goes up and down cancels: its error is that of the samples.
        cancelling = 1e-7 if column in ("harmony_mean", "perceptr_mean") else 1e-9
        assert value == pytest.approx(theirs, rel=TOLERANCE, abs=cancelling), column


def test_a_pure_tone_leaves_its_bandwidth_to_the_noise_of_float32() -> None:
    # librosa transforms in double precision. What float32 leaves 140 dB below a sine, times the
    # square of its distance of up to 10 kHz, is a hundredth of the sine's own narrow bandwidth.
    [values] = extract(ALL["tone"], specs=[Averages()])
    series = by_librosa(ALL["tone"])
    for column, value in zip(column_names(Averages()), values, strict=True):
        tolerance = 2e-2 if column == "spectral_bandwidth_mean" else TOLERANCE
        assert value == pytest.approx(expected(series, column), rel=tolerance, abs=1e-9), column


def test_the_25_are_the_26_without_loudness() -> None:
    few, many = extract(chord(), specs=[Averages(columns="classic25"), Averages()])
    names = column_names(Averages(columns="classic25"))
    assert [*names[:5], *names[-20:]] == [
        "chroma_stft_mean", "spectral_centroid_mean", "spectral_bandwidth_mean", "rolloff_mean",
        "zero_crossing_rate_mean", *(f"mfcc{k}_mean" for k in range(1, 21)),
    ]  # fmt: skip
    by_name = dict(zip(column_names(Averages()), many, strict=True))
    assert list(few) == [by_name[name] for name in names]


def test_the_26_are_the_means_of_the_57() -> None:
    few, many = extract(chord(), specs=[Averages(), Averages(columns="table57")])
    by_name = dict(zip(column_names(Averages(columns="table57")), many, strict=True))
    names = column_names(Averages())
    assert len(names) == len(few) == 26
    assert len(by_name) == 57
    assert few.tolist() == [by_name[name] for name in names]


def test_the_means_of_the_curves_are_the_26() -> None:
    curves, means = extract(chord(), specs=[AverageCurves(), Averages()])
    assert curves.shape == (26, 1 + len(chord()) // 512)
    np.testing.assert_allclose(curves.mean(axis=1, dtype=float), means, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("sound", ["silence", "constant", "one sample"])
def test_nothing_to_average_gives_finite_numbers(sound: str) -> None:
    [values] = extract(ALL[sound], specs=[Averages(columns="table57")])
    assert np.isfinite(values).all()


def test_silence_is_zero_but_for_its_level_in_decibels() -> None:
    [values] = extract(ALL["silence"], specs=[Averages()])
    by_name = dict(zip(column_names(Averages()), values, strict=True))
    assert by_name.pop("mfcc1_mean") == pytest.approx(-100 * np.sqrt(128), rel=1e-5)
    np.testing.assert_allclose(list(by_name.values()), 0, atol=1e-4)


def test_level_and_crossings_of_a_known_sound() -> None:
    square = np.tile(
        np.repeat(np.array([0.5, -0.5], np.float32), 25), 2000
    )  # a change every 25 samples
    [values] = extract(square, specs=[Averages()])
    by_name = dict(zip(column_names(Averages()), values, strict=True))
    assert by_name["rms_mean"] == pytest.approx(0.5, rel=0.01)  # the ends are half empty
    assert by_name["zero_crossing_rate_mean"] == pytest.approx(1 / 25, rel=0.01)


def test_parts_add_up_to_the_sound() -> None:
    y = chord()
    harmonic, percussive = part_statistics(y)
    assert harmonic[0] + percussive[0] == pytest.approx(y.mean(), abs=1e-6)
    assert harmonic[1] > 5 * percussive[1]


def test_parts_are_the_same_in_segments_as_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    y = ALL["chirp"]
    monkeypatch.setattr(separation, "SEGMENT", 2**15)
    monkeypatch.setattr(separation, "REACH", 9728)  # not a sample more than it says
    parts = librosa.effects.hpss(y)
    expected = [(part.mean(dtype=float), part.var(dtype=float)) for part in parts]
    np.testing.assert_allclose(part_statistics(y), expected, rtol=1e-5, atol=1e-9)


def test_running_median_is_that_of_scipy_over_two_axes() -> None:
    values = np.random.default_rng(0).random((3, 50), np.float32)
    expected = median_filter(values, size=(1, 31), mode="reflect")
    np.testing.assert_array_equal(separation.running_median(values), expected)


def test_tempo_of_a_metronome() -> None:
    clicks = np.zeros(10 * RATE, np.float32)
    for beat in np.arange(0, 10, 0.5):  # 120 to the minute
        clicks[int(beat * RATE) :][:200] += noise(200)
    [values] = extract(clicks, specs=[Averages(columns="table57")])
    tempo = dict(zip(column_names(Averages(columns="table57")), values, strict=True))["tempo"]
    assert tempo == pytest.approx(120, abs=3)
