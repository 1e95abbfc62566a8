"""The built pages in a real browser: charts drawn, controls that answer, nothing from other hosts."""

import csv
import json
import re
import tempfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from conftest import ROOT, wake_all

CHAPTERS = ["bytedance-strategy", "western-platforms", "southeast-asia", "sellers", "what-happened-next"]


# What a reader sees of a figure and of those that follow it: charts and sentences.
SEEN = """figure => [figure, ...document.querySelectorAll(`[data-follows="${figure.dataset.figure}"]`)].map((one) =>
    one.querySelector('.lc-chart svg').innerHTML + one.querySelector('.lc-says')?.textContent).join()"""


def test_the_front_page_leads_to_the_book(visit):
    page = visit("index.html")
    page.wait_for_url("**/chapters/index.html")
    assert page.locator(".bd-article h1").inner_text().startswith("Does live shopping travel?")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chart_is_drawn_before_and_after_it_comes_alive(visit, chapter):
    page = visit(f"chapters/{chapter}.html")
    figures = page.locator(".lc-figure")
    assert figures.count() >= 3
    assert page.locator(".lc-wide > svg:visible").count() == figures.count(), "a static picture is missing"
    assert not any("charts.js" in url for url in page.asked), "the chart library waits until a chart is touched"
    assert wake_all(page) == figures.count()
    assert page.locator(".lc-chart[data-live] svg").count() >= figures.count()
    assert sum("charts.js" in url for url in page.asked) == 1


def test_pointing_at_a_chart_brings_it_to_life(visit):
    page = visit("chapters/sellers.html")
    page.hover("#fig-hour")
    page.wait_for_selector("#fig-hour .lc-chart[data-live=wide]")


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_control_changes_its_chart(visit, chapter):
    page = visit(f"chapters/{chapter}.html")
    wake_all(page)
    page.evaluate("document.querySelectorAll('.lc-group').forEach((fold) => (fold.open = true))")
    for figure in page.locator(".lc-figure").all():
        name = figure.get_attribute("data-figure")
        # From the last to the first: a currency is tried before a base that has none, goods before a market that has no
        # rows for their kind. Numbers come last, for a reader's own are kept.
        choices = figure.locator("select, input[type=radio]:not(:checked)").all()
        for field in [*reversed(choices), *figure.locator("input[type=range]").all()]:
            before = figure.evaluate(SEEN)
            kind, control = field.get_attribute("type"), field.get_attribute("name")
            if kind == "radio":
                field.check()
            elif kind == "range":
                field.press("ArrowLeft" if field.evaluate("slider => slider.value === slider.max") else "ArrowRight")
            else:
                field.select_option(index=1)
            moved = any(figure.evaluate(SEEN) != before or page.wait_for_timeout(20) for _ in range(50))
            assert moved, f"{name}: {control or field.get_attribute('aria-label')} changes nothing"


def test_a_link_opens_the_view_it_was_copied_from(visit):
    page = visit("chapters/bytedance-strategy.html")
    page.check("#fig-china-market input[value=USD]")
    link = page.evaluate("lcFigures['china-market'].address()")
    again = visit(link.split("/", 3)[3])
    assert again.is_checked("#fig-china-market input[value=USD]")
    again.wait_for_selector("#fig-china-market .lc-chart[data-live]")
    assert again.evaluate("async () => (await lcFigures['china-market'].view).signal('currency')") == "USD"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_without_javascript_text_pictures_tables_and_links_are_there(visit, chapter):
    page = visit(f"chapters/{chapter}.html", java_script_enabled=False)
    figures = page.locator(".lc-figure")
    assert page.locator(".lc-wide > svg:visible").count() == figures.count()
    # A figure that follows another has its rows in that one's table.
    assert (
        page.locator(".lc-figure:not([data-follows]) table").count()
        + page.locator(".lc-figure[data-follows] .lc-data a[href^='#fig-']").count()
        == figures.count()
    )
    assert page.locator("a.lc-ref").count() > 20


def test_pages_opened_from_disk_work_too(visit, site):
    page = visit("chapters/sellers.html", base=site.as_uri())
    assert wake_all(page) == page.locator(".lc-figure").count()
    assert page.faults == []


def test_charts_follow_the_dark_mode_without_redrawing(visit):
    page = visit("chapters/sellers.html")
    colour = "getComputedStyle(document.querySelector('#fig-hour .lc-wide .mark-text text')).fill"
    found = set()
    for mode in ("light", "dark"):
        page.evaluate(f"document.documentElement.dataset.theme = '{mode}'")
        found.add(page.evaluate(colour))
    assert len(found) == 2, found


def test_a_link_to_a_claim_opens_a_card_by_keyboard(visit):
    page = visit("chapters/bytedance-strategy.html")
    link = page.locator("article p a.lc-ref:not(.lc-term)").first
    link.focus()
    card = page.locator("#lc-card")
    card.wait_for()  # what it says comes with the first touch
    assert "Printed" in card.inner_text()
    page.keyboard.press("Escape")
    assert not card.is_visible()


