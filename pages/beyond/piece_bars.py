"""Which bars of a piece speak for whom, by leaving each out."""

import pandas as pd
import streamlit as st

from core.figures.notes import evidence_panel
from core.inference import Prediction
from pages.beyond import loaders, pieces
from pages.shared import address
from pages.shared import loaders as shared
from pages.shared.pieces import Piece
from pages.shared.player import player


def show_bars(piece: Piece, predictions: dict[str, Prediction], names: dict[str, str]) -> None:
    """Which bars speak for whom, by leaving each out."""
    st.subheader("Which bars speak for whom")
    on_notes = [name for name in predictions if pieces.reads_notes(name)]
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
    if name is None:
        return
    found, prediction = loaders.evidence(piece, name, shared.version_of(name)), predictions[name]
    chosen = st.pills(
        "Composers",
        prediction.names,
        selection_mode="multi",
        default=[prediction.names[i] for i in (-prediction.overall).argsort()[:2]],
        key=f"composers-for-{piece.id}-{name}",
        format_func=str.capitalize,
    )
    if chosen:
        panel = evidence_panel(
            found.edges,
            found.odds,
            chosen=pieces.spelled(chosen),
            classes=pieces.spelled(prediction.names),
        )
        player(loaders.heard(piece)[0], [panel], key=f"composers-bars-{piece.id}",
               duration=pieces.seconds(piece), name=piece.title)  # fmt: skip
        st.dataframe(pd.DataFrame(pieces.strongest_bars(found, chosen, prediction.names)),
                     hide_index=True)  # fmt: skip
    st.caption(
        "Each stretch of bars is left out and the network asked again about what is around it: "
        "above 0, it would say less for that composer without it."
    )
