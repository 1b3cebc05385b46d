"""What a lesson is made of: steps, each a file that draws and a Markdown file that explains."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.lessons.content import Content, read_content
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, always
from core.lessons.notebook import Export


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a lesson: something to play with, and after it the text that explains it.

    Attributes
    ----------
    file : str
        The step's own file. What it says is in the Markdown file beside it, see `content`.
    values : callable
        What that Markdown file has filled in, by name.
    show : callable
        Draws the step for an excerpt of the reader's sound and the settings of its knobs. Called
        with the columns already chosen: it only draws, from top to bottom.
    knobs : tuple of Knob
        Shown above the picture, in the address, reset by the button.
    fits : callable
        Whether settings go together; see `show_knobs`.
    wide : bool
        The picture takes the whole width, and the text stands below it.
    uses_sound : callable
        Whether, with these settings, it is about the reader's sound, which can then be chosen.
    min_seconds : float
        The shortest excerpt of that sound that it can show, s.
    """

    file: str
    values: Callable[[], Mapping[str, str]] = dict
    show: Callable[[Excerpt, Settings], Export]
    knobs: tuple[Knob, ...] = ()
    fits: Callable[[Settings], bool] = always
    wide: bool = False
    uses_sound: Callable[[Settings], bool] = always
    min_seconds: float = 0.0

    @property
    def content(self) -> Content:
        """What it says and asks, as its Markdown file now stands."""
        return read_content(Path(self.file).with_suffix(".md"), self.values())


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """A lesson: its `folder` in ``pages/learn``, its one idea, its steps, and its sources.

    `lead` is the idea in a sentence or two; `sources` are lines of Markdown: author, year, title.
    """

    folder: str
    lead: str
    steps: tuple[Step, ...]
    sources: tuple[str, ...]
