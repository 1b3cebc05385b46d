"""Notes and sequences: the gates over a melody, one's own too, and the leak of passages."""

import re

import numpy as np
from torch import nn

from core.features import NoteSequence
from core.inference import open_checkpoint
from core.lessons.notes.gates import gates_of
from core.symbolic import example, write_midi
from pages.learn.notes.gates import GATES, NETWORK
from pages.learn.notes.leak import LEAK
from tests.pages.conftest import OpenLesson
from tests.pages.reading import left_behind, written


def test_gates_over_a_melody_are_told_and_left_to_take_away(open_lesson: OpenLesson):
    at = open_lesson("notes", step=GATES.content.name, notes="40")
    _, network = open_checkpoint(NETWORK)
    notes = example("waltz").first(40)
    layer = network.get_submodule("layers.0")
    assert isinstance(layer, nn.LSTM)
    gates = gates_of(layer, NoteSequence().of(notes).T)
    fades = np.median(gates.memory())
    assert f"within **{fades:.1f} notes**" in written(at)
    np.testing.assert_allclose(left_behind(at)["forget"], gates.forget)
    at = open_lesson("notes", step=GATES.content.name, notes="40", drawn="cell")
    np.testing.assert_allclose(left_behind(at)["cell"], gates.cell)


def test_the_gates_of_ones_own_melody(open_lesson: OpenLesson):
    at = open_lesson("notes", step=GATES.content.name, notes="40")
    midi = write_midi(example("bossa", seconds=20))
    at.file_uploader(key="piece-upload-0").set_value(("mine.mid", midi, "audio/midi")).run()
    assert not at.exception
    assert 'read_midi_file("melody.mid")' in at.code[0].value


def test_passages_leak_and_pieces_do_not(open_lesson: OpenLesson):
    at = open_lesson("notes", step=LEAK.content.name, pieces="3")
    by_passage, by_piece, same = left_behind(at)["shares"]
    assert by_passage > by_piece
    assert re.search(rf"\*\*{100 * same:.0f} %\*\*", written(at))
