"""Which column of a table is which that is asked for: by name, however it is spelt."""

import re
from collections.abc import Sequence

from core.tables.descriptors import descriptor


def plain(name: str) -> str:
    """A column's name without case, spaces and signs.

    Examples
    --------
    >>> plain("Time Signature"), plain("time_signature")
    ('timesignature', 'timesignature')
    """
    return re.sub(r"[\W_]+", "", name.casefold())


def matched(wanted: Sequence[str], columns: Sequence[str]) -> dict[str, str | None]:
    """For each wanted name the column of a table that is it; None where none is.

    A column of exactly that name goes first, then one that is spelt otherwise, then one of the
    names by which the descriptor is known too.

    Examples
    --------
    >>> matched(["tempo", "duration_ms", "key"], ["Tempo", "duration_in min/ms"])
    {'tempo': 'Tempo', 'duration_ms': 'duration_in min/ms', 'key': None}
    """
    spelt = {plain(column): column for column in reversed(columns)}

    def one(name: str) -> str | None:
        if name in columns:
            return name
        known = (name, *descriptor(name).also)
        return next((spelt[plain(each)] for each in known if plain(each) in spelt), None)

    return {name: one(name) for name in wanted}
