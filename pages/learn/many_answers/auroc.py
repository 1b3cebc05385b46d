"""Step: the area under the ROC curve, counted pair by pair."""

import streamlit as st

from core.figures.lessons.many_answers import pairs_figure, roc_figure
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Settings, never
from core.lessons.many_answers.ranking import pairs, roc
from core.lessons.notebook import Export, Table
from pages.learn.many_answers.songs import AGAIN, APART, code, counted, drawn
from pages.learn.parts.step import Step
from pages.shared.charts import show

KNOBS = (*counted(4, 6, 20), APART, AGAIN)


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    songs = drawn(settings)
    wins = pairs(songs)
    show(pairs_figure(songs.has, songs.probabilities, wins), key="pairs", name="earshot-pairs")
    right, equal = int((wins == 1).sum()), int((wins == 0.5).sum())
    ties = f", and {equal} equal ones count half" if equal else ""
    st.markdown(
        f"Of {wins.size} pairs, **{right}** are in the right order{ties}: "
        f"**AUROC = {wins.mean():.3f}**. The curve below encloses the same area."
    )
    show(roc_figure(*roc(songs), float(wins.mean())), key="roc", name="earshot-roc")
    names = [f"without {i + 1}" for i in range(wins.shape[1])]
    rows = [f"with {i + 1}" for i in range(wins.shape[0])]
    table = Table(wins, rows, "song", names)  # type: ignore[arg-type]
    lines = "print(pairs(songs).mean())"
    return Export(code=code(settings, "pairs", lines), tables={"Pairs": table})


AUROC = Step(file=__file__, show=_show, knobs=KNOBS, uses_sound=never)
