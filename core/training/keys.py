"""Dotted keys: how any value of a recipe is named, and put in its place."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from core.errors import RecipeError


def placed(values: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values of a recipe with others at dotted keys.

    Of a feature by its kind: ``features.mel.n_mels``.

    Raises
    ------
    RecipeError
        For a key on whose way there is nothing; whether its last part is known, the recipe says.
    """
    changed = deepcopy(dict(values))
    for key, value in settings.items():
        *sections, last = key.split(".")
        place: Any = changed
        for section in sections:
            place = _inside(place, section, key)
        if not isinstance(place, dict):
            raise RecipeError(f"Unknown key {key!r} in the recipe: {sections[-1]!r} has no keys.")
        place[last] = deepcopy(value)
    return changed


def _inside(place: Any, section: str, key: str) -> Any:
    """What a table, or a list of features, holds under a name."""
    if isinstance(place, list):
        place = {feature["kind"]: feature for feature in place}
    if not isinstance(place, dict) or section not in place:
        known = f" Known: {', '.join(place)}." if isinstance(place, dict) else ""
        raise RecipeError(f"Unknown key {key!r} in the recipe: there is no {section!r}.{known}")
    return place[section]
