"""Tables of songs from anybody's hands: bounded, columns matched by name, faults told."""

from core.tables.descriptors import (
    DESCRIPTORS,
    LONGEST_IN_MINUTES,
    Descriptor,
    descriptor,
    in_milliseconds,
)
from core.tables.example import example_table
from core.tables.matching import matched, plain
from core.tables.numbers import Fault, Numbers, numbers_of
from core.tables.reading import MOST_BYTES, MOST_ROWS, Table, read_table, read_table_file

__all__ = [
    "DESCRIPTORS", "LONGEST_IN_MINUTES", "MOST_BYTES", "MOST_ROWS", "Descriptor", "Fault",
    "Numbers", "Table",
    "descriptor", "example_table", "in_milliseconds", "matched", "numbers_of", "plain",
    "read_table", "read_table_file",
]  # fmt: skip
