"""Which run is shown, and all runs with their state."""

import pandas as pd
import streamlit as st

from core import jobs
from core.errors import EarshotError
from core.training.checkpoint import checkpoint_names
from core.training.run import Run, list_runs, run_names
from pages.shared import address, train_loaders
from pages.shared.loaders import CNN
from pages.shared.reports import NETWORK_WAY
from pages.shared.train_words import STATES

MOST = 50  # rows; the command line lists all


def choose_run() -> str:
    """The run that is shown: the newest one, or what the visitor or the address names."""
    runs = run_names()
    names = [*runs, *sorted(checkpoint_names(), key=lambda name: name != CNN)]
    # A run is always named in the address: one day another one is the newest.
    address.keep("run", names[0], address.one_of(names), name="the network", way=NETWORK_WAY,
                 named=bool(runs))  # fmt: skip
    return st.selectbox("Run", names, key="run", label_visibility="collapsed")


def busy(runs: list[Run]) -> bool:
    """Whether anything trains, waits or is being judged."""
    return any(run.status().live or _judged_now(run) for run in runs)


def show_list() -> None:
    """Queue and past runs; a click on a row shows it."""
    st.subheader("Queue and past runs")
    runs = list_runs()
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
            "Best validation": st.column_config.NumberColumn(
                format="%.1f %%", help="Accuracy at the epoch whose weights are kept"
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


def _judged_now(run: Run) -> bool:
    now = jobs.judging(run)
    return bool(now and now.state == "running")


def _row(run: Run) -> dict:
    status, accuracy = run.status(), train_loaders.best_accuracy(run)
    try:
        facts = train_loaders.facts(run)
    except EarshotError as error:  # written by an older or a newer version
        return {"State": "unreadable", "Recipe": str(error), "Run": run.name}
    return {
        "State": STATES[status.state][2],
        **facts,
        "Epochs": f"{status.epoch} of {status.n_epochs}",
        "Best validation": None if accuracy is None else 100 * accuracy,
        "Started": pd.to_datetime(status.created, unit="s", utc=True),
        "Run": run.name,
    }
