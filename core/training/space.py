"""The ``[search]`` table of a recipe: which of its keys a search may set, and to what."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    RootModel,
    Tag,
    field_validator,
    model_validator,
)

if TYPE_CHECKING:
    from optuna import Trial

Number = (
    Annotated[int, Field(strict=True)] | Annotated[float, Field(strict=True, allow_inf_nan=False)]
)
ALMOST_WHOLE = 1e-9  # of steps from low to high, which binary fractions miss by a little


class Range(BaseModel):
    """Numbers from `low` to `high`, both included: ``{ low = 1e-4, high = 1e-2, log = true }``.

    Whole ones where `low`, `high` and `step` are whole.

    Attributes
    ----------
    log : bool
        Whether each order of magnitude is as likely as any other.
    step : int or float, optional
        Between the numbers; without one, any.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    low: Number
    high: Number
    log: bool = False
    step: Number | None = None

    @model_validator(mode="after")
    def _possible(self) -> "Range":
        if self.low >= self.high:
            raise ValueError(f"low = {self.low:g} is not below high = {self.high:g}")
        if self.log and self.low <= 0:
            raise ValueError(f"low = {self.low:g} must be above 0 where log = true")
        if self.log and self.step is not None:
            raise ValueError("log = true takes no step")
        if self.step is not None:
            n_steps = (self.high - self.low) / self.step if self.step > 0 else 0.0
            if n_steps < 1 or abs(n_steps - round(n_steps)) > ALMOST_WHOLE * n_steps:
                raise ValueError(
                    f"from low = {self.low:g} no steps of {self.step:g} lead to high = "
                    f"{self.high:g}"
                )
        return self

    @property
    def whole(self) -> bool:
        """Whether its numbers are whole."""
        return all(isinstance(x, int) for x in (self.low, self.high, self.step or 1))

    def text(self) -> str:
        """As TOML has it."""
        more = ", log = true" * self.log
        more += f", step = {self.step!r}" if self.step is not None else ""
        return f"{{ low = {self.low!r}, high = {self.high!r}{more} }}"

    def examples(self) -> list[int | float]:
        """Its ends, between which a recipe's bounds leave no gap."""
        return [self.low, self.high]

    def suggest(self, trial: "Trial", key: str) -> None:
        """Have a trial take one of them."""
        if self.whole:
            step = int(self.step or 1)
            trial.suggest_int(key, int(self.low), int(self.high), step=step, log=self.log)
        else:
            trial.suggest_float(key, self.low, self.high, step=self.step, log=self.log)

    def value(self, suggested: Any) -> int | float:
        """What a study tells of a trial, as the recipe has it."""
        return suggested


class Choices(RootModel[tuple[Any, ...]]):
    """One of some values: ``[8, 16, 32]``; they may be lists or tables themselves."""

    model_config = ConfigDict(frozen=True)

    @field_validator("root", mode="before")
    @classmethod
    def _listed(cls, values: Any) -> Any:
        if not isinstance(values, list | tuple):
            raise ValueError("give a list of values, or a range: { low = …, high = … }")
        return values

    @field_validator("root")
    @classmethod
    def _distinct(cls, values: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(values) < 2:
            raise ValueError("name two values or more to choose between")
        labels = [_label(value) for value in values]
        for label in labels:
            if labels.count(label) > 1:
                raise ValueError(f"{label} is there twice")
        return values

    def text(self) -> str:
        """As TOML has it."""
        return f"[{', '.join(map(_toml, self.root))}]"

    def examples(self) -> list[Any]:
        """All of them."""
        return list(self.root)

    def suggest(self, trial: "Trial", key: str) -> None:
        """Have a trial take one of them; a study knows lists and tables as text."""
        trial.suggest_categorical(key, [_label(value) for value in self.root])

    def value(self, suggested: Any) -> Any:
        """What a study tells of a trial, as the recipe has it."""
        return {_label(value): value for value in self.root}[suggested]


def _label(value: Any) -> Any:
    """A choice as a study can store it; 1, 1.0 and true are one and the same to it."""
    return json.dumps(value) if isinstance(value, dict | list | tuple) else value


def _toml(value: Any) -> str:
    """A value within a line of TOML."""
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _kind(value: Any) -> str:
    return "range" if isinstance(value, Range | dict) else "choices"


Values = Annotated[
    Annotated[Range, Tag("range")] | Annotated[Choices, Tag("choices")], Discriminator(_kind)
]


class Space(RootModel[dict[str, Values]]):
    """Values by dotted key.

    Examples
    --------
    >>> space = Space.model_validate({"training": {"batch_size": [8, 16]}})
    >>> space.root["training.batch_size"].examples()
    [8, 16]
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _dotted(cls, values: Any) -> Any:
        """Tables within tables are dotted keys, as everywhere in TOML; a range is no such table."""
        return dict(_leaves(values, "")) if isinstance(values, Mapping) else values

    def __bool__(self) -> bool:
        return bool(self.root)

    def examples(self) -> Iterator[tuple[str, Any]]:
        """Each key with values that a recipe must take if it takes all."""
        for key, values in self.root.items():
            yield from ((key, value) for value in values.examples())

    def suggest(self, trial: "Trial") -> None:
        """Have a trial take one of its values for each key."""
        for key, values in self.root.items():
            values.suggest(trial, key)

    def settings(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Value by dotted key, as a recipe has it, of what a study tells of a trial."""
        return {key: self.root[key].value(suggested) for key, suggested in params.items()}


def _leaves(values: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping) and not {"low", "high"} & value.keys():
            yield from _leaves(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value
