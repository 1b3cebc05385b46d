"""Drawn distortions: as strong as they say, never the same twice, always the same by their seed."""

import numpy as np
import pytest
from scipy.signal import welch

from core.audio import SAMPLE_RATE, Audio
from core.signals import distortions
from core.signals.drawn import DISTORTIONS, Distortion, distorted

NOISE = Audio.from_mono(0.1 * np.random.default_rng(0).standard_normal(3 * SAMPLE_RATE))


def drawn(distortion: Distortion, seed: int) -> Audio:
    return distorted(NOISE, distortion, np.random.default_rng(seed))


@pytest.mark.parametrize("distortion", DISTORTIONS)
def test_a_seed_tells_all(distortion: Distortion):
    one, same, other = (drawn(distortion, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one.samples, same.samples)
    assert one.sample_rate == same.sample_rate
    assert one.samples.shape != other.samples.shape or (one.samples != other.samples).any()


def test_a_telephone_loses_what_lies_beyond_its_band():
    for seed in range(5):
        ratio = (
            welch(drawn("telephone", seed).mono(), SAMPLE_RATE)[1]
            / welch(NOISE.mono(), SAMPLE_RATE)[1]
        )
        hertz = np.linspace(0, SAMPLE_RATE / 2, len(ratio))
        inside, above = (hertz > 600) & (hertz < 2500), hertz > 5000
        assert 10 * np.log10(ratio[inside].mean()) == pytest.approx(0, abs=0.5)
        assert 10 * np.log10(ratio[above].mean()) < -12


def test_what_is_clipped_is_clipped_as_much_as_it_says():
    shares = [float(np.mean(np.abs(drawn("clipped", seed).mono()) >= 1)) for seed in range(20)]
    least, most = (
        float(np.mean(np.abs(distortions.clipped(NOISE, decibels).mono()) >= 1))
        for decibels in (3, 15)
    )
    assert least <= min(shares) < max(shares) <= most
    assert max(shares) > 3 * min(shares)


def test_no_room_is_the_one_that_networks_are_judged_in():
    judged = distortions.in_room(NOISE).mono()
    for seed in range(5):
        heard = drawn("room", seed).mono()
        assert np.corrcoef(heard, judged)[0, 1] < 0.95
