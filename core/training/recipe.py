"""A recipe: everything that determines a run, as a validated TOML file."""

import os
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    SerializeAsAny,
    Tag,
    ValidationError,
    field_validator,
    model_validator,
)

from core import paths
from core.audio import SAMPLE_RATE
from core.errors import EarshotError, RecipeError
from core.features import FeatureSpec, SoundSpec, parse_spec
from core.tasks import parse_task
from core.tasks.base import Task
from core.training.faults import describe
from core.training.keys import placed
from core.training.settings import Augmentation, Evaluation, Section, Training
from core.training.space import Space


class Seconds(Section):
    """A window of so many seconds of sound."""

    seconds: float = Field(ge=1, le=60)


class Steps(Section):
    """A window of so many steps of a sequence, such as 100 notes."""

    steps: int = Field(ge=1, le=65_536)


def _kind_of_window(value: Any) -> str:
    """By which of its kinds a window is checked, so that a fault is told of that kind alone."""
    if isinstance(value, Steps) or (isinstance(value, dict) and "steps" in value):
        return "steps"
    return "whole" if isinstance(value, str) else "seconds"


Window = Annotated[
    Annotated[Seconds, Tag("seconds")]
    | Annotated[Steps, Tag("steps")]
    | Annotated[Literal["whole"], Tag("whole")],
    Discriminator(_kind_of_window),
]


class Data(Section):
    """Which tracks, divided how, and how much of each the network takes at once.

    `window` is ``{ seconds = 5.0 }``, ``{ steps = 100 }``, or ``"whole"``.
    """

    dataset: str
    split: str = "random-622"
    window: Window = Seconds(seconds=5.0)

    @model_validator(mode="before")
    @classmethod
    def _crop_seconds(cls, values: Any) -> Any:
        """Read recipes of before windows could be anything but seconds."""
        if not isinstance(values, dict) or "crop_seconds" not in values:
            return values
        if "window" in values:
            raise ValueError("crop_seconds is the old name of window; give window alone")
        others = {key: value for key, value in values.items() if key != "crop_seconds"}
        return others | {"window": {"seconds": values["crop_seconds"]}}


class Model(BaseModel):
    """A model's name; its own options stand beside it and are checked by the model."""

    model_config = ConfigDict(frozen=True, extra="allow")
    name: str

    @property
    def options(self) -> dict[str, Any]:
        """The keys besides the name."""
        return dict(self.model_extra or {})


class Recipe(Section):
    """Dataset and split, task, features, model, training and seed; and what a search may set.

    Raises
    ------
    RecipeError
        From `load` and `parse`: names the unknown key, or the value and its bound.

    Examples
    --------
    >>> recipe = Recipe.load("zheng-dual-cnn")
    >>> recipe.data.split, recipe.changed(training={"epochs": 5}).training.epochs
    ('random-622', 5)
    """

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    source: str = ""
    seed: int = Field(default=0, ge=0, lt=2**32)
    data: Data
    task: SerializeAsAny[Task] = Field(default_factory=lambda: parse_task({}))
    features: tuple[SerializeAsAny[FeatureSpec], ...] = Field(min_length=1)
    model: Model
    augmentation: Augmentation = Augmentation()
    training: Training = Training()
    evaluation: Evaluation = Evaluation()
    search: Space = Space({})

    @field_validator("features", mode="before")
    @classmethod
    def _by_kind(cls, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            raise ValueError("must be a list of tables: [[features]]")
        return tuple(parse_spec(v) if isinstance(v, dict) else v for v in value)

    @field_validator("task", mode="before")
    @classmethod
    def _task_by_kind(cls, value: Any) -> Any:
        return parse_task(value) if isinstance(value, dict) else value

    @model_validator(mode="after")
    def _one_step(self) -> "Recipe":
        steps = {spec.step_seconds for spec in self.features if spec.sequence}
        if len(steps) > 1:
            raise ValueError(
                "all sequences must have steps of one length (hop_length over sample_rate), got "
                f"{', '.join(f'{step:.6g} s' if step else 'none' for step in steps)}"
            )
        return self

    @model_validator(mode="after")
    def _window_fits(self) -> "Recipe":
        window, how = self.data.window, self.augmentation
        if self.sequential and isinstance(window, Seconds) and self.step_seconds is None:
            raise ValueError(
                f"its steps take no fixed time, so its window cannot be {window.seconds:g} s; "
                "use window = { steps = … }"
            )
        in_seconds = how.loop_probability > 0 or how.time_mask_seconds > 0
        if in_seconds and not isinstance(window, Seconds):
            raise ValueError(
                "loop_probability and time_mask_seconds need a window in seconds: "
                "window = { seconds = … }"
            )
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

    @model_validator(mode="after")
    def _searchable(self) -> "Recipe":
        values = self.without_search.model_dump(mode="json") if self.search else {}
        values.pop("search", None)
        for key, value in self.search.examples():
            try:
                Recipe.parse(placed(values, {key: value}))
            except EarshotError as error:
                raise RecipeError(f"search, {key} = {value!r}: {error}") from error
        return self

    @property
    def without_search(self) -> "Recipe":
        """The recipe without what a search may set: what a training is determined by."""
        return self.model_copy(update={"search": Space({})})

    @property
    def sequential(self) -> bool:
        """Whether a feature is a sequence, of which windows can be cut."""
        return any(spec.sequence for spec in self.features)

    @property
    def step_seconds(self) -> float | None:
        """Time from one step of its sequences to the next, s; None where there is none."""
        steps = (spec.step_seconds for spec in self.features if spec.sequence)
        return next(steps, None)

    @property
    def window_steps(self) -> int | None:
        """Steps of a window; None where the network takes the whole (averages, pictures, …)."""
        if not self.sequential:
            return None
        return steps_of(self.data.window, self.step_seconds)

    @property
    def window_seconds(self) -> float | None:
        """How much sound a window takes, s; None for a whole one, or for steps of no fixed time."""
        window = self.data.window
        if isinstance(window, Seconds):
            return window.seconds
        if isinstance(window, Steps) and self.step_seconds is not None:
            return window.steps * self.step_seconds
        return None

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
            return parsed(path.read_text())
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

        unused = None if self.search else {"search"}
        return tomli_w.dumps(self.model_dump(mode="json", exclude_none=True, exclude=unused))


@lru_cache(maxsize=256)  # a page asks for those of all runs, run after run
def parsed(text: str) -> Recipe:
    """The recipe that a TOML text holds."""
    return Recipe.parse(tomllib.loads(text))


def steps_of(window: Window, step_seconds: float | None) -> int | None:
    """How many steps of `step_seconds` a window has; None for the whole."""
    if isinstance(window, Seconds) and step_seconds is not None:
        return round(window.seconds / step_seconds)
    return window.steps if isinstance(window, Steps) else None


def recipe_names() -> list[str]:
    """Names of the shipped recipes."""
    return sorted(path.stem for path in paths.recipes().glob("*.toml"))
