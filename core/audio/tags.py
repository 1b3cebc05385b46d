"""Who made a sound and what it is called, as its file claims: a stranger's words, in plain text."""

from collections.abc import Mapping
from dataclasses import dataclass

LONGEST = 200  # characters of a tag


@dataclass(frozen=True)
class Tags:
    """What a file says of itself; empty where it says nothing."""

    title: str = ""
    artist: str = ""

    @classmethod
    def of(cls, named: Mapping[str, str]) -> "Tags":
        r"""From whatever a container names, in capitals or not.

        Examples
        --------
        >>> Tags.of({"TITLE": "  Big\nGun ", "artist": "AC/DC", "encoder": "x"})
        Tags(title='Big Gun', artist='AC/DC')
        """
        known = {name.lower(): plain(value) for name, value in named.items()}
        return cls(known.get("title", ""), known.get("artist", ""))


def plain(text: str) -> str:
    r"""One line of at most `LONGEST` characters, all of which can be printed.

    Examples
    --------
    >>> plain("a\x00b\tc")
    'a b c'
    """
    printable = "".join(letter if letter.isprintable() else " " for letter in text[: 4 * LONGEST])
    return " ".join(printable.split())[:LONGEST]


NO_TAGS = Tags()
