"""A second of the song whose point is pointed at on a map, if the visitor turned that on."""

from base64 import b64encode
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from core.audio import Audio, encode_wav
from pages.shared.sounds import clip

SECONDS = 1.0
_mount = component(
    "earshot_pointed",
    js=(Path(__file__).parent / "pointed.js").read_text(encoding="utf-8"),
)


@st.fragment
def hear_pointed(chart: str, dataset: str) -> None:
    """Play a second of each song of `dataset` that is pointed at on the chart with key `chart`.

    A fragment: pointing at a song runs this alone, not the page.
    """
    key = f"{chart}-pointed"
    asked = (st.session_state.get(key) or {}).get("asked")
    sound = clip(dataset, asked) if asked else None
    second = "" if sound is None else b64encode(middle_second(sound.audio)).decode()
    _mount(key=key, data={"chart": chart, "song": asked, "sound": second},
           on_asked_change=lambda: None)  # fmt: skip


def middle_second(audio: Audio) -> bytes:
    """A second from the middle of a sound, as WAV, with soft ends."""
    import numpy as np

    y = audio.mono()
    n = min(len(y), round(SECONDS * audio.sample_rate))
    first = (len(y) - n) // 2
    part = y[first : first + n].copy()
    fade = np.linspace(0, 1, max(1, min(n // 4, audio.sample_rate // 50)), dtype=np.float32)
    part[: len(fade)] *= fade
    part[len(part) - len(fade) :] *= fade[::-1]
    return encode_wav(Audio.from_mono(part, audio.sample_rate))
