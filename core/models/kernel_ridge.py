"""Ridge regression in the space of a Gaussian kernel: regularised least squares (Rifkin, 2002).

Classes are regressed on as 0 and 1. A sound is like each of the training side's in some degree, and
what it is said to be is a sum over those degrees. The sum's weights are solved for at once, without
gradients: little data on features that are already a network's need no more.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network
from core.models.boosted_trees import Scaled
from core.models.statistics_mlp import SMALLEST, statistics

SHARPNESS = 7.0  # logits for one point of the regression, before calibration
FARTHEST = 5.0  # deviations from the training side's mean; beyond it all is equally strange
JITTER = 1e-9  # re a kernel's diagonal: two centres may be the same sound
Share = Annotated[float, Field(gt=0, le=100)]


@MODELS.register("kernel_ridge")
class KernelRidge(Network):
    """Takes windows of any length; what gradients can change of it is a scale and biases.

    Parameters
    ----------
    config : KernelRidge.Config
    inputs : tuple of shapes
        (rows, steps) of each feature; the statistics of one stand after those of another.
    n_outputs : int
    """

    class Config(ModelConfig):
        """`centres`: tracks that others are compared with, at most.

        `gamma` is the kernel's, of the mean squared distance in the training side's deviations;
        `deviations` how much a row's deviation over time counts in it where its mean counts 1, and
        `shares` how much each feature counts, all rows of it together; without them alike.
        `components`: along how many principal axes of the training side distances are taken, so
        that centres of many rows are small; without it all. `ridge` holds the weights back,
        relative to what an example pulls.
        """

        centres: int = Field(default=1200, ge=1, le=20_000)
        components: int | None = Field(default=None, ge=1, le=20_000)
        gamma: float = Field(default=0.25, gt=0, le=100)
        deviations: float = Field(default=0.6, ge=0, le=10)
        shares: tuple[Share, ...] = ()
        ridge: float = Field(default=3e-4, gt=0, le=100)

    head: "KernelSum"
    mean: Tensor
    scale: Tensor
    axes: Tensor | None

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.config, self.rows = config, [rows for rows, *_ in inputs]
        if config.shares and len(config.shares) != len(inputs):
            raise ValueError(
                f"{len(config.shares)} shares cannot be those of {len(inputs)} features"
            )
        n = 2 * sum(self.rows)
        self.tracks = torch.zeros(0, n)  # while it learns: of which to take centres
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("scale", torch.ones(n))
        n_values = min(n, config.components or n)
        self.register_buffer("axes", torch.eye(n, n_values) if config.components else None)
        self.head = KernelSum(config.centres, n_values, n_outputs, config.gamma)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, components or 2 rows): where the sound lies."""
        return self._placed(self._statistics(features))

    def _placed(self, x: Tensor) -> Tensor:
        """Statistics (batch, 2 rows in all), along the axes where there are any."""
        counted = self._counted(x)
        return counted if self.axes is None else (counted.double() @ self.axes.double()).float()

    def _counted(self, x: Tensor) -> Tensor:
        """Statistics (batch, 2 rows), each as far from the training side's mean as it counts."""
        found = ((x - self.mean) / self.scale).clamp(-FARTHEST, FARTHEST)
        return found * self._shares()

    def _statistics(self, features: Sequence[Tensor]) -> Tensor:
        """Of all features their means, then their deviations."""
        halves = [statistics(x.float()).chunk(2, dim=1) for x in features]
        return torch.cat([x for half in zip(*halves, strict=True) for x in half], dim=1)

    def _shares(self) -> Tensor:
        """By how much each statistic moves a place: a feature's rows are averaged, not summed."""
        shares = self.config.shares or (1.0,) * len(self.rows)
        counts = [
            self.mean.new_full((rows,), (share / sum(shares) / rows) ** 0.5)
            for share, rows in zip(shares, self.rows, strict=True)
        ]
        of_means = torch.cat(counts)
        return torch.cat([of_means, self.config.deviations * of_means])

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Standardise with the training side's tracks, and find their principal axes if asked."""
        self.tracks = torch.cat(
            [
                self._statistics(
                    [torch.from_numpy(np.array(x, dtype=np.float32))[None] for x in of]
                )
                for of in zip(*features, strict=True)
            ]
        )
        self.mean.copy_(self.tracks.mean(dim=0))
        self.scale.copy_(self.tracks.std(dim=0, correction=0).clamp_min(SMALLEST**0.5))
        if self.axes is not None:
            self.axes.copy_(principal_axes(self._counted(self.tracks), self.axes.shape[1]))

    def take_centres(self) -> int:
        """From the training side's tracks, evenly; how many."""
        n = min(self.config.centres, len(self.tracks))
        chosen = np.linspace(0, len(self.tracks) - 1, n).round().astype(int)
        self.head.centres[:n] = self._placed(self.tracks[chosen])
        self.head.n_centres.fill_(n)
        return n

    def fit_examples(
        self, examples: Iterable[tuple[Sequence[Tensor], Tensor]], weights: np.ndarray
    ) -> None:
        """Solve for what minimises the weighted squares and the ridge over all examples."""
        n = self.take_centres()
        found = Sums.over(self, examples, torch.from_numpy(weights).double())
        near = self.head.likeness(self.head.centres[:n])[:, :n].double()
        start = found.targets / found.weight
        pulled = (found.products - torch.outer(found.near, start)) / found.weight
        ridge = self.config.ridge * near + JITTER * torch.eye(n, dtype=near.dtype)
        solved = torch.linalg.solve(found.squares / found.weight + ridge, pulled)
        self.head.coefficients[:n] = solved.float()
        self.head.start.copy_(start.float())


