"""A row of a table: what somebody else measured of a song, by its columns' names."""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from core.features.spec import FEATURES, FeatureSpec


class Remainder(BaseModel):
    """How far a column's value is from the nearest multiple of `of`: 0 (on it) to 0.5 (between)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    of: float = Field(gt=0)

    def value(self, number: Any) -> Any:
        """Of one value or an array, as a share of `of`.

        Examples
        --------
        >>> Remainder(column="tempo", of=1.0).value(np.array([119.75, 120.0])).tolist()
        [0.25, 0.0]
        """
        return np.abs(number / self.of - np.round(number / self.of))


@FEATURES.register("columns")
class Columns(FeatureSpec, frozen=True):
    """One number per column, then one per remainder: float32 [n_values], NaN where a row has none.

    Attributes
    ----------
    columns : tuple of str
    remainders : tuple of Remainder
        Of columns whose fine grain tells something: the tempo of music made to a click is a whole
        number of beats per minute.
    """

    title: ClassVar[str] = "Song data"
    gaps: ClassVar[bool] = True

    kind: Literal["columns"] = "columns"
    columns: tuple[str, ...] = Field(min_length=1, max_length=1000)
    remainders: tuple[Remainder, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> "Columns":
        if len(set(self.columns)) < len(self.columns):
            twice = next(name for name in self.columns if self.columns.count(name) > 1)
            raise ValueError(f"the column {twice!r} is there twice")
        if unknown := {each.column for each in self.remainders} - set(self.columns):
            raise ValueError(f"a remainder is of {min(unknown)!r}, which is none of its columns")
        return self

    @property
    def of_table(self) -> tuple[str, ...]:
        """Its columns."""
        return self.columns

    @property
    def names(self) -> tuple[str, ...]:
        """What its values are called, in their order."""
        return (*self.columns, *(f"{each.column} mod {each.of:.4g}" for each in self.remainders))

    def of_row(self, row: Mapping[str, Any]) -> np.ndarray:
        """The feature of a row, or of many: see `FeatureSpec.of_row`.

        Examples
        --------
        >>> spec = Columns(columns=["tempo"], remainders=[{"column": "tempo", "of": 1.0}])
        >>> spec.of_row({"tempo": 120.25, "key": 3.0}).tolist()
        [120.25, 0.25]
        """
        grain = [each.value(row[each.column]) for each in self.remainders]
        values = [*(row[name] for name in self.columns), *grain]
        return np.stack(values, axis=-1).astype(np.float32)
