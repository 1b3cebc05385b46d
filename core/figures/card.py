"""An answer as a picture to pass on: the song, its genre, how sure, and when in the song."""

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.lettering import Lettering, Typeface
from core.figures.palette import color_of, colors_of

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SIZE = (1200, 630)  # what link previews and messengers show whole
SCALE = 2  # pixels for each of those, so that it stays sharp on fine screens
PAPER, INK, GREY, LINE = "#FBF9F4", "#242A30", "#6B6F73", "#DDD6C8"
TEAL, CORAL = "#1F6E78", "#C2593F"
MARK = ((12, 8), (6, 20), (1.5, 29), (8.5, 15), (13, 6))  # top and height of the logo's bars
LEFT, RIGHT = 64, 1136  # margins
MIDDLE = 500  # where the bars end; the course over time begins a little right of it
TOP, BOTTOM = 410, 548  # of what is drawn
N_BARS = 4
NAMELESS = "A song"
HARDLY = 0.005  # rounds to 0 %, and is not drawn


@dataclass(frozen=True)
class Typefaces:
    """What the card is set in."""

    heading: Typeface = field(default_factory=Typeface)
    text: Typeface = field(default_factory=Typeface)


@dataclass(frozen=True)
class GenreAnswer:
    """The genres that are drawn where one is named.

    Attributes
    ----------
    classes : list of str
    overall : float array [shape=(n_classes,)]
        Probabilities of the whole song, 0 to 1.
    times : float array [shape=(n_windows,)]
        s.
    probabilities : float array [shape=(n_windows, n_classes)]
    """

    classes: list[str]
    overall: NDArray[np.floating]
    times: NDArray[np.floating]
    probabilities: NDArray[np.floating]


@dataclass(frozen=True)
class Card:
    """What the card says.

    Attributes
    ----------
    title, about : str
        The song, and a few words about it (its duration).
    verdict, words : str
        ``"Jazz 55 %"`` or ``"Unsure"``, and a sentence to it.
    network : str
        Who says so.
    duration : float
        s.
    outline : pair of float arrays [shape=(n_columns,)]
        Lowest and highest samples (`core.audio.peaks`), drawn where no genre is named.
    answer : Answer or None
        None where no genre is named: then no picture names one.
    """

    title: str
    about: str
    verdict: str
    words: str
    network: str
    duration: float
    outline: tuple[NDArray[np.floating], NDArray[np.floating]]
    answer: GenreAnswer | None = None


def answer_card(card: Card, typefaces: Typefaces) -> bytes:
    """The card as a PNG of 2,400 × 1,260 pixels, on light paper.

    Letters of the title that no font of this machine has are left out.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (SCALE * SIZE[0], SCALE * SIZE[1]), PAPER)
    pen = _Pen(ImageDraw.Draw(image), typefaces)
    _head(pen, card)
    _answer(pen, card)
    if card.answer:
        _bars(pen, card.answer)
        _course(pen, card.answer, card.duration)
    else:
        _waveform(pen, card)
    left = TEAL if card.answer is None else color_of(_best(card.answer), card.answer.classes)
    pen.box((0, 0, 12, SIZE[1]), left)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def legible(title: str, typefaces: Typefaces) -> str:
    """What of a title the card can show with the fonts of this machine."""
    return Lettering(typefaces.heading, 48).legible(title)


@dataclass(frozen=True)
class _Pen:
    """Draws in the card's own units, whatever the pixels."""

    canvas: "ImageDraw"
    typefaces: Typefaces

    def heading(self, size: int) -> Lettering:
        return Lettering(self.typefaces.heading, SCALE * size)

    def text(self, size: int) -> Lettering:
        return Lettering(self.typefaces.text, SCALE * size)

    def write(self, lettering: Lettering, place: tuple[float, float], text: str, fill: str) -> None:
        """Write from a base line's left end."""
        lettering.draw(self.canvas, (SCALE * place[0], SCALE * place[1]), text, fill)

    def write_left_of(
        self, lettering: Lettering, place: tuple[float, float], text: str, fill: str
    ) -> None:
        x = place[0] - lettering.width(text) / SCALE
        self.write(lettering, (x, place[1]), text, fill)

    def lines(self, lettering: Lettering, text: str, width: float, most: int) -> list[str]:
        return lettering.lines(text, SCALE * width, most)

    def box(self, corners: tuple[float, float, float, float], fill: str, radius: float = 0) -> None:
        scaled = [SCALE * value for value in corners]
        self.canvas.rounded_rectangle(scaled, radius=SCALE * radius, fill=fill)

    def shape(self, x: NDArray, low: NDArray, high: NDArray, fill: str) -> None:
        """The area between two curves."""
        edge = [*zip(x, low, strict=True), *zip(x[::-1], high[::-1], strict=True)]
        self.canvas.polygon([(SCALE * a, SCALE * b) for a, b in edge], fill=fill)


