"""Similar songs: what lies near a song, or near a moment of it, to hear, with the reason."""

import streamlit as st

from core.errors import EarshotError
from core.library import MOMENT_SECONDS, similar
from pages.listen.loaders import described
from pages.listen.similar_controls import pick_library, pick_part, pick_wanted, say_which
from pages.listen.similar_found import is_sound, show_found
from pages.listen.similar_library import show_library
from pages.listen.similar_trust import show_trust
from pages.shared import address
from pages.shared.chooser import pick_sound
from pages.shared.network_inputs import outline
from pages.shared.player import player
from pages.shared.player_place import moment_chosen
from pages.shared.sound import Sound
from pages.shared.sounds import plain

LEAD = (
    "What a network finds alike lies near. Choose a song, or a moment of it, and hear what comes "
    "nearest in a library, and in what the two are alike."
)
N_NEAREST = 10


def main() -> None:
    st.title("Similar songs")
    st.markdown(LEAD)
    sound = pick_sound("similar")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        which, library = pick_library(sound)
        by_moment = pick_part() == "moment"
        wanted = pick_wanted(library)
    say_which(which, library, sound)
    moment = show_sound(sound, marks=by_moment)
    try:
        asked = described(sound, library, moment if by_moment else None)
        found = similar(asked, library, n=N_NEAREST + 1, wanted=wanted)
    except EarshotError as error:
        st.info(plain(str(error)), icon=":material/volume_off:")
    else:
        others = [each for each in found if not is_sound(each[0].entry, sound)][:N_NEAREST]
        show_found(asked, others)
    show_trust(library)
    show_library()


def show_sound(sound: Sound, *, marks: bool) -> float:
    """The song that is compared, under a clock; the moment at which it stands, s."""
    address.keep("t", None, address.number(0.0, sound.seconds), name="the moment in seconds")
    key = f"similar-{sound.id}"
    chosen = moment_chosen(key)
    if chosen is not None:
        st.session_state["t"] = chosen
    moment = st.session_state["t"] or 0.0
    span = min(MOMENT_SECONDS, sound.seconds) if marks else 0.0
    player(
        sound.media, [outline(sound)], key=key, duration=sound.seconds, mime=sound.mime,
        at=moment, span=span, name=sound.title,
    )  # fmt: skip
    return moment


main()
