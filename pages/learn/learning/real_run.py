"""Step: the curves of real runs, read together: underfitting, overfitting, when to stop."""

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from core.figures.learning_curves import headline_curves, loss_curves
from core.figures.lessons.learning import mark_epochs
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.learning.stopping import patience_ends, stopped_after
from core.lessons.notebook import Export, Table
from core.training.checkpoint import checkpoint_names
from pages.learn.learning.stopping_summaries import comparison_table, patience_summary, stop_summary
from pages.learn.parts.step import Step
from pages.shared import loaders
from pages.shared.charts import show

if TYPE_CHECKING:
    import pandas as pd

ALL = {
    "two branches, as in the paper": "zheng-dual-cnn-paper",
    "two branches, mixup": "zheng-dual-cnn",
    "26 averages": "zheng-baseline",
}
EARLY = 25  # epochs
BELOW_CURVES = 0.34  # of the height of the plot, where accuracies leave room
RUNS = {title: name for title, name in ALL.items() if name in checkpoint_names()}
KNOBS = (
    Knob("run", "Network", tuple(RUNS), next(iter(RUNS)), "Whose training.", few=True,
         broad=True),
    Knob("stop", "Stop after epoch", (1, 80, 1), 25, "As if training had ended there.",
         sliding=True),
    Knob("patience", "Patience (epochs)", (1, 30, 1), 8,
         "Early stopping ends after so many epochs without a lower validation loss.", sliding=True),
)  # fmt: skip
CODE = """from core.lessons.learning.stopping import patience_ends, stopped_after
from core.training.checkpoint import Checkpoint

history = Checkpoint.load("{name}").history()
early = stopped_after(history, {stop})
late = stopped_after(history, len(history))
ends = patience_ends(history, {patience})  # None: never
print(early.best, early.best_loss, late.best, late.best_loss, ends)"""


def _history(settings: Settings) -> "pd.DataFrame":
    """The curves of the network chosen, a row for each epoch."""
    return loaders.results(RUNS[settings["run"]]).history()


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    result = loaders.results(RUNS[settings["run"]])
    history, patience = _history(settings), settings["patience"]
    chosen, whole = (stopped_after(history, n) for n in (settings["stop"], len(history)))
    ends = patience_ends(history, patience)
    marks = {"stop": chosen.epoch} | ({"patience ends": ends} if ends else {})
    loss = mark_epochs(loss_curves(history, n_epochs=len(history)), marks)
    show(loss, key="run-loss", name=f"{result.name}-loss")
    accuracy = headline_curves(history, n_epochs=len(history), n_classes=10)
    accuracy = mark_epochs(accuracy, marks, top=BELOW_CURVES)
    show(accuracy, key="run-accuracy", name=f"{result.name}-accuracy")
    stopped = stopped_after(history, ends or len(history))
    st.markdown(
        f"{stop_summary(chosen)}\n\n{patience_summary(patience, ends, stopped, len(history))}"
    )
    st.markdown(comparison_table(stopped_after(history, EARLY), whole, result.recipe.training))
    code = CODE.format(name=result.name, stop=settings["stop"], patience=patience)
    columns = ["train_loss", "validation_loss", "train_accuracy", "validation_accuracy"]
    values = history[columns].to_numpy(np.float64)
    return Export(
        code=code, tables={"History": Table(values, history.epoch.to_numpy(), "epoch", columns)}
    )


REAL_RUN = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    fits=lambda settings: settings["stop"] <= len(_history(settings)),
    uses_sound=never,
)
