"""What a network looked at in a sound: seen under its clock, heard alone, beside what is chance."""

import streamlit as st

from core.analysis.saliency import CAM, GRADIENTS, Saliency, lacking_pictures, methods_of
from core.analysis.telling import Telling, most_telling, smoothed
from core.analysis.why import clock, per_cent
from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.figures.saliency import saliency_panel
from core.inference import open_checkpoint
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe
from pages.shared.player import player
from pages.shared.playing import play_sound
from pages.shared.saliency_found import Asked, how_far_to_trust, saliency_of, sounds_of
from pages.shared.sound import Sound
from pages.shared.sounds import plain

IS = (
    "Saliency is how much each pitch at each moment adds to what the network says: red speaks for "
    "it, blue against."
)
IS_NOT = (
    "It is not why the song is what it is, nor what a listener would point at: another network "
    "looks elsewhere."
)
WAYS = {
    GRADIENTS: "Integrated gradients: cell by cell, what is added on the way from a blank picture "
    "to this one (Sundararajan et al., 2017).",
    CAM: "Grad-CAM: where the last convolutions respond to what speaks for the answer; coarse, and "
    "never against (Selvaraju et al., 2017).",
}
BLANK = (
    "The same of a network of this build that learned nothing. What both show alike, the song "
    "shows and not what was learned (Adebayo et al., 2018)."
)


def show_blind(recipe: Recipe, instead: str) -> bool:
    """Whether such a network sees no spectrogram; then that, and what there is `instead`."""
    lacking = lacking_pictures(recipe)
    if lacking:
        st.info(f"{lacking} {instead}", icon=":material/visibility_off:")
    return bool(lacking)


def show_saliency(
    sound: Sound, name: str, output: int, *, part: tuple[float, float], key: str
) -> None:
    """For one output of the checkpoint `name`, over a part of a sound (s)."""
    checkpoint = Checkpoint.load(name)
    st.markdown(f"{IS} {IS_NOT}")
    method = _pick_method(checkpoint, key)
    asked = Asked(name, output, method, part)
    found, blank = saliency_of(sound, asked), saliency_of(sound, asked, untrained=True)
    answer = checkpoint.names[output]
    panels = [
        saliency_panel(smoothed(each), step=each.step, title=title)
        for each, title in ((found, f"For {answer}"), (blank, "Of an untrained network"))
    ]
    seconds = part[1] - part[0]
    heard = sounds_of(sound, asked)
    player(heard, panels, key=f"{key}-player", duration=seconds, name=sound.title)
    st.caption(" ".join(filter(None, (WAYS[method], found.completeness, BLANK))))
    if seconds < sound.seconds:
        st.caption(f"Of the song, {clock(part[0])} to {clock(part[1])}: around its strongest.")
    _show_telling(sound, found, key)
    st.caption(plain(how_far_to_trust(name, method)))


def _pick_method(checkpoint: Checkpoint, key: str) -> str:
    methods = methods_of(open_checkpoint(checkpoint.path)[1])
    if len(methods) == 1:
        return methods[0]
    return str(
        st.segmented_control(
            "Method", methods, default=methods[0], required=True, key=f"{key}-method",
            format_func=lambda method: method[0].upper() + method[1:],
            label_visibility="collapsed",
        )
    )  # fmt: skip


def _show_telling(sound: Sound, found: Saliency, key: str) -> None:
    """The most telling seconds, to choose and hear."""
    passages = most_telling(found)
    if not passages:
        st.caption(f"Nothing in the picture speaks for {plain(found.name)} by this method.")
        return
    chosen = st.pills(
        "The most telling seconds, with their share of all that speaks for it",
        range(len(passages)),
        format_func=lambda i: told(passages[i]),
        key=f"{key}-{sound.id}-{found.name}-{found.method}",
    )
    if chosen is not None:
        play_sound(cut(sound, passages[chosen]), key=f"{key}-telling-heard", playing=True)


def told(passage: Telling) -> str:
    """``"0:12 to 0:14 · 9 %"``."""
    return f"{clock(passage.start)} to {clock(passage.end)} · {per_cent(passage.share)}"


def cut(sound: Sound, passage: Telling) -> Sound:
    """A passage as a sound of its own."""
    first, last = (round(t * SAMPLE_RATE) for t in (passage.start, passage.end))
    audio = Audio.from_mono(sound.audio.mono()[first:last], SAMPLE_RATE)
    title = f"{sound.title}, {clock(passage.start)} to {clock(passage.end)}"
    return Sound(f"{sound.id}-{first}", title, audio, "", encode_wav(audio), "audio/wav")
