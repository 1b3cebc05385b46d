"""Dense networks on rows of a table: each value in pieces, several networks that answer as one.

A value goes in as how far it is through each of some intervals, whose ends are quantiles of the
training side (piecewise-linear encoding: Gorishniy, Rubachev and Babenko, "On embeddings for
numerical features in tabular deep learning", 2022), so that a first layer can bend it anywhere. The
networks differ in their first weights alone and are trained at once, each by itself.
"""

from collections.abc import Sequence

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width

NARROWEST = 1e-6  # of an interval, as a share of its value's deviation


@MODELS.register("table_mlp")
class TableMlp(Network):
    """Members that see each value in `bins` pieces, and whether it is there at all.

    Parameters
    ----------
    config : TableMlp.Config
    inputs : tuple of shapes
        (values,) of each feature; NaN is a gap.
    n_outputs : int
    """

    class Config(ModelConfig):
        """`bins` of each value, `hidden` units, `members`; `dropout` 0..1 after each layer."""

        bins: int = Field(default=24, ge=1, le=256)
        hidden: tuple[Width, ...] = Field(default=(192, 192), min_length=1, max_length=8)
        members: int = Field(default=8, ge=1, le=64)
        dropout: float = Field(default=0.4, ge=0, lt=1)

    edges: Tensor

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        n_values = sum(n for n, *_ in inputs)
        self.register_buffer("edges", torch.linspace(-1, 1, config.bins + 1).repeat(n_values, 1))
        layers: list[nn.Module] = []
        widths = (n_values * (config.bins + 1), *config.hidden)
        for before, after in zip(widths, config.hidden, strict=False):
            layers += [Members(config.members, before, after), nn.ReLU()]
            layers += [nn.Dropout(config.dropout)]
        self.hidden = nn.Sequential(*layers)
        self.head = Answers(config.members, config.hidden[-1], n_outputs)

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Quantiles of each value over the training side's tracks that have it."""
        values = np.concatenate([np.stack(each) for each in features], axis=1)
        shares = np.linspace(0, 1, self.edges.shape[1])
        for edges, column in zip(self.edges, values.T, strict=True):
            known = column[~np.isnan(column)]
            if len(known):
                edges.copy_(torch.from_numpy(np.quantile(known, shares).astype(np.float32)))

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, values) each -> (batch, last hidden units, members)."""
        x = self.encoded(torch.cat(features, dim=1))
        return self.hidden(x[None]).permute(1, 2, 0)

    def encoded(self, x: Tensor) -> Tensor:
        """(batch, values) -> (batch, values · (bins + 1)): shares of intervals, and gaps."""
        low, high = self.edges[:, :-1], self.edges[:, 1:]
        least = NARROWEST * (self.edges[:, -1:] - self.edges[:, :1]).clamp_min(NARROWEST)
        through = ((x[..., None] - low) / torch.maximum(high - low, least)).clamp(0, 1)
        gaps = x.isnan()[..., None]
        pieces = torch.cat([through.masked_fill(gaps, 0.0), gaps.to(x.dtype)], dim=2)
        return pieces.flatten(1)


class Members(nn.Module):
    """A dense layer for each of some networks: (members or 1, batch, n_in) -> (members, …)."""

    def __init__(self, members: int, n_in: int, n_out: int) -> None:
        super().__init__()
        bound = n_in**-0.5
        self.weight = nn.Parameter(torch.empty(members, n_in, n_out).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(members, 1, n_out).uniform_(-bound, bound))

    def forward(self, x: Tensor) -> Tensor:
        """Each member's layer on what the member has, or all on the same."""
        if len(x) > 1:
            return torch.baddbmm(self.bias, x, self.weight)
        members, n_in, n_out = self.weight.shape
        side_by_side = self.weight.permute(1, 0, 2).reshape(n_in, members * n_out)
        return (x[0] @ side_by_side).unflatten(1, (members, n_out)).permute(1, 0, 2) + self.bias


class Answers(Members):
    """The last layer: in training each member's own outputs, (batch · members, n_outputs).

    Afterwards their mean, (batch, n_outputs).
    """

    def forward(self, x: Tensor) -> Tensor:
        """(batch, n_in, members) -> outputs."""
        out = super().forward(x.permute(2, 0, 1))  # (members, batch, n_outputs)
        return out.transpose(0, 1).flatten(0, 1) if self.training else out.mean(dim=0)
