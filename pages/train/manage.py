"""What can be done with a run apart from training it: words for it, and its end."""

from collections.abc import Callable

import streamlit as st

from core import jobs
from core.errors import EarshotError
from core.training.about import about, called, update_about
from core.training.run import Run
from pages.shared.sounds import plain

FAILED = "train-not-done"


def show_words(run: Run) -> None:
    """Title, note and tags, to be changed."""
    description = about(run)
    with (
        st.popover("Title and notes", icon=":material/edit_note:"),
        st.form(f"train-words-{run.name}", border=False),
    ):
        st.text_input("Title", description.title, max_chars=80, key=f"train-title-{run.name}",
                      help="For lists. Its folder keeps its name, so links hold.")  # fmt: skip
        st.text_area("Note", description.note, max_chars=4000, key=f"train-note-{run.name}")
        st.text_input("Tags", ", ".join(description.tags), key=f"train-tags-{run.name}",
                      help="Between commas: by them the list can be narrowed.")  # fmt: skip
        st.form_submit_button("Save", icon=":material/save:", on_click=_save_about, args=(run,))


def show_end(run: Run) -> None:
    """Deletion, after a question; one of its own per run, so that it closes with the run."""
    live = run.status().live
    help_ = "Stop it first." if live else None
    with st.popover("Delete", icon=":material/delete:", disabled=live, help=help_,
                    key=f"train-end-{run.name}"):  # fmt: skip
        st.markdown(
            f"Delete **{plain(called(run))}** for good? Its weights, curves and figures go with "
            "it, and nothing brings them back."
        )
        st.button("Yes, delete it", icon=":material/delete_forever:",
                  key=f"train-delete-{run.name}", on_click=_delete, args=(run,))  # fmt: skip
    if failure := st.session_state.pop(FAILED, ""):
        st.error(failure)


def _save_about(run: Run) -> None:
    title, note, tags = (
        st.session_state[f"train-{field}-{run.name}"] for field in ("title", "note", "tags")
    )
    _try(
        lambda: update_about(
            run, title=title, note=note, tags=[t for t in tags.split(",") if t.strip()]
        )
    )


def _delete(run: Run) -> None:
    _try(lambda: jobs.delete(run))


def _try(action: Callable[[], object]) -> None:
    try:
        action()
    except EarshotError as error:
        st.session_state[FAILED] = str(error)
    except OSError as error:
        st.session_state[FAILED] = f"The run's folder cannot be changed: {error}."
