"""Two or more networks that tell the same, side by side on the same songs."""

from collections.abc import Sequence

import streamlit as st

from core.training.run import Results
from pages.compare.views import view_of
from pages.shared import address, loaders
from pages.shared.reports import NETWORK_WAY
from pages.shared.unreadable import show_unreadable

CHOSEN, FIRST, BESIDE = "models", "models-first", "models-beside"


def main() -> None:
    """The page."""
    st.title("Networks, compared")
    chosen = pick_models()
    if len(chosen) < 2:
        st.info("Choose a second network to compare the first one with.")
        return
    view_of(chosen[0].recipe.task.kind).show_together(chosen)


def pick_models() -> list[Results]:
    """One network, then others that tell the same, among those that were judged."""
    judged = [result for result in loaders.checkpoint_choices() if result.report() is not None]
    show_unreadable()
    names = [result.name for result in judged]
    usual = [name for name in (loaders.CNN, loaders.BASELINE) if name in names] or names[:1]
    address.keep(CHOSEN, usual, address.some_of(names), name="the networks", way=NETWORK_WAY)
    first = next(iter(st.session_state[CHOSEN] or usual), None)
    if first is None:
        return []
    predicts = {result.name: result.recipe.task.predicts for result in judged}
    offered = [name for name in names if predicts[name] == predicts[first] and name != first]
    beside = [name for name in st.session_state[CHOSEN] if name in offered]
    st.session_state[CHOSEN] = [first, *beside]
    st.session_state[FIRST], st.session_state[BESIDE] = first, beside
    titles = loaders.titles(names)
    st.selectbox("Network", names, key=FIRST, on_change=_store_choice,
                 format_func=lambda name: f"{titles[name]} ({predicts[name]})")  # fmt: skip
    with st.popover(f"Compared with {len(beside)}: choose", icon=":material/balance:"):
        st.pills("Networks that answer the same", offered, selection_mode="multi", key=BESIDE,
                 on_change=_store_choice, format_func=titles.__getitem__)  # fmt: skip
    _show_not_offered(
        first, [name for name in names if predicts[name] != predicts[first]], predicts
    )
    return [loaders.results(name) for name in (first, *beside)]


def _show_not_offered(first: str, others: Sequence[str], predicts: dict[str, str]) -> None:
    """Why the other networks are not offered."""
    if others:
        kinds = dict.fromkeys(predicts[name] for name in others)
        named = "; ".join(
            f"{kind} ({', '.join(name for name in others if predicts[name] == kind)})"
            for kind in kinds
        )
        st.caption(f"Not offered, since they answer another question than {first}, so that their "
                   f"figures cannot be compared: {named}.")  # fmt: skip


def _store_choice() -> None:
    st.session_state[CHOSEN] = [st.session_state[FIRST], *st.session_state[BESIDE]]


main()
