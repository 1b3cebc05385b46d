"""Composers: a piece of MIDI in; who may have written it, when in it, and which bars say so."""

from dataclasses import replace

import streamlit as st

from core.figures.notes import roll_panel
from core.figures.panels import Panel
from core.figures.prediction import genre_bars, genre_panel
from core.figures.spectrograms import stft_panel
from core.inference import Prediction, too_few
from core.symbolic import write_midi
from pages.beyond import loaders, pieces
from pages.beyond.piece_bars import show_bars
from pages.shared import loaders as shared
from pages.shared.charts import show
from pages.shared.pieces import Piece
from pages.shared.player import player
from pages.shared.player_place import moment_chosen
from pages.shared.words import counted

LEAD = (
    "Networks that know nine composers hear your MIDI: notes as they are written, or the sound "
    "that this project's piano makes of them. A piece of anybody else gets one of the nine names "
    "too, so read it as whom it is most like."
)
NONE = (
    "No network that knows composers is asked. Where none is here, "
    "`python -m core train earshot-composer` trains one, if the dataset is."
)


def main() -> None:
    """The page."""
    st.title("Composers")
    st.markdown(LEAD)
    piece = pieces.pick_piece()
    if reason := too_few(piece.notes):
        st.warning(reason)
        return
    names = pieces.pick_networks()
    if not names:
        st.info(NONE, icon=":material/info:")
    predictions = {name: loaders.asked(piece, name, shared.version_of(name)) for name in names}
    show_answers(predictions, names)
    show_player(piece, predictions, names)
    if predictions:
        show_bars(piece, predictions, names)
        show_nearest(piece, names)


def show_answers(predictions: dict[str, Prediction], names: dict[str, str]) -> None:
    """Whom each network names, and how it was judged."""
    if not predictions:
        return
    columns = st.columns(len(predictions))
    for column, (name, prediction) in zip(columns, predictions.items(), strict=True):
        with column:
            sure = f"{100 * prediction.confidence:.0f} %"
            st.metric(names[name], prediction.likeliest.capitalize(), sure,
                      delta_color="off", delta_arrow="off")  # fmt: skip
            st.caption(pieces.judged(name))
    classes = next(iter(predictions.values())).names
    bars = {
        names[name]: each.overall for name, each in predictions.items() if each.names == classes
    }
    show(genre_bars(pieces.spelled(classes), bars), key="composers-bars", name="composers")


def show_player(piece: Piece, predictions: dict[str, Prediction], names: dict[str, str]) -> None:
    """The piece, its notes and its sound, and the answers over time, under one clock."""
    wav, roll, spectrum = loaders.heard(piece)
    panels: list[Panel] = [
        replace(
            genre_panel(each.times, each.answers, pieces.spelled(each.names), height=130),
            title=f"{names[name]}: composer over time",
        )
        for name, each in predictions.items()
    ]
    panels.append(roll_panel(roll, frame_seconds=1 / loaders.ROLL.frames_per_second))
    panels.append(
        stft_panel(
            spectrum, title="Spectrogram", height=150,
            sample_rate=loaders.SPECTRUM.sample_rate, hop_length=loaders.SPECTRUM.hop_length,
        )
    )  # fmt: skip
    player(wav, panels, key=f"composers-{piece.id}", duration=pieces.seconds(piece),
           at=moment_chosen(f"composers-{piece.id}"), name=piece.title)  # fmt: skip
    st.caption(f"{counted(len(piece.notes), 'notes')}. {piece.notes.note}")
    st.download_button("The notes as MIDI", lambda: write_midi(piece.notes), "piece.mid",
                       "audio/midi", on_click="ignore", icon=":material/download:")  # fmt: skip


def show_nearest(piece: Piece, names: dict[str, str]) -> None:
    """The pieces that the first network with a table of them holds for most alike."""
    for name, title in names.items():
        near = loaders.nearest_pieces(piece, name, shared.version_of(name))
        if near is not None:
            st.subheader("The nearest pieces")
            st.dataframe(near, hide_index=True)
            st.caption(f"By what {title} makes of them before it names anybody.")
            return


main()
