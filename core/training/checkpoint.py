"""A checkpoint rebuilds its own model: shapes and options as JSON, weights as safetensors."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from core import models, paths
from core.errors import CheckpointError
from core.tasks.base import BaseCalibration
from core.training.run import Results

if TYPE_CHECKING:
    from torch import Tensor

    from core.models.base import Network

FORMAT = 2
FILES = ("checkpoint.json", "model.safetensors", "recipe.toml")
"""What a checkpoint's answers hang on."""


@dataclass(frozen=True)
class Dimensions:
    """What must be known beside the recipe to rebuild and use a model.

    Attributes
    ----------
    names : list of str
        What its outputs stand for, in their order: classes, tags, quantities, rows.
    inputs : list of list of int
        Shape of a window of each feature; of format 1, which kept no more, its rows alone.
    feature_keys : list of str
        Keys of the feature specs when it was trained; another key now means other features.
    calibration : dict
        Of the task's own `Calibration`.
    format : int
        Version of this file's layout.
    """

    names: list[str]
    inputs: list[list[int]]
    feature_keys: list[str]
    calibration: dict[str, Any] = field(default_factory=dict)
    format: int = FORMAT

    @classmethod
    def parse(cls, values: dict[str, Any]) -> "Dimensions":
        """From the contents of a ``checkpoint.json`` of this format, or of format 1.

        Raises
        ------
        ValueError, TypeError
            Where a value is none that this code writes.
        """
        if values.get("format") == 1:
            values = {
                "names": values["classes"],
                "inputs": [[n] for n in values["inputs"]],
                "feature_keys": values["feature_keys"],
                "calibration": {"temperature": values.get("temperature", 1.0)},
            }
        dimensions = cls(**values)
        texts = (*dimensions.names, *dimensions.feature_keys)
        if not dimensions.names or not all(isinstance(text, str) for text in texts):
            raise ValueError("names and feature_keys must be lists of names")
        sizes = [n for shape in dimensions.inputs for n in shape]
        if not all(isinstance(n, int) and n > 0 for n in sizes):
            raise ValueError(f"inputs must be shapes, not {dimensions.inputs!r}")
        return dimensions


class Checkpoint(Results):
    """A folder with ``checkpoint.json``, ``model.safetensors`` and ``recipe.toml``."""

    @classmethod
    def load(cls, source: str | Path) -> "Checkpoint":
        """A shipped checkpoint or a run by name, or any folder that holds one.

        Raises
        ------
        CheckpointError
            When there is none, or its features are not those that this code computes.
        """
        for path in (paths.checkpoints() / source, paths.runs() / source, Path(source)):
            if os.path.isfile(path / "checkpoint.json"):  # False for a name that is too long
                checkpoint = cls(path)
                checkpoint.check()
                return checkpoint
        raise CheckpointError(
            f"There is no checkpoint {str(source)!r}. Shipped: {', '.join(checkpoint_names())}."
        )

    @cached_property
    def dimensions(self) -> Dimensions:
        """The contents of ``checkpoint.json``."""
        try:
            values = dict(json.loads((self.path / "checkpoint.json").read_text()))
            if values.get("format") not in range(1, FORMAT + 1):
                raise CheckpointError(
                    f"{self.name} has format {values.get('format')!r}; this code reads 1 to "
                    f"{FORMAT}. Train it again from its recipe."
                )
            return Dimensions.parse(values)
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise CheckpointError(f"{self.name} is no checkpoint: {error}.") from error

    def read(self) -> None:
        """As of any results, and what rebuilds the model."""
        super().read()
        _ = self.dimensions

    def check(self) -> None:
        """Refuse a checkpoint whose features are not those computed now, naming both keys."""
        computed = [spec.key for spec in self.recipe.features]
        if self.dimensions.feature_keys != computed:
            raise CheckpointError(
                f"{self.name} was trained on features {self.dimensions.feature_keys}, this code "
                f"computes {computed}. Train it again with `python -m core train`."
            )

    @property
    def names(self) -> list[str]:
        """What its outputs stand for, in their order."""
        return self.dimensions.names

    @property
    def calibration(self) -> BaseCalibration:
        """What makes its answers honest."""
        try:
            return self.recipe.task.Calibration(**self.dimensions.calibration)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise CheckpointError(
                f"{self.name} is no checkpoint: calibration.{place}: {first['msg']} "
                f"(got {first['input']!r})."
            ) from error

    def model(self) -> "Network":
        """The model with its weights, in evaluation mode."""
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        model = self.untrained()
        try:
            model.load_state_dict(load_file(self.path / "model.safetensors"))
        except FileNotFoundError as error:
            raise CheckpointError(
                f"{self.name} has no weights (model.safetensors): its training kept none. "
                "Train it to the end, or choose another run."
            ) from error
        except (SafetensorError, RuntimeError, OSError) as error:
            raise CheckpointError(
                f"The weights of {self.name} cannot be read ({error}). "
                "They must be a safetensors file written by this project."
            ) from error
        return model.eval()

    def untrained(self, seed: int = 0) -> "Network":
        """The model as a training begins with it, in evaluation mode; another by each seed."""
        import torch

        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            model = models.build(
                self.recipe.model.name,
                self.recipe.model.options,
                inputs=[tuple(shape) for shape in self.dimensions.inputs],
                n_outputs=len(self.names),
            )
        return model.eval()

    def weights(self) -> str:
        """The SHA-256 of its weights: what was computed by them names them so."""
        return hashlib.sha256((self.path / "model.safetensors").read_bytes()).hexdigest()

    def n_parameters(self) -> int:
        """How many numbers training found, those that were held still included."""
        return sum(parameter.numel() for parameter in self.model().parameters())


def version(path: Path) -> str:
    """Names one state of the files in the folder `path`: it changes when one of `FILES` does."""
    states = [(path / name).stat() for name in FILES if (path / name).exists()]
    return " ".join(f"{s.st_ino}:{s.st_size}:{s.st_mtime_ns}" for s in states)


def write_dimensions(path: Path, dimensions: Dimensions) -> None:
    """Write ``checkpoint.json`` into the folder `path`."""
    paths.write_whole(path / "checkpoint.json", json.dumps(asdict(dimensions), indent=1))


def write_weights(path: Path, model: "Network") -> None:
    """Write ``model.safetensors`` into the folder `path`."""
    write_state(path, model.state_dict())


def write_state(path: Path, weights: "Mapping[str, Tensor]") -> None:
    """As `write_weights`, of what a model's ``state_dict`` gave."""
    from safetensors.torch import save

    state = {name: value.detach().cpu().contiguous() for name, value in weights.items()}
    paths.write_whole(path / "model.safetensors", save(state))


def checkpoint_names() -> Sequence[str]:
    """Names of the shipped checkpoints."""
    return sorted(path.parent.name for path in paths.checkpoints().glob("*/checkpoint.json"))
