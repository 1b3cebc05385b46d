"""Several runs at once: their curves over one another, and what differs between their recipes."""

import pandas as pd
import streamlit as st

from core.errors import EarshotError
from core.figures.learning_curves import overlaid_curves
from core.training.about import called
from core.training.differences import differences
from core.training.run import Results
from pages.shared import address
from pages.shared import loaders as shared_loaders
from pages.shared.charts import show
from pages.shared.sounds import plain
from pages.train import loaders
from pages.train.words import leaks

MOST = 6  # curves of more runs cannot be told apart


def choose_beside(name: str) -> list[str]:
    """Other networks to lay over the one that is shown; the address names them."""
    others = [other for other in loaders.all_names() if other != name]
    address.keep("with", [], address.some_of(others), name="the runs beside it")
    shared_loaders.hold_choice("with")
    with st.popover("Lay other runs over it", icon=":material/stacked_line_chart:"):
        chosen = st.pills(
            f"At most {MOST - 1}",
            others,
            selection_mode="multi",
            key="with",
            format_func=shared_loaders.titles(others).__getitem__,
        )
        if len(chosen) >= MOST:
            st.caption(f"The first {MOST - 1} are drawn: curves of more could not be told apart.")
    return chosen[: MOST - 1]


def show_beside(names: list[str]) -> None:
    """Curves of all of them, and a table of the keys in which their recipes differ."""
    readable: dict[str, Results] = {}
    for name in names:
        try:
            results = shared_loaders.results(name)
            results.read()
            results.history()
            readable[called(results)] = results
        except EarshotError as error:
            st.error(f"{name} is left out. {error}")
    if readable:
        _draw(readable)
        _show_differences(readable)


def _draw(readable: dict[str, Results]) -> None:
    """Curves of those that are measured as the first one is; why the others have none."""
    task = next(iter(readable.values())).recipe.task
    alike = {title: r for title, r in readable.items() if r.recipe.task.headline == task.headline}
    histories = {title: results.history() for title, results in alike.items()}
    figure, unit = task.headline, "%" if task.headline.percent else ""
    shown = (("loss", "Loss", task.loss_unit), (figure.name, figure.title, unit))
    for column, (what, title, of) in zip(st.columns(2), shown, strict=True):
        with column:
            st.markdown(f"**{title}**")
            curves = overlaid_curves(histories, what, title=title, unit=of)
            show(curves, key=f"train-beside-{what}", name=f"earshot-{what}")
    st.caption("Solid lines: the validation side. Dotted: the training side.")
    for title, results in readable.items():
        if title not in alike:
            other = results.recipe.task
            st.info(
                f"{plain(title)} is not laid over them: it tells {other.predicts}, measured by "
                f"{other.headline.title}, and they tell {task.predicts}, measured by "
                f"{figure.title}.",
                icon=":material/stacked_line_chart:",
            )


def _show_differences(readable: dict[str, Results]) -> None:
    """The table of differences, and a word where accuracies cannot be compared."""
    recipes = [results.recipe for results in readable.values()]
    with st.spinner("Comparing the recipes …"):  # the first time, PyTorch is loaded for it
        rows = differences(recipes)
    st.markdown("**What differs between their recipes**")
    if not rows:
        st.caption("Nothing: they were trained by the same recipe, with the same seed.")
        return
    table = pd.DataFrame(
        [["–" if value is None else str(value) for value in values] for values in rows.values()],
        columns=list(readable),
        index=pd.Index(list(rows), name="Setting"),
    )
    st.dataframe(table, alt="Settings in which the recipes differ, one column per run")
    if {"data.dataset", "data.split", "seed"} & rows.keys():
        leak = any(leaks(recipe.data.split) for recipe in recipes)
        st.caption(
            "They were not validated on the same songs, so part of a difference in accuracy may "
            "come from the songs." + " One of the splits leaks, which flatters its curves." * leak
        )
