"""What a trained run is worth: its report, and the one reading of the test side."""

import streamlit as st

from core import jobs
from core.errors import EarshotError
from core.evaluation import sides_for
from core.tasks import task_class
from core.training.run import Results, Run
from pages.shared.reports import as_figure, between
from pages.train.words import LEAKING

WHY_ONCE = (
    "Choose recipes and settings by the validation side. Read the test side once, when you have "
    "stopped choosing: whatever is chosen by it is no longer measured by it."
)


def show_figures(results: Results) -> None:
    """The report of the side that was judged last, with the way to the details."""
    report = results.report()
    if not report:
        return
    side = report.get("side", "test")
    leak = f" :red-badge[{LEAKING}]" if report["leaky"] else ""
    st.markdown(f"**Judged on the {side} side**, {report['n']:,} {report['items']}{leak}")
    task = task_class(report["task"])
    figure = task.headline
    value, low, high = (report["headline"][name] for name in ("value", "low", "high"))
    with st.grid(5, min_column_width=130):
        st.metric(figure.title, as_figure(value, figure.percent))
        st.metric(
            "95 % interval",
            between(low, high, figure.percent),
            help="Where the figure on all of the kind lies, judged by these few.",
        )
        for name, had in report["scores"].items():
            score = task.scores[name]
            st.metric(score.title, as_figure(had, score.percent), help=score.about)
    st.page_link(
        "pages/compare/run.py",
        label="Details and mistakes: Compare › Run",
        icon=":material/grid_on:",
        query_params={"run": results.name},
    )


def judged_now(run: Run) -> bool:
    """Whether somebody judges it at this moment."""
    now = jobs.judging(run)
    return bool(now and now.state == "running")


def show_judging(run: Run) -> None:
    """Judge a stopped run, read the test side of a judged one, or say how far that is."""
    now, report = jobs.judging(run), run.report()
    if now and now.state == "running":
        share = now.n_done / now.n_tracks if now.n_tracks else 0.0
        st.progress(share, text=how_far(now))
        return
    if now and now.state in ("failed", "lost"):
        st.error(f"Judging on the {now.side} side did not end well. {now.message}")
    if not (run.path / "model.safetensors").is_file():
        return
    if report and report.get("side") == "test":
        st.caption("The test side of this run has been read. " + WHY_ONCE)
        return
    side = "test" if report else "validation"
    label = "Read the test side" if report else "Judge it on the validation side"
    st.caption(WHY_ONCE if report else "It has not been judged yet.")
    if st.button(label, icon=":material/fact_check:", key="train-judge"):
        try:
            jobs.start_judging(run, side=side)
            st.rerun()
        except EarshotError as error:
            st.error(str(error))


def how_far(now: jobs.Judging) -> str:
    """Which side is being judged and how much is done, with whatever else is judged on the way."""
    more = [name for name in sides_for(now.side) if name != now.side]
    also = f", {' and '.join(more)} included" if more else ""
    return f"Judging on the {now.side} side: {now.n_done} of {now.n_tracks or '…'}{also}"
