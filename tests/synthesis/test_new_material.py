"""New material: the same by the same seed, on the way between two, and noise as a genre is."""

import io

import numpy as np
import pytest
import soundfile

from core.audio import Audio, encode_flac, encode_wav
from core.errors import CheckpointError, EarshotError
from core.features import extract
from core.signals import harmonics
from core.synthesis import new_material
from core.synthesis.generators import (
    KINDS,
    generator_name,
    mean_spectrum,
    mfcc_spec,
    open_generator,
    recreate,
    recreated_genres,
)

NAME = generator_name("classical", "lstm")
SPEC = mfcc_spec(open_generator(NAME).recipe)


@pytest.fixture(scope="module")
def drawn() -> np.ndarray:
    return new_material.sample(NAME, seconds=2.0)


def test_generators_of_the_papers_four_genres_are_shipped():
    assert {"blues", "classical", "metal", "pop"} <= set(recreated_genres())


@pytest.mark.parametrize("genre", recreated_genres())
def test_each_gives_new_material_that_is_no_constant(genre):
    for kind in KINDS:
        made = new_material.sample(generator_name(genre, kind), seconds=0.5)
        assert np.isfinite(made).all()
        assert made.std(axis=1).max() > 1


def test_the_same_seed_gives_the_same_material(drawn):
    assert np.array_equal(new_material.sample(NAME, seconds=2.0), drawn)
    assert not np.allclose(new_material.sample(NAME, seconds=2.0, seed=1), drawn)


def test_a_higher_temperature_moves_more(drawn):
    cool, hot = (new_material.sample(NAME, temperature=t, seconds=2.0) for t in (0.25, 2.0))
    spread = [each.std(axis=1).sum() for each in (cool, drawn, hot)]
    assert spread == sorted(spread)


def test_a_sound_of_it_is_the_same_and_as_long_as_asked(drawn):
    one, two = (new_material.heard(drawn, SPEC) for _ in range(2))
    assert np.array_equal(one.samples, two.samples)
    assert one.seconds == pytest.approx(2.0, abs=SPEC.step_seconds)
    (again,) = extract(one.mono(), specs=[SPEC])
    before, after = drawn[1:20, 5:-5], again[1:20, 5:-5]  # without the level
    assert np.corrcoef(before.ravel(), after.ravel())[0, 1] > 0.95


@pytest.mark.parametrize("shift", [-300, 0, 300])
def test_whatever_its_level_it_is_as_loud_as_it_may_be(drawn, shift):
    """The first coefficient is the level: 300 of it are 300 / sqrt(128) = 27 dB."""
    louder = drawn[:, :40].copy()
    louder[0] += shift
    y = new_material.heard(louder, SPEC).mono()
    rms, peak = np.sqrt(np.mean(y**2)), np.abs(y).max()
    assert rms == pytest.approx(0.1, rel=0.01) or peak == pytest.approx(0.99, rel=0.01)
    assert rms <= 0.101
    assert peak <= 0.991


def test_both_files_hold_the_same_samples(drawn):
    audio = new_material.heard(drawn[:, :20], SPEC)
    files = [io.BytesIO(encode(audio)) for encode in (encode_wav, encode_flac)]
    (wav, rate), (flac, _) = (soundfile.read(file, dtype="float32") for file in files)
    assert rate == audio.sample_rate
    assert np.array_equal(wav, flac)
    assert np.abs(wav - audio.mono()).max() <= 1 / 32767


def test_halfway_is_the_mean_of_both_in_db():
    rng = np.random.default_rng(0)
    first, second = rng.standard_normal((2, 128, 9))
    assert np.allclose(new_material.between(first, second, 0.5), (first + second) / 2)
    assert np.array_equal(new_material.between(first, second[:, :7], 0.0), first[:, :7])
    assert np.array_equal(new_material.between(first, second, 1.0), second)


def test_a_song_through_a_generator_is_its_mfcc_recreated():
    audio = Audio.from_mono(harmonics([220, 330], seconds=1.5))
    given = new_material.beginning(audio, SPEC, seconds=1.0)
    assert given.shape[1] == new_material.n_frames(1.0, SPEC)
    made = new_material.through(audio, NAME, seconds=1.0)
    assert np.array_equal(made, recreate(open_generator(NAME), given))


def test_noise_has_the_mean_spectrum_of_what_was_learned():
    """Its mel spectrum in dB, averaged over frames, is the genre's but for the mean of a log."""
    y = new_material.shaped_noise(NAME, n_samples=4 * 22050)
    (mfcc,) = extract(y, specs=[SPEC])
    wanted = mean_spectrum(NAME)
    assert np.corrcoef(mfcc.mean(axis=1)[1:], wanted[1:])[0, 1] > 0.95
    assert np.array_equal(y, new_material.shaped_noise(NAME, n_samples=4 * 22050))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"temperature": -1}, "temperature = -1 must be 0 to 3"),
        ({"temperature": float("nan")}, "temperature = nan"),
        ({"seconds": 1e9}, "must be 0.5 to 60"),
    ],
)
def test_values_out_of_range_are_told(changes, reason):
    with pytest.raises(EarshotError, match=reason):
        new_material.sample(NAME, **changes)


@pytest.mark.parametrize("name", ["zheng-dual-cnn", "demo-reconstruction"])
def test_what_is_no_generator_is_refused(name):
    with pytest.raises(CheckpointError, match="is no generator"):
        open_generator(name)
