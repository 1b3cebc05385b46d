"""Audio itself, resampling and writing."""

import io
import wave

import numpy as np
import pytest
import scipy.io.wavfile

from core.audio import Audio, encode_wav, length_in_words, resample
from tests.audio.sounds import RATE, melody


def sine(sample_rate: int, hertz: float = 1_000, seconds: float = 0.5) -> np.ndarray:
    t = np.arange(round(seconds * sample_rate)) / sample_rate
    return (0.5 * np.sin(2 * np.pi * hertz * t)).astype(np.float32)[np.newaxis]


def test_sizes() -> None:
    audio = Audio(np.zeros((2, 11_025), np.float32), 22_050)
    assert (audio.n_channels, audio.n_samples, audio.seconds) == (2, 11_025, 0.5)


def test_mono_is_the_mean_of_the_channels() -> None:
    audio = Audio(np.array([[0.5, 1.0], [-0.5, 0.5]], np.float32), RATE)
    assert audio.mono().dtype == np.float32
    np.testing.assert_allclose(audio.mono(), [0.0, 0.75])
    one = Audio(np.array([[0.25, -1]], np.float32), RATE)
    np.testing.assert_array_equal(one.mono(), [0.25, -1])


@pytest.mark.parametrize(
    "samples",
    [np.zeros(5, np.float32), np.zeros((1, 5)), np.zeros((1, 0), np.float32)],
    ids=["one axis", "float64", "empty"],
)
def test_what_is_no_audio(samples: np.ndarray) -> None:
    with pytest.raises(ValueError, match="samples must be float32"):
        Audio(samples, RATE)


def test_a_sample_rate_of_zero() -> None:
    with pytest.raises(ValueError, match="at least 1 Hz, not 0"):
        Audio(np.zeros((1, 1), np.float32), 0)


@pytest.mark.parametrize("sample_rate", [8_000, 22_050, 48_000])
def test_a_resampled_sine_is_the_sine(sample_rate: int) -> None:
    audio = resample(Audio(sine(RATE), RATE), sample_rate)
    expected = sine(sample_rate)
    assert audio.sample_rate == sample_rate
    assert audio.samples.shape == expected.shape
    edge = sample_rate // 50  # where the sine begins and ends, the filter rings
    inside = np.s_[:, edge:-edge]
    np.testing.assert_allclose(audio.samples[inside], expected[inside], rtol=0, atol=2e-4)


def test_what_lies_above_half_the_new_rate_is_removed() -> None:
    audio = resample(Audio(sine(RATE, hertz=15_000), RATE), 22_050)
    assert np.abs(audio.samples[:, 500:-500]).max() < 1e-4


def test_resampling_keeps_to_full_scale() -> None:
    square = np.sign(sine(RATE, hertz=100))
    assert np.abs(resample(Audio(square, RATE), 22_050).samples).max() == 1


@pytest.mark.parametrize("n_samples", [1, 2, 3])
def test_the_shortest_sounds_stay_sounds(n_samples: int) -> None:
    audio = resample(Audio(np.full((2, n_samples), 0.5, np.float32), 192_000), 4_000)
    assert audio.n_channels == 2
    assert audio.n_samples >= 1


def test_the_same_rate_changes_nothing() -> None:
    audio = Audio(sine(RATE), RATE)
    assert resample(audio, RATE) is audio


@pytest.mark.parametrize("sample_rate", [0, -1])
def test_a_rate_that_is_none(sample_rate: int) -> None:
    with pytest.raises(ValueError, match="over 0"):
        resample(Audio(sine(RATE), RATE), sample_rate)


def test_a_written_wav_is_16_bit_pcm_and_holds_the_sound() -> None:
    samples = melody(0.3).T.copy()
    data = encode_wav(Audio(samples, RATE))
    with wave.open(io.BytesIO(data)) as file:
        assert file.getparams()[:4] == (2, 2, RATE, samples.shape[1])
    sample_rate, integers = scipy.io.wavfile.read(io.BytesIO(data))
    assert sample_rate == RATE
    np.testing.assert_allclose(integers.T / 2**15, samples, rtol=0, atol=2**-15)


def test_writing_clips_and_does_not_wrap_around() -> None:
    data = encode_wav(Audio(np.array([[1.5, 1.0, -1.0, -1.5]], np.float32), RATE))
    _, integers = scipy.io.wavfile.read(io.BytesIO(data))
    assert integers.tolist() == [32_767, 32_767, -32_768, -32_768]


def test_what_is_known_of_a_sound_stays_at_another_rate() -> None:
    audio = Audio(sine(RATE), RATE, note="Half of it.")
    assert resample(audio, 8_000).note == "Half of it."


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0.012, "12 ms"), (0.5, "0.5 s"), (9.94, "9.9 s"), (9.96, "10 s"), (30.2, "30 s"),
        (59.6, "1:00 min"), (185, "3:05 min"), (4000, "66:40 min"),
    ],
)  # fmt: skip
def test_a_length_is_told_as_people_say_it(seconds: float, words: str) -> None:
    assert length_in_words(seconds) == words
