"""How well several networks do in each class, and what to do where they know different ones."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.figures.comparison import per_class_figure
from core.metrics import class_intervals
from pages.shared import address
from pages.shared.charts import show

MEASURES = {"F1": "f1", "Precision": "precision", "Recall": "recall"}


def shared_classes(reports: Mapping[str, dict[str, Any]]) -> list[str]:
    """The classes that all of the networks know."""
    first, *others = [list(report["per_output"]) for report in reports.values()]
    return [name for name in first if all(name in other for other in others)]


def each_class(reports: Mapping[str, dict[str, Any]], classes: Sequence[str]) -> None:
    """Bars of each class that all of them know; where there is none, each network by itself."""
    address.keep("measure", "F1", address.one_of(MEASURES), name="the measure")
    measure = st.segmented_control("Measure", list(MEASURES), default="F1", required=True,
                                   key="measure", label_visibility="collapsed")  # fmt: skip
    if any(list(report["per_output"]) != classes for report in reports.values()):
        st.info(classes_in_words(reports, classes), icon=":material/info:")
    per_class = {name: report["per_output"] for name, report in reports.items()}
    together = [(list(reports), classes)] if classes else []
    each = together or [([name], list(reports[name]["per_output"])) for name in reports]
    for names, shown in each:
        bounds = {name: _bounds(reports[name], MEASURES[measure]) for name in names}
        figure = per_class_figure({name: per_class[name] for name in names}, MEASURES[measure],
                                  classes=shown, bounds=bounds,
                                  items=reports[names[0]]["items"])  # fmt: skip
        if not together:
            st.markdown(f"**{names[0]}**")
        show(figure, key=f"per-class-{names[0]}", name="earshot-classes")


def _bounds(report: dict[str, Any], measure: str) -> dict[str, Any]:
    """95 % intervals of a measure, by class."""
    bounds = class_intervals(report["confusion"], measure)
    return dict(zip(report["per_output"], bounds, strict=True))


def classes_in_words(reports: Mapping[str, dict[str, Any]], classes: Sequence[str]) -> str:
    """Which networks know which classes, and what that leaves to compare."""
    kinds: dict[tuple[str, ...], list[str]] = {}
    for name, report in reports.items():
        kinds.setdefault(tuple(report["per_output"]), []).append(name)
    known = "  \n".join(f"**{', '.join(who)}**: {', '.join(what)}" for what, who in kinds.items())
    left = (
        f"Bars are drawn for the {len(classes)} that all of them know."
        if classes
        else "They have none in common, so each network is shown by itself."
    )
    return f"These networks do not all know the same classes. {left}  \n{known}"
