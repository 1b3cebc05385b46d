"""Nine small pictures like those of CIFAR-10, drawn by the project: to try a network that sees.

Drawn large with shapes and shades, then made small, as a camera would: 32 × 32 pixels of each.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from PIL import ImageDraw

SIZE = 32  # px
LARGE = 256  # px, in which the coordinates below are

Colour = tuple[int, int, int]
SKY, SEA, GRASS, ROAD = (150, 190, 230), (50, 95, 140), (110, 140, 70), (125, 125, 130)


@cache
def drawn_pictures() -> dict[str, np.ndarray]:
    """What each picture is meant to be, and the picture: uint8 [32, 32, 3]. Drawn once."""
    return {name: _picture(*scene) for name, scene in SCENES.items()}


def _picture(
    top: Colour, bottom: Colour, draw: Callable[["ImageDraw.ImageDraw"], None]
) -> np.ndarray:
    from PIL import Image, ImageDraw, ImageFilter

    rows = np.linspace(np.array(top, float), np.array(bottom, float), LARGE)
    grain = np.random.default_rng(7).normal(0, 14, (LARGE, LARGE, 1))
    ground = np.clip(rows[:, None] + grain, 0, 255).astype(np.uint8)
    image = Image.fromarray(ground).filter(ImageFilter.GaussianBlur(2))
    draw(ImageDraw.Draw(image))
    return np.asarray(image.resize((SIZE, SIZE), Image.Resampling.LANCZOS))


def _airplane(d: "ImageDraw.ImageDraw") -> None:
    d.polygon([(60, 128), (110, 122), (150, 60), (168, 60), (152, 120)], fill=(150, 155, 165))
    d.ellipse((20, 112, 236, 148), fill=(225, 228, 232))
    d.polygon([(196, 118), (232, 66), (246, 66), (232, 126)], fill=(190, 60, 60))
    d.polygon([(90, 136), (140, 138), (184, 204), (162, 206)], fill=(170, 175, 185))
    d.rectangle((52, 122, 200, 127), fill=(70, 80, 100))


def _automobile(d: "ImageDraw.ImageDraw") -> None:
    d.rectangle((0, 176, 256, 256), fill=ROAD)
    d.ellipse((18, 186, 240, 214), fill=(70, 70, 75))
    d.polygon([(70, 116), (96, 78), (170, 78), (204, 116)], fill=(150, 25, 25))
    d.polygon([(82, 114), (102, 86), (130, 86), (130, 114)], fill=(185, 205, 220))
    d.polygon([(138, 114), (138, 86), (166, 86), (190, 114)], fill=(185, 205, 220))
    d.rounded_rectangle((18, 112, 240, 184), 24, fill=(195, 35, 35))
    d.rectangle((18, 150, 240, 158), fill=(150, 25, 25))
    for x in (68, 190):
        d.ellipse((x - 29, 154, x + 29, 212), fill=(25, 25, 28))
        d.ellipse((x - 13, 170, x + 13, 196), fill=(190, 190, 195))
    d.ellipse((222, 124, 240, 142), fill=(250, 240, 190))


def _bird(d: "ImageDraw.ImageDraw") -> None:
    d.line((0, 214, 256, 196), fill=(90, 65, 45), width=16)
    d.polygon([(60, 150), (8, 196), (30, 204), (92, 172)], fill=(95, 70, 50))
    d.ellipse((56, 92, 178, 196), fill=(140, 100, 65))
    d.ellipse((96, 120, 178, 196), fill=(205, 165, 120))
    d.polygon([(70, 118), (136, 130), (62, 176)], fill=(90, 65, 45))
    d.ellipse((136, 50, 206, 120), fill=(140, 100, 65))
    d.polygon([(202, 78), (240, 90), (202, 98)], fill=(220, 160, 50))
    d.ellipse((172, 72, 186, 86), fill=(15, 15, 15))
    for x in (112, 138):
        d.line((x, 192, x - 4, 214), fill=(60, 45, 35), width=7)


def _cat(d: "ImageDraw.ImageDraw") -> None:
    d.ellipse((40, 150, 216, 300), fill=(150, 125, 100))
    d.polygon([(58, 110), (62, 24), (120, 66)], fill=(150, 125, 100))
    d.polygon([(198, 110), (194, 24), (136, 66)], fill=(150, 125, 100))
    d.polygon([(70, 86), (72, 46), (100, 68)], fill=(205, 160, 150))
    d.polygon([(186, 86), (184, 46), (156, 68)], fill=(205, 160, 150))
    d.ellipse((52, 52, 204, 190), fill=(165, 140, 112))
    for x in (92, 110, 128, 146, 164):
        d.line((x, 56, 128 + (x - 128) // 2, 94), fill=(100, 80, 62), width=8)
    for x in (98, 158):
        d.ellipse((x - 17, 100, x + 17, 132), fill=(190, 200, 90))
        d.ellipse((x - 6, 102, x + 6, 130), fill=(10, 10, 10))
    d.ellipse((96, 136, 160, 182), fill=(225, 210, 195))
    d.polygon([(118, 138), (138, 138), (128, 152)], fill=(200, 120, 120))
    for y in (152, 164):
        d.line((30, y + 4, 100, y), fill=(240, 240, 240), width=3)
        d.line((156, y, 226, y + 4), fill=(240, 240, 240), width=3)


def _deer(d: "ImageDraw.ImageDraw") -> None:
    d.ellipse((54, 104, 182, 172), fill=(150, 100, 60))
    for x in (70, 90, 148, 166):
        d.line((x, 156, x, 236), fill=(120, 80, 50), width=12)
    d.polygon([(150, 128), (186, 60), (206, 70), (182, 140)], fill=(150, 100, 60))
    d.ellipse((176, 42, 230, 84), fill=(160, 110, 70))
    d.ellipse((220, 60, 234, 74), fill=(30, 25, 20))
    d.polygon([(180, 52), (164, 36), (186, 42)], fill=(140, 95, 60))
    for a, b, c in (((190, 46), (178, 6), (160, 14)), ((204, 44), (212, 4), (234, 10))):
        d.line((a, b), fill=(95, 75, 50), width=6)
        d.line(((a[0] + b[0]) // 2, (a[1] + b[1]) // 2, *c), fill=(95, 75, 50), width=6)
    d.ellipse((50, 108, 70, 132), fill=(230, 220, 205))


def _frog(d: "ImageDraw.ImageDraw") -> None:
    d.ellipse((8, 130, 104, 230), fill=(80, 110, 40))
    d.ellipse((152, 130, 248, 230), fill=(80, 110, 40))
    d.ellipse((38, 76, 218, 222), fill=(110, 145, 55))
    d.ellipse((66, 140, 190, 226), fill=(190, 195, 120))
    for x in (82, 174):
        d.ellipse((x - 28, 48, x + 28, 104), fill=(110, 145, 55))
        d.ellipse((x - 17, 58, x + 17, 92), fill=(215, 180, 60))
        d.ellipse((x - 9, 64, x + 9, 86), fill=(10, 10, 10))
    d.arc((72, 90, 184, 166), 15, 165, fill=(50, 70, 25), width=6)
    for x, y in ((60, 120), (196, 122), (120, 92), (140, 104)):
        d.ellipse((x - 9, y - 7, x + 9, y + 7), fill=(70, 95, 35))


def _horse(d: "ImageDraw.ImageDraw") -> None:
    d.ellipse((46, 96, 188, 172), fill=(110, 62, 32))
    for x in (64, 84, 150, 172):
        d.line((x, 156, x, 240), fill=(88, 48, 26), width=15)
    d.polygon([(140, 130), (178, 44), (212, 60), (186, 150)], fill=(110, 62, 32))
    d.polygon([(172, 50), (208, 40), (246, 92), (228, 106), (192, 84)], fill=(118, 68, 36))
    d.polygon([(180, 48), (186, 22), (198, 44)], fill=(100, 55, 30))
    d.polygon([(176, 40), (148, 70), (130, 124), (150, 128), (182, 62)], fill=(35, 22, 15))
    d.polygon([(52, 110), (22, 136), (20, 206), (36, 200), (60, 136)], fill=(35, 22, 15))
    d.ellipse((204, 56, 214, 66), fill=(10, 10, 10))


def _ship(d: "ImageDraw.ImageDraw") -> None:
    d.rectangle((0, 176, 256, 256), fill=SEA)
    d.polygon([(10, 140), (246, 140), (216, 200), (40, 200)], fill=(60, 62, 72))
    d.rectangle((14, 178, 232, 200), fill=(140, 40, 40))
    d.rectangle((60, 104, 200, 142), fill=(235, 235, 235))
    d.rectangle((84, 74, 170, 106), fill=(215, 218, 222))
    d.rectangle((112, 36, 140, 76), fill=(190, 60, 50))
    d.line((196, 24, 196, 106), fill=(70, 70, 75), width=6)
    for x in range(72, 196, 20):
        d.rectangle((x, 114, x + 9, 124), fill=(60, 80, 110))
    for y in (212, 232):
        d.line((0, y, 256, y + 4), fill=(90, 130, 170), width=5)


def _truck(d: "ImageDraw.ImageDraw") -> None:
    d.rectangle((0, 190, 256, 256), fill=ROAD)
    d.rectangle((10, 50, 168, 184), fill=(230, 230, 226))
    d.rectangle((10, 150, 168, 162), fill=(60, 90, 160))
    d.polygon([(172, 90), (222, 90), (246, 136), (246, 184), (172, 184)], fill=(40, 80, 160))
    d.polygon([(184, 100), (218, 100), (236, 134), (184, 134)], fill=(190, 210, 225))
    d.rectangle((8, 180, 248, 196), fill=(50, 50, 55))
    for x in (46, 118, 212):
        d.ellipse((x - 25, 168, x + 25, 220), fill=(22, 22, 25))
        d.ellipse((x - 10, 183, x + 10, 205), fill=(170, 170, 175))


SCENES: dict[str, tuple[Colour, Colour, Callable[["ImageDraw.ImageDraw"], None]]] = {
    "airplane": (SKY, (205, 222, 240), _airplane),
    "automobile": ((200, 205, 205), (160, 160, 160), _automobile),
    "bird": ((170, 195, 170), (120, 150, 110), _bird),
    "cat": ((130, 115, 105), (90, 80, 75), _cat),
    "deer": ((120, 145, 85), (95, 120, 60), _deer),
    "frog": ((120, 105, 80), (90, 80, 60), _frog),
    "horse": ((185, 205, 215), (120, 150, 75), _horse),
    "ship": ((175, 205, 235), (205, 220, 235), _ship),
    "truck": (SKY, (200, 210, 215), _truck),
}
"""By what each is meant to be: the colours of the ground, top and bottom, and what is on it."""