def principal_axes(places: Tensor, n: int) -> Tensor:
    """Orthogonal axes (values, n) that keep the most of how places (tracks, values) lie apart.

    They are turned among each other until each carries about as much, which changes no distance:
    who scales every axis to the same deviation, as neighbours are sought, then changes little, too.
    """
    from scipy.fft import dct

    found = torch.linalg.eigh(places.double().T.cov())
    strongest = found.eigenvectors.flip(1)[:, :n]
    return torch.from_numpy(dct(strongest.numpy(), axis=1, norm="ortho"))


class Sums:
    """What least squares need to know of all examples: sums of products, in float64."""

    def __init__(self, n: int, n_outputs: int) -> None:
        self.weight = torch.zeros((), dtype=torch.float64)
        self.near = torch.zeros(n, dtype=torch.float64)
        self.targets = torch.zeros(n_outputs, dtype=torch.float64)
        self.squares = torch.zeros(n, n, dtype=torch.float64)
        self.products = torch.zeros(n, n_outputs, dtype=torch.float64)

    @classmethod
    def over(
        cls,
        model: KernelRidge,
        examples: Iterable[tuple[Sequence[Tensor], Tensor]],
        weights: Tensor,
    ) -> "Sums":
        """Of batches of inputs and targets (batch, n_outputs), whose outputs have weights."""
        n = int(model.head.n_centres)
        sums = cls(n, len(weights))
        for inputs, expected in examples:
            with torch.no_grad():
                near = model.head.likeness(model.embed(*inputs))[:, :n].double()
            sums.add(near, expected.double(), expected.double() @ weights)
        return sums

    def add(self, near: Tensor, targets: Tensor, weight: Tensor) -> None:
        """Examples (batch, n) with targets (batch, n_outputs) and a weight each."""
        weighted = near * weight[:, None]
        self.weight += weight.sum()
        self.near += weighted.sum(dim=0)
        self.targets += weight @ targets
        self.squares += weighted.T @ near
        self.products += weighted.T @ targets


class KernelSum(nn.Module):
    """A weighted sum over how near the centres are, stretched to logits."""

    centres: Tensor
    n_centres: Tensor

    def __init__(self, n: int, n_values: int, n_outputs: int, gamma: float) -> None:
        super().__init__()
        self.gamma = gamma
        self.register_buffer("centres", torch.zeros(n, n_values))
        self.register_buffer("n_centres", torch.zeros((), dtype=torch.int64))
        self.coefficients = nn.Parameter(torch.zeros(n, n_outputs), requires_grad=False)
        self.start = nn.Parameter(torch.zeros(n_outputs), requires_grad=False)
        self.scaled = Scaled(n_outputs)
        nn.init.constant_(self.scaled.scale, SHARPNESS)

    def likeness(self, x: Tensor) -> Tensor:
        """(batch, n_values) -> float64 (batch, centres): 1 for the same place, near 0 far away.

        A short distance is a difference of long sums, and the answer a sum over all centres: in
        float32 it would hang on the order in which a processor adds.
        """
        x, centres = x.double(), self.centres.double()
        squares = x.square().sum(1, keepdim=True) + centres.square().sum(1)
        return torch.exp(-self.gamma * (squares - 2 * x @ centres.T).clamp_min(0))

    def forward(self, x: Tensor) -> Tensor:
        """(batch, n_values) -> logits (batch, n_outputs)."""
        found = self.likeness(x) @ self.coefficients.double()
        return self.scaled(self.start + found.float())
