"""What a reader does in a lesson: things to try, with answers that fold out, and a question."""

from collections.abc import Callable, Sequence

import streamlit as st

from core.lessons.content import Question, Task


def show_tasks(tasks: Sequence[Task]) -> None:
    """The tasks, each with its answer folded."""
    st.subheader("Try this", anchor=False)
    for number, task in enumerate(tasks, 1):
        st.markdown(f"{number}. {task.do}")
        with st.expander("Answer"):
            st.markdown(task.answer)


def show_question(question: Question, *, key: str, on_right: Callable[[], None]) -> None:
    """The question; once an option is chosen, whether it is right, and why.

    `on_right` is called when the right one is chosen.
    """
    st.subheader("Check yourself", anchor=False)
    right = question.options[question.right]

    def answered() -> None:
        if st.session_state[key] == right:
            on_right()

    chosen = st.radio(question.ask, question.options, index=None, key=key, on_change=answered)
    if chosen is None:
        return
    if chosen == right:
        st.success(f"Right. {question.why}", icon=":material/check:")
    else:
        st.info("Not that one. Try it above, then choose again.", icon=":material/refresh:")
