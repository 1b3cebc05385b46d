"""Step: the curves of real runs, read together: underfitting, overfitting, when to stop."""

from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from core.analysis.stopping import patience_ends, stopped_after
from core.figures.learning import mark_epochs
from core.figures.learning_curves import accuracy_curves, loss_curves
from core.training.checkpoint import checkpoint_names
from pages.learn.learning.stops import against_told, patience_told, stop_told
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.excerpts import Part
from pages.shared.knobs import Knob, Settings, never
from pages.shared.lesson import Shown, Step
from pages.shared.notebook import Table
from pages.shared.tasks import Question, Task

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
LEAD = (
    "Move *Stop after epoch* along the curves: at which epoch has the network learned most that "
    "it can use on new songs?"
)
TEXT = """These are the curves of real trainings: of networks that come with Earshot. They learned
from 442 **training** songs. Another 148, the **validation** songs, are never learned from; they
only show what the network can do with songs that it does not know. An **epoch** is once through all
training songs.

- **Underfitting**: both losses are high and still falling. Training longer helps.
- **Overfitting**: the training loss goes on falling, but the validation loss does not. The network
  is learning its songs by heart.
- **Early stopping** keeps the weights of the epoch with the lowest validation loss (the star), and
  ends when a number of epochs, the **patience**, has brought none lower.

One caution: in training the task is made harder on purpose, by dropping parts of the network and by
adding noise to songs or blending them (**mixup**). So the training curve may look worse than the
validation curve. Compare each curve with itself."""
KNOBS = (
    Knob("run", "Network", tuple(RUNS), next(iter(RUNS)), "Whose training.", few=True,
         broad=True),
    Knob("stop", "Stop after epoch", (1, 80, 1), 25, "As if training had ended there.",
         sliding=True),
    Knob("patience", "Patience (epochs)", (1, 30, 1), 8,
         "Early stopping ends after so many epochs without a lower validation loss.", sliding=True),
)  # fmt: skip
CODE = """from core.analysis.stopping import patience_ends, stopped_after
from core.training.checkpoint import Checkpoint

history = Checkpoint.load("{name}").history()
early = stopped_after(history, {stop})
late = stopped_after(history, len(history))
ends = patience_ends(history, {patience})  # None: never
print(early.best, early.best_loss, late.best, late.best_loss, ends)"""


def _history(settings: Settings) -> "pd.DataFrame":
    """The curves of the network chosen, a row for each epoch."""
    return loaders.results(RUNS[settings["run"]]).history()


def _show(_part: Part, settings: Settings) -> Shown:
    result = loaders.results(RUNS[settings["run"]])
    history, patience = _history(settings), settings["patience"]
    chosen, whole = (stopped_after(history, n) for n in (settings["stop"], len(history)))
    ends = patience_ends(history, patience)
    marks = {"stop": chosen.epoch} | ({"patience ends": ends} if ends else {})
    loss = mark_epochs(loss_curves(history, n_epochs=len(history)), marks)
    show(loss, key="run-loss", name=f"{result.name}-loss")
    accuracy = accuracy_curves(history, n_epochs=len(history), n_classes=10)
    accuracy = mark_epochs(accuracy, marks, top=BELOW_CURVES)
    show(accuracy, key="run-accuracy", name=f"{result.name}-accuracy")
    kept = stopped_after(history, ends or len(history))
    st.markdown(f"{stop_told(chosen)}\n\n{patience_told(patience, ends, kept, len(history))}")
    st.markdown(against_told(stopped_after(history, EARLY), whole, result.recipe.training))
    code = CODE.format(name=result.name, stop=settings["stop"], patience=patience)
    columns = ["train_loss", "validation_loss", "train_accuracy", "validation_accuracy"]
    values = history[columns].to_numpy(np.float64)
    return Shown(
        code=code, tables={"History": Table(values, history.epoch.to_numpy(), "epoch", columns)}
    )


REAL_RUN = Step(
    name="A real run",
    lead=LEAD,
    text=TEXT,
    show=_show,
    knobs=KNOBS,
    fits=lambda settings: settings["stop"] <= len(_history(settings)),
    hears=never,
    tasks=(
        Task(
            "Choose *26 averages*. Stop after epoch 5, then 25, then 62. Name each.",
            "At 5 both losses are near 1.7 and falling: underfitting. At 25 the validation loss "
            "is nearly at its best, 1.027 nats. At 62 the training loss is 0.12 and the gap 1.11 "
            "nats: overfitting. Epoch 32 is kept.",
        ),
        Task(
            "Choose *two branches, mixup* and turn the patience from 5 to 6.",
            "With 5 it ends at epoch 12 and keeps 1.039 nats. With 6 it gets past the bump, and "
            "finds 0.635 at epoch 34. Too little patience mistakes a bump for the end.",
        ),
        Task(
            "Compare 25 epochs with the whole run, for both networks of two branches.",
            "*As in the paper*, epoch 19 is kept either way. The 55 epochs after 25 only widen the "
            "gap, from 0.60 to 1.07 nats; 80.4 % of validation songs are right after both, but the "
            "network has grown surer of its mistakes. With *mixup* and a learning rate that falls "
            "to the end, the best is epoch 51: 0.621 nats instead of 0.729. How long is long "
            "enough depends on the recipe.",
        ),
    ),
    question=Question(
        "The training loss falls, the validation loss rises. What helps?",
        (
            "More epochs",
            "The weights of an earlier epoch, or more varied training songs",
            "A larger network",
        ),
        1,
        "It learns its songs by heart. Stop earlier, or make them harder to learn by heart: more "
        "songs, noise, mixup.",
    ),
)
