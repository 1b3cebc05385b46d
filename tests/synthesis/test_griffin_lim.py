"""Sound from magnitudes: held to librosa's transform, and to librosa's own Griffin-Lim."""

import librosa
import numpy as np
import pytest

from core.errors import EarshotError
from core.signals import harmonics, tones
from core.synthesis import griffin_lim

RATE = 22050


def magnitude(y: np.ndarray, window: str = "hann", n_fft: int = 2048, hop: int = 512) -> np.ndarray:
    return np.abs(librosa.stft(y, n_fft=n_fft, hop_length=hop, window=window))


def inconsistency(y: np.ndarray, wanted: np.ndarray, window: str = "hann") -> float:
    """How far the sound's magnitudes are from those asked for, in dB of their energy."""
    left = np.linalg.norm(magnitude(y, window) - wanted) / np.linalg.norm(wanted)
    return 20 * np.log10(left)


@pytest.fixture(scope="module")
def song() -> np.ndarray:
    """Two chords and a click."""
    chords = [harmonics(notes, seconds=1.0) for notes in ([220, 277, 330], [196, 247, 294])]
    y = np.concatenate(chords)
    y[RATE // 2] = 0.9
    return y


def test_a_tone_comes_back_at_its_frequency_and_strength():
    y = tones([1000], seconds=1)
    rebuilt = griffin_lim(magnitude(y), n_samples=len(y), n_rounds=32)
    assert rebuilt.shape == y.shape
    assert rebuilt.dtype == np.float32
    spectrum = np.abs(np.fft.rfft(rebuilt))
    assert np.argmax(spectrum) == pytest.approx(1000 * len(y) / RATE, abs=1)
    middle = slice(RATE // 4, 3 * RATE // 4)
    assert rebuilt[middle].std() == pytest.approx(y[middle].std(), rel=0.05)


@pytest.mark.parametrize("window", ["hann", "hamming"])
def test_rounds_bring_the_magnitudes_nearer(song, window):
    wanted = magnitude(song, window)
    levels = [
        inconsistency(griffin_lim(wanted, n_samples=len(song), window=window, n_rounds=n), wanted,
                      window)
        for n in (0, 4, 16, 64)
    ]  # fmt: skip
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] < levels[0] - 12


def test_it_comes_as_near_as_librosa(song):
    wanted = magnitude(song)
    mine = griffin_lim(wanted, n_samples=len(song), n_rounds=32)
    theirs = librosa.griffinlim(
        wanted, n_iter=32, momentum=0.99, random_state=0, length=len(song), pad_mode="constant"
    )
    assert inconsistency(mine, wanted) < inconsistency(theirs, wanted) + 1


def test_the_same_seed_gives_the_same_sound(song):
    wanted = magnitude(song)
    first, second, other = (
        griffin_lim(wanted, n_samples=len(song), n_rounds=2, seed=seed) for seed in (3, 3, 4)
    )
    np.testing.assert_array_equal(first, second)
    assert np.abs(first - other).max() > 0.01


@pytest.mark.parametrize("n_samples", [1, 511, 2048, 3000])
def test_every_length_is_rebuilt(n_samples):
    wanted = np.ones((1025, 1 + n_samples // 512), np.float32)
    y = griffin_lim(wanted, n_samples=n_samples, n_rounds=4)
    assert y.shape == (n_samples,)
    assert np.isfinite(y).all()


def test_silence_stays_silent():
    wanted = np.zeros((1025, 44), np.float32)
    assert not griffin_lim(wanted, n_samples=22050).any()


def test_progress_is_told_up_to_one(song):
    told: list[float] = []
    griffin_lim(magnitude(song), n_samples=len(song), n_rounds=4, progress=told.append)
    assert told == [0.25, 0.5, 0.75, 1.0]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"magnitude": np.ones((1025, 3))}, "1025 bins and 44 frames"),
        ({"magnitude": -np.ones((1025, 44))}, "not negative"),
        ({"magnitude": np.full((1025, 44), np.nan)}, "finite"),
        ({"magnitude": np.full((1025, 44), np.inf)}, "finite"),
        ({"hop_length": 1025}, "1 to 1024"),
        ({"window": "square"}, "No window 'square'"),
        ({"n_rounds": -1}, "0 to 1000"),
        ({"n_samples": 0}, "at least 1 sample"),
    ],
)
def test_what_cannot_be_rebuilt_is_told(changes, reason):
    told = {"magnitude": np.ones((1025, 44)), "n_samples": 22050} | changes
    with pytest.raises(EarshotError, match=reason):
        griffin_lim(told.pop("magnitude"), **told)
