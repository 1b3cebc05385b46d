"""The control of recreation: whether generators make anything into their genre."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.figures.recreation import reclassified_bars
from core.recreation.judging import N_OTHERS, OTHERS, OTHERS_SECONDS, ROUND_TRIP
from core.recreation.published import ALL, Reclassified
from core.synthesis.generators import KINDS
from pages.shared.charts import show

TITLES = {
    OTHERS[ROUND_TRIP]: "Through none: their MFCC and back",
    **{OTHERS[kind]: f"Through the generator {how}" for kind, how in KINDS.items()},
}
WHAT = (
    f"The control: {N_OTHERS} songs of each other genre, {OTHERS_SECONDS:g} s of each, go through "
    "the generators of a genre that is not theirs. If those made anything into their genre, more "
    "of these songs would be taken for it than of their bare MFCC."
)


def show_control(
    every: Mapping[tuple[str, str], Reclassified], genres: Sequence[str], accuracy: str
) -> None:
    """How often songs of other genres are taken for a generator's; nothing where none went through.

    Parameters
    ----------
    every : mapping of (genre, version) to Reclassified
        Of every network.
    genres : sequence of str
    accuracy : str
        What the bars' intervals are of, in words.
    """
    judged = [genre for genre in genres if all((genre, version) in every for version in TITLES)]
    if ALL not in judged:
        return
    st.subheader(in_words(every))
    shares = {
        title: [(r.accuracy, r.low, r.high) for r in (every[genre, version] for genre in judged)]
        for version, title in TITLES.items()
    }
    show(reclassified_bars(shares, judged), key="recreate-control", name="recreate-control")
    n = every[ALL, OTHERS[ROUND_TRIP]].n
    st.caption(f"{WHAT} {n} pairs of a song and a genre; {accuracy}.")


def in_words(every: Mapping[tuple[str, str], Reclassified]) -> str:
    """What the figures come to."""
    of = {version: f"{100 * every[ALL, version].accuracy:.0f}\u00a0%" for version in TITLES}
    return (
        f"Songs of other genres are taken for the generators' genre in {of[OTHERS['lstm']]} of "
        f"answers {KINDS['lstm']} and {of[OTHERS['dense']]} {KINDS['dense']}, where their bare "
        f"MFCC are in {of[OTHERS[ROUND_TRIP]]}"
    )
