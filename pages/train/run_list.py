"""Which run is shown, and all runs with their state."""

import pandas as pd
import streamlit as st

from core.errors import EarshotError
from core.training.about import about
from core.training.run import Run
from pages.shared import address
from pages.shared import loaders as shared_loaders
from pages.shared.reports import NETWORK_WAY
from pages.train import loaders
from pages.train.judged import judged_now
from pages.train.words import STATES

MOST = 50  # rows; the command line lists all


def choose_run() -> str:
    """The run that is shown: the newest one, or what the visitor or the address names."""
    names = loaders.all_names()
    # A run is always named in the address: one day another one is the newest.
    address.keep("run", names[0], address.one_of(names), name="the network", way=NETWORK_WAY,
                 named=bool(shared_loaders.seen_runs()))  # fmt: skip
    shared_loaders.hold_choice("run")
    return st.selectbox("Run", names, key="run", label_visibility="collapsed",
                        format_func=shared_loaders.titles(names).__getitem__)  # fmt: skip


def busy(runs: list[Run]) -> bool:
    """Whether anything trains, waits or is being judged."""
    return any(run.status().live or judged_now(run) for run in runs)


def choose_tags() -> list[str]:
    """Tags by which the list is narrowed, which the address names; none is all runs."""
    tags = sorted({tag for run in shared_loaders.seen_runs() for tag in about(run).tags})
    if not tags:
        return []
    address.keep("tag", [], address.some_of(tags), name="the tag")
    return st.pills("Only runs tagged", tags, selection_mode="multi", key="tag")


def show_list(tags: list[str]) -> None:
    """Queue and past runs, those with one of the `tags` if there are any; a click shows one."""
    st.subheader("Queue and past runs")
    runs = [
        run for run in shared_loaders.seen_runs() if not tags or set(tags) & set(about(run).tags)
    ]
    if not runs:
        st.caption("None yet. What you start appears here, whether this page stays open or not.")
        return
    table = pd.DataFrame([_row(run) for run in runs[:MOST]])
    chosen = st.dataframe(
        table,
        hide_index=True,
        key="train-list",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "Best validation": st.column_config.TextColumn(
                help="On the validation side, at the epoch whose weights are kept; by the figure "
                "of what the network tells."
            ),
            "Started": st.column_config.DatetimeColumn(
                format="D MMM, HH:mm", timezone=st.context.timezone or "UTC"
            ),
        },
        alt="All runs with their state",
    )["selection"]["rows"]
    if len(runs) > MOST:
        st.caption(f"The newest {MOST} of {len(runs)}; `python -m core runs` lists all.")
    if chosen and runs[chosen[0]].name != st.session_state.get("train-picked"):
        st.session_state["train-picked"] = st.session_state["train-show"] = runs[chosen[0]].name
        st.rerun()


def _row(run: Run) -> dict:
    status, description = run.status(), about(run)
    try:
        facts = loaders.facts(run)
    except (EarshotError, OSError) as error:  # of another version, spoilt, or gone this moment
        return {"State": "unreadable", "Recipe": str(error), "Run": run.name}
    return {
        "State": STATES[status.state][2],
        **facts,
        "Epochs": f"{status.epoch} of {status.n_epochs}",
        "Best validation": loaders.best_validation(run),
        "Started": pd.to_datetime(status.created, unit="s", utc=True),
        "Title": description.title,
        "Tags": list(description.tags),
        "Run": run.name,
    }
