"""What is done to spectrograms where they are taken for photographs: turned, shifted, mirrored.

A spectrogram that is turned has no pitches and no moments any more, and mirrored it is played
backwards: it is here since published work does it.
"""

import numpy as np
import torch
from torch import Tensor

from core.training.settings import Augmentation


def warp(inputs: list[Tensor], how: Augmentation, rng: np.random.Generator) -> list[Tensor]:
    """Each spectrogram (batch, bins, frames) moved by its own drawn turn, shift and mirroring.

    What comes in from beyond an edge is the edge, repeated.
    """
    if not (how.rotation_degrees or how.shift or how.reverse_probability):
        return inputs
    n = len(inputs[0])
    angle = np.radians(rng.uniform(-how.rotation_degrees, how.rotation_degrees, n))
    shift = rng.uniform(-how.shift, how.shift, (n, 2)) * 2  # of a picture that is 2 wide
    mirrored = np.where(rng.random(n) < how.reverse_probability, -1.0, 1.0)
    matrix = np.stack(
        [
            np.stack([mirrored * np.cos(angle), -np.sin(angle), shift[:, 0]], axis=1),
            np.stack([mirrored * np.sin(angle), np.cos(angle), shift[:, 1]], axis=1),
        ],
        axis=1,
    )
    placed = torch.from_numpy(matrix.astype(np.float32))
    return [_moved(x, placed) for x in inputs]


def _moved(x: Tensor, placed: Tensor) -> Tensor:
    """(batch, bins, frames), each read at the places that its matrix (2, 3) leads to."""
    from torch.nn.functional import affine_grid, grid_sample

    pictures = x.unsqueeze(1)
    grid = affine_grid(placed, list(pictures.shape), align_corners=False)
    return grid_sample(pictures, grid, padding_mode="border", align_corners=False).squeeze(1)
