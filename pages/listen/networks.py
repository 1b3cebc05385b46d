"""Which network listens: one that learned from the like of the sound, until the visitor chooses."""

from collections.abc import Mapping

import streamlit as st

from core.inference import default_network
from pages.shared import address, loaders, sources
from pages.shared.examples import network_for
from pages.shared.reports import NETWORK_WAY
from pages.shared.sound import Sound
from pages.shared.unreadable import show_unreadable

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
    return _choose(loaders.listeners(), network_for(sound))


def pick_network_for_all(songs: str) -> str:
    """The network that judges `songs`, which the address names.

    At first it is one that learned from their like.
    """
    synthetic = songs in sources.available() and sources.contents(songs).synthetic
    return _choose(loaders.listeners(), loaders.DEMO if synthetic else default_network())


def _choose(listeners: Mapping[str, str], first: str) -> str:
    """One of some networks, each with what it tells: those that tell the same stand together."""
    names = sorted(listeners, key=lambda name: list(listeners.values()).index(listeners[name]))
    show_unreadable()
    titles = loaders.titles(names)
    key = address.keep(
        "checkpoint", first, address.one_of(names), name="the network", way=NETWORK_WAY
    )
    loaders.hold_choice(key)
    return st.selectbox(
        "Network",
        names,
        format_func=lambda name: f"{titles[name]} ({listeners[name]})",
        key=key,
        help="Those that come with Earshot, and your own runs once they are finished; in "
        "brackets, what each tells.",
    )


def out_of_domain(sound: Sound, name: str) -> str:
    """Why the answer of the network `name` about `sound` says little; empty where it may not."""
    learned_made = bool((loaders.results(name).report() or {}).get("synthetic"))
    if sound.synthetic == learned_made:
        return ""
    return MADE_TO_REAL if sound.synthetic else REAL_TO_MADE
