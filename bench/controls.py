"""How fast charts follow their controls, and draws follow their ranges."""

import timeit

import numpy as np

from bench.pages import chromium
from bench.timing import Measured
from livecommerce.commands.environment import ROOT
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


def measure(runs: int) -> list[Measured]:
    """Measure draws, and moves of controls on the built pages.

    Parameters
    ----------
    runs : int
        Of a hundred moves each; of draws, ten times as many.

    Returns
    -------
    list of Measured
    """
    return [_draws(10 * runs), *_moves(runs)]


def _draws(runs: int) -> Measured:
    stream = sellers.stream(sellers.opening())
    opens = sellers.preset(sellers.OPENING)
    ranges = {name: (opens[f"{name}_low"], opens[f"{name}_high"]) for name in markets.UNKNOWN}
    draw = timeit.Timer(lambda: scenarios.monte_carlo(stream, ranges, draws=100_000))
    values = [1000 * value for value in draw.repeat(runs, number=1)]
    return Measured("draws", "A hundred thousand draws in Python", "ours", "milliseconds", values)


def _moves(runs: int) -> list[Measured]:
    found = []
    with chromium() as browser:
        for chapter, figure, name, low, high in CONTROLS:
            page = browser.new_page()
            page.goto((ROOT / "_build" / "html" / "chapters" / f"{chapter}.html").as_uri())
            page.evaluate("async () => { for (const figure of Object.values(lcFigures)) await figure.wake(); }")
            values = np.random.default_rng(1).uniform(low, high, MOVES * runs)
            times = [page.evaluate(MOVE, [figure, name, round(float(value), 2)]) for value in values]
            what = f"A control moved until its chart is drawn: {figure}, {name}"
            found.append(Measured(f"move-{figure}-{name}", what, "ours", "milliseconds", times))
            page.close()
    return found
