"""How the two generators of a genre learned: both in one figure."""

import streamlit as st

from core.evaluation import read_card
from core.figures.learning_curves import best_epoch, overlaid_curves
from core.synthesis.generators import KINDS, generator_name, open_generator
from pages.create.loaders import titled
from pages.shared.charts import show

PAPER = (
    "Fard reports 95 % validation accuracy for classical with an LSTM layer and less without. A "
    "network that gives MFCC again has no accuracy; what can be measured is how far it is off, "
    "and, under *Judged again*, whether others still hear the genre."
)


def show_learning(genre: str) -> None:
    """Mean squared error by epoch on songs that train and that validate, and the protocol."""
    generators = {kind: open_generator(generator_name(genre, kind)) for kind in KINDS}
    histories = {kind: generator.history() for kind, generator in generators.items()}
    best = {kind: float(history.validation_loss.min()) for kind, history in histories.items()}
    first = min(best, key=best.__getitem__)
    figures = " and ".join(f"{value:.0f} dB² {KINDS[kind]}" for kind, value in best.items())
    st.subheader(f"The network {KINDS[first]} comes nearer: {figures}")
    named = {titled(kind): history for kind, history in histories.items()}
    show(overlaid_curves(named, "loss", title="Mean squared error", unit="dB²"),
         key="recreate-learning", name=f"recreate-{genre}-learning")  # fmt: skip
    st.caption(
        f"Solid: songs that validate, which are not learned. Dotted: songs that train. {PAPER}"
    )
    for kind, generator in generators.items():
        report, how = generator.report() or {}, generator.recipe.training
        kept = best_epoch(histories[kind])
        with st.expander(f"The network {KINDS[kind]}: protocol and card"):
            st.markdown(
                f"{how.optimizer.capitalize()} at {how.learning_rate:g}, {how.epochs} epochs, "
                f"batches of {how.batch_size}, {how.passages} passages of "
                f"{generator.recipe.window_seconds:g} s of each song in an epoch; "
                f"{report['n_train']} songs train, {report['n_validation']} validate, "
                f"{report['n']} are kept aside. Weights of epoch {kept} are kept."
            )
            st.markdown(read_card(generator.path))
