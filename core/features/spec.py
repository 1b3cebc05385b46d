"""What to compute and how: the FeatureSpec, its registry and the key that names its results."""

import hashlib
import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import BaseModel, Field, ValidationError

from core.errors import EarshotError, RecipeError
from core.features.spectrum import Computation
from core.registry import Registry

FEATURE_VERSION = 1
"""Raised whenever a feature's numbers change, so that no stale array or checkpoint is used."""

Normalise = Literal["rows", "whole", "none"]

QUIETEST = 1e-5  # RMS, re full scale; what is softer is not made louder

FEATURES: Registry[type["FeatureSpec"]] = Registry("feature")


class FeatureSpec(BaseModel, ABC, frozen=True, extra="forbid"):
    """One feature with every parameter that determines its numbers.

    A spec is immutable and hashable. Anything it does not know is refused by name.

    Raises
    ------
    RecipeError
        On an unknown key or a value out of range; the message names it and what is allowed.
    """

    title: ClassVar[str] = ""
    unit: ClassVar[str] = ""
    limits: ClassVar[tuple[str, ...]] = ()
    """For model cards: what must be known of networks that stand on it."""
    sequence: ClassVar[bool] = False
    """Whether the last axis is a sequence of steps, of which a window can be cut."""
    gaps: ClassVar[bool] = False
    """Whether a value may be unknown, NaN; a network then says itself what it makes of gaps."""

    kind: str

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise RecipeError(_explain(type(self), error)) from None

    @property
    def step_seconds(self) -> float | None:
        """Time from one step of the sequence to the next, s; None where it is not fixed."""
        return None

    @property
    def of_table(self) -> tuple[str, ...]:
        """The columns of a table of which a row holds it; empty where a table cannot."""
        return ()

    def of_row(self, row: Mapping[str, Any]) -> np.ndarray:
        """The feature of a row, float32 [n_values], by its columns; KeyError where one lacks.

        Of many rows at once, [n_rows, n_values], where each column is an array [n_rows].
        """
        return np.stack([row[name] for name in self.of_table], axis=-1).astype(np.float32)

    def lacking(self) -> str:
        """What must be installed before it can be computed, and how; empty where nothing must."""
        return ""

    @property
    def key(self) -> str:
        """Name of this spec's results: kind, version and 16 hex digits of its canonical JSON.

        It changes with every parameter and with nothing else.
        """
        canonical = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(canonical.encode()).hexdigest()[:16]
        return f"{self.kind}-v{FEATURE_VERSION}-{digest}"


class SoundSpec(FeatureSpec, ABC, frozen=True):
    """A feature of sound, computed from mono samples at `sample_rate` (Hz)."""

    sample_rate: int = Field(default=22050, ge=1000, le=192_000)

    @abstractmethod
    def begin(self, n_samples: int) -> Computation:
        """A computation of this feature on a clip of `n_samples`."""

    @abstractmethod
    def by_librosa(self) -> str:
        """Lines that compute the same from `y` by librosa, as a variable named after the kind.

        What is normalised is so afterwards: see `librosa_code`.
        """


class FrameSpec(SoundSpec, ABC, frozen=True):
    """A feature of sound over time: [n_bins, n_frames], a frame every `hop_length` samples.

    It is normalised over the clip, see `core.features.normalise`.
    """

    sequence: ClassVar[bool] = True

    hop_length: int = Field(default=512, ge=1, le=65536)
    normalise: Normalise = "none"

    @property
    def step_seconds(self) -> float:
        """Time from one frame to the next, s."""
        return self.hop_length / self.sample_rate


class StepSpec(SoundSpec, ABC, frozen=True):
    """A feature of some seconds around each step: [n_values, n_steps], a step each `hop_seconds`.

    A step is centred on its time, as a frame is; a clip goes on beyond its ends in the mirror. Its
    level is brought to `level` first, so that a softer copy has the same numbers.

    Attributes
    ----------
    level : float
        RMS, re full scale.
    """

    sequence: ClassVar[bool] = True

    level: float = Field(default=0.1, gt=0, le=1)
    hop_seconds: float = Field(default=1.0, ge=0.1, le=10)

    @property
    def step_seconds(self) -> float:
        """Time from one step to the next, s."""
        return self.hop_seconds

    def gain(self, y: np.ndarray) -> np.float32:
        """What a clip [n_samples] is to be multiplied by to have that level."""
        rms = np.sqrt(np.mean(np.square(y), dtype=np.float64))
        return np.float32(self.level / max(rms, QUIETEST))


def parse_spec(values: dict[str, Any]) -> FeatureSpec:
    """A spec from plain values, such as a recipe holds: ``{"kind": "mfcc", "n_mfcc": 40}``.

    Raises
    ------
    RecipeError
        On a missing or unknown kind, an unknown key, or a value out of range.

    Examples
    --------
    >>> spec = parse_spec({"kind": "mel", "n_mels": 40})
    >>> type(spec).__name__, spec.n_mels
    ('Mel', 40)
    """
    kind = values.get("kind")
    if not isinstance(kind, str):
        raise RecipeError(
            f"A feature needs a kind, one of {', '.join(FEATURES.names())}; got {kind!r}."
        )
    try:
        spec = FEATURES.get(kind)
    except EarshotError as error:
        raise RecipeError(str(error)) from None
    return spec(**values)


def _explain(spec: type[FeatureSpec], error: ValidationError) -> str:
    """The first fault in one sentence that names the key, the value and what is allowed."""
    fault = error.errors()[0]
    name = ".".join(str(part) for part in fault["loc"])
    feature = spec.model_fields["kind"].default or spec.__name__
    if fault["type"] == "extra_forbidden":
        known = ", ".join(sorted(spec.model_fields))
        return f"The feature {feature!r} has no setting {name!r}. Known: {known}."
    reason = fault["msg"].removeprefix("Value error, ")
    if not name:
        return f"The feature {feature!r} cannot be made: {reason}"
    return f"The feature {feature!r} cannot have {name} = {fault['input']!r}: {reason}."
