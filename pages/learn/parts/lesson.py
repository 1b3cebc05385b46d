"""A lesson: one idea in a few steps, each with knobs, pictures, sound, text and things to do.

The step, its knobs and the excerpt are in the address, so that a teacher can send exactly this.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from core.errors import EarshotError
from pages.learn.parts import progress
from pages.learn.parts.excerpts import EXCERPT, Part, pick_excerpt, whole
from pages.learn.parts.knobs import Knob, Settings, always, reset_button, turn
from pages.learn.parts.lesson_list import lesson_page
from pages.learn.parts.notebook import Table, take_away
from pages.learn.parts.tasks import Question, Task, show_question, show_tasks
from pages.learn.parts.way import STEPS_ROW, show_way
from pages.shared import address
from pages.shared.chooser import pick_sound
from pages.shared.sounds import current_sound

_STEP = "step"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a step leaves to be taken away, beside its pictures.

    `code` computes what is shown, in lines that run as they stand in a notebook, and `by_librosa`
    the same without Earshot's features, where there is such a way. `tables` are its numbers and
    `sounds` its WAV files, both by name.
    """

    code: str
    by_librosa: str = ""
    tables: dict[str, Table] = field(default_factory=dict)
    sounds: dict[str, bytes] = field(default_factory=dict)

    @property
    def codes(self) -> dict[str, str]:
        """The ways to compute it, by the library that they use."""
        codes = {"Earshot": self.code, "librosa": self.by_librosa}
        return {library: code for library, code in codes.items() if code}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a lesson: something to play with, and after it the words that explain it.

    Attributes
    ----------
    name : str
        In the row of steps and in the address.
    lead : str
        A sentence over the knobs: what to turn, and what to look or listen for.
    text : str
        A few short paragraphs of Markdown in plain words, beside or below the picture.
    formula : str
        The same in formulas, folded below the text; empty where there is none.
    show : callable
        Draws the step for a part of the reader's sound and the settings of its knobs. Called with
        the columns already chosen: it only draws, from top to bottom.
    tasks, question
        What the reader does.
    knobs : tuple of Knob
        Shown above the picture, in the address, reset by the button.
    fits : callable
        Whether settings go together; see `turn`.
    wide : bool
        The picture takes the whole width, and the text stands below it.
    hears : callable
        Whether, with these settings, it is about the reader's sound, which can then be chosen.
    least : float
        The shortest excerpt of that sound that it can show, s.
    """

    name: str
    lead: str
    text: str
    formula: str = ""
    show: Callable[[Part, Settings], Shown]
    tasks: tuple[Task, ...]
    question: Question
    knobs: tuple[Knob, ...] = ()
    fits: Callable[[Settings], bool] = always
    wide: bool = False
    hears: Callable[[Settings], bool] = always
    least: float = 0.0


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
    # Above all that differs from step to step, so that it stands still.
    with st.container(horizontal=True, vertical_alignment="center", key=STEPS_ROW):
        step = _pick_step(lesson)
        number = lesson.steps.index(step)
        progress.note(lesson.folder, number, len(lesson.steps), progress.OPENED)
        progress.show_marks(lesson.folder)
    _show_step(lesson, step)
    with st.expander("Sources", icon=":material/menu_book:"):
        st.markdown("\n".join(f"- {source}" for source in lesson.sources))
    show_way(lesson.folder, [each.name for each in lesson.steps], number, key=_STEP)
    progress.keep(lesson.folder)


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


def _show_step(lesson: Lesson, step: Step) -> None:
    """What can be played with, then what explains it, then what there is to do."""
    top = st.container(horizontal=True, vertical_alignment="center")
    top.markdown(step.lead, width="stretch")
    beside = top.container(horizontal=True, width="content", vertical_alignment="center")
    above = st.container()
    left, right = (st.container(), None) if step.wide else st.columns([3, 2], gap="large")
    with left:
        settings = turn(step.knobs, step.fits)
        hears = step.hears(settings)
        with above:
            sound = pick_sound(lesson.folder) if hears else current_sound()
        with beside:
            part = pick_excerpt(sound, step.least) if hears else whole(sound)
            if step.knobs or hears:
                reset_button(EXCERPT | {knob.key: knob.default for knob in step.knobs})
        shown = _draw(step, part, settings)
    text, doing = st.columns(2, gap="large") if right is None else (right, None)
    with text:
        _explain(step)
    tasks, question = (doing, doing) if doing else st.columns(2, gap="large")
    with tasks:
        show_tasks(step.tasks)
    with question:
        number = lesson.steps.index(step)
        show_question(
            step.question,
            key=f"{lesson.folder}-{step.name}-question",
            on_right=lambda: progress.note(
                lesson.folder, number, len(lesson.steps), progress.RIGHT
            ),
        )
    if shown:
        take_away(shown.codes, part if hears else None, shown.tables, shown.sounds)


def _draw(step: Step, part: Part, settings: Settings) -> Shown | None:
    try:
        return step.show(part, settings)
    except EarshotError as error:  # what no knob could foresee: the next turn may mend it
        st.error(str(error), icon=":material/error:")
        st.caption("Turn a knob back, or press Reset.")
        return None


def _explain(step: Step) -> None:
    st.subheader("What is going on", anchor=False)
    st.markdown(step.text)
    if step.formula:
        with st.expander("The formula", icon=":material/function:"):
            st.markdown(step.formula)
