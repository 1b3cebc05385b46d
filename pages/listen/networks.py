"""Which network listens: one that learned from the like of the sound, until the visitor chooses."""

import streamlit as st

from pages.shared import address, loaders, sources
from pages.shared.examples import network_for
from pages.shared.reports import NETWORK_WAY
from pages.shared.sound import Sound
from pages.shared.unreadable import tell_unreadable

MADE_TO_REAL = (
    "This network learned from recordings of real music, and this song was made by a program: take "
    "its answer lightly."
)
REAL_TO_MADE = (
    "This network knows nothing but songs that a program made, and must call this sound one of "
    "those: take its answer lightly, or choose another network."
)


def pick_network(sound: Sound) -> str:
    """The network to listen through, which the address names; it follows the sound at first."""
    return _choose(network_for(sound))


def pick_network_for_all(songs: str) -> str:
    """The network that judges `songs`, which the address names; one that knows their like first."""
    made = songs in sources.here() and sources.contents(songs).synthetic
    return _choose(loaders.DEMO if made else loaders.CNN)


def _choose(first: str) -> str:
    names = loaders.listeners()
    tell_unreadable()
    return st.selectbox(
        "Network",
        names,
        key=address.keep(
            "checkpoint", first, address.one_of(names), name="the network", way=NETWORK_WAY
        ),
        help="Those that come with Earshot, and your own runs once they are finished.",
    )


def out_of_its_field(sound: Sound, name: str) -> str:
    """Why the answer of the network `name` about `sound` says little; empty where it may not."""
    learned_made = loaders.results(name).recipe.data.dataset == "demo"
    if sound.synthetic == learned_made:
        return ""
    return MADE_TO_REAL if sound.synthetic else REAL_TO_MADE
