"""Why the network said what it said: a sentence, and the nearest of the songs it learned from."""

import streamlit as st

from core.analysis import Why, why
from core.analysis.why import Neighbour
from core.errors import CheckpointError
from core.inference import Prediction
from core.training.checkpoint import Checkpoint
from pages.listen.words import unbroken
from pages.shared import loaders
from pages.shared.playing import play_sound
from pages.shared.sound import Sound
from pages.shared.sounds import clip, clip_missing_note, plain

LIKENESS = (
    "How alike the network finds two songs: 1 is the same, 0 is no more alike than any two. The "
    "cosine of the angle between their summaries, standardised over the songs that it learned."
)
FAR = "None of them is near: the answer rests on little that the network knows."


def show_why(prediction: Prediction) -> None:
    """One sentence; nothing where no reason can be prediction."""
    found = _reasons(prediction)
    if found and found.sentence:
        st.markdown(unbroken(plain(found.sentence)))


def show_nearest(sound: Sound, prediction: Prediction) -> None:
    """The nearest songs that it learned from, by name, and the chosen one to hear."""
    found = _reasons(prediction)
    if not found or not found.nearest:
        return
    st.subheader("The nearest songs it learned from", help=LIKENESS)
    if not found.near:
        st.caption(FAR)
    by_id = {each.track_id: each for each in found.nearest}
    chosen = st.radio(
        "The nearest songs",
        list(by_id),
        index=None,
        key=f"near-{sound.id}-{prediction.checkpoint}",
        format_func=lambda track_id: plain(by_id[track_id].called),
        captions=[about(each) for each in found.nearest],
        label_visibility="collapsed",
    )
    if chosen:
        _play(loaders.results(prediction.checkpoint).recipe.data.dataset, chosen)


def about(song: Neighbour) -> str:
    """What is said beneath a song: ``"rock, likeness 0.84"``."""
    return f"{plain(song.label)}, likeness {song.similarity:.2f}"


def _play(dataset: str, track_id: str) -> None:
    sound = clip(dataset, track_id)
    if sound is None:
        st.info(clip_missing_note(dataset), icon=":material/library_music:")
        return
    play_sound(sound, key="near-heard", playing=True)


def _reasons(prediction: Prediction) -> Why | None:
    """None, too, where what a checkpoint carries of its songs is of other weights."""
    try:
        with st.spinner("Looking for the nearest songs …", show_time=False):
            return why(prediction, Checkpoint.load(prediction.checkpoint))
    except CheckpointError as error:
        st.caption(f":material/info: {plain(str(error))}")
        return None
