"""The way through the lessons: at the foot of a step, to the one before and to the next."""

from collections.abc import Sequence

import streamlit as st
from streamlit.components.v2 import component

from pages.learn.parts.lesson_list import LESSONS, LessonPage, lesson_page

STEPS_ROW = "lesson-steps"
"""The key of the container that a new step begins with."""

# A step that was opened from the foot begins at its top; where that is seen, nothing moves.
_begin = component(
    "earshot_step",
    js="""
let shown = null;
export default ({ data }) => {
  const { row, step } = data;
  if (shown !== null && step !== shown) {
    const top = document.querySelector(`.st-key-${row}`);
    top.style.scrollMarginTop = "4.5rem"; // Streamlit's own bar lies over the page
    top.scrollIntoView({ block: "nearest" });
    const named = [...top.querySelectorAll('[role="radio"]')].find(
      (radio) => radio.textContent.trim() === step
    );
    named?.focus({ preventScroll: true });
  }
  shown = step;
};
""",
)


def show_navigation(folder: str, steps: Sequence[str], number: int, *, key: str) -> None:
    """Buttons to the steps of a lesson around `number`, or to the lessons around it.

    `key` is that of the widget in which a step is chosen by its name.
    """
    place = LESSONS.index(lesson_page(folder))
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        if number:
            _step_button(steps[number - 1], key, icon="arrow_back", forward=False)
        elif place:
            _lesson_link(LESSONS[place - 1], forward=False)
        else:
            st.space("small")
        if number + 1 < len(steps):
            _step_button(steps[number + 1], key, icon="arrow_forward", forward=True)
        elif place + 1 < len(LESSONS):
            _lesson_link(LESSONS[place + 1], forward=True)
        else:
            st.page_link(
                "pages/train/train.py",
                label="Train a network of your own",
                icon=":material/arrow_forward:",
                icon_position="right",
            )
    _begin(key=f"{folder}-step", data={"row": STEPS_ROW, "step": steps[number]}, height=1)


def _step_button(name: str, key: str, *, icon: str, forward: bool) -> None:
    st.button(
        f"Next step: {name}" if forward else name,
        icon=f":material/{icon}:",
        icon_position="right" if forward else "left",
        type="secondary" if forward else "tertiary",
        on_click=lambda: st.session_state.update({key: name}),
    )


def _lesson_link(lesson: LessonPage, *, forward: bool) -> None:
    st.page_link(
        lesson.file,
        label=f"Next lesson: {lesson.title}" if forward else lesson.title,
        icon=f":material/arrow_{'forward' if forward else 'back'}:",
        icon_position="right" if forward else "left",
    )
