"""Listen: a song in, its genre out, with what the network heard and when."""

import io
import json

import pandas as pd
import streamlit as st

from core.errors import EarshotError
from core.figures.palette import color_of
from core.figures.prediction import genre_bars
from core.inference import UNSURE, Prediction, likeliest
from pages.shared import charts, loaders
from pages.shared.network_inputs import prediction_panels
from pages.shared.player import player
from pages.shared.sound import Sound
from pages.shared.sounds import pick_sound

SURE = ((0.95, "almost certain"), (0.8, "quite sure"), (0.65, "fairly sure"), (0.0, "leaning"))


def main() -> None:
    st.title("Listen")
    sound = pick_sound("listen")
    left, right = st.columns([3, 2], gap="large", vertical_alignment="bottom")
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
    names = [choice.name for choice in loaders.checkpoint_choices()]
    return st.selectbox(
        "Heard by",
        names,
        index=names.index(loaders.CNN),
        key="checkpoint",
        bind="query-params",
        help="The shipped networks, and your own runs once they are finished.",
    )


def show_answer(told: Prediction) -> None:
    """The genre, or that the network is unsure and why."""
    if told.verdict == UNSURE:
        st.title("Unsure")
        st.markdown(told.reason)
        return
    colour = color_of(told.genre, told.classes)
    how = next(words for least, words in SURE if told.confidence >= least)
    st.title(f':color[●]{{foreground="{colour}"}} {told.genre.capitalize()}')
    st.markdown(
        f"**{100 * told.confidence:.0f} %**: {how}. In order: "
        f"{likeliest(told.overall, told.classes)}."
    )


def show_player(sound: Sound, name: str) -> None:
    """Sound, genres over time and the network's input under one clock; a click seeks."""
    moment = player(
        sound.media,
        prediction_panels(sound, name),
        key=f"listen-{sound.id}",
        duration=sound.seconds,
        mime=sound.mime,
        at=asked_time(sound.seconds),
        name=sound.title,
    )
    if moment is not None:
        st.query_params["t"] = f"{moment:.1f}"


def asked_time(duration: float) -> float | None:
    """The moment that the address names, in s; None where it names none in the song."""
    try:
        moment = float(st.query_params.get("t", ""))
    except ValueError:
        return None
    return moment if 0 <= moment <= duration else None


def show_side_by_side(sound: Sound, told: Prediction) -> None:
    """All genres, by the chosen network and the shipped ones."""
    st.subheader("Side by side")
    others = [loaders.prediction(sound, name) for name in (loaders.CNN, loaders.BASELINE)]
    both = {each.checkpoint: each for each in [told, *others] if each.classes == told.classes}
    bars = genre_bars(told.classes, {name: each.overall for name, each in both.items()})
    charts.show(bars, key="listen-bars", name="genres")
    heard = loaders.heard(sound, told.checkpoint)
    steps = [f"decoding {sound.decode_seconds:.2f} s", f"features {heard.seconds:.2f} s"]
    for name, each in both.items():
        own = each.seconds - loaders.heard(sound, name).seconds
        steps.append(f"{name} {own:.2f} s")
    st.caption("It took: " + ", ".join(steps) + ".")


def show_downloads(sound: Sound, told: Prediction) -> None:
    """The prediction as JSON, its course over the song as CSV."""

    def as_json() -> str:
        about = {"sound": sound.title, "id": sound.id}
        return json.dumps(about | told.as_dict(), indent=1, ensure_ascii=False)

    def as_csv() -> str:
        buffer = io.StringIO()
        pd.DataFrame(told.timeline()).to_csv(buffer, index=False, float_format="%.6g")
        return buffer.getvalue()

    with st.container(horizontal=True):
        st.download_button(
            "Prediction (JSON)", as_json, "prediction.json", "application/json",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        st.download_button(
            "Over time (CSV)", as_csv, "prediction.csv", "text/csv",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip


main()
