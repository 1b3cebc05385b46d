"""What stands on a telephone, where nothing can be hovered over."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import settle

COVERED = """() => {
  const texts = "text:not(.modebar *)";
  const meet = (a, b) => a.width && b.width && a.left < b.right && b.left < a.right
    && a.top < b.bottom && b.top < a.bottom;
  return [...document.querySelectorAll(".js-plotly-plot")].flatMap((plot) => {
    const bar = plot.querySelector(".modebar")?.getBoundingClientRect();
    if (!bar?.width) return ["no toolbar"];
    return [...plot.querySelectorAll(texts)]
      .filter((text) => meet(bar, text.getBoundingClientRect()))
      .map((text) => text.textContent);
  });
}"""


@pytest.mark.parametrize("path", ["/", "/train", "/pca"])
def test_no_toolbar_covers_a_word(phone: Page, path: str) -> None:
    phone.goto(path)
    settle(phone)
    phone.locator(".js-plotly-plot .xtick").first.wait_for(state="attached")
    phone.wait_for_timeout(500)  # until each plot has found its width
    assert phone.evaluate(COVERED) == []
