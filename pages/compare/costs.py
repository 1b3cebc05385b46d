"""What accuracy costs: parameters, and the time that this machine takes for a song."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from core.figures.networks import Measure, cost_figure
from core.inference import Latency
from pages.compare import loaders
from pages.shared import loaders as shared
from pages.shared.charts import show
from pages.shared.examples import default_sound
from pages.shared.sounds import plain, sound_of

COLUMNS = {"parameters": st.column_config.NumberColumn(format="localized")} | {
    part: st.column_config.NumberColumn(format="%.1f") for part in ("features (ms)", "network (ms)")
}
WHY_HERE = """How long a network takes is measured here, when you ask for it: one network after
another, on the same song, the fastest of five times each. The times in their reports come from
whatever machines judged them, busy or not, and cannot be compared."""


def costs(table: pd.DataFrame, called: Mapping[str, str], measure: Measure) -> None:
    """The headline against parameters, and against time once that was measured."""
    names, shown = list(table.network), table.replace({"network": called})
    n_parameters = {called[name]: loaders.n_parameters(name) for name in names}
    left, right = st.columns(2)
    with left:
        figure = cost_figure(n_parameters, shown, measure, title="Parameters",
                             hover="%{x:,} parameters")  # fmt: skip
        show(figure, key="parameters", name="earshot-parameters")
    with right:
        taken = {called[name]: each for name, each in latencies(names, called).items()}
        if taken:
            times = {name: each.total for name, each in taken.items()}
            figure = cost_figure(times, shown, measure, title="Time for a song (ms)",
                                 hover="%{x:.1f} ms")  # fmt: skip
            show(figure, key="latency", name="earshot-latency")
    each = pd.DataFrame({"network": shown.network, "parameters": shown.network.map(n_parameters)})
    for part in ("features", "network") if taken else ():
        each[f"{part} (ms)"] = [getattr(taken.get(name), part, None) for name in shown.network]
    st.dataframe(each, hide_index=True, width="stretch", column_config=COLUMNS)


def latencies(names: list[str], called: Mapping[str, str]) -> dict[str, Latency]:
    """Times of those that hear, once they were asked for."""
    hearing = [name for name in names if name in shared.listeners()]
    if not hearing:
        st.caption("None of these networks hears sound, so there is no song to time them on.")
        return {}
    key = "timed-" + " ".join(sorted(hearing))
    taken: dict[str, Latency] = st.session_state.get(key, {})
    st.caption(WHY_HERE)
    if st.button("Measure again" if taken else "Measure here", icon=":material/timer:"):
        bar = st.progress(0.0)
        song = sound_of(default_sound())
        for place, name in enumerate(hearing):
            bar.progress(place / len(hearing), f"Timing {plain(called[name])}")
            taken = taken | {name: loaders.latency(song, name)}
        bar.empty()
        st.session_state[key] = taken
    return taken
