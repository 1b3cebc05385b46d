"""The card: true areas, no genre where none is named, and letters of any script that a font has."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageColor

from core.figures.card import (
    BOTTOM,
    MIDDLE,
    PAPER,
    RIGHT,
    SCALE,
    SIZE,
    TOP,
    Card,
    GenreAnswer,
    Typefaces,
    answer_card,
    legible,
)
from core.figures.lettering import Lettering, Typeface
from core.figures.palette import GENRE_COLOURS, color_of
from pages.listen.share import house_typefaces

CLASSES = ["blues", "jazz", "rock"]
SILENT = (np.zeros(100), np.zeros(100))


def card(**changes) -> Card:
    answer = GenreAnswer(
        CLASSES,
        np.array([0.1, 0.65, 0.25]),
        np.array([2.5, 5.0, 7.5]),
        np.array([[0.2, 0.6, 0.2], [0.1, 0.7, 0.2], [0.0, 0.6, 0.4]]),
    )
    values = {
        "title": "Song", "about": "0:10 min", "verdict": "Jazz 65 %", "words": "Fairly sure.",
        "network": "a-network", "duration": 10.0, "outline": SILENT, "answer": answer,
    }  # fmt: skip
    return Card(**values | changes)


def drawn(card: Card) -> np.ndarray:
    """Its pixels [height, width, 3]."""
    return np.asarray(Image.open(io.BytesIO(answer_card(card, house_typefaces()))))


def share_of(pixels: np.ndarray, colour: str) -> float:
    return float((pixels == ImageColor.getrgb(colour)).all(axis=2).mean())


def test_areas_are_the_probabilities_over_the_song():
    pixels = drawn(card())
    assert pixels.shape == (SCALE * SIZE[1], SCALE * SIZE[0], 3)
    part = pixels[SCALE * TOP : SCALE * BOTTOM, SCALE * (MIDDLE + 56) : SCALE * RIGHT]
    # At the ends the first and last windows go on: trapezoids between 0, 2.5, 5, 7.5 and 10 s.
    course = np.array(
        [[0.2, 0.6, 0.2], [0.2, 0.6, 0.2], [0.1, 0.7, 0.2], [0, 0.6, 0.4], [0, 0.6, 0.4]]
    )
    expected = np.trapezoid(course, [0, 2.5, 5, 7.5, 10], axis=0) / 10
    for name, share in zip(CLASSES, expected, strict=True):
        assert share_of(part, color_of(name, CLASSES)) == pytest.approx(share, abs=0.01)


def test_no_picture_names_a_genre_where_none_is_named():
    pixels = drawn(card(verdict="Unsure", words="It is silent.", answer=None))
    assert max(share_of(pixels, colour) for colour in GENRE_COLOURS.values()) == 0
    assert share_of(drawn(card()), color_of("jazz", CLASSES)) > 0.05


@pytest.mark.parametrize("title", ["", "W" * 500, "word " * 200, "🎵", "a\nb\t\x00c"])
def test_any_title_stays_within_the_margins(title: str):
    pixels = drawn(card(title=title))
    margin = pixels[:, SCALE * (RIGHT + 4) :]
    assert share_of(margin, PAPER) == 1
    between = pixels[SCALE * 236 : SCALE * 276, SCALE * 64 :]  # below the title, above the verdict
    assert share_of(between, PAPER) == 1


@pytest.mark.parametrize("title", ["Größe", "Żółć", "Москва", "Ελλάδα", "naïve – “x” …", "a\u0301"])
def test_latin_greek_and_cyrillic_are_set_in_the_fonts_of_the_pages(title: str):
    faces = house_typefaces()
    assert legible(title, faces) == title
    own = {font.getname() for font, _ in Lettering(faces.heading, 40).runs(title)}
    assert own == {("Source Serif 4 Variable", "Semibold")}


def test_letters_that_no_font_has_are_left_out():
    private = "\ue123"  # a private use: no font of a system says what it is
    assert legible(f"Song {private}{private} two", house_typefaces()) == "Song two"
    assert legible(private, house_typefaces()) == ""
    without, with_it = drawn(card(title="Song two")), drawn(card(title=f"Song {private} two"))
    np.testing.assert_array_equal(without, with_it)


def test_it_can_be_set_in_pillows_own_font(tmp_path: Path):
    image = Image.open(io.BytesIO(answer_card(card(), Typefaces())))
    assert image.size == (SCALE * SIZE[0], SCALE * SIZE[1])


def test_lines_break_between_words_and_end_in_an_ellipsis():
    lettering = Lettering(Typeface(), 20)
    lines = lettering.lines(
        "one two three four five six seven", lettering.width("one two three "), 2
    )
    assert lines[0] == "one two three"
    assert lines[1].startswith("four")
    assert lines[1].endswith("…")
    assert all(lettering.width(line) <= lettering.width("one two three ") for line in lines)
