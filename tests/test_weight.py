"""Fast: what a page weighs before anybody touches it, counted in compressed bytes."""

import gzip
from urllib.parse import urlsplit

import pytest
from conftest import PAGES, wake_all

KIB = 1024
TEXT, CHARTS, LIBRARY = 250 * KIB, 350 * KIB, 310 * KIB


def weight(site, urls) -> dict[str, int]:
    """Compressed bytes by file, as a server would send them."""
    files = {urlsplit(url).path for url in urls if url.startswith("http")}
    return {file: len(gzip.compress((site / file.lstrip("/")).read_bytes(), 9)) for file in files}


SHIFT = """() => new Promise((done) => {
    let sum = 0;
    const add = (list) => list.getEntries().forEach((entry) => (sum += entry.value));
    new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 200);
})"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_light_and_stands_still(visit, site, path):
    page = visit(path)
    weights = weight(site, page.asked)
    most = CHARTS if page.query_selector(".lc-figure") else TEXT
    assert sum(weights.values()) <= most, f"{path} weighs more than {most} bytes: {weights}"
    assert ("/_static/search-index.js" in weights) == (path == "search.html"), "the index waits until somebody searches"
    assert page.evaluate(SHIFT) <= 0.02, "something moves after the first paint"


def test_the_chart_library_comes_once_and_only_when_asked_for(visit, site):
    page = visit("chapters/sellers.html")
    assert not any("charts.js" in url for url in page.asked)
    wake_all(page)
    assert sum("charts.js" in url for url in page.asked) == 1
    assert weight(site, page.asked)["/_static/charts.js"] <= LIBRARY


def test_charts_of_a_page_share_their_tables(visit):
    page = visit("chapters/bytedance-strategy.html")
    for spec in page.locator(".lc-spec").all():
        assert '"datasets"' not in spec.text_content()


def test_nothing_is_published_that_no_page_names(site):
    pages = "".join(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    idle = [path.name for path in (site / "_static").rglob("*") if f"_static/{path.name}" not in pages]
    assert idle == [], "name these in livecommerce/site/files.py, or leave them out"
