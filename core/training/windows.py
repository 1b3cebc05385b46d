"""A song as windows: the crops that a model hears in training, and those it judges a song by."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from core.features import FeatureSpec
from core.models.base import Classifier
from core.training.recipe import Recipe

EPSILON = 1e-6  # below this spread a window is constant, and its z-score zero
OVERLAP = 0.5  # share of a window that the next one hears again
MAX_BATCH = 64  # windows per forward pass: bounds memory on long songs


def looped(n_frames: int, first: int, length: int) -> np.ndarray:
    """Frame numbers [length] from `first` on, starting over at the end of a short clip."""
    return (first + np.arange(length)) % n_frames


def window_starts(n_frames: int, length: int, hop: int) -> np.ndarray:
    """First frames of windows that cover the song; the last one ends with the song."""
    if n_frames <= length:
        return np.zeros(1, dtype=int)
    starts = np.arange(0, n_frames - length + 1, hop)
    return starts if starts[-1] == n_frames - length else np.append(starts, n_frames - length)


def cut_windows(feature: np.ndarray, starts: np.ndarray, length: int) -> Tensor:
    """[n_bins, n_frames] -> (n_windows, n_bins, length)."""
    n_frames = feature.shape[1]
    pieces = [feature[:, looped(n_frames, start, length)] for start in starts]
    return torch.from_numpy(np.stack(pieces).astype(np.float32, copy=False))


def renormalise(batch: Sequence[Tensor], specs: Sequence[FeatureSpec]) -> list[Tensor]:
    """Z-score each window as its feature's spec does a clip: by row, or as a whole."""
    axes = {"rows": (-1,), "whole": (-2, -1)}
    out = []
    for x, spec in zip(batch, specs, strict=True):
        over = axes.get(getattr(spec, "normalise", "none"))
        if over is not None:
            x = x - x.mean(dim=over, keepdim=True)
            n = x[0].numel() if len(over) == 2 else x.shape[-1]
            spread = torch.linalg.vector_norm(x, dim=over, keepdim=True) / n**0.5
            x /= spread.clamp_min(EPSILON)
        out.append(x)
    return out


def song_windows(
    features: Sequence[np.ndarray], recipe: Recipe, *, overlap: float = OVERLAP
) -> list[Tensor]:
    """What the model gets to judge one song: one tensor per feature, (n_windows, …).

    With ``evaluation.over = "whole"`` there is one window, the song (a song shorter than a crop is
    repeated to its length); averages are one row.
    """
    length = recipe.crop_frames
    if length is None:
        return [torch.from_numpy(np.array(x, dtype=np.float32))[None] for x in features]
    n_frames = features[0].shape[1]
    if recipe.evaluation.over == "whole":
        length = max(length, n_frames)
    starts = window_starts(n_frames, length, max(1, round(length * (1 - overlap))))
    batch = [cut_windows(x, starts, length) for x in features]
    return renormalise(batch, recipe.features) if recipe.evaluation.normalise_windows else batch


@torch.inference_mode()
def forward(model: Classifier, batch: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
    """Logits (n_windows, n_classes) and embeddings (n_windows, dimensions), in bounded batches."""
    logits, embeddings = [], []
    for first in range(0, len(batch[0]), MAX_BATCH):
        embedding = model.embed(*(x[first : first + MAX_BATCH] for x in batch))
        embeddings.append(embedding.float())
        logits.append(model.head(embedding).float())
    return torch.cat(logits), torch.cat(embeddings)


def song_probabilities(logits: Tensor, temperature: float = 1.0) -> np.ndarray:
    """Mean over windows of the softmax of logits (n_windows, n_classes) / T: [n_classes]."""
    return torch.softmax(logits / temperature, dim=1).mean(dim=0).numpy()
