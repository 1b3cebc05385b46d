"""Recreated songs, judged by networks that learned neither them nor their copies."""

import pandas as pd
import streamlit as st

from core.figures.recreation import reclassified_bars
from core.recreation.judging import NOISE, ORIGINAL, ROUND_TRIP
from core.recreation.published import ALL, EVERY, Reclassified, read_reclassified
from core.synthesis.generators import KINDS
from pages.create.control import show_control
from pages.shared.charts import show

TITLES = {
    ORIGINAL: "The song itself",
    ROUND_TRIP: "Its MFCC and back (the most to be had)",
    **{kind: f"Recreated {how}" for kind, how in KINDS.items()},
    NOISE: "Noise with the genre's mean spectrum",
}
SHORT = {ORIGINAL: "song", ROUND_TRIP: "MFCC and back", "lstm": "with LSTM", "dense": "without",
         NOISE: "noise"}  # fmt: skip
PAPER = (
    "Fard reports 92 to 95 % with the LSTM layer and less without, by the network that was trained "
    "on those songs. Here only songs count that neither the generator nor the judge has learned."
)
ACCURACY = "the mean over songs of the share of networks that say the genre, with its 95 % interval"
NONE = "Nothing was judged yet: `python -m core recreate judge` does it, where the songs are."


def show_judged(genre: str) -> None:
    """Accuracy by genre and version with intervals, and each network's in a table."""
    rows = read_reclassified()
    if not rows:
        st.info(NONE, icon=":material/info:")
        return
    every = {(row.genre, row.version): row for row in rows if row.network == EVERY}
    genres = [ALL, *sorted({row.genre for row in rows} - {ALL})]
    st.subheader(in_words(every))
    shares = {
        title: [(r.accuracy, r.low, r.high) for r in (every[each, version] for each in genres)]
        for version, title in TITLES.items()
    }
    show(reclassified_bars(shares, genres), key="recreate-judged", name="recreate-judged")
    n = every[ALL, ORIGINAL].n
    floor = max((r for r in every.values() if r.version == NOISE), key=lambda r: r.accuracy)
    st.markdown(
        f"A yes says little of how good a copy is: bare noise with the mean spectrum of "
        f"{floor.genre} songs is taken for {floor.genre} by {100 * floor.accuracy:.0f} % of the "
        "networks."
    )
    st.caption(f"{n} songs that were kept aside; {ACCURACY}. {PAPER}")
    show_control(every, genres, ACCURACY)
    if genre not in genres:
        st.caption(f"Songs of {genre} were not judged yet.")
        return
    st.markdown(f"**Each network on {genre}**")
    st.dataframe(by_network(rows, genre), width="stretch")


def in_words(every: dict[tuple[str, str], Reclassified]) -> str:
    """What the figures come to."""
    of = {version: f"{100 * every[ALL, version].accuracy:.0f}\u00a0%" for version in TITLES}
    return (
        f"Recreated, {of['lstm']} {KINDS['lstm']} and {of['dense']} {KINDS['dense']} are still "
        f"taken for their genre, where the songs themselves reach {of[ORIGINAL]}"
    )


def by_network(rows: list[Reclassified], genre: str) -> pd.DataFrame:
    """A row for each network that may judge: songs, and the share of each version in per cent."""
    own = [row for row in rows if row.genre == genre and row.network != EVERY]
    networks = {row.network: row.n for row in own}
    shares = {(row.network, row.version): round(100 * row.accuracy) for row in own}
    columns = {f"{title} (%)": [shares[name, version] for name in networks]
               for version, title in SHORT.items()}  # fmt: skip
    return pd.DataFrame({"songs": list(networks.values())} | columns, index=list(networks))
