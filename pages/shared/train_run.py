"""One run: where it stands, what it learned, and what can be done with it now."""

import time

import streamlit as st

from core import jobs
from core.errors import EarshotError
from core.figures.learning_curves import accuracy_curves, best_epoch, loss_curves
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe
from core.training.run import Run, Status
from pages.shared.charts import show
from pages.shared.train_judged import show_figures, show_judging
from pages.shared.train_words import LEAK_NOTE, LEAKING, STATES, about, leaks, progress_words


def show_run(results: Run | Checkpoint) -> None:
    """The whole panel of a run, or of a shipped checkpoint as an example."""
    recipe = results.recipe
    status = results.status() if isinstance(results, Run) else None
    _head(results, recipe, status)
    if isinstance(results, Run) and status:
        _standing(results, status)
        _buttons(results, status)
    _curves(results, recipe, status)
    if not (status and status.live):
        show_figures(results)
    if isinstance(results, Run) and status and not status.live:
        show_judging(results)
    _fold_outs(results, recipe, status)


def _head(results: Run | Checkpoint, recipe: Recipe, status: Status | None) -> None:
    icon, colour, word = STATES[status.state if status else "shipped"]
    st.subheader(recipe.title)
    with st.container(horizontal=True, gap="small"):
        st.badge(word, icon=icon, color=colour)  # type: ignore[arg-type]
        st.badge(recipe.data.dataset, icon=":material/library_music:", color="gray")
        if recipe.data.dataset == "demo":
            st.badge("synthetic", icon=":material/smart_toy:", color="gray")
        if leaks(recipe.data.split):
            st.badge(LEAKING, icon=":material/warning:", color="red")
    st.caption(f"Split {recipe.data.split}, seed {recipe.seed}. `{results.name}`")
    if leaks(recipe.data.split):
        st.warning(LEAK_NOTE, icon=":material/warning:")
    if not status:
        st.caption(
            "An example to begin with: how the shipped network of this name was trained on real "
            "music. Start a training above, and it takes this place."
        )


def _standing(run: Run, status: Status) -> None:
    """Progress, or why there is none."""
    if status.state == "queued":
        names = [waiting.name for waiting in jobs.waiting()]
        place = names.index(run.name) + 1 if run.name in names else 1
        st.progress(0.0, text=f"Waiting: number {place} in the queue. One run trains at a time.")
    elif status.state == "running":
        done = min(1.0, status.epoch / max(1, status.n_epochs))
        st.progress(done, text=progress_words(status, time.time()))
        st.caption(status.message[:1].upper() + status.message[1:] + ".")
    elif status.state in ("failed", "lost"):
        st.error(status.message or "It failed, and its log tells where.", icon=":material/error:")
    elif status.state == "stopped":
        st.caption(
            f"Stopped after epoch {status.epoch} of {status.n_epochs}. The best weights so far are "
            "kept; resumed, it goes on exactly as if it had not been stopped."
            if status.epoch
            else "Stopped before its first epoch was over."
        )


def _buttons(run: Run, status: Status) -> None:
    """Stop what is live, resume what was cut short."""
    try:
        if status.live:
            asked = run.stop_asked()
            label = "Stopping …" if asked else "Stop"
            if st.button(label, icon=":material/stop:", disabled=asked, key="train-stop"):
                jobs.stop(run)
                st.rerun()
        elif status.state != "finished" and st.button(
            "Resume", icon=":material/resume:", key="train-resume"
        ):
            jobs.resume(run)
            st.rerun()
    except EarshotError as error:
        st.error(str(error))


def _curves(results: Run | Checkpoint, recipe: Recipe, status: Status | None) -> None:
    """Loss and accuracy by epoch, and the figures of the best one."""
    history = results.history()
    live = bool(status and status.live)
    if history.empty and not live:
        return
    n_epochs = recipe.training.epochs if live or history.empty else len(history)
    best = best_epoch(history)
    if best is not None:
        row = history[history.epoch == best].iloc[0]
        with st.grid(5, min_column_width=130):
            st.metric(
                "Best validation",
                f"{100 * row.validation_accuracy:.1f} %",
                help="Accuracy at the epoch whose weights are kept.",
            )
            st.metric(
                "Validation loss",
                f"{row.validation_loss:.3f}",
                help="Cross-entropy in nats; the lowest one's weights are kept.",
            )
            st.metric("Best epoch", f"{best} of {n_epochs}")
            spent = about(history.seconds.sum()).removeprefix("about ")
            st.metric("Time", spent, help="Spent on epochs.")
    left, right = st.columns(2)
    with left:
        st.markdown("**Loss**", help="The star marks the epoch whose weights are kept.")
        show(loss_curves(history, n_epochs=n_epochs), key="train-loss", name=f"{results.name}-loss")
    with right:
        st.markdown("**Accuracy**")
        show(
            accuracy_curves(history, n_epochs=n_epochs, n_classes=n_classes(results)),
            key="train-accuracy",
            name=f"{results.name}-accuracy",
        )
    if recipe.augmentation.mixup_alpha or recipe.augmentation.noise_std:
        st.caption(
            "The training curves are measured on crops made harder on purpose (noise, blends of "
            "songs), the validation curves on whole songs as they are: so they may lie apart."
        )


def n_classes(results: Run | Checkpoint) -> int | None:
    """How many classes it tells apart; None before a run knows."""
    if not (results.path / "checkpoint.json").is_file():
        return None
    return len(Checkpoint(results.path).classes)


def _fold_outs(results: Run | Checkpoint, recipe: Recipe, status: Status | None) -> None:
    """Log and recipe, read only when they are open."""
    if isinstance(results, Run) and status:
        troubled = status.state in ("failed", "lost")
        log = st.expander(
            "Log", icon=":material/notes:", expanded=troubled, on_change="rerun", key="train-log"
        )
        if log.open:
            log.code(results.log_tail() or "Nothing yet.", language=None, height=320)
    text = st.expander(
        "Recipe", icon=":material/receipt_long:", on_change="rerun", key="train-toml"
    )
    if text.open:
        text.caption(
            "Everything that determines this run. Train it again, here or elsewhere, with "
            "`python -m core train FILE.toml`."
        )
        toml = recipe.to_toml()
        text.download_button(
            "Download recipe (TOML)", toml, f"{results.name}.toml", "application/toml",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        text.code(toml, language="toml", height=320)
