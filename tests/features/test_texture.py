"""Texture: statistics as NumPy and SciPy have them, and rates of sounds that are known."""

import numpy as np
import pytest
import scipy.stats

from core.features import Texture, extract
from core.features import texture as module
from core.features.texture import FRAMES_A_SECOND, N_GROUPS, PARTS, RHYTHM, WINDOW, textures

RATE = 22_050
RATES = np.array(RHYTHM) * FRAMES_A_SECOND / WINDOW  # Hz
WHERE = dict(zip(PARTS, np.cumsum([0, *PARTS.values()]).tolist(), strict=False))


def part(values: np.ndarray, name: str) -> np.ndarray:
    return values[WHERE[name] :][: PARTS[name]]


def of_sound(y: np.ndarray) -> np.ndarray:
    [values] = extract(y.astype(np.float32), specs=[Texture()])
    return values


def noise(seconds: float) -> np.ndarray:
    return 0.1 * np.random.default_rng(1).normal(size=round(seconds * RATE))


def frames(n: int) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    return rng.gamma(0.5, size=(n, 80)).astype(np.float32), rng.random((n, 4), np.float32)


def test_statistics_are_those_of_the_3_s_around_a_step() -> None:
    mel, shape = frames(400)
    found = textures(mel, shape)[:, 4]
    middle = round(4 * FRAMES_A_SECOND)
    loudness = np.log10(1e4 * mel[middle - 64 : middle + 64].astype(np.float64) + 1)
    expected = {
        "loudness": loudness.mean(axis=0),
        "its deviation": loudness.std(axis=0),
        "its skewness": scipy.stats.skew(loudness),
        "softest": np.quantile(loudness, 0.1, axis=0),
        "loudest": np.quantile(loudness, 0.9, axis=0),
    }
    for name, values in expected.items():
        np.testing.assert_allclose(part(found, name), values, rtol=0, atol=2e-3, err_msg=name)


@pytest.mark.parametrize("rate", [1.4, 4.0, 9.0])
def test_what_swells_and_fades_is_strongest_at_its_rate(rate: float) -> None:
    times = np.arange(6 * RATE) / RATE
    found = of_sound(noise(6) * (1 + 0.8 * np.sin(2 * np.pi * rate * times)))[:, 3]
    strongest = part(found, "rhythm").reshape(N_GROUPS, -1).mean(axis=0).argmax()
    assert RATES[strongest] <= rate <= RATES[strongest + 1]


@pytest.mark.parametrize("a_second", [2, 3, 5])
def test_clicks_begin_as_often_as_they_do(a_second: int) -> None:
    y = np.zeros(6 * RATE)
    y[:: RATE // a_second] = 1
    rates = part(of_sound(y)[:, 3], "onsets").reshape(4, -1).mean(axis=0)
    step = FRAMES_A_SECOND / WINDOW
    first = rates[: round(1.5 * a_second / step)]  # its overtones follow
    assert (1 + first.argmax()) * step == pytest.approx(a_second, abs=step / 2)


def test_a_copy_that_is_softer_by_26_db_has_the_same_numbers() -> None:
    y = noise(4)
    np.testing.assert_allclose(of_sound(0.05 * y), of_sound(y), rtol=0, atol=1e-3)


@pytest.mark.parametrize("seconds", [0.01, 2.5, 40.5])
def test_there_is_a_step_each_second_however_long_the_clip(seconds: float) -> None:
    found = of_sound(noise(seconds))
    assert found.shape == (868, 1 + int(seconds))
    assert np.isfinite(found).all()


def test_silence_is_finite() -> None:
    assert np.isfinite(of_sound(np.zeros(RATE))).all()


def test_parts_of_any_size_make_one_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = textures(*frames(900))
    monkeypatch.setattr(module, "STEPS_AT_ONCE", 5)
    np.testing.assert_array_equal(textures(*frames(900)), whole)


def test_beyond_both_ends_a_clip_goes_on_in_the_mirror() -> None:
    mel, _ = frames(100)
    there_and_back = np.concatenate([mel[::-1], mel, mel[::-1]])
    [first] = module._windows(mel, np.array([0]))
    np.testing.assert_array_equal(first, there_and_back[100 - 64 : 100 + 64].T)
