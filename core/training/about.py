"""What people say of a run: a title, a note and tags, in a file of its own in its folder."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from core import paths
from core.errors import RunError
from core.training.faults import describe
from core.training.run import ABOUT, UNREADABLE, Results

Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Tag = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=30)]


@dataclass(frozen=True)
class About:
    """Words of people, all of them empty at first.

    Attributes
    ----------
    title : str
        What it is called on pages and in lists; the folder keeps its name, so that links hold.
    note : str
        Anything, over several lines.
    tags : tuple of str
        By which lists can be narrowed.
    """

    title: Title = ""
    note: Note = ""
    tags: Annotated[tuple[Tag, ...], Field(max_length=12)] = ()


WORDS = TypeAdapter(About)


def about(results: Results) -> About:
    """What was said of a run; nothing where that cannot be read."""
    try:
        return WORDS.validate_python(json.loads((results.path / ABOUT).read_text()))
    except UNREADABLE:  # pydantic's too
        return About()


def update_about(results: Results, **words: Any) -> About:
    """Replace some of `title`, `note` and `tags`; what is said of it then.

    Raises
    ------
    RunError
        When one of them is too long, or the run is gone.
    """
    if not results.path.is_dir():
        raise RunError(f"There is no run {results.name!r} any more.")
    values = WORDS.dump_python(about(results)) | words
    values["tags"] = tuple(dict.fromkeys(values["tags"]))  # each once
    try:
        updated = WORDS.validate_python(values)
    except ValidationError as error:
        raise RunError(describe(error)) from error
    paths.write_whole(results.path / ABOUT, WORDS.dump_json(updated, indent=1))
    return updated


def titles(chosen: Sequence[Results]) -> dict[str, str]:
    """What some are called among themselves, by name: their titles where no two have the same."""
    plain = {result.name: about(result).title or result.name for result in chosen}
    alike = [title for title, n in Counter(plain.values()).items() if n > 1]
    return {
        result.name: called(result) if plain[result.name] in alike else plain[result.name]
        for result in chosen
    }


def called(results: Results) -> str:
    """Its title with the folder's name, or that name alone."""
    title = about(results).title
    return f"{title} ({results.name})" if title else results.name
