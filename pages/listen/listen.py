"""Listen: a song in, its genre out, with what the network heard and when."""

import streamlit as st

from core.errors import EarshotError
from core.figures.prediction import genre_bars
from core.inference import Prediction, judged_whole
from pages.shared import address, charts, loaders
from pages.shared.answer import show_answer, show_downloads
from pages.shared.network_inputs import prediction_panels
from pages.shared.player import player
from pages.shared.reports import NETWORK_WAY
from pages.shared.sound import Sound
from pages.shared.sounds import pick_sound


def main() -> None:
    st.title("Listen")
    sound = pick_sound("listen")
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    with right:
        name = pick_checkpoint()
    try:
        told = loaders.prediction(sound, name)
    except EarshotError as error:
        st.error(str(error), icon=":material/error:")
        return
    with left:
        show_answer(told)
    show_player(sound, name)
    show_side_by_side(sound, told)
    show_downloads(sound, told)


def pick_checkpoint() -> str:
    """The network to listen through, which the address names."""
    names = loaders.listeners()
    return st.selectbox(
        "Network",
        names,
        key=address.keep("checkpoint", loaders.CNN, address.one_of(names), name="the network",
                         way=NETWORK_WAY),
        help="The shipped networks, and your own runs once they are finished.",
    )  # fmt: skip


def show_player(sound: Sound, name: str) -> None:
    """Sound, genres over time and the network's input under one clock; a click seeks."""
    address.keep("t", None, address.number(0.0, sound.seconds), name="the moment in seconds")
    moment = player(
        sound.media,
        prediction_panels(sound, name),
        key=f"listen-{sound.id}",
        duration=sound.seconds,
        mime=sound.mime,
        at=st.session_state["t"],
        name=sound.title,
    )
    if moment is not None:
        st.session_state["t"] = round(moment, 1)
    recipe = loaders.results(name).recipe
    seconds, judged = recipe.data.crop_seconds, "the mean over all windows"
    if judged_whole(recipe):
        judged = "from the whole song at once"
    again = ", each normalised anew" if recipe.evaluation.normalise_windows else ""
    st.caption(
        f"The network hears {seconds:g} s at a time, in steps of {seconds / 2:g} s{again}. "
        f"The answer above is {judged}."
    )


def show_side_by_side(sound: Sound, told: Prediction) -> None:
    """All genres, by the chosen network and the shipped ones."""
    st.subheader("Side by side")
    others = [loaders.prediction(sound, name) for name in (loaders.CNN, loaders.BASELINE)]
    both = {each.checkpoint: each for each in [*others, told] if each.classes == told.classes}
    bars = genre_bars(told.classes, {name: each.overall for name, each in both.items()})
    charts.show(bars, key="listen-bars", name="genres")
    heard = loaders.heard(sound, told.checkpoint)
    steps = [f"decoding {sound.decode_seconds:.2f} s", f"features {heard.seconds:.2f} s"]
    for name, each in both.items():
        own = each.seconds - loaders.heard(sound, name).seconds
        steps.append(f"{name} {own:.2f} s")
    st.caption("It took: " + ", ".join(steps) + ".")


main()
