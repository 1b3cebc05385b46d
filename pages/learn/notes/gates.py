"""Step: the gates of an LSTM, drawn over a melody."""

import numpy as np
import streamlit as st

from core.audio import encode_wav
from core.demo_music import STYLES
from core.errors import EarshotError
from core.features import NoteSequence, Roll
from core.figures.lessons.notes import gate_panel
from core.figures.notes import roll_panel
from core.inference import open_checkpoint
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export, Table
from core.lessons.notes.gates import Gates, by_frames, gates_of
from core.symbolic import Notes, example, render
from pages.learn.parts.step import Step
from pages.shared.pieces import own_piece
from pages.shared.player import player

NETWORK = "wright-note-lstm-by-piece"
ROLL = Roll(frames_per_second=16)
DRAWN = {
    "forget": "Forget gates: bright keeps what the cell has",
    "input": "Input gates: bright lets the note in",
    "output": "Output gates: bright says what the cell has",
    "cell": "Cells: what is kept",
}
KNOBS = (
    Knob("melody", "Melody", STYLES, "waltz", "Composed by this project."),
    Knob("notes", "Notes", (20, 200, 10), 80, "How many the network reads.", sliding=True),
    Knob("drawn", "Draw", tuple(DRAWN), "forget", "Which of its parts.", few=True),
)


def show(_excerpt: Excerpt, settings: Settings) -> Export:
    """The melody above the gates, and how long its cells remember."""
    melody, source = _melody(settings["melody"])
    notes = melody.first(settings["notes"])
    gates = _gates(notes)
    name = settings["drawn"]
    values = getattr(gates, name)
    frame = 1 / ROLL.frames_per_second
    panels = [
        roll_panel(ROLL.of(notes), frame_seconds=frame),
        gate_panel(by_frames(values, notes.onset, frame), frame_seconds=frame, title=DRAWN[name],
                   signed=name == "cell"),
    ]  # fmt: skip
    sound = render(notes)
    player(encode_wav(sound), panels, key="gates-player", duration=sound.seconds, name="Melody")
    memory = np.sort(gates.memory())
    st.markdown(
        f"**{len(memory)} cells** read {len(notes)} notes. The forget gates of half of them let a "
        f"memory fade within **{np.median(memory):.1f} notes**; the slowest holds on for "
        f"**{memory[-1]:.0f}**."
    )
    st.caption(
        f"The first layer of {NETWORK}. Each row is a cell; what it has at a note stays until the "
        "next."
    )
    units = [f"unit {i}" for i in range(len(values))]
    return Export(
        code=CODE.format(source=source, notes=settings["notes"], network=NETWORK),
        tables={name: Table(values.T, notes.onset, "onset_s", units)},
    )


CODE = """from core.features import NoteSequence
from core.inference import open_checkpoint
from core.lessons.notes.gates import gates_of
from core.symbolic import example, read_midi_file

notes = {source}.first({notes})
_, network = open_checkpoint("{network}")
gates = gates_of(network.layers[0], NoteSequence().of(notes).T)
forget, cell = gates.forget, gates.cell  # (units, notes)"""


def _melody(style: str) -> tuple[Notes, str]:
    """The reader's own, else one that the project composes; and what makes it, in Python."""
    own = own_piece("Or a MIDI file of your own")
    if own is None:
        return example(style), f'example("{style}")'
    return own.notes, 'read_midi_file("melody.mid")'


def _gates(notes: Notes) -> Gates:
    """Those of the network's first layer."""
    checkpoint, network = open_checkpoint(NETWORK)
    layer = network.get_submodule("layers.0")
    (spec,) = checkpoint.recipe.features
    if not isinstance(spec, NoteSequence):
        raise EarshotError(f"{NETWORK} does not read notes.")
    return gates_of(layer, spec.of(notes).T)  # type: ignore[arg-type]


GATES = Step(file=__file__, show=show, knobs=KNOBS, wide=True, uses_sound=never)
