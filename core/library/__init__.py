"""A library of songs on disk: what each is like, and which lie near another.

One function describes a song (`describe`), whoever asks: a folder that is added, an upload that is
compared. What it tells lies in a LanceDB table, which is searched where it lies.
"""

from core.library.building import Building, add, building, start, stop
from core.library.carried import carried_library
from core.library.description import Description, describe
from core.library.example import example_library
from core.library.playlist import as_m3u
from core.library.reasons import Reason, reason
from core.library.similar import MOMENT_SECONDS, describe_sound, similar
from core.library.store import Entry, Hit, Library, Wanted, below, quoted

__all__ = [
    "MOMENT_SECONDS", "Building", "Description", "Entry", "Hit", "Library", "Reason", "Wanted",
    "add", "as_m3u", "below", "building", "carried_library", "describe", "describe_sound",
    "example_library", "quoted", "reason", "similar", "start", "stop",
]  # fmt: skip
