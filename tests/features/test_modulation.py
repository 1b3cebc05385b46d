"""Modulation: shapes that glide, against a transform written out, and what it ignores."""

import numpy as np
import pytest

from core.audio import Audio, resample
from core.features import Modulation, extract
from core.features.modulation import FAINTEST, N_WAVELETS, PARTS, RHYTHM, SCALES, shapes, wavelets
from core.features.texture import N_BANDS, WINDOW

RATE = 22_050
WHERE = dict(zip(PARTS, np.cumsum([0, *PARTS.values()]).tolist(), strict=False))


def part(values: np.ndarray, name: str) -> np.ndarray:
    return values[WHERE[name] :][: PARTS[name]]


def of_sound(y: np.ndarray) -> np.ndarray:
    [values] = extract(y.astype(np.float32), specs=[Modulation()])
    return values


def noise(seconds: float) -> np.ndarray:
    return 0.1 * np.random.default_rng(1).normal(size=round(seconds * RATE))


def glides(*, up: bool, a_second: float = 2.0, seconds: float = 5.0) -> np.ndarray:
    """A tone that goes through three octaves again and again."""
    share = a_second * np.arange(round(seconds * RATE)) / RATE % 1
    hertz = 300 * 2 ** (3 * (share if up else 1 - share))
    return 0.1 * np.sin(2 * np.pi * np.cumsum(hertz) / RATE)


@pytest.mark.parametrize("up", [True, False])
def test_what_glides_up_rises_and_what_glides_down_falls(up: bool) -> None:
    found = of_sound(glides(up=up))[:, 2]
    rising, falling = (part(found, f"{name} shapes").mean() for name in ("rising", "falling"))
    assert bool(rising > falling + 0.3) is up
    assert bool(falling > rising + 0.3) is not up


def test_a_shape_is_strongest_at_the_rate_at_which_it_comes() -> None:
    found = part(of_sound(glides(up=True, a_second=4.0))[:, 2], "rising shapes")
    strongest = found.reshape(N_WAVELETS, -1).mean(axis=0).argmax()
    low, high = np.array(RHYTHM)[[strongest, strongest + 1]] * RATE / 512 / WINDOW
    assert low <= 4 <= high


def test_shapes_are_those_of_a_transform_written_out() -> None:
    bands = np.random.default_rng(0).random((2, N_BANDS, WINDOW), np.float32)
    even, odd = (x.astype(np.float64) for x in wavelets())
    loudness = bands[1].astype(np.float64)
    loudness -= loudness.mean(axis=1, keepdims=True)
    fade = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)
    seen = (even[7] + 1j * odd[7]) @ (loudness * fade)
    time = np.arange(WINDOW)
    for found, sign in zip(shapes(bands), (-1, 1), strict=True):
        turns = [np.exp(sign * 2j * np.pi * k * time / WINDOW) for k in range(RHYTHM[4], RHYTHM[5])]
        strength = np.mean([abs(seen @ turn) for turn in turns])
        ours = found[1].reshape(N_WAVELETS, -1)[7, 4]
        assert ours == pytest.approx(np.log(strength + FAINTEST / 2), abs=1e-4)


def test_a_wavelet_does_not_see_what_all_bands_do_alike() -> None:
    even, odd = wavelets()
    assert len(even) == sum(N_BANDS // apart for apart in SCALES.values())
    np.testing.assert_allclose(even.sum(axis=1), 0, atol=1e-6)
    np.testing.assert_allclose(odd.sum(axis=1), 0, atol=1e-6)


def test_a_copy_that_is_softer_by_26_db_has_the_same_numbers() -> None:
    y = noise(4)
    np.testing.assert_allclose(of_sound(0.05 * y), of_sound(y), rtol=0, atol=1e-3)


def test_a_copy_at_16_khz_has_nearly_the_same_numbers() -> None:
    """A file of 16 kHz lacks what lies above 8 kHz; white noise loses a quarter."""
    y = noise(4) + glides(up=True, seconds=4)
    there = resample(Audio.from_mono(y.astype(np.float32), RATE), 16_000)
    back = resample(there, RATE).mono()
    level = np.sqrt(np.mean(y**2) / np.mean(back**2))
    assert level > 1.05
    spread = of_sound(y).std()
    assert np.abs(of_sound(back) - of_sound(y)).mean() < 0.05 * spread


@pytest.mark.parametrize("seconds", [0.01, 2.5, 40.5])
def test_there_is_a_step_each_second_however_long_the_clip(seconds: float) -> None:
    found = of_sound(noise(seconds))
    assert found.shape == (sum(PARTS.values()), 1 + int(seconds))
    assert np.isfinite(found).all()


def test_silence_is_finite() -> None:
    assert np.isfinite(of_sound(np.zeros(RATE))).all()
