"""How fast it answers, measured and never judged: ``.venv/bin/python tests/benchmark.py`` after a build."""

import shutil
import time

import numpy as np
from conftest import SITE
from playwright.sync_api import sync_playwright

from livecommerce.figures import sellers
from livecommerce.models import markets, scenarios

MOVES = 100
# From the moment a reader moves a control until every chart that it moves is drawn and every sentence said.
MOVE = """async ([figure, name, value]) => {
    const { element } = lcFigures[figure];
    const applied = new Promise((done) => element.addEventListener("lc-applied", done, { once: true }));
    const field = element.querySelector(`[data-sets="${name}"][role=spinbutton]`);
    const begun = performance.now();
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    await applied;
    return performance.now() - begun;
}"""
CONTROLS = [
    ("sellers", "break-even", "conversion", 0.1, 10),
    ("sellers", "break-even", "streams", 1, 90),
    ("sellers", "distribution", "link", -100, 100),
    ("sellers", "sensitivity", "better", 1, 50),
]


def monte_carlo() -> None:
    """Print how long a hundred thousand draws take."""
    stream = scenarios.Stream(**{name: setting.start for name, setting in sellers.STREAM.items()})
    opens = sellers.preset(sellers.OPENING)
    ranges = {name: (opens[f"{name}_low"], opens[f"{name}_high"]) for name in markets.UNKNOWN}
    times = []
    for _ in range(20):
        begun = time.perf_counter()
        scenarios.monte_carlo(stream, ranges, draws=100_000)
        times.append(1000 * (time.perf_counter() - begun))
    print(f"100,000 draws: median {np.median(times):.0f} ms, slowest of {len(times)} {max(times):.0f} ms")


def website() -> None:
    """Print how long the charts of the website take to follow a control."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for chapter, figure, name, low, high in CONTROLS:
            page.goto((SITE / "chapters" / f"{chapter}.html").as_uri())
            page.evaluate("async () => { for (const figure of Object.values(lcFigures)) await figure.wake(); }")
            values = np.random.default_rng(1).uniform(low, high, MOVES)
            times = [page.evaluate(MOVE, [figure, name, round(float(value), 2)]) for value in values]
            median, late = np.percentile(times, [50, 95])
            print(f"{figure}, {name}: median {median:.0f} ms, 95th percentile {late:.0f} ms of {MOVES} moves")
        browser.close()


if __name__ == "__main__":
    monte_carlo()
    website()
