"""How fluid the map of the page PCA is: coming nearer to points, and to their density.

    python -m benchmarks.scatter

Draws as many items as are drawn one by one at most (`core.figures.clouds.MOST_POINTS`), one more,
and a million, as the page does. Tells the processor time that the figure takes, what is sent to the
browser, and how long the page's own thread is at work in Chromium from one zoom to the next. What
draws WebGL is not in it: that is a graphics card's work. Exit code 1 where it is more than
`MOST_MS`, which leaves 20 pictures a second.
"""

import sys
import time
from typing import TYPE_CHECKING

import numpy as np
from playwright.sync_api import CDPSession, Page, sync_playwright

from core.figures import clouds
from core.figures import pca as figures
from tests.browser.chromium import system_chromium

if TYPE_CHECKING:
    import plotly.graph_objects as go

N_MANY = 1_000_000
N_CLASSES, N_ZOOMS = 10, 40
MOST_MS = 50.0
SEED = 3
FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader"]
ZOOMS = """async (n) => {
    const figure = document.querySelector('.plotly-graph-div');
    for (let i = 0; i < n; i++) {
        const reach = 6 * 0.95 ** i, range = [-reach, reach];
        await Plotly.relayout(figure, {'xaxis.range': range, 'yaxis.range': range});
        await new Promise(requestAnimationFrame);
    }
}"""


def drawn(n: int) -> "go.Figure":
    """The figure of so many items of some classes, each a cloud."""
    rng = np.random.default_rng(SEED)
    own = rng.integers(N_CLASSES, size=n)
    places = rng.normal(size=(N_CLASSES, 2))[own] + rng.normal(size=(n, 2))
    names, classes = [str(i) for i in range(n)], [str(k) for k in range(N_CLASSES)]
    items = figures.Points(places, names, names, [classes[k] for k in own], classes)
    share = np.array([0.6, 0.4])
    if n > clouds.MOST_POINTS:
        return clouds.density(items, share, [0, 1])
    return figures.scatter(items, share, [0, 1])


def measure(page: Page, n: int) -> float:
    """Print one line for so many items; how long a zoom takes, ms."""
    began = time.process_time()
    figure = drawn(n)
    took = time.process_time() - began
    page.set_content(figure.to_html(include_plotlyjs=True), timeout=120_000)
    page.wait_for_selector(".plotly-graph-div .main-svg", timeout=120_000)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = at_work(session)
    page.evaluate(ZOOMS, N_ZOOMS)
    zoom = 1000 * (at_work(session) - before) / N_ZOOMS
    print(f"{n:>9,} items: made in {took:.2f} s of CPU, {len(figure.to_json()) / 1e6:.1f} MB sent, "
          f"a zoom takes {zoom:.0f} ms (at most {MOST_MS:.0f})")  # fmt: skip
    return zoom


def at_work(session: CDPSession) -> float:
    """Processor time of the page's thread so far, s."""
    told = session.send("Performance.getMetrics")["metrics"]
    return next(each["value"] for each in told if each["name"] == "TaskDuration")


def main() -> int:
    """Measure, print, and say by the exit code whether it is fluid."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        sizes = (clouds.MOST_POINTS, clouds.MOST_POINTS + 1, N_MANY)
        slowest = max(measure(page, n) for n in sizes)
        browser.close()
    return int(slowest > MOST_MS)


if __name__ == "__main__":
    sys.exit(main())
