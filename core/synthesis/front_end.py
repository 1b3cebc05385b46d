"""Mel spectra and MFCC from samples by PyTorch, so that a sound can follow a gradient.

The numbers are those of `core.features`, which is faster and cannot be differentiated.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.features import FeatureSpec, Mel, Mfcc
from core.features.filters import dct_matrix, mel_weights, window_samples
from core.features.normalisation import POWER_FLOOR, STD_FLOOR
from core.training.recipe import Recipe
from core.training.windows import EPSILON, OVERLAP, window_starts

TOP_DB = 80.0
AXES = {"rows": (-1,), "whole": (-2, -1)}


def can_follow(recipe: Recipe) -> bool:
    """Whether a gradient comes back from a network of this recipe to the sound."""
    spec = recipe.features[0]
    followed = isinstance(spec, Mel | Mfcc) and spec.sample_rate == SAMPLE_RATE
    return followed and len(recipe.features) == 1


def feature_of(spec: FeatureSpec) -> Callable[[Tensor], Tensor]:
    """What computes a feature: samples (n_samples,) -> (n_rows, n_frames).

    Raises
    ------
    EarshotError
        For a kind other than mel and MFCC.
    """
    if not isinstance(spec, Mel | Mfcc):
        raise EarshotError(f"No gradient comes back through the feature {spec.kind!r}.")
    window = torch.from_numpy(window_samples(spec.window, spec.n_fft))
    fmin, fmax = (spec.fmin, spec.fmax) if isinstance(spec, Mel) else (0.0, None)
    bands = torch.from_numpy(mel_weights(spec.sample_rate, spec.n_fft, spec.n_mels, fmin, fmax))
    cosines = torch.empty(0)
    if isinstance(spec, Mfcc):
        cosines = torch.from_numpy(dct_matrix(spec.n_mels, spec.n_mfcc)).float()

    def compute(y: Tensor) -> Tensor:
        spectrum = torch.stft(
            y, spec.n_fft, spec.hop_length, window=window, pad_mode="constant", return_complex=True
        )
        decibels = 10 * (bands @ spectrum.abs().square()).clamp_min(POWER_FLOOR).log10()
        rows = torch.maximum(decibels, decibels.max() - TOP_DB)
        rows = cosines.T @ rows if len(cosines) else rows
        return standardised(rows, spec.normalise, STD_FLOOR)

    return compute


def standardised(x: Tensor, how: str, floor: float) -> Tensor:
    """Z-scores (…, n_rows, n_steps) by row, over the whole, or not at all."""
    if how == "none":
        return x
    centred = x - x.mean(dim=AXES[how], keepdim=True)
    deviation = centred.square().mean(dim=AXES[how], keepdim=True).add(1e-20).sqrt()
    return centred / deviation.clamp_min(floor)


def windows_of(feature: Tensor, recipe: Recipe) -> Tensor:
    """The windows by which a network judges: (n_rows, n_steps) -> (n_windows, n_rows, length)."""
    n_steps = feature.shape[-1]
    length = recipe.window_steps
    if length is None or recipe.evaluation.over == "whole":
        length = n_steps
    hop = max(1, round(length * (1 - OVERLAP)))
    place = torch.arange(length)
    pieces = [feature[:, (int(first) + place) % n_steps]
              for first in window_starts(n_steps, length, hop)]  # fmt: skip
    how = getattr(recipe.features[0], "normalise", "none")
    how = how if recipe.evaluation.normalise_windows else "none"
    return standardised(torch.stack(pieces), how, EPSILON)
