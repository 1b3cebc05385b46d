"""Log and recipe of a run, for whoever wants to know exactly."""

import streamlit as st

from core.training.checkpoint import Checkpoint
from core.training.machine import machines, trained
from core.training.recipe import Recipe
from core.training.run import Run, Status
from pages.shared.sounds import plain


def show_fold_outs(results: Run | Checkpoint, recipe: Recipe, status: Status | None) -> None:
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
        if where := trained(machines(results)):
            text.caption(plain(where))
        toml = recipe.to_toml()
        text.download_button(
            "Download recipe (TOML)", toml, f"{results.name}.toml", "application/toml",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        text.code(toml, language="toml", height=320)
