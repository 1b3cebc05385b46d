"""One training on many devices or nodes, so that nothing but the time it takes changes.

Each batch is the same whoever computes it: every device takes its share, and the loss is that of
the whole batch, as on one device. Batch normalisation takes its mean and variance over the batch,
too. What a device draws by itself is its dropout.

One process writes the run's folder, that of rank 0; the others follow it.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Self, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from core.errors import RecipeError
from core.training.settings import Training
from core.training.spread import STRATEGIES, Spread

if TYPE_CHECKING:
    from lightning_fabric import Fabric

Item = TypeVar("Item")


@dataclass(frozen=True)
class Devices:
    """What one training is spread over.

    Attributes
    ----------
    n : int
        Devices of each node: GPUs, or processes where there is none.
    nodes : int
        Machines, which share the run's folder.
    strategy : str
        ``ddp``: each device has all weights (Li et al., 2020). ``fsdp``: each has its share of
        them (Zhao et al., 2023), for networks that are too large for one.
    """

    n: int = 1
    nodes: int = 1
    strategy: str = "ddp"

    @property
    def total(self) -> int:
        """All of them."""
        return self.n * self.nodes


ONE = Devices()


def following() -> bool:
    """Whether this process was started to follow another one, which writes the run's folder."""
    return any(int(os.environ.get(name) or 0) for name in ("RANK", "NODE_RANK", "LOCAL_RANK"))


@dataclass(frozen=True)
class Team:
    """The processes of one training, a device each, as one of them sees it.

    Attributes
    ----------
    fabric : Fabric
        Device, number format, and the way to the others.
    spread : Spread
        How the weights lie on them.
    """

    fabric: "Fabric"
    spread: Spread

    @classmethod
    def gather(cls, how: Training, devices: Devices = ONE) -> Self:
        """All of them. Those on this node are started here; those of other nodes are waited for.

        Raises
        ------
        RecipeError
            Where a batch has fewer examples than there are devices.
        """
        from lightning_fabric import Fabric

        spread = STRATEGIES.get(devices.strategy)()
        if how.batch_size < devices.total:
            raise RecipeError(
                f"A batch of {how.batch_size} cannot be shared by {devices.total} devices: each "
                "takes one example at least. Raise training.batch_size, or take fewer devices."
            )
        fabric = Fabric(
            accelerator="auto",
            devices=devices.n,
            num_nodes=devices.nodes,
            strategy=spread.strategy(devices.total) if devices.total > 1 else "auto",
            precision="bf16-mixed" if number_format(how.precision) == "bfloat16" else "32-true",
        )
        fabric.launch()
        return cls(fabric, spread if devices.total > 1 else Spread())

    @property
    def leads(self) -> bool:
        """Whether this process is the one that writes the run's folder."""
        return self.fabric.is_global_zero

    @property
    def rank(self) -> int:
        """Of this process among all, from 0."""
        return self.fabric.global_rank

    @property
    def size(self) -> int:
        """How many they are."""
        return self.fabric.world_size

    def agreed(self, asked: bool) -> bool:
        """What the leading process says, so that all do the same."""
        return self.fabric.broadcast(asked)

    def outputs(self, model: nn.Module, inputs: Sequence[Tensor]) -> Tensor:
        """Outputs (batch, …) of a batch that all have, of which each computes its share.

        All have all of them then, and the gradient of a loss of all.
        """
        if self.size == 1:
            return model(*inputs)
        n = len(inputs[0])
        share = -(-n // self.size)
        first = self.rank * share
        begin = min(first, n - 1)  # of a batch with less than one each, some compute one in vain
        taken = [x[begin : begin + share] for x in inputs]
        mine = model(*taken)
        members = len(mine) // len(taken[0])  # a network of several gives an output of each
        after = share * self.size - first - len(taken[0])
        ends = [first * members, after * members]
        return summed(functional.pad(mine, [0, 0] * (mine.ndim - 1) + ends))[: n * members]

    def mine(self, items: Sequence[Item]) -> Sequence[Item]:
        """Every `size`-th one, which is this process's to work on."""
        return items[self.rank :: self.size]

    def together(self, mine: list[Item]) -> list[Item]:
        """What came of all `mine`, in the order of the items."""
        if self.size == 1:
            return mine
        parts: list[list[Item]] = [[] for _ in range(self.size)]
        torch.distributed.all_gather_object(parts, mine)
        n = sum(map(len, parts))
        return [parts[i % self.size][i // self.size] for i in range(n)]

    def part(self) -> None:
        """Leave the others, once all is done."""
        if self.size > 1:
            torch.distributed.destroy_process_group()


def number_format(precision: str) -> str:
    """``bfloat16`` or ``float32``; of ``auto``, what this device multiplies fast."""
    fast_bfloat16 = (
        torch.cuda.is_bf16_supported()
        if torch.cuda.is_available()
        else torch.ops.mkldnn._is_mkldnn_bf16_supported()
    )
    return "bfloat16" if precision == "auto" and fast_bfloat16 else precision


def share_statistics(model: nn.Module) -> None:
    """Let batch normalisation take mean and variance over the batches of all devices together.

    As ``torch.nn.SyncBatchNorm``, which knows no CPU.
    """
    for module in model.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.forward = partial(_normalised, module)  # type: ignore[method-assign]


def _normalised(norm: nn.modules.batchnorm._BatchNorm, x: Tensor) -> Tensor:
    """Normalise `x` (batch, channels, …) over all of its axes but the channels."""
    if not norm.training:
        return type(norm).forward(norm, x)
    axes, shape = [0, *range(2, x.ndim)], (1, -1, *[1] * (x.ndim - 2))
    full = x.float()
    n = summed(full.new_tensor(float(full.numel() // full.shape[1])))
    mean = summed(full.sum(axes)) / n
    centred = full - mean.view(shape)
    variance = summed(centred.square().sum(axes)) / n
    _remember(norm, mean.detach(), variance.detach() * n / (n - 1))
    scale = (variance + norm.eps).rsqrt() * norm.weight
    return (centred * scale.view(shape) + norm.bias.view(shape)).to(x.dtype)


def _remember(norm: nn.modules.batchnorm._BatchNorm, mean: Tensor, variance: Tensor) -> None:
    """Running averages, for whoever asks the network later."""
    share = 0.0 if norm.momentum is None else norm.momentum
    for running, now in ((norm.running_mean, mean), (norm.running_var, variance)):
        if running is not None:
            running.lerp_(now, share)
    if norm.num_batches_tracked is not None:
        norm.num_batches_tracked.add_(1)


class _Summed(torch.autograd.Function):
    """The sum over all devices; each one's gradient is the sum of theirs."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        total = x.clone(memory_format=torch.contiguous_format)
        torch.distributed.all_reduce(total)
        return total

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> Tensor:
        return _Summed.apply(gradient)  # type: ignore[return-value]


def summed(x: Tensor) -> Tensor:
    """The sum over all devices, through which gradients flow back to each."""
    return _Summed.apply(x)  # type: ignore[return-value]
