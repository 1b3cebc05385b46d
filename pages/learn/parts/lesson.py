"""A lesson: one idea in a few steps, each with knobs, pictures, sound, text and things to do.

The step, its knobs and the excerpt are in the address, so that a teacher can send exactly this.
"""

import streamlit as st

from core.errors import EarshotError
from core.lessons.content import Content
from core.lessons.excerpt import Excerpt, whole
from core.lessons.knobs import Settings
from core.lessons.notebook import Export
from pages.learn.parts import progress
from pages.learn.parts.excerpts import EXCERPT, pick_excerpt
from pages.learn.parts.knobs import reset_button, show_knobs
from pages.learn.parts.lesson_list import lesson_page
from pages.learn.parts.navigation import STEPS_ROW, show_navigation
from pages.learn.parts.notebook import show_exports
from pages.learn.parts.step import Lesson, Step
from pages.learn.parts.tasks import show_question, show_tasks
from pages.shared import address
from pages.shared.chooser import pick_sound, upload_pending
from pages.shared.sounds import current_sound
from pages.shared.spot import Spot

_STEP = "step"
_DRAWN = "lesson-drawn"  # the sound that the pictures are about


def show_lesson(lesson: Lesson) -> None:
    """The whole page of a lesson."""
    st.title(lesson_page(lesson.folder).title, anchor=False)
    st.markdown(lesson.lead)
    # Above all that differs from step to step, so that it stands still.
    with st.container(horizontal=True, vertical_alignment="center", key=STEPS_ROW):
        step = _pick_step(lesson)
        number = lesson.steps.index(step)
        progress.record(lesson.folder, number, len(lesson.steps), progress.OPENED)
        progress.show_marks(lesson.folder)
    _show_step(lesson, step)
    with st.expander("Sources", icon=":material/menu_book:"):
        st.markdown("\n".join(f"- {source}" for source in lesson.sources))
    show_navigation(lesson.folder, [each.content.name for each in lesson.steps], number, key=_STEP)
    progress.save(lesson.folder)


def _pick_step(lesson: Lesson) -> Step:
    steps = {step.content.name: step for step in lesson.steps}
    first = lesson.steps[0].content.name
    name = st.segmented_control(
        "Step",
        list(steps),
        default=first,
        required=True,
        key=address.keep(_STEP, first, address.one_of(steps), name="the step"),
        label_visibility="collapsed",
        wrap=True,
    )
    return steps[name]


def _show_step(lesson: Lesson, step: Step) -> None:
    """What can be played with, then what explains it, then what there is to do."""
    content = step.content
    top = st.container(horizontal=True, vertical_alignment="center")
    top.markdown(content.lead, width="stretch")
    beside = top.container(horizontal=True, width="content", vertical_alignment="center")
    above = st.container()
    left, right = (st.container(), None) if step.wide else st.columns([3, 2], gap="large")
    with left:
        settings = show_knobs(step.knobs, step.fits)
        uses_sound = step.uses_sound(settings)
        drawn = Spot()
        now = st.session_state.get("sound")
        if upload_pending(lesson.folder) or st.session_state.get(_DRAWN, now) != now:
            drawn.clear()  # not on a first visit: the next run would have to build it all anew
        with above:
            sound = pick_sound(lesson.folder) if uses_sound else current_sound()
        with beside:
            excerpt = pick_excerpt(sound, step.min_seconds) if uses_sound else whole(sound)
            if step.knobs or uses_sound:
                reset_button(EXCERPT | {knob.key: knob.default for knob in step.knobs})
        with drawn.container():
            shown = _draw(step, excerpt, settings)
        st.session_state[_DRAWN] = sound.id
    text, doing = st.columns(2, gap="large") if right is None else (right, None)
    with text:
        _explain(content)
    tasks, question = (doing, doing) if doing else st.columns(2, gap="large")
    with tasks:
        show_tasks(content.tasks)
    with question:
        number = lesson.steps.index(step)
        show_question(
            content.question,
            key=f"{lesson.folder}-{content.name}-question",
            on_right=lambda: progress.record(
                lesson.folder, number, len(lesson.steps), progress.RIGHT
            ),
        )
    if shown:
        show_exports(shown.codes, excerpt if uses_sound else None, shown.tables, shown.sounds)


def _draw(step: Step, excerpt: Excerpt, settings: Settings) -> Export | None:
    try:
        return step.show(excerpt, settings)
    except EarshotError as error:  # what no knob could foresee: the next turn may mend it
        st.error(str(error), icon=":material/error:")
        st.caption("Turn a knob back, or press Reset.")
        return None


def _explain(content: Content) -> None:
    st.subheader("What is going on", anchor=False)
    st.markdown(content.text)
    if content.formula:
        with st.expander("The formula", icon=":material/function:"):
            st.markdown(content.formula)
