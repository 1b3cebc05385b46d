"""Pieces to be asked about: uploads, what the project composes; and what is said of networks."""

from collections.abc import Sequence

import streamlit as st

from core.analysis.bars import BarEvidence
from core.demo_music import STYLES
from core.demo_music.palette import PIANO
from core.features import NotesSpec
from pages.beyond import loaders
from pages.shared import address
from pages.shared import loaders as shared
from pages.shared.pieces import Piece, own_piece
from pages.shared.taking import release

DATASET = "composers"
USUAL = ("earshot-composer", "wright-note-lstm-by-piece")  # ours, and the paper's


def pick_piece() -> Piece:
    """The visitor's own MIDI, else the example that was chosen."""
    left, right = st.columns([3, 2], vertical_alignment="top")
    with left:
        own = own_piece("A MIDI file of your own")
    with right:
        style = st.selectbox(
            "Or an example that this project composes",
            STYLES,
            key=address.keep("example", "waltz", address.one_of(STYLES), name="the example"),
            format_func=lambda name: name.replace("_", " ").capitalize(),
            on_change=release,
            args=("piece",),
        )
    return own or loaders.composed(style)


def pick_networks() -> dict[str, str]:
    """Names of the networks that are asked, with their titles: those that come with Earshot first.

    Where there are more, as after a training, the visitor chooses.
    """
    known = [
        choice.name for choice in shared.classifiers() if choice.recipe.data.dataset == DATASET
    ]
    titles = shared.titles(sorted(known, key=lambda name: (not name.startswith("earshot"), name)))
    usual = [name for name in titles if name in USUAL] or list(titles)[:2]
    if len(titles) == len(usual):
        return titles
    key = address.keep("networks", usual, address.some_of(titles), name="the networks")
    chosen = st.pills(
        "Networks", list(titles), selection_mode="multi", key=key, format_func=titles.__getitem__
    )
    return {name: titles[name] for name in titles if name in chosen}


def strongest_bars(
    found: BarEvidence, chosen: list[str], classes: list[str]
) -> list[dict[str, object]]:
    """For each composer chosen, the bars that speak loudest."""
    return [
        {
            "Composer": name.capitalize(),
            "From bar": int(found.bars[place]),
            "At (s)": round(float(found.edges[place]), 1),
            "Log-odds": round(float(found.odds[place, classes.index(name)]), 2),
        }
        for name in chosen
        for place in found.strongest(classes.index(name), n=3)
    ]


def spelled(composers: Sequence[str]) -> list[str]:
    """Composers as their names are written."""
    return [name.capitalize() for name in composers]


def reads_notes(name: str) -> bool:
    """Whether a network takes notes, and not sound."""
    return all(isinstance(spec, NotesSpec) for spec in shared.results(name).recipe.features)


def seconds(piece: Piece) -> float:
    """How long the sound of a piece lasts: its last note dies away."""
    return piece.notes.seconds + PIANO.release


def judged(name: str) -> str:
    """How a network was judged, with its interval, and whether its split leaks."""
    report = shared.results(name).report()
    if report is None:
        return "Not judged yet."
    headline = report["headline"]
    leaking = " :material/warning: Its split leaks." if report.get("leaky") else ""
    return (
        f"Right in {100 * headline['value']:.0f} % of {report['n']} pieces "
        f"({100 * headline['low']:.0f} to {100 * headline['high']:.0f} %), "
        f"split {report.get('split', '')}, seed {report.get('seed', 0)}.{leaking}"
    )
