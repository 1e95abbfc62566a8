"""Every page, opened once: light, still, open to every reader, within the screen, private and without a fault."""

import gzip
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import PAGES, opened, wake_all

KIB = 1024
PAGE, INDEX, LIBRARY = 110 * KIB, 200 * KIB, 310 * KIB
SHIFT = """() => new Promise((done) => {
    let sum = 0;
    const add = (list) => list.getEntries().forEach((entry) => (sum += entry.value));
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 200);
})"""


@dataclass
class Seen:
    """What was found on a page, in the order of looking."""

    path: str
    weights: dict[str, int]
    charts: bool
    shift: float
    widths: dict[int, int]
    violations: list[str]
    elsewhere: list[str]
    faults: list[str]


def weight(site, urls) -> dict[str, int]:
    """Compressed bytes by file, as a server would send them."""
    files = {urlsplit(url).path for url in urls if url.startswith("http")}
    return {file: len(gzip.compress((site / file.lstrip("/")).read_bytes(), 9)) for file in files}


def violations(page, mode: str, part: str = "html", *known: str) -> list[str]:
    """What axe objects to; of tables of hundreds of rows, all of one template, it sees the beginning."""
    page.evaluate("mode => (document.documentElement.dataset.theme = mode)", mode)
    # In the dark, nothing but colours is another.
    rules = {"runOnly": ["color-contrast", "link-in-text-block"]} if mode == "dark" else {}
    seen = {"include": [part], "exclude": ["tbody tr:nth-child(n + 8)", *known]}
    found = Axe().run(page, seen, {"resultTypes": ["violations"]} | rules).response["violations"]
    return [f"{mode}: {rule['id']}: {node['html'][:200]}" for rule in found for node in rule["nodes"]]


def widths(page) -> dict[int, int]:
    """How wide the page is on screens of several widths."""
    found = {}
    for width in (768, 390, 320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate("document.documentElement.scrollWidth")
    return found


@pytest.fixture(scope="module", params=PAGES)
def seen(request, browser, address, site) -> Seen:
    """A page before anybody touches it, then with its figures unfolded, in light and dark, then with them alive."""
    with opened(browser, address, request.param) as page:
        weights, charts = weight(site, page.asked), page.query_selector(".lc-figure") is not None
        shift, wide = page.evaluate(SHIFT), widths(page)
        if charts:
            page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
        found = violations(page, "light") + violations(page, "dark")
        if charts:
            wake_all(page)
            # The table behind a chart is the same as before.
            for mode in ("light", "dark"):
                found += violations(page, mode, ".lc-figure", ".lc-data")
        return Seen(request.param, weights, charts, shift, wide, found, page.elsewhere, page.faults)


def test_a_page_is_light(seen):
    weights = dict(seen.weights)
    searching = weights.pop("/_static/search-index.js", 0)
    assert bool(searching) == (seen.path == "search.html"), "the index waits until somebody searches"
    assert searching <= INDEX
    assert sum(weights.values()) <= PAGE, f"{seen.path} weighs more than {PAGE} bytes: {weights}"


def test_a_page_stands_still(seen):
    assert seen.shift <= 0.01, "something moves after the first paint"


def test_nothing_scrolls_sideways(seen):
    for width, wide in seen.widths.items():
        assert wide <= width, f"{seen.path} is {wide} pixels wide on a screen of {width}"


def test_axe_finds_nothing_in_light_and_dark_before_and_after_charts_come_alive(seen):
    assert seen.violations == []


def test_a_page_asks_no_other_host_and_logs_no_error(seen):
    assert seen.elsewhere == [], "remove what asks these hosts"
    assert seen.faults == []


def test_the_chart_library_comes_once_and_only_when_asked_for(visit, site):
    page = visit("chapters/sellers.html")
    assert not any("charts.js" in url for url in page.asked)
    wake_all(page)
    assert sum("charts.js" in url for url in page.asked) == 1
    assert weight(site, page.asked)["/_static/charts.js"] <= LIBRARY


def test_charts_of_a_page_share_their_tables(visit):
    page = visit("chapters/bytedance-strategy.html")
    charts, tables = page.evaluate("lc.loadRest().then(({ charts, tables }) => [charts, tables])")
    assert len(tables) > len(charts) > 3
    assert all("datasets" not in chart["shared"] for chart in charts.values())


def test_nothing_is_published_that_no_page_names(site):
    pages = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    idle = [path.name for path in (site / "_static").rglob("*") if f"_static/{path.name}" not in pages]
    assert idle == [], "name these in livecommerce/site/files.py, or leave them out"
