"""How one run learned: loss and accuracy by epoch, and the figures of the best one."""

import time

import pandas as pd
import streamlit as st

from core.figures.learning_curves import best_epoch, headline_curves, loss_curves
from core.tasks.base import Headline
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe
from core.training.run import Results, Status
from pages.shared.charts import show
from pages.shared.reports import as_figure
from pages.train.words import about


def show_curves(
    results: Results, recipe: Recipe, status: Status | None, *, alone: bool = True
) -> None:
    """The figures of the best epoch, and the curves where it is shown `alone`."""
    history = results.history()
    live = bool(status and status.live)
    if history.empty and not live:
        return
    n_epochs = recipe.training.epochs if live or history.empty else len(history)
    _figures(history, recipe.task.headline, n_epochs, status)
    if alone:
        _draw(results, history, n_epochs)
    if recipe.augmentation.mixup_alpha or recipe.augmentation.noise_std:
        st.caption(
            "The training curves are measured on crops made harder on purpose (noise, blends of "
            "songs), the validation curves on whole songs as they are: so they may lie apart."
        )


def _figures(history: pd.DataFrame, figure: Headline, n_epochs: int, status: Status | None) -> None:
    """What the best epoch reached, and the time that all took."""
    best = best_epoch(history)
    with st.grid(5, min_column_width=130):
        if best is not None:
            row = history[history.epoch == best].iloc[0]
            st.metric(
                "Best validation",
                as_figure(row[f"validation_{figure.name}"], figure.percent),
                help=f"{figure.title} at the epoch whose weights are kept.",
            )
            st.metric(
                "Validation loss",
                f"{row.validation_loss:.3f}",
                help="The weights of the epoch at which it is lowest are kept.",
            )
            st.metric("Best epoch", f"{best} of {n_epochs}")
        before = status.prepared_for(time.time()) if status else 0.0
        if before or best is not None:
            epochs = float(history.seconds.sum())
            st.metric("Time", _spent(before + epochs), help=_parts(before, epochs))


def _spent(seconds: float) -> str:
    return about(seconds).removeprefix("about ")


def _parts(before: float, epochs: float) -> str:
    if not before:
        return "Spent on epochs."
    return (
        f"{_spent(before)} of preparing (opening the dataset, computing what the network reads of "
        f"each song, which is kept for the next time), {_spent(epochs)} of epochs."
    )


def _draw(results: Results, history: pd.DataFrame, n_epochs: int) -> None:
    left, right = st.columns(2)
    with left:
        st.markdown("**Loss**", help="The star marks the epoch whose weights are kept.")
        curves = loss_curves(history, n_epochs=n_epochs, unit=results.recipe.task.loss_unit)
        show(curves, key="train-loss", name=f"{results.name}-loss")
    with right:
        figure = results.recipe.task.headline
        st.markdown(f"**{figure.title}**")
        show(
            headline_curves(
                history,
                figure.name,
                title=figure.title,
                percent=figure.percent,
                n_epochs=n_epochs,
                n_classes=_n_classes(results),
            ),
            key="train-accuracy",
            name=f"{results.name}-{figure.name}",
        )


def _n_classes(results: Results) -> int | None:
    """How many classes it tells apart; None before a run knows, and where it tells none."""
    of_classes = results.recipe.task.exclusive
    if not of_classes or not (results.path / "checkpoint.json").is_file():
        return None
    return len(Checkpoint(results.path).names)
