"""The differentiable front end: the numbers of `core.features`, librosa's, and true gradients."""

import librosa
import numpy as np
import pytest
import scipy.fft
import torch

from core.errors import EarshotError
from core.features import Cqt, Mel, Mfcc, extract
from core.signals import harmonics
from core.synthesis.front_end import can_follow, feature_of, windows_of
from core.training.recipe import Recipe
from core.training.windows import track_windows

SPECS = [
    Mel(n_mels=40, normalise="whole"),
    Mel(n_mels=64, fmin=100, fmax=8000),
    Mfcc(n_mfcc=20),
    Mfcc(n_mfcc=128, normalise="none", window="hann"),
]


@pytest.fixture(scope="module")
def song() -> np.ndarray:
    noise = np.random.default_rng(0).standard_normal(22050).astype(np.float32)
    return harmonics([220, 330], seconds=1.0)[:22050] + 0.01 * noise


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.kind}-{spec.normalise}")
def test_it_gives_what_the_features_are(song, spec):
    (ours,) = extract(song, specs=[spec])
    found = feature_of(spec)(torch.from_numpy(song)).numpy()
    assert np.abs(found - ours).max() < 2e-3 * max(1.0, float(np.abs(ours).max()) / 10)


def test_it_gives_what_librosa_gives(song):
    power = librosa.feature.melspectrogram(y=song, sr=22050)
    theirs = scipy.fft.dct(librosa.power_to_db(power), axis=0, norm="ortho")[:20]
    found = feature_of(Mfcc(n_mfcc=20, normalise="none", window="hann"))(torch.from_numpy(song))
    assert np.abs(found.numpy() - theirs).max() < 2e-3


def test_its_gradient_is_the_slope(song):
    """Against a finite difference, in float64 along a random direction."""
    y = torch.from_numpy(song[:6000])
    rng = np.random.default_rng(1)
    direction = torch.from_numpy(rng.standard_normal(len(y)).astype(np.float32))
    weights = torch.from_numpy(rng.standard_normal((20, 12)).astype(np.float32))
    compute = feature_of(Mfcc(n_mfcc=20, normalise="none"))

    def value(at: torch.Tensor) -> torch.Tensor:
        return (weights * compute(at)).sum()

    y.requires_grad_()
    value(y).backward()
    assert y.grad is not None
    slope = float(y.grad @ direction)
    with torch.no_grad():
        step = 1e-4
        measured = float(value(y + step * direction) - value(y - step * direction)) / (2 * step)
    assert slope == pytest.approx(measured, rel=0.02)


@pytest.mark.parametrize("name", ["bijlani-mel-cnn-80", "fard-convlstm"])
def test_its_windows_are_those_that_a_network_judges_by(song, name):
    recipe = Recipe.load(name)
    feature = extract(np.tile(song, 12), specs=list(recipe.features))
    (theirs,) = track_windows(feature, recipe)
    found = windows_of(torch.from_numpy(np.array(feature[0])), recipe)
    assert torch.allclose(found, theirs, atol=1e-3)


def test_what_has_no_gradient_is_refused():
    assert can_follow(Recipe.load("bijlani-mel-cnn-80"))
    assert not can_follow(Recipe.load("zheng-dual-cnn"))
    with pytest.raises(EarshotError, match="'cqt'"):
        feature_of(Cqt())
