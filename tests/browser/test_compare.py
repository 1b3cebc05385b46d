"""Compare in a real browser: a cell lists its songs and plays, a click on a point is heard."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from core.datasets import locations
from core.evaluation.predictions import labelled
from core.jobs import execute
from core.training.run import Run
from tests import tiny
from tests.browser.conftest import settle
from tests.browser.test_player import scrolls

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
    """The first page with a chart reads Plotly's 5 MB, which takes long on a busy machine."""
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


@pytest.mark.parametrize("way", ["click", "tap", "keyboard"])
def test_a_cell_lists_and_plays_its_songs_by_mouse_touch_and_keyboard(
    request: pytest.FixtureRequest, run: Run, way: str
):
    """At the first touch, and again, and the next cell; beside the matrix, without scrolling."""
    predictions = run.predictions()
    assert predictions is not None
    predictions = labelled(predictions)
    cells = list(dict.fromkeys(zip(predictions.label, predictions.predicted, strict=True)))
    page: Page = request.getfixturevalue("phone" if way == "tap" else "page")
    page.goto(f"/run?run={run.name}")
    settle(page)
    grid = page.get_by_role("grid", name=f"What {run.name} said")
    expect(grid).to_be_visible()
    for label, answer in (cells[-1], cells[-1], cells[0]):
        cell = grid.get_by_role("gridcell", name=named(label, answer))
        choose(page, cell, way)
        expect(cell).to_have_attribute("aria-selected", "true")
        expect(page).to_have_url(re.compile(f"cell={label}~{answer}"))
        same = (predictions.label == label) & (predictions.predicted == answer)
        for track_id in predictions.track_id[same]:
            expect(page.get_by_role("radio", name=track_id)).to_be_attached()
        expect(page.get_by_role("status").first).to_have_text(HAS_BEGUN)
        if way == "click":
            expect(page.get_by_role("button", name=re.compile("Play|Pause")).first
                   ).to_be_in_viewport()  # fmt: skip


HAS_BEGUN = re.compile(r"^(?!0:00\.0)\d")  # the player's clock, "0:00.4 / 0:01.5"


def named(label: str, answer: str) -> re.Pattern[str]:
    """What screen readers call a cell."""
    said = "recognised" if label == answer else f"called {answer}"
    return re.compile(f"^{label},? {said}", re.IGNORECASE)


def choose(page: Page, cell: Locator, way: str) -> None:
    """Click, tap, or walk to a cell from the chosen one and press Enter."""
    cell.scroll_into_view_if_needed()
    if way != "keyboard":
        cell.click() if way == "click" else cell.tap()
    else:
        page.locator("[role=gridcell][tabindex='0']").focus()
        size = len(tiny.CLASSES)
        cells = page.get_by_role("gridcell")
        here = cells.evaluate_all("all => all.findIndex(each => each.tabIndex === 0)")
        there = cells.evaluate_all(
            "(all, name) => all.findIndex(each => each.ariaLabel === name)",
            cell.get_attribute("aria-label"),
        )
        down, right = there // size - here // size, there % size - here % size
        for _ in range(abs(down)):
            page.keyboard.press("ArrowDown" if down > 0 else "ArrowUp")
        for _ in range(abs(right)):
            page.keyboard.press("ArrowRight" if right > 0 else "ArrowLeft")
        page.keyboard.press("Enter")
    settle(page)


def test_a_click_on_a_point_is_heard(visit: Callable[[str], Page], run: Run):
    page = visit(f"/pca?from={run.name}")
    wait_for_charts(page, ".scatterlayer .point")
    click_point(page, 2, until=re.compile("song="))
    expect(page.get_by_role("status").first).to_have_text(HAS_BEGUN)
    # Beside the figure; the song is over in 1.5 s.
    expect(page.get_by_role("button", name=re.compile("^(Play|Pause)$"))).to_be_in_viewport()


def test_each_tap_takes_the_point_under_the_finger(phone: Page, run: Run):
    """Plotly alone would take the point of the tap before."""
    phone.goto(f"/pca?from={run.name}")
    settle(phone)
    wait_for_charts(phone, ".scatterlayer .point")
    settle(phone)
    phone.locator(".st-key-pca-map").scroll_into_view_if_needed()
    points = phone.locator(".st-key-pca-map .scatterlayer .trace").first.locator(".point")
    songs = phone.evaluate(
        "document.querySelector('.st-key-pca-map .js-plotly-plot').data[0].customdata.map(String)"
    )
    for place in (0, 3):
        settle(phone)
        box = points.nth(place).bounding_box()
        assert box is not None
        phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        expect(phone).to_have_url(re.compile(f"[?&]song={re.escape(songs[place])}(&|$)"))
    scrolls(phone, phone.locator(".st-key-pca-map"))


