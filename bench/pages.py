"""What a page weighs and when its charts answer, in Chromium and by its clock, beside the stock book's."""

import contextlib
import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from bench import stock
from bench.serve import served
from bench.timing import WORK, Measured
from livecommerce.commands.environment import ROOT

PAGES = ("index", "bytedance-strategy", "sellers", "claims")
# A slow phone's link, as Lighthouse has it: 1.6 megabits a second, 150 milliseconds there and back.
BYTES_A_SECOND, THERE_AND_BACK = 1.6e6 / 8, 0.15
_LINK = {
    "offline": False,
    "latency": 1000 * THERE_AND_BACK,
    "downloadThroughput": BYTES_A_SECOND,
    "uploadThroughput": 9e4,
}
# Every chart is touched as soon as the page has been read; when it is first seen, and when it answers, is noted.
_WATCH = """
window.noted = {};
const note = (name, reached) => { if (reached) noted[name] ??= performance.now(); };
const count = (selector) => document.querySelectorAll(selector).length;
const watch = () => {
    const ours = count(".lc-figure"), theirs = count("[id^=altair-viz]");
    const live = ours ? count(".lc-chart[data-live]") : count(".vega-embed .marks");
    const width = (chart) => chart.getBoundingClientRect().width;
    if (!noted.seen) note("seen", [...document.querySelectorAll(".lc-chart svg, .vega-embed .marks")].some(width));
    note("first", live > 0);
    note("all", live > 0 && live >= Math.max(ours, theirs));
    if (noted.all) answered(noted);
    else setTimeout(watch, 20);
};
window.every = new Promise((done, failed) => {
    window.answered = done;
    setTimeout(failed, 120_000, new Error("a chart does not answer"));
});
every.catch(() => {});
watch();
addEventListener("DOMContentLoaded", () => {
    const figures = TOUCH ? document.querySelectorAll(".lc-figure") : [];
    figures.forEach((figure) => figure.dispatchEvent(new Event("touchstart")));
});
"""
_WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0) / 1024"""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that asks no other host.

    Yields
    ------
    playwright.sync_api.Browser
    """
    arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
    arguments.append("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        yield browser
        browser.close()


@contextlib.contextmanager
def opened(browser: Browser, address: str, touch: bool = False, slow: bool = False) -> Iterator[Page]:
    """Open a page in a browser that has nothing kept.

    Parameters
    ----------
    browser : playwright.sync_api.Browser
    address : str
    touch : bool, optional
        Whether every chart is touched at once.
    slow : bool, optional
        Whether over the slow link.

    Yields
    ------
    playwright.sync_api.Page
    """
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(_WATCH.replace("TOUCH", str(touch).lower()))
    if slow:
        context.new_cdp_session(page).send("Network.emulateNetworkConditions", _LINK)
    page.goto(address, wait_until="domcontentloaded", timeout=240_000)
    page.wait_for_load_state("load", timeout=240_000)
    yield page
    context.close()


def _measure(browser: Browser, address: str, name: str, who: str, runs: int) -> list[Measured]:
    """One page: its weight untouched and with every chart live, and when its charts are seen and answer."""
    with opened(browser, address) as page:
        untouched = page.evaluate(_WEIGHT)
        if charts := page.evaluate("document.querySelectorAll('.lc-figure, [id^=altair-viz]').length"):
            page.wait_for_timeout(1000)
            untouched = page.evaluate(_WEIGHT)
    found = [Measured(f"{who}-{name}-bytes", f"{name}: bytes as it opens", who, "KiB", [untouched])]
    if not charts:
        return found
    noted = []
    for _ in range(runs):
        with opened(browser, address, touch=True, slow=True) as page:
            noted.append(page.evaluate("every"))
            weight = page.evaluate(_WEIGHT)
    whole = Measured(f"{who}-{name}-bytes-live", f"{name}: bytes with every chart live", who, "KiB", [weight])
    words = {"seen": "first chart seen", "first": "first chart live", "all": "every chart live"}
    for key, said in words.items():
        times = [note[key] / 1000 for note in noted]
        found.append(Measured(f"{who}-{name}-{key}", f"{name}: {said}, slow link", who, "seconds", times))
    least = [weight * 1024 / BYTES_A_SECOND + THERE_AND_BACK]
    book = "this book" if who == "ours" else "the stock book"
    said = f"{name}: the bytes of {book} with every chart live, over that link"
    return [*found, whole, Measured(f"limit-{who}-{name}", said, "limit", "seconds", least)]


def measure(runs: int) -> list[Measured]:
    """Measure pages of this book, which must be built, beside those of the stock book.

    Parameters
    ----------
    runs : int

    Returns
    -------
    list of Measured
    """
    book, packages = WORK / "stock", WORK / "npm"
    if not (book / "_build" / "html").exists():
        stock.build(book)
    stock.from_here(book / "_build" / "html", packages)
    folders = {"ours": ROOT / "_build" / "html", "stock": book / "_build" / "html", "npm": packages}
    found = []
    with served(**folders) as address, chromium() as browser:
        for name in PAGES:
            found += _measure(browser, f"{address}/ours/chapters/{name}.html", name, "ours", runs)
            found += _measure(browser, f"{address}/stock/{name}.html", name, "stock", runs)
    return found
