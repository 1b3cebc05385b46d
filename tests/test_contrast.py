"""Whatever is to be read stands out from what it stands on, by day and by night (WCAG 2.1, AA)."""

import json
import re
import tomllib
from pathlib import Path

import numpy as np
import pytest

from core.figures.comparison import probabilities_figure
from core.figures.confusion import confusion_matrix, difference_matrix
from core.figures.lessons.convolution import arithmetic_figure
from core.figures.palette import SERIES_COLOURS
from core.figures.pca import scree
from core.figures.style import ACCENT, CONTRAST, GREY, cell_colour, two_sided
from pages.shared.charts import INK, inked
from tests.contrast import SHAPE, STAND_INS, TEXT, contrast, faint_texts, over

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


@both
def test_the_colours_of_charts_stand_out_from_the_page(mode: str):
    page = THEME[mode]["backgroundColor"]
    assert all(contrast(each, page) >= SHAPE for each in THEME[mode]["chartCategoricalColors"])


# ---- figures -----------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("colour", [ACCENT, CONTRAST, GREY, *SERIES_COLOURS])
def test_lines_and_points_stand_out_from_the_page(mode: str, colour: str):
    assert contrast(colour, THEME[mode]["backgroundColor"]) >= SHAPE


@both
@pytest.mark.parametrize("colour", [ACCENT, CONTRAST, *SERIES_COLOURS[:2]])
def test_numbers_read_in_cells_of_any_strength(mode: str, colour: str):
    """In the page's text colour, as in the matrices, and in that of charts."""
    page = THEME[mode]["backgroundColor"]
    grounds = [over(cell_colour(colour, s), page) for s in np.linspace(0, 1, 101)]
    for text in (THEME[mode]["textColor"], STAND_INS[INK][mode]):
        assert min(contrast(text, ground) for ground in grounds) >= TEXT


def test_cells_of_matrices_and_of_the_arithmetic_have_these_colours():
    counts = np.arange(100).reshape(10, 10)
    classes = [f"class {i}" for i in range(10)]
    drawn = confusion_matrix(counts, classes).colours
    assert drawn[9][9] == cell_colour(ACCENT, 1.0)
    assert drawn[0][0] == cell_colour(ACCENT, 0.0)
    ends = difference_matrix(counts.astype(float), counts.T.astype(float), classes).colours
    assert {ends[0][9], ends[9][0]} == {cell_colour(each, 1.0) for each in SERIES_COLOURS[:2]}
    scale = two_sided(CONTRAST, ACCENT)
    assert (scale[0][1], scale[-1][1]) == (cell_colour(CONTRAST, 1.0), cell_colour(ACCENT, 1.0))


@both
def test_the_frame_of_the_chosen_cell_is_seen(mode: str):
    assert contrast(THEME[mode]["orangeColor"], THEME[mode]["backgroundColor"]) >= SHAPE


@both
def test_ticks_titles_legends_and_labels_read(mode: str):
    """Of figures of every kind; those of all pages are looked at where the pages are tested."""
    page = THEME[mode]["backgroundColor"]
    for figure in (
        arithmetic_figure(np.eye(3), np.full((3, 3), 1.0), names=("a", "b", "c")),
        probabilities_figure(["a", "b"], {"one": np.array([0.2, 0.8])}),
        scree(np.array([0.6, 0.4]), chosen=[0]),
    ):
        assert not faint_texts(json.loads(inked(figure).to_json()), mode, page)


def test_a_faint_text_is_found_wherever_it_stands():
    figure = inked(probabilities_figure(["a"], {"one": np.array([1.0])}))
    figure.add_annotation(text="chance", font={"color": GREY})
    figure.update_xaxes(title_font={"color": GREY})
    found = faint_texts(json.loads(figure.to_json()), "light", THEME["light"]["backgroundColor"])
    assert [text.split()[0] for text in found] == [
        "layout.xaxis.title.font", "layout.annotations[0].font"
    ]  # fmt: skip
