import numpy as np
import pytest

from core.errors import AudioError
from core.features import AverageCurves, Averages, Cqt, Mel, Mfcc, Stft, extract, spectrum
from core.features import chroma as chroma_module
from tests.features.sounds import ALL, chord, noise

EVERYTHING = [Mfcc(), Cqt(), Mel(), Stft(), Averages(), AverageCurves(), Mfcc(window="hann")]


def test_together_is_as_one_by_one() -> None:
    y = chord()
    together = extract(y, specs=EVERYTHING)
    for spec, feature in zip(EVERYTHING, together, strict=True):
        np.testing.assert_array_equal(feature, extract(y, specs=[spec])[0])


@pytest.mark.parametrize("block_samples", [1, 2**16, 2**30])
def test_blocks_of_any_size_make_one_whole(
    monkeypatch: pytest.MonkeyPatch, block_samples: int
) -> None:
    y = chord(8.0)
    whole = extract(y, specs=EVERYTHING)
    monkeypatch.setattr(spectrum, "BLOCK_SAMPLES", block_samples)
    for one, other in zip(whole, extract(y, specs=EVERYTHING), strict=True):
        np.testing.assert_allclose(other, one, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("kept_bytes", [0, 2**20])
def test_spectra_that_were_not_kept_are_computed_again(
    monkeypatch: pytest.MonkeyPatch, kept_bytes: int
) -> None:
    y = chord(8.0)
    [kept] = extract(y, specs=[Averages()])
    monkeypatch.setattr(chroma_module, "KEPT_BYTES", kept_bytes)
    np.testing.assert_allclose(extract(y, specs=[Averages()])[0], kept, rtol=1e-6)


@pytest.mark.parametrize("sound", ALL)
def test_any_sound_gives_finite_features(sound: str) -> None:
    for feature in extract(ALL[sound], specs=EVERYTHING):
        assert feature.dtype == np.float32
        assert feature.flags.c_contiguous
        assert np.isfinite(feature).all()


@pytest.mark.parametrize("sound", ["silence", "constant"])
def test_what_does_not_change_is_not_blown_up(sound: str) -> None:
    inside = slice(4, -4)  # frames that do not touch the padding
    for spec in (Mfcc(), Mel(normalise="rows")):
        [feature] = extract(ALL[sound], specs=[spec])
        assert feature[:, inside].std(axis=1).max() < 0.05


def test_loudest_and_faintest_sounds_are_finite() -> None:
    for level in (1e6, 1e-30, 1e-44):
        for feature in extract((noise() / 0.6 * level).clip(-level, level), specs=EVERYTHING):
            assert np.isfinite(feature).all()


def test_double_precision_and_strided_samples_are_taken() -> None:
    y = chord()
    [expected] = extract(y, specs=[Mfcc()])
    every_other = np.repeat(y, 2)[::2]
    np.testing.assert_array_equal(extract(y.astype(float), specs=[Mfcc()])[0], expected)
    np.testing.assert_array_equal(extract(every_other, specs=[Mfcc()])[0], expected)


def test_samples_are_left_alone() -> None:
    y = chord()
    before = y.copy()
    extract(y, specs=EVERYTHING)
    np.testing.assert_array_equal(y, before)


def test_progress_rises_to_one() -> None:
    shares: list[float] = []
    extract(chord(), specs=[Mfcc(), Cqt()], progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == pytest.approx(1)


def test_no_specs_no_features() -> None:
    assert extract(chord(), specs=[]) == []


@pytest.mark.parametrize(
    ("y", "error", "named"),
    [
        (np.zeros(0, np.float32), AudioError, "0 samples"),
        (np.array([0, np.nan]), AudioError, "not finite"),
        (np.array([0, -np.inf]), AudioError, "not finite"),
        (np.array([0, 1e30]), AudioError, r"1e\+30; at most 1e\+06"),
        (np.array([0, 1e300]), AudioError, r"1e\+300"),
        (np.zeros((2, 100), np.float32), ValueError, r"\(2, 100\)"),
        (np.zeros(100, np.int16), ValueError, "int16"),
    ],
)
def test_bad_samples_are_refused(y: np.ndarray, error: type[Exception], named: str) -> None:
    with pytest.raises(error, match=named):
        extract(y, specs=[Mfcc()])


def test_sample_rates_must_agree() -> None:
    with pytest.raises(ValueError, match=r"\[22050, 44100\] Hz"):
        extract(chord(), specs=[Mfcc(), Cqt(sample_rate=44100)])