def _head(pen: _Pen, card: Card) -> None:
    """Whose card it is, and the song."""
    for i, (top, height) in enumerate(MARK):
        x = LEFT + 6.5 * i
        pen.box((x, 36 + top, x + 4, 36 + top + height), CORAL if i == 2 else TEAL, radius=2)
    pen.write(pen.heading(26), (LEFT + 44, 61), "Earshot", TEAL)
    pen.write_left_of(pen.text(20), (RIGHT, 60), f"heard by {card.network}", GREY)
    title, width = pen.heading(44), RIGHT - LEFT
    lines = pen.lines(title, card.title, width, 2) or [NAMELESS]
    for i, line in enumerate(lines):
        pen.write(title, (LEFT, 138 + 54 * i), line, INK)
    pen.write(pen.text(22), (LEFT, 120 + 54 * len(lines)), card.about, GREY)


def _answer(pen: _Pen, card: Card) -> None:
    """The verdict, and the sentence to it."""
    x = float(LEFT)
    if card.answer:
        colour = color_of(_best(card.answer), card.answer.classes)
        pen.box((x, 284, x + 40, 324), colour, radius=20)
        x += 56
    pen.write(pen.heading(60), (x, 324), card.verdict, INK)
    words = pen.text(24)
    for i, line in enumerate(pen.lines(words, card.words, RIGHT - LEFT, 2)):
        pen.write(words, (LEFT, 364 + 30 * i), line, GREY)
    pen.write(pen.text(18), (LEFT, 602), "What a neural network hears; it can be wrong.", GREY)


def _bars(pen: _Pen, answer: GenreAnswer) -> None:
    """The most probable genres."""
    text, step = pen.text(20), (BOTTOM - TOP) / N_BARS
    shown = [i for i in np.argsort(-answer.overall)[:N_BARS] if answer.overall[i] >= HARDLY]
    for row, i in enumerate(shown):
        y, share = TOP + step * row, float(answer.overall[i])
        name = pen.lines(text, answer.classes[i], 116, 1)[0]
        pen.write(text, (LEFT, y + 22), name, INK)
        start, full = LEFT + 124, MIDDLE - LEFT - 124 - 64
        colour = color_of(answer.classes[i], answer.classes)
        pen.box((start, y + 5, start + max(full * share, 3), y + 27), colour, radius=3)
        pen.write(text, (start + full * share + 10, y + 22), f"{100 * share:.0f} %", GREY)


def _course(pen: _Pen, answer: GenreAnswer, duration: float) -> None:
    """Probabilities stacked over the song, reaching to its ends."""
    left = MIDDLE + 56
    times = np.concatenate([[0.0], answer.times, [duration]])
    shares = np.concatenate(
        [answer.probabilities[:1], answer.probabilities, answer.probabilities[-1:]]
    )
    x = left + (RIGHT - left) * np.clip(times / duration, 0, 1)
    edges = np.concatenate([np.zeros((len(shares), 1)), shares.cumsum(axis=1)], axis=1)
    y = BOTTOM - (BOTTOM - TOP) * np.clip(edges, 0, 1)
    for i, colour in enumerate(colors_of(answer.classes)):
        pen.shape(x, y[:, i], y[:, i + 1], colour)
    _time_axis(pen, left, duration, "genre over time")


def _waveform(pen: _Pen, card: Card) -> None:
    low, high = (np.asarray(part, np.float64) for part in card.outline)
    x = np.linspace(LEFT, RIGHT, len(low))
    middle, half = (TOP + BOTTOM) / 2, (BOTTOM - TOP) / 2
    least = 1 / SCALE  # silence is a line
    pen.shape(x, middle - half * high - least, middle - half * low + least, TEAL)
    _time_axis(pen, LEFT, card.duration)


def _time_axis(pen: _Pen, left: float, duration: float, title: str = "") -> None:
    text = pen.text(18)
    minutes, seconds = divmod(round(duration), 60)
    end = f"{minutes}:{seconds:02d}" if duration >= 10 else f"{duration:.1f} s"
    pen.box((left, BOTTOM + 3, RIGHT, BOTTOM + 4), LINE)
    pen.write(text, (left, BOTTOM + 24), "0:00", GREY)
    pen.write_left_of(text, (RIGHT, BOTTOM + 24), end, GREY)
    pen.write_left_of(text, ((left + RIGHT) / 2 + 60, BOTTOM + 24), title, GREY)


def _best(answer: GenreAnswer) -> str:
    return answer.classes[int(np.argmax(answer.overall))]
