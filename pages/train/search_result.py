"""What a search has found: the best trial first, what matters, and all trials."""

import pandas as pd
import streamlit as st

from core.errors import StudyError
from core.figures import search as figures
from core.jobs import Search
from pages.shared.charts import show
from pages.shared.reports import as_figure
from pages.train.series import link_runs

STATES = {"COMPLETE": "finished", "PRUNED": "pruned", "FAIL": "failed", "RUNNING": "at work",
          "WAITING": "planned"}  # fmt: skip


def show_winner(search: Search) -> None:
    """The best trial so far, and its recipe to take away."""
    try:
        best = search.best()
    except StudyError:
        st.caption("The first result appears here as soon as a trial is through.")
        return
    figure = search.recipe.task.headline
    settings = ", ".join(f"{key} **{_short(value)}**" for key, value in best.params.items())
    st.markdown(
        f"Best so far: trial {best.number + 1}, {figure.title.lower()} "
        f"**{as_figure(best.value, figure.percent)}** on the validation side: {settings}."
    )
    st.caption("The best of many looks better than it is. Train the winner with several seeds "
               "(*Sweep*) before you believe it; the test side was not read.")  # fmt: skip
    with st.container(horizontal=True):
        name = f"{search.name[:50]}-winner"
        st.download_button(
            "Winner as a recipe (TOML)", search.winner(name).to_toml(), f"{name}.toml",
            "application/toml", icon=":material/trophy:", on_click="ignore",
        )  # fmt: skip
    if run := search.run_of(best):
        link_runs([run])


def show_pictures(search: Search) -> None:
    """Optuna's figures, once there is something in them."""
    values = [trial.value for trial in search.trials() if trial.value is not None]
    if len(values) < 2:
        return
    figure, study = search.recipe.task.headline, search.study
    left, right = st.columns(2)
    with left:
        st.markdown("**Trial by trial**")
        show(figures.progress(study, figure.title, percent=figure.percent), key="search-progress",
             name=f"{search.name}-history")  # fmt: skip
    with right:
        st.markdown("**What matters**", help="How much of the differences between trials each key "
                    "explains, alone (PED-ANOVA; Watanabe, Bansal and Hutter, 2023).")  # fmt: skip
        if drawn := figures.importances(study, figure.title):
            show(drawn, key="search-importances", name=f"{search.name}-importances")
        else:
            st.caption(f"From {figures.FEWEST} finished trials on.")
    st.markdown(
        "**All trials**",
        help="A line for each; the stronger its colour, the better, and the best one stands out.",
    )
    show(figures.coordinates(study, figure.title), key="search-coordinates",
         name=f"{search.name}-coordinates")  # fmt: skip


def show_trials(search: Search) -> None:
    """The table of all, to be sorted and taken away."""
    figure = search.recipe.task.headline
    rows = [
        {"Trial": trial.number + 1, "State": STATES[trial.state.name],
         figure.title: as_figure(trial.value, figure.percent),
         **{key: _short(value) for key, value in trial.params.items()},
         "Run": trial.user_attrs.get("run", trial.user_attrs.get("why", ""))}
        for trial in search.trials()
    ]  # fmt: skip
    if rows:
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="All trials with their values")


def _short(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else str(value)
