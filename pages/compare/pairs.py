"""Every two of several networks against each other, and any two of them song by song."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from core.errors import EarshotError
from core.evaluation import Comparison, compare
from core.evaluation.comparison import LEVEL, p_in_words
from core.figures.confusion import Cell
from core.figures.networks import letters
from core.figures.pairs import SURE, lead_matrix
from core.training.run import Results
from pages.compare.each_class import shared_classes
from pages.compare.side_by_side import differences, matrices
from pages.compare.songs import offer_song, song_titles
from pages.shared import address
from pages.shared.matrix import show_matrix
from pages.shared.sounds import plain

PAIR = ("one", "other")


def two_of_them(
    ranked: Sequence[Results], against: pd.DataFrame, called: Mapping[str, str]
) -> None:
    """The matrix of all pairs where there are three or more, then the chosen two."""
    names = [result.name for result in ranked]
    met = sorted((sorted(pair, key=names.index) for pair in zip(against.a, against.b, strict=True)),
                 key=lambda pair: [names.index(name) for name in pair])  # fmt: skip
    for key, usual in zip(PAIR, met[0] if met else names, strict=False):
        address.keep(key, usual, address.one_of(names), name="the network")
    if len(names) > 2:
        all_pairs(names, against, called)
    one, other = (st.session_state[key] for key in PAIR)
    with st.container(horizontal=True):
        for key, title in zip(PAIR, ("This one", "against that one"), strict=True):
            st.selectbox(title, names, key=key, format_func=called.__getitem__)
    if one == other:
        st.info("Choose two different networks.", icon=":material/balance:")
        return
    of_name = {result.name: result for result in ranked}
    side_by_side(of_name[one], of_name[other], called)


def all_pairs(names: Sequence[str], against: pd.DataFrame, called: Mapping[str, str]) -> None:
    """How far each leads each other one; a click chooses the two."""
    letter = letters(names)
    n = len(names) * (len(names) - 1) // 2
    st.caption(f"In percentage points; {SURE} marks a lead that is more than chance explains, all "
               f"{len(against)} tests taken together. Click a cell to see the two song by "
               "song.")  # fmt: skip
    if len(against) < n:
        st.caption(f"{n - len(against)} of {n} pairs were judged on different songs and cannot be "
                   "tested: –. Another seed draws another test side.")  # fmt: skip
    matrix = lead_matrix(
        [called[name] for name in names],
        against.replace({"a": called, "b": called}),
        level=LEVEL,
        p_values=[p_in_words(p) for p in against.corrected],
    )
    back = {short: name for name, short in letter.items()}

    def store_choice(cell: Cell) -> None:
        for key, short in zip(PAIR, cell, strict=True):
            st.session_state[key] = back[short]

    one, other = (letter[st.session_state[key]] for key in PAIR)
    with st.container(width=90 + 62 * len(names)):
        show_matrix(matrix, key="leads", name="By how much each leads each other one",
                    chosen=(one, other), on_choose=store_choice)  # fmt: skip
    st.caption(" · ".join(f"**{letter[name]}** {plain(called[name])}" for name in names))


def side_by_side(a: Results, b: Results, called: Mapping[str, str]) -> None:
    """Two networks: McNemar's test in words, the songs that divide them, both matrices."""
    outcome = tested(a, b, called)
    if outcome is not None and not outcome.disagreements().empty:
        play_disagreement(outcome.disagreements(), a, b, called)
    matrices(a, b)
    reports = {result.name: result.report() or {} for result in (a, b)}
    differences(a, b, shared_classes(reports))


def tested(a: Results, b: Results, called: Mapping[str, str]) -> Comparison | None:
    """McNemar's test in plain words; None where they cannot be compared, and why."""
    origins = [f"{plain(called[result.name])} learned from {result.recipe.data.dataset}"
              for result in (a, b)]  # fmt: skip
    if a.recipe.data.dataset != b.recipe.data.dataset:
        st.info(f"{' and '.join(origins)}: no song was put to both of them, so they cannot be "
                "compared song by song.", icon=":material/balance:")  # fmt: skip
        return None
    try:
        outcome = replace(compare(a, b), a=called[a.name], b=called[b.name])
    except EarshotError as error:
        st.info(str(error), icon=":material/balance:")
        return None
    low, high = outcome.difference
    st.markdown(f"**On the same {len(outcome.songs)} songs**: {plain(outcome.verdict)}")
    st.caption("McNemar's test looks only at songs that one network got right and the other wrong; "
               "here by itself, of these two alone. The difference in accuracy lies between "
               f"{100 * low:+.0f} and {100 * high:+.0f} percentage points (95 %).")  # fmt: skip
    return outcome


def play_disagreement(
    apart: pd.DataFrame, a: Results, b: Results, called: Mapping[str, str]
) -> None:
    """One of the songs on which only one of the two is right."""
    dataset = a.recipe.data.dataset
    names = song_titles(dataset, apart.track_id)
    titles = {
        row.track_id: f"{names[row.track_id]}: {called[a.name]} says {row.predicted_a}, "
        f"{called[b.name]} {row.predicted_b}; it is labelled {row.label}"
        for row in apart.itertuples()
    }
    offer_song(dataset, titles, f"Hear one of the {len(titles)} songs on which only one is right",
               networks=[a.name, b.name])  # fmt: skip
