"""What a browser shows of pages can be read by day and by night, Streamlit's own parts too."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import settle

FAINT = (Path(__file__).parent / "faint.js").read_text()
CHART_MILLISECONDS = 100_000
ABOUT_ONE_NETWORK = "/run"  # metrics, captions, chosen buttons, a matrix, a player, charts
A_FORM_AND_A_REFUSAL = "/train?dataset=nope"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_has_the_contrast_it_needs(
    page: Page, visit: Callable[[str], Page], mode: Literal["light", "dark"]
):
    page.emulate_media(color_scheme=mode)
    for path in (ABOUT_ONE_NETWORK, A_FORM_AND_A_REFUSAL):
        visit(path)
        page.locator(".js-plotly-plot .xtick").first.wait_for(
            state="attached", timeout=CHART_MILLISECONDS
        )
        settle(page)
        expect(page.get_by_test_id("stCaptionContainer").first).to_be_visible()
        assert page.evaluate(FAINT) == []


def test_a_faint_text_is_found(page: Page):
    page.set_content(
        "<p style='color: #999'>faint</p><p style='opacity: .5'>see-through</p><p>plain</p>"
        "<p style='color: #777; font-size: 24px'>large</p><button disabled style='color: #ccc'>off"
        "</button>"
    )
    assert [line.split(": ")[1] for line in page.evaluate(FAINT)] == ["faint", "see-through"]
