import librosa
import numpy as np
import pytest
import scipy.fft
from scipy.signal import get_window

from core.features import Cqt
from core.features.chroma import chroma_weights
from core.features.cqt import frequencies, octaves
from core.features.filters import FilterBank, dct_matrix, hz_to_mel, mel_weights, window_samples


@pytest.mark.parametrize("name", ["hann", "hamming", "boxcar", "blackman"])
@pytest.mark.parametrize("n", [16, 177, 2048])
def test_windows_are_scipys(name: str, n: int) -> None:
    np.testing.assert_allclose(window_samples(name, n), get_window(name, n), atol=1e-7)


@pytest.mark.parametrize(
    ("sample_rate", "n_fft", "n_mels", "fmin", "fmax"),
    [(22050, 2048, 128, 0.0, None), (44100, 1024, 64, 50.0, 8000.0), (8000, 1001, 512, 0.0, None)],
)
@pytest.mark.filterwarnings("ignore:Empty filters")
def test_mel_filters_are_librosas(
    sample_rate: int, n_fft: int, n_mels: int, fmin: float, fmax: float | None
) -> None:
    ours = mel_weights(sample_rate, n_fft, n_mels, fmin, fmax)
    theirs = librosa.filters.mel(sr=sample_rate, n_fft=n_fft, n_mels=n_mels, fmin=fmin, fmax=fmax)
    np.testing.assert_allclose(ours, theirs, atol=1e-7 * theirs.max())


def test_mel_scale_is_librosas() -> None:
    hz = np.array([0, 440, 999, 1000, 1001, 11025])
    np.testing.assert_allclose(hz_to_mel(hz), librosa.hz_to_mel(hz), rtol=1e-12)


@pytest.mark.parametrize("tuning", [-0.5, 0.0, 0.37])
@pytest.mark.parametrize("sample_rate", [22050, 48000])
def test_chroma_filters_are_librosas(sample_rate: int, tuning: float) -> None:
    theirs = librosa.filters.chroma(sr=sample_rate, n_fft=2048, tuning=tuning)
    np.testing.assert_allclose(chroma_weights(sample_rate, 2048, tuning), theirs, atol=1e-6)


@pytest.mark.parametrize(("n_in", "n_out"), [(128, 84), (40, 40), (1, 1)])
def test_dct_is_scipys(n_in: int, n_out: int) -> None:
    x = np.random.default_rng(0).standard_normal((5, n_in))
    theirs = scipy.fft.dct(x, norm="ortho")[:, :n_out]
    np.testing.assert_allclose(x @ dct_matrix(n_in, n_out), theirs, atol=1e-13)


def test_a_bank_is_its_matrix() -> None:
    rng = np.random.default_rng(0)
    weights = np.zeros((37, 200), np.float32)
    for row, weight in enumerate(weights[:-1]):
        weight[4 * row : 4 * row + 20] = rng.random(20)  # the last row stays empty
    power = rng.random((11, 200), dtype=np.float32)
    out = np.empty((11, 37), np.float32)
    FilterBank.of(weights).apply(power, out)
    np.testing.assert_allclose(out, power @ weights.T, rtol=1e-5)


def test_cqt_filters_pass_their_own_frequency_most() -> None:
    spec = Cqt()
    for octave in octaves(spec):
        n_fft, n_parts = octave.filters.shape
        rate = spec.sample_rate / 2**octave.halvings
        freqs = frequencies(spec)[octave.bins]
        tones = np.exp(2j * np.pi * freqs[:, np.newaxis] / rate * np.arange(n_fft))
        complex_filters = octave.filters[:, : n_parts // 2] + 1j * octave.filters[:, n_parts // 2 :]
        gains = np.abs(tones @ complex_filters)  # (tones, filters)
        assert gains.argmax(axis=0).tolist() == list(range(len(freqs)))
