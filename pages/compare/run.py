"""One trained network: how well it does, where it fails, and the songs it got wrong."""

import json

import pandas as pd
import streamlit as st

from core.evaluation import read_card
from core.figures.learning_curves import headline_curves, loss_curves
from core.training.machine import machines, trained
from core.training.run import Results
from pages.compare.views import view_of
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.reports import headline, pick_result, show_seeds
from pages.shared.sounds import plain


def main() -> None:
    """The page."""
    st.title("One network, judged")
    result = pick_result("run")
    report = result.report()
    judged = loaders.predictions(result.name)
    if report is None or judged is None:
        st.info("This run has not been judged yet. It is when its training ends.")
        return
    headline(report)
    show_seeds(result.name, report)
    if where := trained(machines(result)):
        st.caption(plain(where))
    view_of(report["task"]).show_view(result, report, judged)
    details(result, report, judged)


def details(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """How it learned, how honest it is, and the files to take away."""
    left, right = st.columns(2)
    with left:
        st.subheader("How it learned")
        history, figure = result.history(), result.recipe.task.headline
        n_classes = len(report["per_output"]) if "confusion" in report else None
        curves = headline_curves(history, figure.name, title=figure.title, percent=figure.percent,
                                 n_epochs=len(history), n_classes=n_classes)  # fmt: skip
        show(curves, key="accuracy", name=f"{result.name}-{figure.name}")
        show(
            loss_curves(history, n_epochs=len(history), unit=result.recipe.task.loss_unit),
            key="loss",
            name=f"{result.name}-loss",
        )
    with right:
        view_of(report["task"]).show_honesty(result, report, judged)
    left, right = st.columns(2)
    left.download_button("Report (JSON)", json.dumps(report, indent=1), f"{result.name}.json",
                         "application/json", icon=":material/download:")  # fmt: skip
    right.download_button("Predictions (CSV)", lambda: judged.to_csv(index=False).encode(),
                          f"{result.name}.csv", "text/csv", icon=":material/download:")  # fmt: skip
    if card := read_card(result.path):
        with st.expander("Model card: data, protocol, limits"):
            st.markdown(card)


main()