def test_the_ledger_finds_rows_and_a_link_finds_its_row(visit):
    page = visit("chapters/claims.html#marketing-en-27")
    row = page.locator("#marketing-en-27")
    assert row.is_visible()
    page.fill(".lc-filter input", "amazon 2019")
    rows = page.locator(".lc-ledger tbody tr")
    assert 0 < rows.locator("visible=true").count() < rows.count()
    page.evaluate("location.hash = 'smt-pl-24'")
    page.wait_for_selector("#smt-pl-24:visible")


@pytest.mark.parametrize(
    ("page", "choice", "value"),
    [
        ("claims", "article", "Polish article"),
        ("claims", "status", "implausible"),
        ("claims", "entity", "Douyin"),
        ("claims", "region", "US"),
        ("claims", "kind", "forecast"),
        ("claims", "year", "2019"),
        ("corrections", "severity", "high"),
        ("entities", "kind", "policy"),
        ("agreement", "verdict", "contradict"),
        ("what-happened-next", "verdict", "missed"),
        ("what-happened-next", "article", "Polish article"),
    ],
)
def test_a_ledger_can_be_narrowed_and_the_view_linked_to(visit, page, choice, value):
    opened = visit(f"chapters/{page}.html")
    ledger = opened.locator(".lc-ledger").first
    rows = ledger.locator("tbody tr")
    ledger.locator(f"select[name={choice}]").select_option(value)
    shown = rows.locator("visible=true").count()
    assert 0 < shown < rows.count()
    again = visit(opened.url.split("/", 3)[3])
    assert again.locator(".lc-ledger").first.locator("tbody tr:visible").count() == shown


def test_the_tables_can_be_downloaded_and_hold_every_claim(site):
    with (site / "data" / "claims.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    as_json = json.loads((site / "data" / "claims.json").read_text(encoding="utf-8"))
    ledger = (site / "chapters" / "claims.html").read_text(encoding="utf-8")
    assert [row["claim_id"] for row in written] == [row["claim_id"] for row in as_json]
    assert all(f'id="{row["claim_id"]}"' in ledger for row in written), "a claim has no address"
    assert (site / "data" / "datapackage.json").exists()


def test_every_internal_link_and_anchor_leads_somewhere(site):
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    ids = {path: set(re.findall(r'\bid="([^"]+)"', text)) for path, text in pages.items()}
    broken = []
    for path, text in pages.items():
        for href in re.findall(r'<a\b[^>]*?\bhref="([^"]+)"', text):
            if re.match(r"[a-z]+:", href):
                continue
            url, fragment = urldefrag(urljoin(path.as_uri(), href))
            target = Path(unquote(url.removeprefix("file://").partition("?")[0]))  # a view of a ledger is its page
            if not target.exists() or (fragment and target in ids and unquote(fragment) not in ids[target]):
                broken.append(f"{path.name}: {href}")
    assert not broken, sorted(set(broken))


def test_downloads_hold_the_rows_and_name_their_claims(site):
    pages = "".join(path.read_text(encoding="utf-8") for path in site.glob("chapters/*.html"))
    found = re.findall(r'data-figure="([\w-]+)"', pages)
    assert len(found) > 20
    for payload in found:
        table = (site / "figures" / f"{payload}.csv").read_text(encoding="utf-8")
        assert table.startswith("Source id,"), payload
        assert (site / "figures" / f"{payload}.png").read_bytes().startswith(b"\x89PNG")
        assert "Sources:" in (site / "figures" / f"{payload}.svg").read_text(encoding="utf-8")


def test_what_the_pages_bring_along_of_others_says_whose_it_is(site):
    script = (site / "_static" / "charts.js").read_text(encoding="utf-8")
    terms, _, code = script.partition("*/")
    # Libraries that can be told by their names in the code: each stands in the terms at the script's head.
    for name in ("vega-embed", "vega-tooltip", "json-stringify-pretty-compact", "semver", "d3-"):
        assert name in terms.lower(), f"{name}: name it and its terms in site/assets/charts.LICENSE"
    assert terms.count("Copyright") > 10
    assert "Copyright" not in code, "one more library has a notice of its own"
    assert (site / "data" / "southeast-asia.LICENSE").exists()


def test_no_page_or_file_names_the_machine_it_was_made_on(site):
    places = [str(place).encode() for place in {ROOT, Path.home(), Path(tempfile.gettempdir())} if len(place.parts) > 1]
    named = [
        f"{path.relative_to(site)}: {place.decode()}"
        for path in site.rglob("*")
        if path.is_file()
        for place in places
        if place + b"/" in path.read_bytes()
    ]
    assert named == []
