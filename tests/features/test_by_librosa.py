"""The code that is given as "the same by librosa" runs as it stands, and gives the same."""

from typing import Any

import numpy as np
import pytest

from core.features import (
    FEATURES,
    AverageCurves,
    Averages,
    Cqt,
    MagnitudeMel,
    MagnitudeMfcc,
    Mel,
    Mfcc,
    Musicnn,
    SoundSpec,
    Stft,
    Texture,
    extract,
    librosa_code,
)
from tests.features.exact import CQT_AMPLITUDE, CQT_Z_SCORE, RANGE_DB, TOLERANCE
from tests.features.sounds import ALL

SPECTRA = [
    Stft(),
    Stft(n_fft=512, hop_length=100, window="boxcar"),
    Mel(),
    Mel(n_mels=40, n_fft=1001, hop_length=250, fmin=100, fmax=6000, window="blackman"),
    Mfcc(normalise="none"),
    Mfcc(normalise="none", n_mfcc=20, n_fft=1024, hop_length=300, window="hann", n_mels=64),
    MagnitudeMel(),
    MagnitudeMfcc(),
]
CQTS = [
    Cqt(normalise="none"),
    Cqt(normalise="none", n_bins=70, bins_per_octave=24, fmin=110, hop_length=256),
]
AVERAGES = [Averages(), Averages(columns="classic25"), Averages(columns="table57")]
Z_SCORES = [Mfcc(), Cqt(), Mel(normalise="whole"), Mel(normalise="rows")]

sounds = pytest.mark.parametrize("sound", ["chord", "noise", "chirp"])


def specs(*which: SoundSpec) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("spec", which, ids=lambda spec: spec.key)


def both(spec: SoundSpec, sound: str) -> tuple[np.ndarray, np.ndarray]:
    """What we compute, and what the code leaves."""
    left: dict[str, Any] = {"y": ALL[sound]}
    exec(librosa_code(spec), left)
    [ours] = extract(ALL[sound], specs=[spec])
    theirs = left[spec.kind.replace("-", "_")]
    assert ours.shape == theirs.shape
    return ours, theirs


@sounds
@specs(*SPECTRA)
def test_spectra_are_the_same(spec: SoundSpec, sound: str) -> None:
    ours, theirs = both(spec, sound)
    extent = np.abs(theirs).max() if spec.kind.endswith("mfcc") else RANGE_DB
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=TOLERANCE * extent)


@sounds
@specs(*CQTS)
def test_constant_q_amplitudes_are_the_same(spec: SoundSpec, sound: str) -> None:
    ours, theirs = (10 ** (decibels / 20) for decibels in both(spec, sound))
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=CQT_AMPLITUDE)


@sounds
@specs(*AVERAGES)
def test_averages_are_the_same(spec: SoundSpec, sound: str) -> None:
    ours, theirs = both(spec, sound)
    np.testing.assert_allclose(ours, theirs, rtol=TOLERANCE, atol=1e-7)


@sounds
def test_curves_are_the_same(sound: str) -> None:
    ours, theirs = both(AverageCurves(), sound)
    largest = np.abs(theirs).max(axis=1, keepdims=True)  # each curve has a unit of its own
    np.testing.assert_allclose(ours / largest, theirs / largest, rtol=0, atol=TOLERANCE)


@sounds
@specs(*Z_SCORES)
def test_z_scores_are_the_same(spec: SoundSpec, sound: str) -> None:
    ours, theirs = both(spec, sound)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=CQT_Z_SCORE)


@sounds
def test_what_musicnn_hears_is_the_same(sound: str) -> None:
    ours, theirs = both(Musicnn(), sound)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-3 * np.abs(theirs).max())


@sounds
def test_textures_are_the_same(sound: str) -> None:
    ours, theirs = both(Texture(), sound)
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=2e-3)


def test_every_feature_of_sound_is_compared() -> None:
    compared = {*map(type, [*SPECTRA, *CQTS, *AVERAGES]), AverageCurves, Musicnn, Texture}
    kinds = [FEATURES.get(name) for name in FEATURES.names()]
    assert compared == {kind for kind in kinds if issubclass(kind, SoundSpec)}


def test_code_of_several_leaves_them_all() -> None:
    left: dict[str, Any] = {"y": ALL["chord"]}
    code = librosa_code(Mel(), Mfcc(), Cqt(), Stft())
    exec(code, left)
    assert {"mel", "mfcc", "cqt", "stft"} <= set(left)
    assert code.count("import librosa\n") == 1
    assert max(map(len, code.splitlines())) <= 100  # it is read on a page
