"""Whose a dataset is: what a visitor of a server brings is listed to nobody else.

The name says it, so that a run, whose recipe names its dataset, is known to be theirs too.
"""

import re

# Of a visitor known by a cookie, and of one who signed in: no cookie can hold the second kind.
OWNED = re.compile(r"mine-([0-9a-f]{16}|u[0-9a-f]{20})-(.+)")


def owned_name(name: str, owner: str) -> str:
    """What the dataset `name` of a visitor is filed as; `owner` is empty for whoever runs Earshot.

    Examples
    --------
    >>> owned_name("band", "0123456789abcdef"), owned_name("band", "")
    ('mine-0123456789abcdef-band', 'band')
    """
    return f"mine-{owner}-{name}" if owner else name


def owner_of(name: str) -> str:
    """Whose the dataset is; empty where it is everybody's.

    Examples
    --------
    >>> owner_of("mine-0123456789abcdef-band"), owner_of("gtzan")
    ('0123456789abcdef', '')
    """
    found = OWNED.fullmatch(name)
    return found[1] if found else ""


def called(name: str) -> str:
    """The name that its owner gave it.

    Examples
    --------
    >>> called("mine-0123456789abcdef-band"), called("gtzan")
    ('band', 'gtzan')
    """
    found = OWNED.fullmatch(name)
    return found[2] if found else name
