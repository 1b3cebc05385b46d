"""Text in pictures, in whatever script a song's title has: each letter in a font that knows it."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

# Fonts that systems come with, for the letters that the house's own lack. Pillow looks for them in
# the folders of the system.
FALLBACKS = (
    "NotoSansCJK-Regular.ttc", "Arial Unicode.ttf", "DejaVuSans.ttf", "NotoSansArabic-Regular.ttf",
    "NotoSansHebrew-Regular.ttf", "NotoSansDevanagari-Regular.ttf", "NotoSansThai-Regular.ttf",
    "NotoSansBengali-Regular.ttf", "NotoSansTamil-Regular.ttf", "NotoSansGeorgian-Regular.ttf",
    "NotoSansArmenian-Regular.ttf", "DroidSansFallbackFull.ttf", "wqy-zenhei.ttc",
    "wqy-microhei.ttc", "Hiragino Sans GB.ttc", "unifont.otf", "FreeSans.ttf",
)  # fmt: skip
NOWHERE = "\U0010ffff"  # a letter that no font has: drawn as a font's box
ELLIPSIS = "…"


@dataclass(frozen=True)
class Typeface:
    """A font's file and its weight (``"Semibold"``); None is the one that Pillow brings."""

    file: Path | None = None
    weight: str = ""


@dataclass(frozen=True)
class Lettering:
    """A typeface in a size (px), and those that stand in where it lacks a letter."""

    typeface: Typeface
    size: int

    def runs(self, text: str) -> Iterator[tuple["FreeTypeFont", str]]:
        """`text` in parts that one font can draw; letters that none has are left out."""
        font, part, letter_font = None, "", None
        for letter in text:
            if not unicodedata.category(letter).startswith("M"):  # an accent stays with its letter
                letter_font = font if font and letter.isspace() else self._font(letter)
            if letter_font is None:
                continue
            if font is not None and letter_font is not font:
                yield font, part
                part = ""
            font, part = letter_font, part + letter
        if font is not None:
            yield font, part

    def legible(self, text: str) -> str:
        """`text` without the letters that no font here has."""
        return " ".join("".join(part for _, part in self.runs(text)).split())

    def width(self, text: str) -> float:
        """How wide `text` becomes, px."""
        return sum(font.getlength(part) for font, part in self.runs(text))

    def draw(self, canvas: "ImageDraw", place: tuple[float, float], text: str, fill: str) -> None:
        """Write `text` with its base line's left end at `place`."""
        x, y = place
        for font, part in self.runs(text):
            canvas.text((x, y), part, fill=fill, font=font, anchor="ls")
            x += font.getlength(part)

    def lines(self, text: str, width: float, most: int) -> list[str]:
        """`text` broken into at most `most` lines of `width` px, cut with an ellipsis."""
        lines: list[str] = []
        left = self.legible(text)
        while left and len(lines) < most:
            fits = self._fitting(left, width)
            last = len(lines) == most - 1
            if last and fits < len(left):
                fits = self._fitting(left, width - self.width(ELLIPSIS))
                return [*lines, left[:fits].rstrip() + ELLIPSIS]
            lines.append(left[:fits].rstrip())
            left = left[fits:].lstrip()
        return lines

    def _fitting(self, text: str, width: float) -> int:
        """How many letters fit; up to the end of a word where that is not too far back."""
        n = next((n for n in range(1, len(text) + 1) if self.width(text[:n]) > width), 0) - 1
        if n < 0:
            return len(text)
        space = text.rfind(" ", 0, n + 1)
        return space if space > n // 2 else max(n, 1)

    def _font(self, letter: str) -> "FreeTypeFont | None":
        fonts = _fonts(self.typeface, self.size)
        return next((font for font in fonts if _has(font, letter)), None)


@lru_cache(maxsize=32)
def _fonts(typeface: Typeface, size: int) -> Sequence["FreeTypeFont"]:
    """The typeface in this size, then what this system has of `FALLBACKS`."""
    from PIL import ImageFont

    if typeface.file is None:
        first = ImageFont.load_default(size)
    else:
        first = ImageFont.truetype(typeface.file, size)
        if typeface.weight:
            first.set_variation_by_name(typeface.weight)
    found = []
    for name in FALLBACKS:
        try:
            found.append(ImageFont.truetype(name, size))
        except OSError:
            continue
    return (first, *found)  # type: ignore[return-value]


@lru_cache(maxsize=4096)
def _has(font: "FreeTypeFont", letter: str) -> bool:
    return letter.isspace() or _drawn(font, letter) not in (_drawn(font, NOWHERE), b"")


def _drawn(font: "FreeTypeFont", letter: str) -> bytes:
    """A letter as black on white, cut to its ink; empty where there is none."""
    from PIL import Image, ImageDraw

    left, top, right, bottom = (int(edge) for edge in font.getbbox(letter))
    if right <= left or bottom <= top:
        return b""
    image = Image.new("1", (right - left, bottom - top))
    ImageDraw.Draw(image).text((-left, -top), letter, fill=1, font=font)
    return image.tobytes() if image.getbbox() else b""
