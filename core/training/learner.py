"""What learns: the model with its optimizer, learning rate and device, and how it is kept."""

import logging
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor

from core import paths
from core.models.base import Network
from core.training.checkpoint import write_state
from core.training.devices import Team, share_statistics
from core.training.run import Run, history_columns
from core.training.settings import Training

if TYPE_CHECKING:
    from lightning_fabric import Fabric
    from lightning_fabric.wrappers import _FabricModule, _FabricOptimizer

logger = logging.getLogger(__name__)

Row = dict[str, float]


@dataclass
class Progress:
    """What ``last.pt`` holds beside the weights."""

    epoch: int = 0
    best_loss: float = float("inf")
    best_epoch: int = 0
    history: list[Row] = field(default_factory=list)


@dataclass
class Learner:
    """A model in training.

    Attributes
    ----------
    team : Team
        The devices that learn together; mostly one.
    model : Network, wrapped by Fabric
    bare : Network
        The model itself.
    optimizer, schedule
        The schedule steps once per batch.
    clip_norm : float
        Longest gradient; 0 is any length.
    weights : Tensor (n_outputs,)
        How much each output counts in the loss; on the model's device.
    progress : Progress
    """

    team: Team
    model: "_FabricModule"
    bare: Network
    optimizer: "_FabricOptimizer"
    schedule: torch.optim.lr_scheduler.LRScheduler
    clip_norm: float
    weights: Tensor
    progress: Progress = field(default_factory=Progress)

    @classmethod
    def start(
        cls,
        model: Network,
        how: Training,
        *,
        n_tracks: int,
        weights: np.ndarray,
        team: Team | None = None,
    ) -> "Learner":
        """A learner of `model`, untrained, for so many training tracks."""
        team = team or Team.gather(how)
        model.to(memory_format=team.spread.memory_format(model))  # type: ignore[call-overload]
        if team.size > 1:
            share_statistics(model)
        wrapped = team.fabric.setup_module(model)
        optimizer = make_optimizer(model, how)
        schedule = make_schedule(
            optimizer, how, n_batches=-(-n_tracks * how.passages // how.batch_size)
        )
        wrapped_optimizer: Any = team.fabric.setup_optimizers(optimizer)
        on_device = torch.from_numpy(weights).to(team.fabric.device)
        return cls(team, wrapped, model, wrapped_optimizer, schedule, how.clip_norm, on_device)

    @property
    def fabric(self) -> "Fabric":
        """Device and number format."""
        return self.team.fabric

    def step(self, loss: Tensor) -> None:
        """Change the weights so that `loss` becomes less."""
        self.optimizer.zero_grad()
        self.fabric.backward(loss)
        if self.clip_norm > 0:
            self.fabric.clip_gradients(self.model, self.optimizer, max_norm=self.clip_norm)
        self.optimizer.step()
        self.schedule.step()

    def save(self, run: Run, row: Row) -> None:
        """Write what an epoch left: the best weights, history, and all that resuming needs."""
        progress = self.progress
        progress.epoch = int(row["epoch"])
        progress.history.append(row)
        weights, known = self.team.spread.states(self.bare, self.optimizer.optimizer)
        improved = row["validation_loss"] < progress.best_loss
        if improved:
            progress.best_loss, progress.best_epoch = row["validation_loss"], progress.epoch
        if not self.team.leads:
            return
        if improved:
            write_state(run.path, weights)
        write_history(run, progress)
        state = {
            "model": weights,
            "optimizer": known,
            "schedule": self.schedule.state_dict(),
            "progress": vars(progress),
        }
        with paths.whole_file(run.path / "last.pt") as file:
            torch.save(state, file)

    def resume(self, run: Run) -> None:
        """Restore the last whole epoch, if there is one; the history is cut to it."""
        file = run.path / "last.pt"
        if not file.exists():
            return
        state = torch.load(file, weights_only=True)
        states = (state["model"], state["optimizer"])
        self.team.spread.restore(self.bare, self.optimizer.optimizer, states)
        self.schedule.load_state_dict(state["schedule"])
        self.progress = Progress(**state["progress"])
        if self.team.leads:
            write_history(run, self.progress)
        logger.info("Going on after epoch %d.", self.progress.epoch)


def make_optimizer(model: Network, how: Training) -> torch.optim.Optimizer:
    """Adam, Adamax or SGD with L2, or AdamW with decoupled decay, on kernels only."""
    kinds = {
        # Fused: one pass over each parameter in place of a dozen; a step is 4 % faster.
        "adam": partial(torch.optim.Adam, fused=True),
        "adamax": torch.optim.Adamax,
        "adamw": partial(torch.optim.AdamW, fused=True),
        "sgd": partial(torch.optim.SGD, momentum=how.momentum, fused=True),
    }
    groups = model.parameter_groups(how.weight_decay)
    return kinds[how.optimizer](groups, lr=how.learning_rate)


def make_schedule(
    optimizer: torch.optim.Optimizer, how: Training, *, n_batches: int
) -> torch.optim.lr_scheduler.LRScheduler:
    """The learning rate per batch: constant, or one cycle (Smith, 2018)."""
    if how.schedule == "constant":
        return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _step: 1.0)
    return torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        max_lr=how.learning_rate,
        total_steps=how.epochs * n_batches + 1,
        cycle_momentum="betas" in optimizer.defaults,  # SGD keeps the momentum that it was given
    )


def write_history(run: Run, progress: Progress) -> None:
    """``history.csv``, one row per epoch."""
    columns = history_columns(run.recipe.task)
    lines = [",".join(columns)]
    lines += [",".join(f"{row[c]:.6g}" for c in columns) for row in progress.history]
    paths.write_whole(run.path / "history.csv", "\n".join(lines) + "\n")