def draw_around(page: Page, left: float, right: float) -> None:
    """Draw a line on the map around a part of its width, with its whole height."""
    page.locator(".st-key-pca-map .modebar-btn[data-title*='asso']").click(force=True)
    box = page.locator(".st-key-pca-map .nsewdrag").first.bounding_box()
    assert box is not None
    corners = [(left, 0.02), (right, 0.02), (right, 0.98), (left, 0.98), (left, 0.02)]
    page.mouse.move(box["x"] + left * box["width"], box["y"] + 0.02 * box["height"])
    page.mouse.down()
    for x, y in corners:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
    page.mouse.up()


def half_of_points(page: Page) -> float:
    """Up to which part of the map's width half of its points lie."""
    box = page.locator(".st-key-pca-map .nsewdrag").first.bounding_box()
    points = page.locator(".st-key-pca-map .scatterlayer .point").all()
    centres = sorted(b["x"] + b["width"] / 2 for p in points if (b := p.bounding_box()))
    assert box is not None
    return (centres[len(centres) // 2] - box["x"]) / box["width"]


def zoom_out(page: Page) -> None:
    """Show a little more of the map than it shows by itself."""
    box = page.locator(".st-key-pca-map .edrag").first.bounding_box()
    assert box is not None
    before = shown_range(page)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 20, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    assert shown_range(page) != before


def shown_range(page: Page) -> list[float]:
    """From where to where the horizontal axis of the map goes."""
    axis = "document.querySelector('.st-key-pca-map .js-plotly-plot')._fullLayout.xaxis"
    return page.evaluate(f"Array.from({axis}.range)")


def test_a_line_drawn_around_songs_lists_them_twice_and_again_from_the_address(
    visit: Callable[[str], Page], run: Run
):
    page = visit(f"/pca?from={run.name}")
    wait_for_charts(page, ".scatterlayer .point")
    settle(page)
    page.locator(".st-key-pca-map").scroll_into_view_if_needed()
    zoom_out(page)
    seen = shown_range(page)
    draw_around(page, 0.01, 0.99)
    all_of_them = f"{len(run.songs())} songs within the line"  # type: ignore[arg-type]
    expect(page.get_by_text(all_of_them)).to_be_visible()
    expect(page).to_have_url(re.compile("around="))
    first = page.url
    settle(page)
    draw_around(page, 0.01, half_of_points(page))
    expect(page.get_by_text(all_of_them)).to_be_hidden()
    some = page.get_by_text("songs within the line").inner_text()
    assert not some.startswith("0 ")
    expect(page).not_to_have_url(first)  # the browser is told a moment after the page is drawn
    settle(page)
    assert shown_range(page) == seen
    page.reload()
    settle(page)
    expect(page.get_by_text(some)).to_be_visible()
    page.get_by_role("button", name="Let go of them").click()
    expect(page.get_by_text("within the line")).to_be_hidden()
    expect(page).not_to_have_url(re.compile("around="))


def test_a_dot_follows_the_sound_along_its_path(visit: Callable[[str], Page], run: Run):
    page = visit(f"/pca?from={run.name}&open=path")
    path = page.get_by_role("slider", name="The path: position in time")
    path.scroll_into_view_if_needed()
    dot = path.locator(".playhead")
    before = dot.get_attribute("style")
    page.get_by_role("button", name="Play").click()
    expect(dot).not_to_have_attribute("style", before or "")
    page.get_by_role("button", name="Pause").click()


def test_models_side_by_side_without_an_error(visit: Callable[[str], Page]):
    page = visit("/models?open=classes,pairs,seeds")
    expect(page.get_by_role("heading", name="Networks, compared")).to_be_visible()
    wait_for_charts(page, ".js-plotly-plot")
    expect(page.locator(".js-plotly-plot")).to_have_count(3)
    expect(page.get_by_role("grid")).to_have_count(3)


def test_a_section_computes_when_it_is_opened_and_the_address_keeps_it(
    visit: Callable[[str], Page],
):
    page = visit("/models")
    wait_for_charts(page, ".js-plotly-plot")
    expect(page.locator(".js-plotly-plot")).to_have_count(1)
    page.get_by_text("Are they as sure as they should be?").click()
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page).to_have_url(re.compile("open=sure"))
    page.reload()
    settle(page)
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    page.get_by_text("Are they as sure as they should be?").click()
    expect(page.locator(".js-plotly-plot")).to_have_count(1)


def test_mistakes_are_walked_through_and_one_comes_back(visit: Callable[[str], Page]):
    page = visit("/mistakes")
    expect(page.get_by_text("Mistake 1 of")).to_be_visible()
    for number in (2, 3):
        page.get_by_role("button", name="Next").click()
        expect(page.get_by_text(f"Mistake {number} of")).to_be_visible()
        settle(page)
    expect(page).to_have_url(re.compile("song="))
    page.get_by_role("link", name="PCA").click()
    expect(page).to_have_url(re.compile("/pca"))
    settle(page)
    page.go_back()
    settle(page)
    expect(page.get_by_text("Mistake 3 of")).to_be_visible()
