"""A checkpoint rebuilds its own model: dimensions and options as JSON, weights as safetensors."""

import json
import math
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from core import models, paths
from core.errors import CheckpointError
from core.training.run import Results

if TYPE_CHECKING:
    from core.models.base import Classifier

FORMAT = 1
FILES = ("checkpoint.json", "model.safetensors", "recipe.toml")
"""What a checkpoint's answers hang on."""


@dataclass(frozen=True)
class Dimensions:
    """What must be known beside the recipe to rebuild and use a model.

    Attributes
    ----------
    classes : list of str
        In the order of the logits.
    inputs : list of int
        Rows of each feature.
    feature_keys : list of str
        Keys of the feature specs when it was trained; another key now means other features.
    temperature : float
        Logits are divided by it (Guo et al., 2017); 1 before calibration.
    format : int
        Version of this file's layout.
    """

    classes: list[str]
    inputs: list[int]
    feature_keys: list[str]
    temperature: float = 1.0
    format: int = FORMAT

    def check(self) -> None:
        """`ValueError` where a value is none that this code writes."""
        texts = (*self.classes, *self.feature_keys)
        if not self.classes or not all(isinstance(text, str) for text in texts):
            raise ValueError("classes and feature_keys must be lists of names")
        if not all(isinstance(n, int) and n > 0 for n in self.inputs):
            raise ValueError(f"inputs must be numbers of rows, not {self.inputs!r}")
        if not (math.isfinite(self.temperature) and self.temperature > 0):
            raise ValueError(f"temperature must be a number above 0, not {self.temperature!r}")


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
            if values.get("format") != FORMAT:
                raise CheckpointError(
                    f"{self.name} has format {values.get('format')!r}; this code reads {FORMAT}. "
                    "Train it again from its recipe."
                )
            dimensions = Dimensions(**values)
            dimensions.check()
            return dimensions
        except (OSError, ValueError, TypeError) as error:
            raise CheckpointError(f"{self.name} is no checkpoint: {error}.") from error

    def read(self) -> None:
        """As of any results, and what rebuilds the model."""
        super().read()
        _ = self.dimensions

    def check(self) -> None:
        """Refuse a checkpoint whose features are not those computed now, naming both keys."""
        now = [spec.key for spec in self.recipe.features]
        if self.dimensions.feature_keys != now:
            raise CheckpointError(
                f"{self.name} was trained on features {self.dimensions.feature_keys}, this code "
                f"computes {now}. Train it again with `python -m core train`."
            )

    @property
    def classes(self) -> list[str]:
        """Class names in the order of the probabilities."""
        return self.dimensions.classes

    @property
    def temperature(self) -> float:
        """What logits are divided by, so that confidence is honest."""
        return self.dimensions.temperature

    def model(self) -> "Classifier":
        """The model with its weights, in evaluation mode."""
        from safetensors import SafetensorError
        from safetensors.torch import load_file

        model = models.build(
            self.recipe.model.name,
            self.recipe.model.options,
            inputs=self.dimensions.inputs,
            n_classes=len(self.classes),
        )
        try:
            model.load_state_dict(load_file(self.path / "model.safetensors"))
        except (SafetensorError, RuntimeError, OSError) as error:
            raise CheckpointError(
                f"The weights of {self.name} cannot be read ({error}). "
                "They must be a safetensors file written by this project."
            ) from error
        return model.eval()


def version(path: Path) -> str:
    """Names one state of the files in the folder `path`: it changes when one of `FILES` does."""
    states = [(path / name).stat() for name in FILES if (path / name).exists()]
    return " ".join(f"{s.st_ino}:{s.st_size}:{s.st_mtime_ns}" for s in states)


def write_dimensions(path: Path, dimensions: Dimensions) -> None:
    """Write ``checkpoint.json`` into the folder `path`."""
    paths.write_whole(path / "checkpoint.json", json.dumps(asdict(dimensions), indent=1))


def write_weights(path: Path, model: "Classifier") -> None:
    """Write ``model.safetensors`` into the folder `path`."""
    from safetensors.torch import save

    state = {name: value.detach().cpu().contiguous() for name, value in model.state_dict().items()}
    paths.write_whole(path / "model.safetensors", save(state))


def checkpoint_names() -> Sequence[str]:
    """Names of the shipped checkpoints."""
    return sorted(path.parent.name for path in paths.checkpoints().glob("*/checkpoint.json"))
