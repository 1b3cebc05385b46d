"""A song's emotions: in words, over time, and as a path on the plane of valence and arousal."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.analysis.affect import Plane, around, quarter, unsteadiness
from core.analysis.emotions import EmotionResults
from core.figures.emotions import plane_panel
from core.figures.panels import Panel
from core.figures.prediction import tags_image
from core.inference import Prediction
from pages.shared import address, loaders
from pages.shared.chooser import pick_sound
from pages.shared.network_inputs import input_panels, outline
from pages.shared.player import player
from pages.shared.player_place import moment_chosen
from pages.shared.sound import Sound

NETWORK = "earshot-emotion"
MOST_NAMED = 3
LITTLE = """**How little stands behind this:** {n} songs, of each 2.9 seconds, mostly of its
introduction, and the words of some three listeners each. Of two songs of which one was called by
an emotion and the other by its opposite, the network knows which is which in
**{percent:.0f} of 100** (the mean over 18 emotions; coin tosses reach 50). Those songs are Western
popular music, and were heard by students in one place and year."""
PLANE = """**The plane.** Left to right is unpleasant to pleasant (valence), bottom to top calm to
awake (arousal), as Russell (1980) has it. The emotions lie where the listeners' own words put them:
those that were said of the same songs lie together. Listeners do not say which way is up: the whole
is turned so that six emotions come near the directions that Russell's abstract gives to pleasure,
excitement, arousal, depression and relaxation, 45° apart. Which emotion says which feeling is this
project's reading; without any one of the six the plane turns by {degrees:.0f}° at most. The middle
is the mean song of CAL500, the rim two and a half deviations away from it. The path begins at the
ring and ends at the dot."""


def show_song(results: EmotionResults) -> None:
    """The answer first, then the player with all of it."""
    sound = pick_sound("emotions")
    prediction = loaders.prediction(sound, NETWORK)
    if prediction.refused:
        st.subheader("Not asked")
        st.markdown(prediction.reason)
        _play(sound, [outline(sound)])
        return
    away = prediction.overall - results.plane.base
    st.subheader(in_words(prediction.overall, results))
    st.markdown(compared(prediction.overall, away, results.names))
    _play(sound, panels(sound, prediction, results.plane))
    turns = unsteadiness(results.correlations, results.names)
    st.caption(PLANE.format(degrees=turns))
    auroc = results.reports[NETWORK]["headline"]["value"]
    st.info(LITTLE.format(n=results.n_songs, percent=100 * auroc), icon=":material/info:")


def in_words(answer: np.ndarray, results: EmotionResults) -> str:
    """Where a song lies, in a few words."""
    (place,) = results.plane.place(answer[None])
    far = float(np.hypot(*place))
    words = "Hardly unlike the mean song" if far < 0.2 else quarter(place).capitalize()
    named = [results.names[i].split(" / ")[0] for i in strongest(answer - results.plane.base)]
    return f"{words}: {', '.join(named)}" if named else words


def strongest(away: np.ndarray) -> list[int]:
    """Those emotions that are most above the mean song's, of what is `away` from it; or none."""
    return [int(i) for i in np.argsort(-away)[:MOST_NAMED] if away[i] > 0]


def compared(answer: np.ndarray, away: np.ndarray, names: Sequence[str]) -> str:
    """The emotions that are most above what the mean song has."""
    parts = [
        f"{names[i]} {100 * answer[i]:.0f}\u00a0% (mean song {100 * (answer - away)[i]:.0f}\u00a0%)"
        for i in strongest(away)
    ]
    return f"Most above the mean song: {', '.join(parts)}." if parts else "None is above its mean."


def panels(sound: Sound, prediction: Prediction, plane: Plane) -> list[Panel]:
    """Emotions over time, the path among them, and what the network was given."""
    order = around(plane.places)
    names = [prediction.names[i].split(" / ")[0] for i in order]  # both words are wide on a phone
    return [
        tags_image(prediction.times, prediction.answers[:, order], names,
                   title="Emotions over time, neighbours on the plane side by side"),
        plane_panel(prediction.names, plane.places, [quarter(place) for place in plane.places],
                    plane.place(prediction.answers), prediction.times),
        *input_panels(sound, NETWORK),
    ]  # fmt: skip


def _play(sound: Sound, drawn: list[Panel]) -> None:
    address.keep("t", None, address.number(0.0, sound.seconds), name="the moment in seconds")
    key = f"emotions-{sound.id}"
    chosen = moment_chosen(key)
    if chosen is not None:
        st.session_state["t"] = chosen
    player(sound.media, drawn, key=key, duration=sound.seconds, mime=sound.mime,
           at=st.session_state["t"] or 0.0, name=sound.title)  # fmt: skip
