"""Train in a real browser: a demo training from its start to its report, come what may."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.training.run import Run
from tests import tiny
from tests.browser.conftest import settle
from tests.jobs.conftest import wait_for

LONG = 200_000  # ms


def set_numbers(page: Page, **numbers: str) -> None:
    """Fill number fields of the fold-out."""
    page.get_by_text("More settings").click()
    for name, value in numbers.items():
        field = page.get_by_role("spinbutton", name=re.compile(f"^{name}"))
        field.fill(value)
        field.press("Enter")
        settle(page)


def start(page: Page, home: Path) -> Run:
    """Press the button; the run that then stands in the address, in place of the newest before."""
    before = page.url
    page.get_by_role("button", name="Start training").click()
    expect(page).not_to_have_url(before)
    expect(page).to_have_url(re.compile(r"run=[0-9]+-[0-9]+-"))
    return Run(home / "runs" / page.url.split("run=")[1].split("&")[0])


@pytest.mark.timeout(600)
def test_a_demo_training_goes_on_without_the_page_and_is_seen_to_finish(
    visit: Callable[[str], Page], app_home: Path
):
    page = visit("/train?run=zheng-dual-cnn")
    expect(page.get_by_text("comes with Earshot").first).to_be_visible()
    set_numbers(page, Epochs="5")
    run = start(page, app_home)
    address = page.url
    in_the_middle = re.compile(r"Epoch \d+ of 5, about")
    expect(page.get_by_text(in_the_middle)).to_be_visible(timeout=LONG)

    page.reload()
    expect(page.get_by_role("heading", name="Small two-branch CNN")).to_be_visible()
    expect(page.get_by_test_id("stProgress")).to_contain_text(re.compile("of 5|All 5"))
    assert page.url == address

    page.goto("about:blank")
    wait_for(lambda: not run.status().live, seconds=300)  # while nobody looks
    page.goto(address)
    expect(page.get_by_text("Judged on the validation side")).to_be_visible()
    settle(page)
    expect(page.get_by_test_id("stProgress")).to_have_count(0)
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    expect(page.get_by_role("button", name="Read the test side")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Compare › Run"))).to_have_attribute(
        "href", re.compile(f"run={run.name}")
    )

    report = run.report()
    assert report is not None
    assert report["headline"]["value"] >= 0.2  # 0.1 by chance; five epochs are a third of it


@pytest.mark.timeout(400)
def test_a_training_is_stopped_and_resumed(visit: Callable[[str], Page], app_home: Path):
    page = visit("/train?recipe=zheng-baseline")
    set_numbers(page, Epochs="10000", Patience="0")
    run = start(page, app_home)
    in_the_middle = re.compile(r"Epoch \d+ of 10000, about")
    expect(page.get_by_text(in_the_middle)).to_be_visible(timeout=LONG)
    # Streamlit has a Stop of its own, in its header, while a page runs.
    page.get_by_test_id("stMain").get_by_role("button", name="Stop", exact=True).press("Enter")
    expect(page.get_by_text("goes on exactly as if it had not been stopped")).to_be_visible()
    stopped = run.status()
    assert stopped.state == "stopped"
    resume = page.get_by_role("button", name="Resume")
    expect(resume).to_be_focused()
    resume.press("Enter")
    expect(page.get_by_text(in_the_middle)).to_be_visible(timeout=LONG)
    wait_for(lambda: run.status().epoch > stopped.epoch)
    # Streamlit has a Stop of its own, in its header, while a page runs.
    page.get_by_test_id("stMain").get_by_role("button", name="Stop", exact=True).click()
    wait_for(lambda: run.status().state == "stopped", seconds=20)


def test_clicking_twice_deletes_one_run(
    visit: Callable[[str], Page], app_home: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("EARSHOT_HOME", str(app_home))
    runs = [Run.create(tiny.mlp(title=f"Tiny {i}")) for i in range(3)]
    for run in runs:
        with run.working():
            run.write_status(state="finished")
    page = visit(f"/train?run={runs[1].name}")
    page.get_by_role("button", name="Delete").click()
    box = page.get_by_role("button", name="Yes, delete it").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(x, y)
    wait_for(lambda: not runs[1].path.exists())
    expect(page.get_by_role("heading", name="Tiny 1")).to_have_count(0)
    settle(page)
    page.mouse.click(x, y)
    settle(page)
    assert [run.path.exists() for run in runs] == [True, False, True]
