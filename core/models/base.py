"""What every network offers, whatever its insides: `embed`, then `head`."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any, ClassVar

import numpy as np
import torch
from pydantic import BaseModel, ConfigDict, Field
from torch import Tensor, nn

Width = Annotated[int, Field(ge=1, le=4096)]  # channels or units of one layer


class ModelConfig(BaseModel):
    """Base of a model's options; an unknown option is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Network(nn.Module, ABC):
    """Features in, outputs out; what they mean is the task's to say.

    Built from its `Config`, from `inputs`, the shape of a window of each feature in the recipe's
    order ((rows, steps), (values,) or (channels, height, width)), and from the number of outputs.
    """

    Config: type[ModelConfig]
    head: nn.Module
    memory_format: ClassVar[torch.memory_format] = torch.contiguous_format
    """Of its weights; ``torch.channels_last`` makes 2-D convolutions fast on CPUs."""
    held: bool = False
    """Whether all but the head stays as it is: see `hold`."""

    @abstractmethod
    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) or (batch, values) each -> (batch, dimensions), or with steps."""

    def forward(self, *features: Tensor) -> Tensor:
        """Features -> outputs (batch, n_outputs), or (batch, n_outputs, steps)."""
        return self.head(self.embed(*features))

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Learn scales from the training side: of each feature, every track's array."""

    def hold(self) -> None:
        """From now on keep everything but the head: its weights, its averages, and no dropout."""
        self.held = True
        of_head = [parameter for parameter in self.head.parameters() if parameter.requires_grad]
        for parameter in self.parameters():
            parameter.requires_grad_(False)
        for parameter in of_head:
            parameter.requires_grad_(True)
        self.train(self.training)

    def train(self, mode: bool = True) -> "Network":
        """As of any module; what is held is never in training mode."""
        super().train(mode)
        if self.held:
            for part in self.children():
                part.train(mode and part is self.head)
        return self

    def fit_targets(
        self, features: Sequence[Sequence[np.ndarray]], targets: np.ndarray, seed: int
    ) -> None:
        """Learn from the training side what needs no gradients, as trees do.

        Parameters
        ----------
        features : sequence of sequences of np.ndarray
            As of `fit_inputs`.
        targets : float32 array [shape=(n_tracks, n_outputs)]
            As the network is to put them out.
        seed : int
        """

    def fit_examples(
        self, examples: Iterable[tuple[Sequence[Tensor], Tensor]], weights: np.ndarray
    ) -> None:
        """Learn without gradients from an epoch of what training shows: passages, copies, mixed.

        Parameters
        ----------
        examples : iterable of batches
            Inputs, one tensor for each feature, and targets (batch, n_outputs). They are made when
            they are asked for.
        weights : float32 array [shape=(n_outputs,)]
            How much each output counts in the loss.
        """

    def last_convolutions(self) -> list[nn.Module]:
        """The last layers whose outputs (batch, channels, rows, steps) are pictures, if any.

        One for each feature, or one for all of them, laid one above the other. A layer may take a
        window as several pictures, (batch · n, …), that follow one another in time.
        """
        return []

    def parameter_groups(self, weight_decay: float) -> list[dict]:
        """Decay for kernels only: biases and batch normalisation (one axis) have none."""
        parameters = [p for p in self.parameters() if p.requires_grad]
        return [
            {"params": [p for p in parameters if p.ndim > 1], "weight_decay": weight_decay},
            {"params": [p for p in parameters if p.ndim <= 1], "weight_decay": 0.0},
        ]

    def activations(self, *features: Tensor) -> Iterator[tuple[str, Tensor]]:
        """Name and output of each layer that acts, for pictures; forward once, in order."""
        seen: list[tuple[str, Tensor]] = []

        def note(name: str) -> Callable[[nn.Module, Any, Tensor], None]:
            return lambda _module, _inputs, out: seen.append((name, out))

        hooks = [
            module.register_forward_hook(note(name))
            for name, module in self.named_modules()
            if isinstance(module, nn.Conv2d | nn.Conv1d | nn.Linear | nn.MaxPool2d | nn.ReLU)
        ]
        try:
            with torch.no_grad():
                self(*features)
        finally:
            for hook in hooks:
                hook.remove()
        yield from seen
