"""Leading a sound: towards what was asked for, within bounds, the same each time."""

from itertools import pairwise

import numpy as np
import pytest

from core.audio import Audio
from core.errors import EarshotError
from core.inference import predict
from core.signals import harmonics
from core.synthesis.ascent import ascend

NETWORK = "bijlani-rnn"


@pytest.fixture(scope="module")
def song() -> Audio:
    """Chords under noise: something in every band."""
    noise = np.random.default_rng(0).standard_normal(3 * 22050).astype(np.float32)
    chords = [harmonics(c, seconds=1.0) for c in ([220, 277, 330], [196, 247, 294], [220, 330])]
    return Audio.from_mono(0.5 * np.concatenate(chords) + 0.02 * noise)


@pytest.fixture(scope="module")
def led(song) -> Audio:
    return ascend(song, "metal", NETWORK, n_steps=8, most_db=6)


def probability(audio: Audio) -> float:
    said = predict(audio, NETWORK)
    return float(said.overall[said.names.index("metal")])


def test_the_network_hears_more_of_the_genre(song, led):
    assert probability(led) > probability(song)


def test_no_band_is_raised_or_lowered_beyond_the_bound(song, led):
    before, after = (np.abs(np.fft.rfft(each.mono())) ** 2 for each in (song, led))
    edges = np.linspace(0, len(before), 30).astype(int)
    parts = [slice(a, b) for a, b in pairwise(edges)]
    change = [10 * np.log10(after[part].sum() / before[part].sum()) for part in parts]
    assert np.abs(change).max() < 6.5
    assert np.abs(change).max() > 0.1, "something was changed"


def test_it_is_the_same_each_time(song, led):
    again = ascend(song, "metal", NETWORK, n_steps=8, most_db=6)
    assert np.array_equal(again.samples, led.samples)


def test_where_nothing_may_change_the_sound_stays(song):
    same = ascend(song, "metal", NETWORK, n_steps=1, most_db=0)
    assert np.abs(same.mono() - song.mono()).max() < 1e-5


def test_progress_is_told_up_to_one(song):
    told: list[float] = []
    ascend(song, "metal", NETWORK, n_steps=2, progress=told.append)
    assert told == [0.5, 1.0]


@pytest.mark.parametrize(
    ("genre", "network", "n_steps", "reason"),
    [
        ("metal", "zheng-dual-cnn", 1, "cannot lead a sound"),
        ("polka", NETWORK, 1, "no genre 'polka'. Known: blues"),
        ("metal", NETWORK, 0, "n_steps = 0 must be 1 to 1000"),
    ],
    ids=["no gradient", "unknown genre", "no steps"],
)
def test_what_cannot_be_led_is_told(song, genre, network, n_steps, reason):
    with pytest.raises(EarshotError, match=reason):
        ascend(song, genre, network, n_steps=n_steps)
