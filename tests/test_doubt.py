"""Silence and noise of every colour are told from music, loud and soft, by a formula of chance."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from core.audio import SAMPLE_RATE, decode
from core.datasets.demo_music import STYLES, make_song
from core.doubt import STEADY, doubt, texture

SONG = make_song("bossa", 3, seconds=6.0)


def coloured(exponent: float, seconds: float = 5.0, seed: int = 0) -> np.ndarray:
    """Noise whose power falls as 1 / f ** exponent: 0 white, 1 pink, 2 brown."""
    n = round(seconds * SAMPLE_RATE)
    white = np.fft.rfft(np.random.default_rng(seed).standard_normal(n))
    frequency = np.maximum(np.fft.rfftfreq(n, 1 / SAMPLE_RATE), 20)
    y = np.fft.irfft(white * frequency ** (-exponent / 2), n)
    return (0.1 * y / y.std()).astype(np.float32)


@pytest.mark.parametrize("exponent", [-1, 0, 1, 2])
@pytest.mark.parametrize("seconds", [0.6, 5.0, 30.0])
def test_noise_of_any_colour_has_the_steadiness_of_chance(exponent: float, seconds: float):
    # Power in a bin of Gaussian noise is exponential, whose log has the mean -gamma.
    steadiness, roughness = texture(coloured(exponent, seconds))
    assert steadiness == pytest.approx(np.exp(-np.euler_gamma), abs=0.06)
    assert roughness < 0.3


def lowpassed(y: np.ndarray) -> np.ndarray:
    return soxr.resample(soxr.resample(y, SAMPLE_RATE, 8000), 8000, SAMPLE_RATE)


def as_ogg(y: np.ndarray) -> np.ndarray:
    buffer = io.BytesIO()
    soundfile.write(buffer, y, SAMPLE_RATE, format="OGG", subtype="VORBIS")
    return decode(buffer.getvalue()).mono()


SECONDS_5 = np.arange(5 * SAMPLE_RATE) / SAMPLE_RATE
NOT_MUSIC = {
    "nothing": (np.zeros(5 * SAMPLE_RATE), "silent"),
    "hardly anything": (1e-4 * SONG, "silent"),
    "white noise": (coloured(0), "noise"),
    "pink noise": (coloured(1), "noise"),
    "brown noise": (coloured(2), "noise"),
    "soft noise": (0.02 * coloured(1), "noise"),
    "noise that swells": (coloured(0) * np.linspace(0.1, 1, 5 * SAMPLE_RATE), "noise"),
    "noise from a telephone": (lowpassed(coloured(0)), "noise"),
    "noise, compressed": (as_ogg(coloured(1)), "noise"),
    "one tone": (0.3 * np.sin(2 * np.pi * 440 * SECONDS_5), "lasting tone"),
    "DC": (np.full(5 * SAMPLE_RATE, 0.5), "lasting tone"),
    "noise with a pause": (np.r_[coloured(1), np.zeros(9 * SAMPLE_RATE)], "noise"),
    "a click": (SONG[:4000], "too short"),
}


@pytest.mark.parametrize("name", NOT_MUSIC)
def test_what_is_no_music_is_told_apart(name: str):
    y, why = NOT_MUSIC[name]
    assert why in doubt(np.asarray(y, np.float32))


@pytest.mark.parametrize("style", STYLES)
def test_music_is_taken_for_music(style: str):
    """The drone too, which hardly changes: as it is, by telephone, soft, clipped, cut short."""
    y = make_song(style, 2, seconds=8.0)
    for version in (y, lowpassed(y), 0.01 * y, np.clip(4 * y, -1, 1), y[: 2 * SAMPLE_RATE]):
        assert not doubt(np.asarray(version, np.float32))


def test_loud_recordings_are_taken_for_music():
    """Metal and rock of GTZAN, whose guitars come nearest to noise."""
    genres = Path(__file__).parents[2] / "shared" / "data" / "gtzan" / "audio"
    files = sorted(genres.glob("metal/*.ogg")) + sorted(genres.glob("rock/*.ogg"))
    if not files:
        pytest.skip(f"GTZAN is not at {genres}: no recordings to check.")
    steady = {file.stem: texture(soundfile.read(file, dtype="float32")[0])[0] for file in files}
    assert max(steady.values()) < 0.45 < STEADY


def test_music_with_long_pauses_is_taken_for_music():
    pause = np.zeros(20 * SAMPLE_RATE, np.float32)
    assert not doubt(np.concatenate([pause, SONG, pause]))
