"""Whatever is to be read stands out from what it stands on, by day and by night (WCAG 2.1, AA)."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from core.figures.confusion import confusion_figure, difference_figure
from core.figures.convolution import arithmetic_figure
from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, CONTRAST, GREY
from pages.shared.charts import INK, inked
from tests.contrast import SHAPE, STAND_INS, TEXT, contrast, faint_texts, over, rgba

PROJECT = Path(__file__).parents[1]
THEME = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text())["theme"]
MODES = ("light", "dark")
CAPTION = 0.6  # Streamlit's opacity of captions, of icons beside links and of placeholders
CHOSEN, POINTED_AT = 0.1, 0.2  # how much of the accent lies behind a chosen button's words

both = pytest.mark.parametrize("mode", MODES)


def grounds(mode: str) -> dict[str, str]:
    """What text stands on: the page, its fields and boxes, and the same in the sidebar."""
    main, side = THEME[mode], THEME[mode]["sidebar"]
    kinds = ("backgroundColor", "secondaryBackgroundColor")
    return {k: main[k] for k in kinds} | {f"sidebar.{k}": side[k] for k in kinds}


def test_contrast_is_measured_as_the_recommendation_defines_it():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # WebAIM's example
    assert contrast("rgba(0,0,0,0.5)", "#ffffff") == contrast("#000000", "#ffffff", 0.5)


# ---- the theme ---------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("opacity", [1.0, CAPTION], ids=["text", "caption"])
def test_text_and_captions_read_wherever_they_stand(mode: str, opacity: float):
    ratios = {
        name: contrast(THEME[mode]["textColor"], ground, opacity)
        for name, ground in grounds(mode).items()
    }
    assert min(ratios.values()) >= TEXT, ratios


@both
@pytest.mark.parametrize("share", [0.0, CHOSEN, POINTED_AT], ids=["tab", "chosen", "pointed at"])
def test_a_chosen_button_reads(mode: str, share: float):
    accent, page = THEME[mode]["primaryColor"], THEME[mode]["backgroundColor"]
    assert contrast(accent, over(accent, page, share)) >= TEXT


@both
def test_code_and_links_read_in_text_and_in_captions(mode: str):
    theme = THEME[mode]
    code, ground = theme["codeTextColor"], theme["codeBackgroundColor"]
    assert contrast(code, ground, CAPTION) >= TEXT
    assert contrast(theme["linkColor"], theme["backgroundColor"]) >= TEXT


@both
def test_a_white_tick_is_seen_on_the_accent(mode: str):
    assert contrast("#ffffff", THEME[mode]["primaryColor"]) >= SHAPE


def test_no_words_are_written_in_white_on_the_accent():
    """Streamlit does so on buttons of the type "primary" and in the tags of a multiselect."""
    sources = [PROJECT / "app.py", *(PROJECT / "pages").rglob("*.py")]
    found = [p.name for p in sources if re.search(r'"primary"|st\.multiselect', p.read_text())]
    assert not found


# ---- figures -----------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("colour", [ACCENT, CONTRAST, GREY, *SERIES_COLOURS])
def test_lines_and_points_stand_out_from_the_page(mode: str, colour: str):
    assert contrast(colour, THEME[mode]["backgroundColor"]) >= SHAPE


@cache
def matrices() -> dict[str, dict]:
    """Every kind of figure with numbers in coloured cells, as JSON, cells of all strengths."""
    classes = [f"class {i}" for i in range(10)]
    counts = np.arange(100).reshape(10, 10)
    ramp = np.linspace(-100, 100, 100).reshape(10, 10)
    figures = {
        "confusion": confusion_figure(counts, classes, chosen=("class 1", "class 9")),
        "difference": difference_figure(ramp, np.zeros_like(ramp), classes),
        "arithmetic": arithmetic_figure(
            np.linspace(-1, 1, 9).reshape(3, 3), np.full((3, 3), 1.0), names=("a", "b", "c")
        ),
    }
    return {name: json.loads(inked(figure).to_json()) for name, figure in figures.items()}


def shade(scale: list[list], place: float) -> tuple[tuple[float, float, float], float]:
    """Colour and opacity at a place, 0 to 1, of a Plotly colour scale, as Plotly blends it."""
    stops = [(at, *rgba(colour)) for at, colour in scale]
    after = next(i for i, stop in enumerate(stops) if stop[0] >= place)
    (x0, c0, a0), (x1, c1, a1) = stops[max(after - 1, 0)], stops[after]
    t = (place - x0) / (x1 - x0) if x1 > x0 else 1.0
    red, green, blue = ((1 - t) * p + t * q for p, q in zip(c0, c1, strict=True))
    return (red, green, blue), (1 - t) * a0 + t * a1


@both
@pytest.mark.parametrize("name", ["confusion", "difference", "arithmetic"])
def test_numbers_read_in_cells_of_any_strength(mode: str, name: str):
    figure, page = matrices()[name], THEME[mode]["backgroundColor"]
    inks = {note.get("font", {}).get("color", INK) for note in figure["layout"]["annotations"]}
    text = {STAND_INS.get(ink, {mode: ink})[mode] for ink in inks}
    worst = TEXT + 1
    for trace in figure["data"]:
        if trace["type"] != "heatmap":
            continue
        for place in np.linspace(0, 1, 101):
            colour, opacity = shade(trace["colorscale"], float(place))
            worst = min(worst, *(contrast(t, over(colour, page, opacity)) for t in text))
    assert worst >= TEXT


@both
@pytest.mark.parametrize("name", ["confusion", "difference", "arithmetic"])
def test_ticks_titles_legends_and_labels_read(mode: str, name: str):
    assert not faint_texts(matrices()[name], mode, THEME[mode]["backgroundColor"])
