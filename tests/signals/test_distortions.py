"""Distortions against filters, decays and levels that are measured another way."""

import numpy as np
import pytest
from scipy.signal import welch

from core.audio import SAMPLE_RATE, Audio
from core.demo_music import make_song
from core.errors import EarshotError
from core.signals import tones
from core.signals.distortions import (
    after_silence,
    at_rate,
    band,
    beginning,
    clipped,
    encoded,
    gained,
    in_room,
    panned,
    recoded,
    rms,
    room_response,
)

SONG = Audio.from_mono(make_song("bossa", 3, seconds=6.0))
EVERY = {
    "softer": lambda audio: gained(audio, -20),
    "clipped": clipped,
    "mp3": lambda audio: recoded(audio, "mp3"),
    "aac": lambda audio: recoded(audio, "aac"),
    "rate": lambda audio: at_rate(audio, 16_000),
    "panned": panned,
    "silence": after_silence,
    "beginning": beginning,
    "band": band,
    "room": in_room,
}


def decibels(ratio: float) -> float:
    return 20 * np.log10(ratio)


@pytest.mark.parametrize("name", EVERY)
def test_what_goes_in_stays_and_comes_out_the_same_each_time(name: str):
    before = SONG.samples.copy()
    first, again = EVERY[name](SONG), EVERY[name](SONG)
    np.testing.assert_array_equal(SONG.samples, before)
    np.testing.assert_array_equal(first.samples, again.samples)
    assert first.samples.dtype == np.float32
    assert np.isfinite(first.samples).all()


def test_softer_by_20_db_is_a_tenth():
    assert decibels(rms(gained(SONG, -20).samples) / rms(SONG.samples)) == pytest.approx(-20)


def test_overdriven_by_10_db_is_what_numpy_cuts_off():
    y = SONG.mono().astype(np.float64)
    expected = np.clip(y / np.abs(y).max() * 10**0.5, -1, 1)
    np.testing.assert_allclose(clipped(SONG, 10).mono(), expected, atol=1e-6)
    assert 0.001 < np.mean(np.abs(expected) == 1) < 0.5


@pytest.mark.parametrize("codec", ["mp3", "aac"])
def test_a_codec_spends_its_bits_and_keeps_the_song(codec):
    bits = 8 * len(encoded(SONG, codec, 64_000)) / SONG.seconds
    assert bits == pytest.approx(64_000, rel=0.2)  # FFmpeg's AAC spends more
    through = recoded(SONG, codec, 64_000)
    assert through.samples.shape == SONG.samples.shape
    (_, before), (_, after) = (welch(a.mono(), SAMPLE_RATE, nperseg=2048) for a in (SONG, through))
    strong = before > 1e-4 * before.max()
    assert np.abs(10 * np.log10(after[strong] / before[strong])).max() < 3
    assert not np.allclose(through.samples, SONG.samples, atol=1e-4)  # something is lost


def test_fewer_bits_lose_more():
    """Against the untouched song, where the codec's delay allows it, by the spectrum."""
    errors = []
    for bits in (32_000, 128_000):
        (_, before), (_, after) = (
            welch(a.mono(), SAMPLE_RATE, nperseg=2048) for a in (SONG, recoded(SONG, "mp3", bits))
        )
        errors.append(np.abs(np.log10((after + 1e-12) / (before + 1e-12))).mean())
    assert errors[0] > 1.2 * errors[1]


def test_an_unknown_codec_is_refused_by_name():
    with pytest.raises(EarshotError, match=r"No codec 'opus'\. Known: mp3, aac"):
        encoded(SONG, "opus")  # type: ignore[arg-type]


def test_two_channels_are_coded_as_two():
    assert recoded(panned(SONG), "aac").n_channels == 2


@pytest.mark.parametrize(
    ("hertz", "low", "high"),
    [(1000, -0.1, 0.1), (300, -3.3, -2.7), (3400, -3.3, -2.7), (75, -60, -40), (150, -35, -20),
     (6800, -60, -25)],
)  # fmt: skip
def test_a_telephone_lets_300_to_3400_hz_through(hertz: float, low: float, high: float):
    tone = Audio.from_mono(tones([hertz], seconds=1.0))
    middle = slice(SAMPLE_RATE // 4, -SAMPLE_RATE // 4)
    passed = decibels(rms(band(tone).samples[:, middle]) / rms(tone.samples[:, middle]))
    assert low < passed < high


def test_a_band_beyond_half_the_rate_is_refused():
    with pytest.raises(EarshotError, match=r"300 to 3400 Hz .* half of 4,000 Hz"):
        band(Audio.from_mono(np.ones(100), 4000))


@pytest.mark.parametrize("seconds", [0.2, 0.4, 1.0])
def test_a_room_dies_away_as_long_as_it_says(seconds: float):
    """By Schroeder's backward integration (1965), from −5 to −25 dB, extrapolated to 60."""
    answer = room_response(SAMPLE_RATE, seconds, np.random.default_rng(1))
    energy = np.cumsum(answer[:0:-1] ** 2)[::-1]
    level = 10 * np.log10(energy / energy[0])
    part = (level < -5) & (level > -25)
    slope, _ = np.polyfit(np.flatnonzero(part) / SAMPLE_RATE, level[part], 1)
    assert -60 / slope == pytest.approx(seconds, rel=0.1)
    assert np.sum(answer[1:] ** 2) == pytest.approx(0.5 * answer[0] ** 2)


def test_a_microphone_hears_noise_20_db_below():
    quiet, noisy = (in_room(SONG, noise=level) for level in (-200, -20))
    gain = np.vdot(quiet.samples, noisy.samples) / np.vdot(quiet.samples, quiet.samples)
    noise = noisy.samples - gain * quiet.samples
    assert decibels(rms(noise) / rms(gain * quiet.samples)) == pytest.approx(-20, abs=0.2)
    assert rms(noisy.samples) == pytest.approx(rms(SONG.samples), rel=1e-4)


def test_silence_comes_first_and_the_song_after_it():
    later = after_silence(SONG, 5.0)
    assert not later.samples[:, : 5 * SAMPLE_RATE].any()
    np.testing.assert_array_equal(later.samples[:, 5 * SAMPLE_RATE :], SONG.samples)


def test_the_beginning_is_the_beginning():
    assert beginning(SONG, 5.0).seconds == 5.0
    assert beginning(SONG, 60.0).n_samples == SONG.n_samples


def test_panned_is_6_db_softer_at_the_right():
    left, right = panned(SONG).samples
    np.testing.assert_array_equal(left, SONG.mono())
    assert decibels(rms(right) / rms(left)) == pytest.approx(-6)


def test_16_khz_has_nothing_beyond_8_khz():
    high = Audio.from_mono(tones([9500], seconds=1.0))
    assert rms(at_rate(high, 16_000).samples) < 0.01 * rms(high.samples)
    assert at_rate(SONG, 44_100).sample_rate == 44_100
