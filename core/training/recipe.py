"""A recipe: everything that determines a run, as a validated TOML file."""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationError,
    field_validator,
    model_validator,
)

from core import paths
from core.audio import SAMPLE_RATE
from core.errors import RecipeError
from core.features import FeatureSpec, SoundSpec, parse_spec

LONGEST_VALUE = 200  # characters of a refused value that are told


class Section(BaseModel):
    """A table of a recipe; an unknown key is refused by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Data(Section):
    """Which songs, divided how, and how much of each the model hears at once."""

    dataset: str
    split: str = "random-622"
    crop_seconds: float = Field(default=5.0, ge=1, le=60)


class Model(BaseModel):
    """A model's name; its own options stand beside it and are checked by the model."""

    model_config = ConfigDict(frozen=True, extra="allow")
    name: str

    @property
    def options(self) -> dict[str, Any]:
        """The keys besides the name."""
        return dict(self.model_extra or {})


class Augmentation(Section):
    """What training does to a crop so that the model cannot learn it by heart.

    Attributes
    ----------
    noise_std : float
        Standard deviation of the Gaussian noise added to normalised features.
    mixup_alpha : float
        Beta parameter of mixup (Zhang et al., 2018); 0 is none.
    time_mask_seconds, frequency_mask_bins : float, int
        Longest mask of each kind (SpecAugment, Park et al., 2019); 0 is none.
    flip_probability : float
        How often a picture is mirrored, left to right; not for sound.
    loop_probability : float
        How often a crop is a passage of 2 s or more, repeated. Short clips are repeated to the
        length of a crop; this keeps a model from reading the repetition as a genre.
    """

    noise_std: float = Field(default=0.0, ge=0, le=5)
    mixup_alpha: float = Field(default=0.0, ge=0, le=5)
    time_mask_seconds: float = Field(default=0.0, ge=0, le=30)
    frequency_mask_bins: int = Field(default=0, ge=0, le=256)
    loop_probability: float = Field(default=0.0, ge=0, le=1)
    flip_probability: float = Field(default=0.0, ge=0, le=1)


class Training(Section):
    """How the weights are found.

    Attributes
    ----------
    weight_decay : float
        On kernels only. With ``adam`` it is L2 added to the gradient, with ``adamw`` decoupled.
    class_weights : bool
        Weigh each class by the inverse of its number of training tracks.
    patience : int
        Epochs without a better validation loss before stopping early; 0 is never.
    precision : str
        ``auto`` takes bfloat16 where the processor multiplies it fast, else float32.
    """

    epochs: int = Field(default=60, ge=1, le=10_000)
    batch_size: int = Field(default=32, ge=2, le=4096)
    optimizer: Literal["adam", "adamw"] = "adamw"
    learning_rate: float = Field(default=1e-3, gt=0, le=1)
    schedule: Literal["constant", "one_cycle"] = "one_cycle"
    weight_decay: float = Field(default=0.0, ge=0, le=10)
    class_weights: bool = False
    patience: int = Field(default=0, ge=0)
    precision: Literal["auto", "float32", "bfloat16"] = "auto"


class Evaluation(Section):
    """How a whole song becomes one prediction.

    ``windows`` averages the probabilities of overlapping crops; ``whole`` gives the model the whole
    song at once, as the paper does. `normalise_windows` z-scores each crop again, in training too,
    so that nothing of the clip's length is left in it.
    """

    over: Literal["windows", "whole"] = "windows"
    normalise_windows: bool = False


class Recipe(Section):
    """Dataset and split, features, model, training and seed.

    Raises
    ------
    RecipeError
        From `load` and `parse`: names the unknown key, or the value and its bound.
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    source: str = ""
    seed: int = Field(default=0, ge=0, lt=2**32)
    data: Data
    features: tuple[SerializeAsAny[FeatureSpec], ...] = Field(min_length=1)
    model: Model
    augmentation: Augmentation = Augmentation()
    training: Training = Training()
    evaluation: Evaluation = Evaluation()

    @field_validator("features", mode="before")
    @classmethod
    def _by_kind(cls, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise ValueError("must be a list of tables: [[features]]")
        return tuple(parse_spec(v) if isinstance(v, dict) else v for v in value)

    @model_validator(mode="after")
    def _one_time_axis(self) -> "Recipe":
        names = ("hop_length", "sample_rate")  # averages have no frames, pictures no rate
        axes = {tuple(getattr(spec, name, None) for name in names) for spec in self.features}
        if len(axes) > 1:
            raise ValueError(f"all features must share hop_length and sample_rate, got {axes}")
        return self

    @model_validator(mode="after")
    def _no_more_than_is_heard(self) -> "Recipe":
        for spec in self.features:
            if isinstance(spec, SoundSpec) and spec.sample_rate > SAMPLE_RATE:
                raise ValueError(
                    f"the feature {spec.kind!r} cannot have sample_rate = {spec.sample_rate} Hz: "
                    f"sounds are listened to at {SAMPLE_RATE} Hz, so a network can have that rate "
                    "or a lower one"
                )
        return self

    @property
    def crop_frames(self) -> int | None:
        """Frames of a crop, or None when the features (averages, pictures) have no time axis."""
        spec = self.features[0]
        hop = getattr(spec, "hop_length", None)
        if hop is None or not isinstance(spec, SoundSpec):
            return None
        return round(self.data.crop_seconds * spec.sample_rate / hop)

    @classmethod
    def parse(cls, values: dict[str, Any]) -> "Recipe":
        """A recipe from plain values."""
        try:
            return cls(**values)
        except ValidationError as error:
            raise RecipeError(describe(error)) from error

    @classmethod
    def load(cls, source: str | Path) -> "Recipe":
        """Read a TOML file, or the shipped recipe of that name."""
        path = Path(source)
        if path.suffix != ".toml":
            path = paths.recipes() / f"{source}.toml"
        if not os.path.isfile(path):  # False, not an error, for a name that is too long
            raise RecipeError(
                f"There is no recipe {str(source)!r}. Shipped: {', '.join(recipe_names())}."
            )
        try:
            return cls.parse(tomllib.loads(path.read_text()))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise RecipeError(f"{path.name} is not valid TOML: {error}.") from error

    def changed(self, **sections: Any) -> "Recipe":
        """A copy in which keys of sections are replaced: ``changed(seed=3, training={…})``."""
        values = self.model_dump(mode="json")
        for key, value in sections.items():
            values[key] = {**values[key], **value} if isinstance(value, dict) else value
        return Recipe.parse(values)

    def to_toml(self) -> str:
        """The recipe as TOML, every default written out."""
        import tomli_w

        return tomli_w.dumps(self.model_dump(mode="json", exclude_none=True))


def describe(error: ValidationError) -> str:
    """The first fault of a recipe, in words: the key, what is wrong, the value."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"]) or "recipe"
    if first["type"] == "extra_forbidden":
        return f"Unknown key {place!r} in the recipe. Remove it or mend its spelling."
    return f"{place}: {first['msg']} (got {repr(first['input'])[:LONGEST_VALUE]})."


def recipe_names() -> list[str]:
    """Names of the shipped recipes."""
    return sorted(path.stem for path in paths.recipes().glob("*.toml"))
