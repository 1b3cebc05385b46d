"""A song led towards a genre: its bands follow the gradient of a network's answer."""

import streamlit as st

from core.recreation.judges import JUDGED, leaders
from core.synthesis.ascent import MOST_DB, ascend
from core.synthesis.new_material import cut
from pages.create.loaders import made_sound
from pages.create.opinions import Made
from pages.shared import address
from pages.shared.chooser import pick_sound

FIRST = "bijlani-mel-cnn-80"
HIGHEST_DB = 24.0
HOW = (
    "32 bands of the first 10 s are raised and lowered, four times a second, so that the network "
    "hears more and more of the genre. It is soon convinced. Listen, and see what those networks "
    "think that were not asked."
)


def lead(genre: str) -> Made:
    """Controls, and the sound that they give."""
    sound = pick_sound("recreate-lead")
    st.markdown(HOW)
    networks = [each.name for each in leaders(JUDGED) if genre in each.names]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("The network that leads", networks, width=260,
                     key=address.keep("leader", FIRST, address.one_of(networks),
                                      name="the network that leads"))  # fmt: skip
        st.slider("Up or down by at most (dB)", 0.0, HIGHEST_DB, step=3.0, width=260,
                  key=address.keep("most", MOST_DB, address.number(0.0, HIGHEST_DB),
                                   name="the bound in dB"))  # fmt: skip
    network, most = st.session_state["leader"], st.session_state["most"]
    start = cut(sound.audio)
    made = made_sound(
        f"lead {sound.id} {genre} {network} {most}",
        f"led-to-{genre}",
        lambda tell: ascend(start, genre, network, most_db=most, progress=tell),
    )
    return Made(made, [genre], used=network, before=start)
