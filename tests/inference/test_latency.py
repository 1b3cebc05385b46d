"""Times are those of a clock: no round took less, and all rounds together no more than all."""

import time

from core.audio import Audio
from core.demo_music import make_song
from core.inference import measure_latency
from core.training.checkpoint import Checkpoint


def test_the_shortest_of_all_rounds_fits_into_each_of_them():
    audio = Audio.from_mono(make_song("club", 7, seconds=4.0))
    began = time.perf_counter()
    found = measure_latency(audio, Checkpoint.load("demo-baseline"), n_times=3)
    took = 1000 * (time.perf_counter() - began)
    assert found.features > 0
    assert found.network > 0
    assert found.total == found.features + found.network
    assert 3 * found.total <= took
