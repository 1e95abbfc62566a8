"""How time and memory grow with the articles and with the claims, and what a reader of a large ledger waits for."""

import gzip
from pathlib import Path

from playwright.sync_api import Browser

from bench import grown
from bench.pages import chromium, opened
from bench.timing import PYTHON, WORK, Measured, with_peak

STEPS = [("articles", 1), ("articles", 4), ("articles", 16), ("articles", 64)]
STEPS += [("claims", 1), ("claims", 10), ("claims", 28), ("claims", 100)]  # 28 times 369 are a little over 10,000
_COMMANDS = {
    "check": ["-c", "import sys; from livecommerce import check; sys.exit(check.main([]))"],
    "rerun": [
        "-c",
        "import sys; from livecommerce.commands import rerun; sys.exit(rerun.main(['claims', 'articles']))",
    ],
    "build": ["-m", "livecommerce.commands.book", "_build/html", "--stored"],
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


def _read(browser: Browser, site: Path, axis: str, times: int) -> list[Measured]:
    """The ledger of claims and the search, opened from disk."""

    def row(name: str, what: str, unit: str, value: float) -> Measured:
        return Measured(f"{axis}-{times}-{name}", what, "ours", unit, [value], axis, times)

    page_file = site / "chapters" / "claims.html"
    assets = [file for file in (site / "_static").iterdir() if file.name in {"report.css", "report.js", "code.css"}]
    weight = sum(len(gzip.compress(file.read_bytes())) for file in [page_file, *assets]) / 1024
    found = [row("ledger-bytes", "The claims' page as it opens", "KiB", weight)]
    with opened(browser, page_file.as_uri()) as page:
        loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        found.append(row("ledger-open", "The claims' page opens", "milliseconds", loaded))
        page.evaluate(_FILTER, "douyin")
        filtered = page.evaluate(_FILTER, "amazon 2019")
        found.append(row("ledger-filter", "The claims are filtered by two words", "milliseconds", filtered))
    with opened(browser, (site / "search.html").as_uri()) as page:
        loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        found.append(row("search-open", "The search opens", "milliseconds", loaded))
        answered = page.evaluate(_SEARCH, "douyin 2021")
        found.append(row("search-answer", "The search answers two words", "milliseconds", answered))
    return found


def measure(runs: int) -> list[Measured]:
    """Measure each step of growth.

    Parameters
    ----------
    runs : int

    Returns
    -------
    list of Measured
    """
    found = []
    words = {
        "check": "Check of the tables",
        "rerun": "Claims and articles run again",
        "build": "Build from stored outputs",
    }
    with chromium() as browser:
        for axis, times in STEPS:
            folder = WORK / "grown"
            grown.grow(folder, axis, times)
            around = {"PYTHONPATH": str(folder), "LIVECOMMERCE_KEPT": str(WORK / "pictures")}
            for name, what in words.items():
                spent, peak = with_peak([PYTHON, *_COMMANDS[name]], runs, folder, **around)
                found.append(Measured(f"{axis}-{times}-{name}", what, "ours", "seconds", spent, axis, times))
                memory = f"{what}, most memory of a process"
                found.append(Measured(f"{axis}-{times}-{name}-memory", memory, "ours", "MiB", [peak], axis, times))
            found += _read(browser, folder / "_build" / "html", axis, times)
    return found
