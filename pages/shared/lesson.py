"""A lesson: one idea in a few steps, each with text, knobs, pictures, sound and things to do.

The step, its knobs and the excerpt are in the address, so that a teacher can send exactly this.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from core.errors import EarshotError
from pages.shared import address
from pages.shared.chooser import pick_sound
from pages.shared.excerpts import EXCERPT, Part, pick_excerpt, whole
from pages.shared.knobs import Knob, Settings, reset_button, turn
from pages.shared.lesson_list import LESSONS, lesson_page
from pages.shared.notebook import Table, take_away
from pages.shared.sounds import current_sound
from pages.shared.tasks import Question, Task, show_question, show_tasks

_STEP = "step"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a step leaves to be taken away, beside its pictures.

    `code` computes what is shown, in lines that run as they stand in a notebook; `tables` are its
    numbers and `sounds` its WAV files, both by name.
    """

    code: str
    tables: dict[str, Table] = field(default_factory=dict)
    sounds: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a lesson.

    Attributes
    ----------
    name : str
        In the row of steps and in the address.
    text : str
        A few short paragraphs of Markdown with formulas, shown beside the picture.
    show : callable
        Draws the step for a part of the reader's sound and the settings of its knobs. Called with
        the columns already chosen: it only draws, from top to bottom.
    tasks, question
        What the reader does.
    knobs : tuple of Knob
        Shown above the picture, in the address, reset by the button.
    wide : bool
        The picture takes the whole width, and the text stands beside the knobs.
    hears : bool
        Whether it is about the reader's sound, which can then be chosen and cut.
    """

    name: str
    text: str
    show: Callable[[Part, Settings], Shown]
    tasks: tuple[Task, ...]
    question: Question
    knobs: tuple[Knob, ...] = ()
    wide: bool = False
    hears: bool = True


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson: its `folder` in ``pages/learn``, its one idea, its steps, and its sources.

    `lead` is the idea in a sentence or two; `sources` are lines of Markdown: author, year, title.
    """

    folder: str
    lead: str
    steps: tuple[Step, ...]
    sources: tuple[str, ...]


def show_lesson(lesson: Lesson) -> None:
    """The whole page of a lesson."""
    st.title(lesson_page(lesson.folder).title, anchor=False)
    st.markdown(lesson.lead)
    above, row = st.container(), st.container(horizontal=True, vertical_alignment="center")
    with row:
        step = _pick_step(lesson)
        st.space("stretch")
    with above:
        sound = pick_sound(lesson.folder) if step.hears else current_sound()
    with row:
        part = pick_excerpt(sound) if step.hears else whole(sound)
        reset_button(EXCERPT | {knob.key: knob.default for knob in step.knobs})
    try:
        shown = _show_step(step, part)
        take_away(shown.code, part if step.hears else None, shown.tables, shown.sounds)
    except EarshotError as error:  # settings that do not go together; the next turn may mend them
        st.error(str(error), icon=":material/error:")
        st.caption("Turn a knob back, or press Reset.")
    left, right = st.columns(2, gap="large")
    with left:
        show_tasks(step.tasks)
    with right:
        show_question(step.question, key=f"{lesson.folder}-{step.name}-question")
    _end(lesson)


def _pick_step(lesson: Lesson) -> Step:
    steps = {step.name: step for step in lesson.steps}
    first = lesson.steps[0].name
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


def _show_step(step: Step, part: Part) -> Shown:
    left, right = st.columns([2, 3], gap="large") if not step.wide else st.columns(2, gap="large")
    left.markdown(step.text)
    with right:
        settings = turn(step.knobs)
        if not step.wide:
            return step.show(part, settings)
    return step.show(part, settings)


def _end(lesson: Lesson) -> None:
    """Sources, and the ways to the lessons before and after."""
    with st.expander("Sources", icon=":material/menu_book:"):
        st.markdown("\n".join(f"- {source}" for source in lesson.sources))
    place = LESSONS.index(lesson_page(lesson.folder))
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if place > 0:
            before = LESSONS[place - 1]
            st.page_link(before.file, label=before.title, icon=":material/arrow_back:")
        if place + 1 < len(LESSONS):
            after = LESSONS[place + 1]
            st.page_link(
                after.file,
                label=after.title,
                icon=":material/arrow_forward:",
                icon_position="right",
            )
