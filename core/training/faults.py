"""What is wrong with a recipe or another file, in words."""

from pydantic import ValidationError

LONGEST_VALUE = 200  # characters of a refused value that are told
KINDS = ("range", "choices")  # of what a search may set: they stand in a place, and are no keys


def describe(error: ValidationError) -> str:
    """The first fault of a recipe, in words: the key, what is wrong, the value."""
    first = error.errors()[0]
    parts = [str(part) for part in first["loc"] if part not in KINDS]
    # A window's kind stands before its one key of the same name: say it once.
    place = ".".join(part for part, last in zip(parts, ["", *parts], strict=False) if part != last)
    place = place or "recipe"
    if first["type"] == "extra_forbidden":
        return f"Unknown key {place!r} in the recipe. Remove it or mend its spelling."
    return f"{place}: {first['msg']} (got {repr(first['input'])[:LONGEST_VALUE]})."
