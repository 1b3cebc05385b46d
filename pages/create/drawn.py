"""New material, drawn from a generator with a temperature."""

import streamlit as st

from core.synthesis.generators import KINDS, generator_name
from core.synthesis.new_material import HOTTEST, heard, sample
from pages.create.loaders import made_sound, spec_of, titled
from pages.create.opinions import Made
from pages.shared import address

MOST_SEED = 9_999
HOW = (
    "The generator's narrow place moves as it does in the genre's songs: each step follows from "
    "the one before with a push at random, and a bar of 2 s comes back, a little changed."
)
TEMPERATURE = "0 stays at the mean of the genre, 1 moves as far as its songs do, 2 twice as far."


def draw(genre: str) -> Made:
    """Controls, and the sound that they give."""
    st.markdown(HOW)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Generator", list(KINDS), format_func=titled,
                     key=address.keep("kind", "lstm", address.one_of(KINDS),
                                      name="the generator"), width=200)  # fmt: skip
        st.slider("Temperature", 0.0, HOTTEST, step=0.25, help=TEMPERATURE, width=240,
                  key=address.keep("heat", 1.0, address.number(0.0, HOTTEST),
                                   name="the temperature"))  # fmt: skip
        st.number_input("Seed", 0, MOST_SEED, step=1, width=140,
                        help="Another seed, another sound.",
                        key=address.keep("seed", 0, address.number(0, MOST_SEED),
                                         name="the seed"))  # fmt: skip
    kind, heat, seed = (st.session_state[key] for key in ("kind", "heat", "seed"))
    name = generator_name(genre, kind)
    sound = made_sound(
        f"draw {name} {heat} {seed}",
        f"{genre}-{kind}-{heat:g}-{seed}",
        lambda tell: heard(sample(name, temperature=heat, seed=seed), spec_of(genre), tell),
    )
    return Made(sound, [genre])
