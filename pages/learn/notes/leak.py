"""Step: passages of one piece on both sides."""

import numpy as np
import streamlit as st

from core.demo_music import STYLES
from core.figures.lessons.notes import leak_figure
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export, Table
from core.lessons.notes.leak import composed_passages, measure_leak
from pages.learn.parts.step import Step
from pages.shared import charts

KNOBS = (
    Knob("length", "Notes in a passage", (20, 100, 10), 50, "Of each piece all are taken.",
         sliding=True),
    Knob("pieces", "Pieces of each style", (3, 12, 1), 8, "Composed as you look.", sliding=True),
    Knob("seed", "Draw", (0, 20, 1), 0, "Which fifth is tested.", sliding=True),
)  # fmt: skip


def show(_excerpt: Excerpt, settings: Settings) -> Export:
    """One classifier on both divisions."""
    with st.spinner("Composing …"):
        found = composed_passages(settings["pieces"], settings["length"])
    leak = measure_leak(found, settings["seed"])
    charts.show(
        leak_figure(leak.by_passage, leak.by_piece, 1 / len(STYLES)), key="leak", name="leak"
    )
    st.markdown(
        f"In **{100 * leak.same_piece:.0f} %** of the shuffled passages the nearest neighbour is "
        f"of the *same piece*: the classifier knows the piece, not the style."
    )
    st.caption(
        f"{len(found.label):,} passages of {len(np.unique(found.piece))} pieces in {len(STYLES)} "
        "styles, all composed by this project; nearest neighbour on how often each key is struck, "
        "how hard and how long. A fifth is tested."
    )
    code = (
        "from core.lessons.notes.leak import compose_pieces, measure_leak, passages_of\n\n"
        f"found = passages_of(compose_pieces({settings['pieces']}), {settings['length']})\n"
        f"leak = measure_leak(found, seed={settings['seed']})\n"
        "shares = leak.by_passage, leak.by_piece, leak.same_piece"
    )
    values = np.array([[leak.by_passage, leak.by_piece, leak.same_piece]])
    columns = ["by_passage", "by_piece", "same_piece"]
    return Export(
        code=code, tables={"leak": Table(values, np.array([settings["seed"]]), "seed", columns)}
    )


LEAK = Step(file=__file__, show=show, knobs=KNOBS, uses_sound=never)
