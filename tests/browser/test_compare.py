"""Compare in a real browser: a click on a cell lists its songs, a click on a point is heard."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.datasets import locations
from core.jobs import execute
from core.training.run import Run
from tests import tiny
from tests.browser.conftest import settle

PLOTLY_MILLISECONDS = 100_000


@pytest.fixture(scope="module")
def run(app_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """A judged run on songs that are on this machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_HOME", str(app_home))
        locations.add("tiny", tiny.write_songs(tmp_path_factory.mktemp("songs")))
        made = Run.create(tiny.mlp())
        execute(made)
        yield made


def wait_for_charts(page: Page, selector: str) -> None:
    """A new browser context reads Plotly's 5 MB anew, which takes long on a busy machine."""
    page.locator(selector).first.wait_for(state="attached", timeout=PLOTLY_MILLISECONDS)


def click_point(page: Page, place: int, *, until: re.Pattern[str]) -> None:
    """Click a point of the first chart until the address says so.

    A chart that has just come still finds its size: a click then goes beside the point, and a
    person would click again.
    """
    point = page.locator(".js-plotly-plot").first.locator(".scatterlayer .point").nth(place)
    for _ in range(5):
        settle(page)
        point.scroll_into_view_if_needed()
        box = point.bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        try:
            expect(page).to_have_url(until, timeout=6_000)
            break
        except AssertionError:
            continue
    expect(page).to_have_url(until)
    settle(page)


def test_a_click_on_a_cell_lists_its_songs(visit: Callable[[str], Page], run: Run):
    page = visit(f"/run?run={run.name}")
    predictions = run.predictions()
    assert predictions is not None
    row = predictions.iloc[-1]
    classes = list(tiny.CLASSES)
    place = classes.index(row.label) * len(classes) + classes.index(row.predicted)
    # Streamlit's chart: the invisible squares over the cells are its scatter's points, in order.
    wait_for_charts(page, ".scatterlayer .point")
    click_point(page, place, until=re.compile(f"cell={row.label}"))
    songs = predictions[(predictions.label == row.label) & (predictions.predicted == row.predicted)]
    for track_id in songs.track_id:
        expect(page.get_by_role("radio", name=f"{track_id} ·")).to_be_visible()
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_a_click_on_a_point_is_heard(visit: Callable[[str], Page], run: Run):
    page = visit(f"/pca?from={run.name}")
    wait_for_charts(page, ".scatterlayer .point")
    click_point(page, 2, until=re.compile("song="))
    # The player's clock, "0:00.4 / 0:01.5", has left its beginning.
    expect(page.get_by_role("status").first).to_have_text(re.compile(r"^(?!0:00\.0)\d"))


def test_models_side_by_side_without_an_error(visit: Callable[[str], Page]):
    page = visit("/models")
    expect(page.get_by_role("heading", name="Networks, compared")).to_be_visible()
    wait_for_charts(page, ".js-plotly-plot")
    expect(page.locator(".js-plotly-plot")).to_have_count(6 if has_results() else 5)


def has_results() -> bool:
    """Whether the multi-seed figures are shipped."""
    return (Path(__file__).parents[2] / "checkpoints" / "results.csv").exists()
