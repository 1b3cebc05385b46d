"""Composers: a piece of MIDI in; who may have written it, when in it, and which bars say so."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from core.figures.notes import evidence_panel, roll_panel
from core.figures.panels import Panel
from core.figures.prediction import genre_bars, genre_panel
from core.figures.spectrograms import stft_panel
from core.inference import Prediction
from core.symbolic import write_midi
from pages.beyond import pieces
from pages.shared import address, loaders
from pages.shared.charts import show
from pages.shared.player import player
from pages.shared.player_place import moment_chosen

LEAD = (
    "Networks that know nine composers hear your MIDI: notes as they are written, or the sound "
    "that this project's piano makes of them. A piece of anybody else gets one of the nine names "
    "too, so read it as whom it is most like."
)
NONE = (
    "No network that knows composers is here. `python -m core train earshot-composer` trains one, "
    "where the dataset is."
)


def main() -> None:
    """The page."""
    st.title("Composers")
    st.markdown(LEAD)
    piece = pieces.pick_piece("composers")
    if len(piece.notes) < pieces.SHORTEST:
        st.warning(f"This piece has {len(piece.notes)} notes; {pieces.SHORTEST} are needed.")
        return
    names = pieces.networks()
    if not names:
        st.info(NONE, icon=":material/info:")
    said = {name: pieces.asked(piece, name, loaders.version_of(name)) for name in names}
    show_answers(said, names)
    show_player(piece, said, names)
    if said:
        show_bars(piece, said, names)
        show_nearest(said, names)


def show_answers(said: dict[str, Prediction], names: dict[str, str]) -> None:
    """Whom each network names, and how it was judged."""
    if not said:
        return
    columns = st.columns(len(said))
    for column, (name, prediction) in zip(columns, said.items(), strict=True):
        with column:
            st.metric(names[name], prediction.likeliest.capitalize(), prediction.detail,
                      delta_color="off", delta_arrow="off")  # fmt: skip
            st.caption(pieces.judged(name))
    classes = next(iter(said.values())).names
    bars = {names[name]: each.overall for name, each in said.items() if each.names == classes}
    show(genre_bars(classes, bars), key="composers-bars", name="composers")


def show_player(piece: pieces.Piece, said: dict[str, Prediction], names: dict[str, str]) -> None:
    """The piece, its notes and its sound, and the answers over time, under one clock."""
    wav, roll, spectrum = pieces.heard(piece)
    panels: list[Panel] = [
        replace(
            genre_panel(each.times, each.answers, each.names, height=130),
            title=f"{names[name]}: composer over time",
        )
        for name, each in said.items()
    ]
    panels.append(roll_panel(roll, frame_seconds=1 / pieces.ROLL.frames_per_second))
    panels.append(
        stft_panel(
            spectrum, title="Spectrogram", height=150,
            sample_rate=pieces.SPECTRUM.sample_rate, hop_length=pieces.SPECTRUM.hop_length,
        )
    )  # fmt: skip
    player(wav, panels, key=f"composers-{piece.id}", duration=pieces.seconds(piece),
           at=moment_chosen(f"composers-{piece.id}"), name=piece.title)  # fmt: skip
    st.caption(f"{len(piece.notes):,} notes. {piece.notes.note}")
    st.download_button("The notes as MIDI", write_midi(piece.notes), "piece.mid", "audio/midi")


def show_bars(piece: pieces.Piece, said: dict[str, Prediction], names: dict[str, str]) -> None:
    """Which bars speak for whom, by leaving each out."""
    st.subheader("Which bars speak for whom")
    on_notes = [name for name in said if pieces.reads_notes(name)]
    if not on_notes:
        st.caption("None of these networks reads notes.")
        return
    name = st.segmented_control(
        "By",
        on_notes,
        key=address.keep("by", on_notes[0], address.one_of(on_notes), name="the network"),
        format_func=names.__getitem__,
        required=True,
    )
    found, prediction = pieces.evidence(piece, name, loaders.version_of(name)), said[name]
    chosen = st.multiselect(
        "Composers",
        prediction.names,
        default=[prediction.names[i] for i in (-prediction.overall).argsort()[:2]],
        key=f"composers-for-{piece.id}-{name}",
    )
    if chosen:
        panel = evidence_panel(found.edges, found.odds, chosen=chosen, classes=prediction.names)
        player(pieces.heard(piece)[0], [panel], key=f"composers-bars-{piece.id}",
               duration=pieces.seconds(piece), name=piece.title)  # fmt: skip
        st.dataframe(pd.DataFrame(pieces.strongest_bars(found, chosen, prediction.names)),
                     hide_index=True)  # fmt: skip
    st.caption(
        "Each stretch of bars is left out and the network asked again about what is around it: "
        "above 0, it would say less for that composer without it."
    )


def show_nearest(said: dict[str, Prediction], names: dict[str, str]) -> None:
    """The pieces that the first network with a table of them holds for most alike."""
    for name, prediction in said.items():
        near = pieces.nearest_pieces(prediction)
        if near is not None:
            st.subheader("The nearest pieces")
            st.dataframe(near, hide_index=True)
            st.caption(f"By what {names[name]} makes of them before it names anybody.")
            return


main()
