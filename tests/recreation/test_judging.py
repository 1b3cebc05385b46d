"""The versions of a song that are judged: of one length, from the ceiling to the floor."""

import numpy as np
import pytest

from core.audio import Audio
from core.datasets import Track
from core.features import Averages, column_names, extract
from core.recreation.judging import NOISE, ORIGINAL, ROUND_TRIP, VERSIONS, judged, versions
from core.signals import harmonics
from core.synthesis.generators import KINDS, generator_name, mfcc_spec, open_generator

GENERATORS = {kind: open_generator(generator_name("pop", kind)) for kind in KINDS}


@pytest.fixture(scope="module")
def made() -> dict[str, Audio]:
    tone = 0.3 * harmonics([220, 330], seconds=1.0, sample_rate=44_100)
    return versions(Audio.from_mono(tone, 44_100), GENERATORS, "pop")


def off(one: Audio, other: Audio) -> float:
    """Root mean square difference of the mel spectra, dB."""
    spec = mfcc_spec(next(iter(GENERATORS.values())).recipe)
    first, second = (extract(each.mono(), specs=[spec])[0] for each in (one, other))
    return float(np.sqrt(((first - second) ** 2).mean()))


def test_all_are_of_one_length_and_rate(made):
    assert tuple(made) == VERSIONS
    assert {each.n_samples for each in made.values()} == {22_050}
    assert {each.sample_rate for each in made.values()} == {22_050}


def test_the_exact_mfcc_come_nearest_and_noise_is_farthest(made):
    far = {version: off(made[version], made[ORIGINAL]) for version in VERSIONS[1:]}
    assert far[ROUND_TRIP] == min(far.values())
    assert far[NOISE] == max(far.values())


def test_a_row_tells_what_was_said_and_the_averages(made):
    found = judged(Track("a", "pop"), NOISE, made[NOISE], [])
    (averages,) = extract(made[NOISE].mono(), specs=[Averages()])
    row = found.row()
    assert (row["track_id"], row["genre"], row["version"]) == ("a", "pop", NOISE)
    assert [row[name] for name in column_names(Averages())] == pytest.approx(averages.tolist())
