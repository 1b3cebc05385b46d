"""The real app in a real browser: its own server and home, and pages that report every error.

A test asks for ``visit`` and gets ``visit("/train")``: the page, once its first run is through.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tests.browser.chromium import system_chromium
from tests.conftest import SHARED

PROJECT = Path(__file__).parents[2]
START_SECONDS = 60
# The last list of features counts, so those that Playwright switches off are named again. Scripts
# that the process has compiled already would be parsed once more, beside it, as they come in.
OFF = [
    "ScriptStreaming",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "MediaRouter",
    "OptimizationHints",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--process-per-site",  # where one page compiled the app, the next need not
    f"--disable-features={','.join(OFF)}",
    "--enable-unsafe-swiftshader",  # 3-D charts need WebGL, here without a graphics card
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
    "--use-fake-ui-for-media-stream",  # a microphone that is allowed, and beeps
    "--use-fake-device-for-media-stream",
]

expect.set_options(timeout=30_000)


def settle(page: Page) -> None:
    """Wait until the browser is connected and the page's script has run to its end."""
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=90_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest comes first, lest one worker ends with it and the other with nothing."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


@pytest.fixture(scope="session")
def app_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``EARSHOT_HOME`` of the app under test, where its runs can be looked at.

    Songs that are made and features that are computed for one worker's are there for the others'.
    """
    home = tmp_path_factory.mktemp("home")
    (home / "cache").symlink_to(SHARED)
    return home


@pytest.fixture(scope="session")
def app_url(app_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the app, started as `make run` starts it."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, "-m", "pages.shared.serve"]
    options = [f"--server.port={port}", "--server.headless=true"]
    with log.open("wb") as output:
        server = subprocess.Popen(
            command + options,
            cwd=PROJECT,
            env={**os.environ, "EARSHOT_HOME": str(app_home)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_healthy(server, url, log)
        yield url
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test gets a context of its own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def desk(browser: Browser, app_url: str) -> Iterator[BrowserContext]:
    """One window for all tests."""
    with _window(browser, app_url, viewport={"width": 1360, "height": 900}) as context:
        yield context


@pytest.fixture(scope="session")
def pocket(browser: Browser, app_url: str) -> Iterator[BrowserContext]:
    """As `desk`, a telephone: narrow, and with a finger for a mouse."""
    narrow = {"viewport": {"width": 420, "height": 900}, "has_touch": True, "is_mobile": True}
    with _window(browser, app_url, **narrow) as context:
        yield context


@contextmanager
def _window(browser: Browser, app_url: str, **options: Any) -> Iterator[BrowserContext]:
    """A window that spares each of its pages the fetching and reading of the app's own code.

    What was fetched is in its cache, and what was compiled is in the one process that draws all
    pages of a site, as long as one of them is open: that of a page which is never looked at.
    """
    with browser.new_context(base_url=app_url, **options) as context:
        context.new_page().goto("/_stcore/health")
        yield context


@pytest.fixture
def page(desk: BrowserContext, app_url: str) -> Iterator[Page]:
    """A fresh browser page; the test fails if anything went wrong on it, seen or unseen."""
    with _watched(desk, app_url) as page:
        yield page


@pytest.fixture
def phone(pocket: BrowserContext, app_url: str) -> Iterator[Page]:
    """As `page`, on a telephone."""
    with _watched(pocket, app_url) as page:
        yield page


@contextmanager
def _watched(context: BrowserContext, app_url: str) -> Iterator[Page]:
    """A page of its own that begins with nothing remembered and reports every error."""
    page = context.new_page()
    page.set_default_timeout(30_000)
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_search_for_the_root(message):
            errors.append(f"console: {message.text} ({message.location['url']})")

    def note_stranger(request: Request) -> None:
        if not request.url.startswith((app_url, app_url.replace("http", "ws"), "data:", "blob:")):
            errors.append(f"asked a stranger: {request.url}")

    page.on("console", note)
    page.on("request", note_stranger)
    page.on("pageerror", lambda error: errors.append(f"uncaught: {error}"))
    yield page
    boxes = page.get_by_test_id("stException").all_inner_texts()
    if page.url.startswith(app_url):
        page.evaluate("localStorage.clear()")
    context.clear_cookies()
    page.close()
    assert not errors + boxes, "\n".join(errors + boxes)


@pytest.fixture
def visit(page: Page) -> Callable[[str], Page]:
    """Open a path of the app, ``"/train?run=…"``, and wait until it stands still."""

    def open_path(path: str = "/") -> Page:
        page.goto(path)
        settle(page)
        return page

    return open_path


def _is_search_for_the_root(message: ConsoleMessage) -> bool:
    """Opened at /train, Streamlit looks for its server under /train/_stcore first, then under /."""
    return "404" in message.text and "/_stcore/" in message.location["url"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_healthy(server: subprocess.Popen, url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The app did not start within {START_SECONDS} s:\n{log.read_text()}")
