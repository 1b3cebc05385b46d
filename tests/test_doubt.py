"""Silence and noise of every colour are told from music, loud and soft, by a formula of chance."""

import io
from pathlib import Path

import numpy as np
import pytest
import soundfile
import soxr

from core.audio import SAMPLE_RATE, decode
from core.demo_music import STYLES, make_song
from core.doubt import doubt, spectra, texture
from core.signals.melodies import major_scale
from core.signals.tones import harmonics, moments
from tests.synthetic import SIGNALS, SIRENS, TONES, as_file

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
    steadiness, roughness = texture(spectra(coloured(exponent, seconds)))
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


FAMILIES = {"tones": TONES, "signals": SIGNALS, "sirens": SIRENS}
TOLD = {  # what may be said of each family
    "tones": ("pure tones", "lasting tone", "does nothing but glide"),
    "signals": ("again and again", "lasting tone, or one beep or click again", "pure tones"),
    "sirens": ("does nothing but glide",),
}
SOFT = {"tones": 0.02, "signals": 0.1, "sirens": 0.02}  # of full scale; clicks are silent sooner
MACHINES = {name: family for family, sounds in FAMILIES.items() for name in sounds}


@pytest.mark.parametrize("kind", ["", "MP3", "OGG"])
@pytest.mark.parametrize("name", MACHINES)
def test_what_machines_make_is_no_music(name: str, kind: str):
    """Loud and soft, as it is and through codecs; said for what it is."""
    family = MACHINES[name]
    y = FAMILIES[family][name]().astype(np.float32)
    for level in (0.5, SOFT[family]):
        heard = as_file(level * y, kind) if kind else level * y
        why = doubt(heard)
        assert any(words in why for words in TOLD[family]), (level, why)


def test_codecs_that_spare_no_bit_hide_nothing():
    for kind in ("MP3", "OGG"):
        for name in ("a tone of 440 Hz", "a siren", "a dial tone", "a telephone number", "a bird"):
            worst = as_file(0.3 * TONES[name](), kind, compression_level=0.95)
            assert doubt(worst), (kind, name)


def plucked(hertz: float, seconds: float = 0.3) -> np.ndarray:
    """A string: its overtones die away the sooner the higher they are."""
    t = moments(seconds, SAMPLE_RATE)
    partials = [np.sin(2 * np.pi * k * hertz * t) / k * np.exp(-k * t / 0.2) for k in range(1, 12)]
    return np.sum(partials, axis=0)


@pytest.mark.parametrize("note", ["plucked", "harmonics"])
def test_a_melody_of_one_voice_is_music(note: str):
    """Though its sound is one, at many pitches, as a siren's is: its notes stay where they are."""
    scale = major_scale(220, 2)
    pitches = [scale[i] for i in np.random.default_rng(0).integers(0, len(scale), 40)]
    made = [plucked(f) if note == "plucked" else harmonics([f], seconds=0.3) for f in pitches]
    assert not doubt(np.concatenate(made).astype(np.float32))


def recordings(pattern: str) -> list[Path]:
    """Recordings of music, where they are on this machine."""
    data = Path(__file__).parents[2] / "shared" / "data"
    files = sorted(data.glob(pattern))
    if not files:
        pytest.skip(f"There is nothing at {data / pattern}: no recordings to check.")
    return files


@pytest.mark.parametrize("genre", ["classical", "hiphop", "jazz", "metal"])
def test_recordings_are_taken_for_music(genre: str):
    """Every eighth of those that come nearest to noise, to one tone, to few sounds."""
    for file in recordings(f"gtzan/audio/{genre}/*.ogg")[::8]:
        y = soundfile.read(file, dtype="float32")[0]
        assert not doubt(y), file.stem
        assert not doubt(y[: 5 * SAMPLE_RATE]), file.stem


def test_music_with_long_pauses_is_taken_for_music():
    pause = np.zeros(20 * SAMPLE_RATE, np.float32)
    assert not doubt(np.concatenate([pause, SONG, pause]))
