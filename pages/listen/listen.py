"""Listen: a song in, what a network hears in it out, with what it was given and when."""

import streamlit as st

from core.inference import Prediction, judged_whole
from core.training.recipe import Recipe
from pages.listen.answer import show_downloads
from pages.listen.loaders import prediction_panels
from pages.listen.networks import out_of_domain, pick_network
from pages.listen.saliency import show_looked_at
from pages.listen.several_songs import open_several
from pages.listen.share import show_share
from pages.listen.views import view_of
from pages.shared import address, loaders
from pages.shared.chooser import pick_sound, upload_pending
from pages.shared.player import player
from pages.shared.player_place import moment_chosen
from pages.shared.sound import Sound
from pages.shared.spot import Spot

LEAD = (
    "Earshot shows what a neural network hears in your music: a genre, tags or a tempo; when in "
    "the song; how sure it is; and what it was looking at."
)
SHOWN = "listen-shown"  # the sound and the network that the page below the choice is about


def main() -> None:
    st.title("Listen")
    st.markdown(LEAD)
    head = st.container()
    left, right = st.columns([3, 2], gap="medium", vertical_alignment="bottom")
    answer, below = Spot(left), Spot()
    shown = st.session_state.get(SHOWN)
    if upload_pending("listen") or (shown and shown[0] != st.session_state.get("sound")):
        answer.clear()
        below.clear()
    with head:
        sound = pick_sound("listen", several=open_several)
    with right, st.container(horizontal=True, vertical_alignment="bottom"):
        name = pick_network(sound)
        sharing = st.container(width="content")
    if shown != (sound.id, name):
        answer.clear()
    with answer.container():
        prediction = loaders.prediction(sound, name)
        view_of(prediction.task.kind).show_answer(prediction)
    with below.container():
        show_details(sound, prediction)
    with sharing:  # which names the moment, too
        show_share(sound, prediction)
    st.session_state[SHOWN] = (sound.id, name)


def show_details(sound: Sound, prediction: Prediction) -> None:
    """What lies behind the answer, to hear, to see and to take away."""
    lightly = "" if prediction.refused else out_of_domain(sound, prediction.checkpoint)
    if lightly:
        st.caption(f":material/info: {lightly}")
    show_player(sound, prediction)
    if not prediction.refused:
        show_looked_at(sound, prediction)
        view_of(prediction.task.kind).show_more(sound, prediction)
    show_downloads(sound, prediction)


def show_player(sound: Sound, prediction: Prediction) -> None:
    """Sound, answers over time and the network's input under one clock; a click seeks."""
    address.keep("t", None, address.number(0.0, sound.seconds), name="the moment in seconds")
    key = f"listen-{sound.id}"
    chosen = moment_chosen(key)
    if chosen is not None:
        st.session_state["t"] = chosen
    versions, mime = view_of(prediction.task.kind).media(sound, prediction)
    player(
        versions,
        prediction_panels(sound, prediction.checkpoint),
        key=key,
        duration=sound.seconds,
        mime=mime,
        at=st.session_state["t"] or 0.0,
        name=sound.title,
    )
    st.caption(how_judged(loaders.results(prediction.checkpoint).recipe, prediction))


def how_judged(recipe: Recipe, prediction: Prediction) -> str:
    """What the network hears at a time, and what the answer is made of."""
    if prediction.refused:
        return "No network was asked: this is only what it would have been given."
    seconds = recipe.window_seconds
    if seconds is None:
        return "The network hears the whole song at once."
    whole = judged_whole(recipe)
    judged = "from the whole song at once" if whole else "the mean over all windows"
    if prediction.rebuilt is not None:
        judged = "of what came out of all windows, averaged where they overlap"
    again = ", each normalised anew" if recipe.evaluation.normalise_windows else ""
    return (
        f"The network hears {seconds:.3g} s at a time, in steps of {seconds / 2:.3g} s{again}. "
        f"The answer above is {judged}."
    )


main()
