"""MIDI: files to notes, notes to rolls, statistics, sound and files."""

from core.symbolic.limits import MidiLimits
from core.symbolic.notes import Notes
from core.symbolic.reading import SUFFIXES, read_midi, read_midi_file
from core.symbolic.roll import piano_roll
from core.symbolic.sound import render
from core.symbolic.writing import example, write_midi

__all__ = [
    "SUFFIXES", "MidiLimits", "Notes", "example", "piano_roll", "read_midi", "read_midi_file",
    "render", "write_midi",
]  # fmt: skip
