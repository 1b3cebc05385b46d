"""How the weights of a network lie on several devices: on each, or each with its share."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import torch
from torch import nn
from torch.optim import Optimizer

from core.models.base import Network
from core.registry import Registry

if TYPE_CHECKING:
    from lightning_fabric.strategies.strategy import Strategy
    from torch.distributed.device_mesh import DeviceMesh

State = dict[str, Any]
PATIENCE = timedelta(days=1)  # that the others wait while the first computes features


STRATEGIES: Registry[type["Spread"]] = Registry("strategy")


@STRATEGIES.register("ddp")
class Spread:
    """How the weights lie on several devices: each has all of them (``ddp``)."""

    def strategy(self, n_devices: int) -> "Strategy":
        """What Fabric starts and connects the processes with."""
        from lightning_fabric.strategies.ddp import DDPStrategy

        return DDPStrategy(timeout=PATIENCE)

    def memory_format(self, model: Network) -> torch.memory_format:
        """Of its weights."""
        return model.memory_format

    def whole(self, model: nn.Module) -> AbstractContextManager[None]:
        """Within it, this device has all weights, so that parts of the model can be called."""
        return nullcontext()

    def states(self, model: nn.Module, optimizer: Optimizer) -> tuple[State, State]:
        """All weights, and all that the optimizer knows, as one device would have them."""
        return model.state_dict(), optimizer.state_dict()

    def restore(self, model: nn.Module, optimizer: Optimizer, states: tuple[State, State]) -> None:
        """Take up the states that `states` gave, whoever did."""
        model.load_state_dict(states[0])
        optimizer.load_state_dict(states[1])
        for parameter, known in optimizer.state.items():  # fused steps take all in one order
            for name, value in known.items():
                if value.shape == parameter.shape:
                    known[name] = torch.empty_like(parameter, dtype=value.dtype).copy_(value)


@STRATEGIES.register("fsdp")
class Sharded(Spread):
    """Each device has its share of the weights, and all of them while it needs them (``fsdp``)."""

    def strategy(self, n_devices: int) -> "Strategy":
        """What Fabric starts and connects the processes with."""
        from lightning_fabric.strategies.model_parallel import ModelParallelStrategy

        return ModelParallelStrategy(
            sharded, data_parallel_size=n_devices, tensor_parallel_size=1, timeout=PATIENCE
        )

    def memory_format(self, model: Network) -> torch.memory_format:
        """Of its weights: only rows in their order can be shared out."""
        return torch.contiguous_format

    @contextmanager
    def whole(self, model: nn.Module) -> Iterator[None]:
        """Within it, this device has all weights, so that parts of the model can be called."""
        model.unshard()  # type: ignore[operator]
        try:
            yield
        finally:
            model.reshard()  # type: ignore[operator]

    def states(self, model: nn.Module, optimizer: Optimizer) -> tuple[State, State]:
        """All weights, and all that the optimizer knows, as one device would have them.

        Every process has to ask; the one of rank 0 is told.
        """
        from torch.distributed.checkpoint import state_dict as full

        options = full.StateDictOptions(full_state_dict=True, cpu_offload=True)
        weights = full.get_model_state_dict(model, options=options)
        known = full.get_optimizer_state_dict(model, optimizer, options=options)
        return weights, numbered(known) if known else known  # of all, the leading process has them

    def restore(self, model: nn.Module, optimizer: Optimizer, states: tuple[State, State]) -> None:
        """Take up the states that `states` gave, whoever did."""
        from torch.distributed.checkpoint import state_dict as full

        options = full.StateDictOptions(full_state_dict=True)
        names = {id(parameter): name for name, parameter in model.named_parameters()}
        order = [names[id(p)] for group in optimizer.param_groups for p in group["params"]]
        full.set_model_state_dict(model, states[0], options=options)
        full.set_optimizer_state_dict(model, optimizer, named(states[1], order), options=options)


def sharded(model: nn.Module, mesh: "DeviceMesh") -> nn.Module:
    """The model with its weights in as many shares as there are devices."""
    from torch.distributed.fsdp import fully_shard

    fully_shard(model, mesh=mesh["data_parallel"])
    return model


def numbered(known: State) -> State:
    """What an optimizer knows, by the numbers of its parameters and not by their names."""
    order = [name for group in known["param_groups"] for name in group["params"]]
    number = {name: i for i, name in enumerate(order)}
    groups = [
        {**group, "params": [number[name] for name in group["params"]]}
        for group in known["param_groups"]
    ]
    return {
        "state": {number[name]: each for name, each in known["state"].items()},
        "param_groups": groups,
    }


def named(known: State, order: Sequence[str]) -> State:
    """As `numbered` found it: by the names of the parameters, which are given in their order."""
    groups = [
        {**group, "params": [order[i] for i in group["params"]]} for group in known["param_groups"]
    ]
    return {
        "state": {order[i]: each for i, each in known["state"].items()},
        "param_groups": groups,
    }
