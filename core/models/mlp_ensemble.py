"""Several small networks in one: each learns from its own share of the examples.

Their mean errs less than any of them, since they do not err alike (Breiman, 1996).
"""

from collections.abc import Sequence

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width

SMALLEST = 1e-3  # deviation of what hardly changes
FARTHEST = 5.0  # deviations from the mean; what is farther says no more


@MODELS.register("mlp_ensemble")
class MlpEnsemble(Network):
    """Takes the mean over the steps of a window; says the mean of what its members say.

    Parameters
    ----------
    config : MlpEnsemble.Config
    inputs : tuple of shapes
        (rows, steps) of each feature; they are laid one above the other.
    n_outputs : int
    """

    class Config(ModelConfig):
        """`members`, `hidden` units of each, `dropout` 0..1 of what goes in and of the units."""

        members: int = Field(default=5, ge=1, le=64)
        hidden: Width = 128
        dropout_in: float = Field(default=0.3, ge=0, lt=1)
        dropout: float = Field(default=0.5, ge=0, lt=1)

    mean: Tensor
    scale: Tensor

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        n = sum(rows for rows, *_ in inputs)
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("scale", torch.ones(n))
        self.members = nn.ModuleList(
            nn.Sequential(
                nn.Dropout(config.dropout_in), nn.Linear(n, config.hidden), nn.ReLU(),
                nn.BatchNorm1d(config.hidden), nn.Dropout(config.dropout),
            )
            for _ in range(config.members)
        )  # fmt: skip
        self.head = Heads(config.members, config.hidden, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, members · hidden); in training (batch, hidden)."""
        found = torch.cat([x.mean(dim=2) for x in features], dim=1)
        x = ((found - self.mean) / self.scale).clamp(-FARTHEST, FARTHEST)
        if self.training:
            return dealt(list(self.members), x)
        return torch.cat([member(x) for member in self.members], dim=1)

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Mean and deviation of each row; tracks count alike, however many steps they have."""
        moments = [torch.cat([_moments(x) for x in each], dim=1) for each in features]
        mean, square = torch.cat(moments).unflatten(0, (-1, 2)).mean(dim=2).unbind(dim=1)
        self.mean.copy_(mean)
        self.scale.copy_((square - mean.square()).clamp_min(0).sqrt().clamp_min(SMALLEST))


class Heads(nn.Module):
    """The last layer of each member."""

    def __init__(self, members: int, hidden: int, n_outputs: int) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(hidden, n_outputs) for _ in range(members))

    def forward(self, x: Tensor) -> Tensor:
        """Of `embed`'s result, in training what each example's member says, else their mean."""
        if self.training:
            return dealt(list(self.layers), x)
        parts = x.chunk(len(self.layers), dim=1)
        each = [layer(part) for layer, part in zip(self.layers, parts, strict=True)]
        return torch.stack(each).mean(dim=0)


def dealt(members: Sequence[nn.Module], x: Tensor) -> Tensor:
    """Rows of `x` (batch, …) dealt to the members in turn, two at least to each that gets any."""
    n = max(1, min(len(members), len(x) // 2))
    given = [members[k](x[k::n]) for k in range(n)]
    out = given[0].new_empty(len(x), given[0].shape[1])
    for k, rows in enumerate(given):
        out[k::n] = rows
    return out


def _moments(x: np.ndarray) -> Tensor:
    """Of each row of [rows, steps] its mean and mean square, (2 · rows, 1), interleaved."""
    found = torch.from_numpy(np.array(x, dtype=np.float32))
    return torch.stack([found.mean(dim=1), found.square().mean(dim=1)], dim=1).reshape(-1, 1)
