"""The lessons of Learn, in the order in which they build on one another."""

from dataclasses import dataclass

NUMBERED = 9


@dataclass(frozen=True)
class LessonPage:
    """Where a lesson is and what the menu says of it; `folder` is its folder in ``pages/learn``."""

    folder: str
    title: str
    help: str

    @property
    def file(self) -> str:
        """The page's file, from the project's folder."""
        return f"pages/learn/{self.folder}/lesson.py"

    @property
    def url_path(self) -> str:
        """Its path in the address."""
        return self.folder.replace("_", "-")

    @property
    def number(self) -> int:
        """Its place in the row, from 1."""
        return LESSONS.index(self) + 1

    @property
    def icon(self) -> str:
        """Its number as a symbol; there are nine of those."""
        if self.number > NUMBERED:
            return ":material/filter_9_plus:"
        return f":material/counter_{self.number}:"


LESSONS = (
    LessonPage("sampling", "Sampling", "From a wave in the air to a row of numbers, and back."),
    LessonPage(
        "frames",
        "Frames and spectra",
        "How a spectrum is computed, and how spectra make a picture of sound.",
    ),
    LessonPage("decibels", "Decibels", "Why loudness is drawn on a logarithmic scale."),
    LessonPage(
        "mel", "Mel and MFCC", "Frequencies as the ear spaces them, and the shape of a spectrum."
    ),
    LessonPage("constant_q", "Constant Q", "A spectrogram whose rows are the keys of a piano."),
    LessonPage(
        "convolution",
        "Convolution",
        "What a network looks for in a picture, from one kernel to a whole network.",
    ),
    LessonPage("learning", "Learning", "How a network finds its weights, and when to stop it."),
    LessonPage(
        "notes",
        "Notes and sequences",
        "What a network that reads notes keeps of them, and how passages of one piece leak.",
    ),
    LessonPage(
        "honest_numbers",
        "Honest numbers",
        "Why the same classifier can score 90 % and 40 %, and which to believe.",
    ),
    LessonPage(
        "many_answers",
        "Many answers at once",
        "Tags: what is unknown, from when on one is said, and how good that is.",
    ),
)


def lesson_page(folder: str) -> LessonPage:
    """The entry of the lesson in this folder."""
    return next(page for page in LESSONS if page.folder == folder)
