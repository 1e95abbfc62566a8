"""How time and memory grow with the articles and with the claims, and what a reader of a large ledger waits for."""

import gzip
import itertools
import shlex
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from bench import grown
from bench.pages import chromium, opened
from bench.timing import PYTHON, WORK, Measured, with_peak

STEPS = [("articles", 1), ("articles", 4), ("articles", 16), ("articles", 64)]
STEPS += [("claims", 1), ("claims", 10), ("claims", 28), ("claims", 100)]  # 28 times 369 are a little over 10,000
_COMMANDS = {
    "check": ("Check of the tables", ["-c", "import sys; from livecommerce import check; sys.exit(check.main([]))"]),
    "rerun": (
        "Claims and articles run again",
        ["-c", "import sys; from livecommerce.commands import rerun; sys.exit(rerun.main(['claims', 'articles']))"],
    ),
    "build": ("Build from stored outputs", ["-m", "livecommerce.commands.book", "_build/html", "--stored"]),
}
# From a word typed until the rows are shown; the first time its rows are loaded, too.
_FILTER = """async (words) => {
    const form = document.querySelector(".lc-filter"), told = form.querySelector("output");
    const begun = performance.now();
    form.elements.words.value = words;
    form.elements.words.dispatchEvent(new Event("input", { bubbles: true }));
    while (!/of/.test(told.value) || told.dataset.last === told.value) await new Promise(requestAnimationFrame);
    told.dataset.last = told.value;
    await new Promise(requestAnimationFrame);
    return performance.now() - begun;
}"""
_SEARCH = """async (words) => {
    const form = document.querySelector("main .lc-filter, article .lc-filter, .lc-filter");
    const begun = performance.now();
    form.elements.q.value = words;
    form.elements.q.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(requestAnimationFrame);
    return performance.now() - begun;
}"""


_LOADED = "performance.getEntriesByType('navigation')[0].loadEventEnd"


def _read(browser: Browser, site: Path, runs: int) -> Iterator[tuple[str, str, str, list[float]]]:
    """What a reader waits for, of the ledger of claims and of the search opened from disk: id, words, unit, values."""
    page_file = site / "chapters" / "claims.html"
    assets = [file for file in (site / "_static").iterdir() if file.name in {"report.css", "report.js", "code.css"}]
    weight = sum(len(gzip.compress(file.read_bytes())) for file in [page_file, *assets]) / 1024
    yield "ledger-bytes", "The claims' page as it opens", "KiB", [weight]
    with opened(browser, page_file.as_uri()) as page:
        yield "ledger-open", "The claims' page opens", "milliseconds", [page.evaluate(_LOADED)]
        page.evaluate(_FILTER, "douyin")
        filtered = [page.evaluate(_FILTER, f"amazon {2019 + run}") for run in range(runs)]
        yield "ledger-filter", "The claims are filtered by two words", "milliseconds", filtered
    with opened(browser, (site / "search.html").as_uri()) as page:
        yield "search-open", "The search opens", "milliseconds", [page.evaluate(_LOADED)]
        answered = page.evaluate(_SEARCH, "douyin 2021")
        yield "search-answer", "The search answers two words", "milliseconds", [answered]


def _commands(folder: Path, runs: int) -> Iterator[tuple[str, str, str, list[float]]]:
    """What each command takes in a grown book, in the same form."""
    around = {"PYTHONPATH": str(folder), "LIVECOMMERCE_KEPT": str(WORK / "pictures")}
    # What Sphinx remembers of the build before would spare it the reading.
    around["prepare"] = shlex.join(["rm", "-rf", str(folder / "_build")])
    for name, (what, command) in _COMMANDS.items():
        spent, peak = with_peak([PYTHON, *command], runs, folder, **around)
        yield name, what, "seconds", spent
        yield f"{name}-memory", f"{what}, most memory of a process", "MiB", [peak]


def measure(runs: int) -> list[Measured]:
    """Measure each step of growth.

    Parameters
    ----------
    runs : int

    Returns
    -------
    list of Measured
    """
    found, folder = [], WORK / "grown"
    with chromium() as browser:
        for axis, times in STEPS:
            grown.grow(folder, axis, times)
            rows = itertools.chain(_commands(folder, runs), _read(browser, folder / "_build" / "html", runs))
            found += [
                Measured(f"{axis}-{times}-{name}", what, "ours", unit, values, axis, times)
                for name, what, unit, values in rows
            ]
    return found
