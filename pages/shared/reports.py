"""What every page says of a report: which one, how well, and what must be known about it."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.errors import RunError
from core.evaluation import Published, over_seeds
from core.tasks import task_class
from core.training.checkpoint import checkpoint_names
from core.training.run import Results
from pages.shared import address, loaders
from pages.shared.unreadable import show_unreadable

NETWORK_WAY = (
    "A network is here once its training on the page *Train a network* has finished, or once the "
    "folder of its run lies in `runs` in the folder `EARSHOT_HOME`."
)


def pick_result(key: str) -> Results:
    """Choose a shipped checkpoint or a finished run; the address names it."""
    names = [result.name for result in loaders.checkpoint_choices()]
    show_unreadable()
    if not names:
        raise RunError("There is no checkpoint yet. Train one on the page Train.")
    return loaders.results(pick_network(names, key=key))


def pick_network(names: Sequence[str], *, key: str, first: str = loaders.CNN) -> str:
    """Choose one of some networks; `first` is there at first, and the address clean."""
    usual = first if first in names else names[0]
    address.keep(key, usual, address.one_of(names), name="the network", way=NETWORK_WAY)
    loaders.hold_choice(key)
    return st.selectbox("Network", names, key=key, label_visibility="collapsed",
                        format_func=loaders.titles(names).__getitem__)  # fmt: skip


def headline(report: dict[str, Any]) -> None:
    """The headline with its interval first, then the other figures, and what they were had on."""
    task, items = task_class(report["task"]), report["items"]
    figure = task.headline
    value, low, high = (report["headline"][name] for name in ("value", "low", "high"))
    with st.grid("auto", min_column_width=150):
        st.metric(figure.title, as_figure(value, figure.percent),
                  help=f"On {report['n']} {items}. {figure.about}")  # fmt: skip
        st.metric("95 % interval", between(low, high, figure.percent))
        for name, had in report["scores"].items():
            score, before = task.scores[name], report["before"].get(name, had)
            earlier = f" Before calibration {as_figure(before, score.percent)}."
            st.metric(score.title, as_figure(had, score.percent),
                      help=score.about + (earlier if before != had else ""))  # fmt: skip
        st.metric(f"Time per {items.removesuffix('s')}", milliseconds(report["latency_ms"]),
                  help="Median: the network alone, without features.")  # fmt: skip
    st.caption(report_in_words(report))
    if "over_all_tracks" in report:
        st.caption(over_all(report))
    if report["changed"]:
        st.warning(report["changed"], icon=":material/sync_problem:")
    if report["leaky"]:
        st.warning(
            "This split **leaks**: slices of one song lie on both sides, so the network is asked "
            "about songs it knows. Its accuracy says nothing about new music.",
            icon=":material/water_drop:",
        )
    if report["synthetic"]:
        st.info("Synthetic music, made by a program: figures say nothing about real recordings.",
                icon=":material/smart_toy:")  # fmt: skip


def as_figure(value: float | None, percent: bool) -> str:
    """A figure as people read it; a dash where it cannot be told."""
    if value is None:
        return "–"
    return f"{100 * value:.1f} %" if percent else f"{value:.3f}"


def between(low: float | None, high: float | None, percent: bool) -> str:
    """An interval: "77 to 89 %"."""
    if low is None or high is None:
        return "–"
    return f"{100 * low:.0f} to {100 * high:.0f} %" if percent else f"{low:.2f} to {high:.2f}"


def seeds_of(name: str, report: dict[str, Any]) -> Published | None:
    """What the recipe of a shipped checkpoint reaches over seeds on its split; else None."""
    return over_seeds(name, report["split"]) if name in checkpoint_names() else None


def show_seeds(name: str, report: dict[str, Any]) -> None:
    """The mean over seeds beside the one figure of a shipped network, which may be lucky."""
    found = seeds_of(name, report)
    if found is None:
        return
    st.markdown(
        f"**Trained {len(found.values)} times**, each time from another random seed, this recipe "
        f"is right in **{100 * found.mean:.1f} %** of the {report['items']} on average (95 % "
        f"interval of the mean: {100 * found.low:.1f} to {100 * found.high:.1f} %); single "
        f"trainings reach {100 * min(found.values):.1f} to {100 * max(found.values):.1f} %. This "
        "network is the one of them with the lowest loss on the validation side."
    )


def milliseconds(value: float) -> str:
    """``"0.21 ms"``, ``"148 ms"``."""
    return f"{value:.2f} ms" if value < 10 else f"{value:.0f} ms"


def report_in_words(report: dict[str, Any]) -> str:
    """Dataset, split, seed and side in one line."""
    return (
        f"{report['n']:,} {report['items']} of {report['dataset']} on the **{report['side']}** "
        f"side of the split {report['split']} (seed {report['seed']}); trained on "
        f"{report['n_train']:,}."
    )


def over_all(report: dict[str, Any]) -> str:
    """The headline over all tracks in one line, and why it is the larger."""
    found, items = report["over_all_tracks"], report["items"]
    value = as_figure(found["value"], task_class(report["task"]).headline.percent)
    return (
        f"Over all {found['n']:,} {items} of the split, the {found['n_learned']:,} that it learned "
        f"included: {value}. Some papers report this figure; only the first one above says how it "
        f"does on {items} that it has not met."
    )
