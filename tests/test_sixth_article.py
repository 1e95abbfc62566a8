"""A sixth article goes in as rows only, as chapters/methods.md tells it, and comes out on every page it belongs to.

The article is invented and no part of the book. Everything happens in a copy of the book. Some of its rows hold what
would run, or break a page, if any part of the book took it for more than text.
"""

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from conftest import ROOT, opened, wake_all

from livecommerce import check, evidence

# Markup, the ends of an attribute, of a script and of a comment, a template's braces, a formula of LaTeX.
BROKEN = "<img src=x>'\"&"  # where a label has no room for more
HOSTILE = """<img src=x onerror=hit()>'"><script>hit()</script>--></script>{{7*7}}${hit()}\\input{x}."""
TEXT = (
    "Phantasia Live wurde im Mai 2021 in Utopia eröffnet. Es verkaufte in einem Jahr Waren für 12 Millionen Dollar, "
    "also 120 Millionen Yuan. TikTok Shop wird 2023 in Südostasien Waren für 20 Milliarden Dollar verkaufen. Douyin "
    "zählt täglich mehr als 600 Millionen Nutzer. Zuschauer kaufen selten. Jeder fünfte kehrt zurück.\n"
)
ARTICLE = {
    "article_id": "example-de",
    "title": "An invented article",
    "language": "de",
    "publisher": "Nobody",
    "published": "2022-06-01",
    "published_basis": "printed",
    "file": "example-de.txt",
    "description": "An invented article in German.",
    "name": "the invented German article",
    "label": "Invented",
    "audience": "Nobody.",
    "route": "It was made up for a test.",
    "says": "That a shop nobody knows sold a little.",
    "strengths": "None.",
    "later": "Nothing came of it.",
}
ENTITY = {
    "entity_id": "phantasia-live",
    "name": "Phantasia Live",
    "kind": "platform",
    "role": "A platform that does not exist",
    "aliases": "Phantasia Live",
}


def claim(number: int, statement: str, fragment: str, **cells: str) -> dict[str, str]:
    common = {"entity_id": "phantasia-live", "region": "WORLD", "kind": "observed", "status": "sound"}
    address = {"claim_id": f"example-de-{number:02}", "article_id": "example-de"}
    return common | address | {"statement": statement, "as_printed": fragment} | cells


def number(value: str, unit: str) -> dict[str, str]:
    return {"unit": unit} | dict.fromkeys(("printed_low", "printed_high", "low", "high"), value)


CLAIMS = [
    claim(
        1,
        "Phantasia Live opened in May 2021.",
        "im Mai 2021 in Utopia",
        metric="launch",
        kind="event",
        period="2021-05",
        unit="date",
    ),
    claim(
        2,
        "Phantasia Live sold goods for 12 million dollars in 2021.",
        "12 Millionen Dollar",
        metric="gmv",
        period="2021",
        **number("12000000", "USD"),
    ),
    claim(
        3,
        "Phantasia Live sold goods for about 77 million yuan in 2021.",
        "120 Millionen Yuan",
        metric="gmv",
        period="2021",
        unit="CNY",
        printed_low="120000000",
        printed_high="120000000",
        low="77000000",
        high="77000000",
        status="corrected",
        correction_id="phantasia-rate",
    ),
    claim(
        4,
        f"TikTok Shop was to sell goods for 20 billion dollars in Southeast Asia in 2023 {BROKEN}.",
        "20 Milliarden Dollar",
        entity_id="tiktok-shop",
        region="SEA6",
        metric="gmv",
        kind="forecast",
        period="2023",
        **number("20000000000", "USD"),
    ),
    claim(
        5,
        "Douyin had more than 600 million users a day.",
        "mehr als 600 Millionen Nutzer",
        entity_id="douyin",
        region="CN",
        metric="dau",
        period="2022-06",
        unit="people",
        printed_low="600000000",
        low="600000000",
    ),
    claim(
        6,
        "Few viewers buy.",
        "Zuschauer kaufen selten",
        metric="opinion",
        kind="opinion",
        period="2022-06",
    ),
]
CORRECTION = {
    "correction_id": "phantasia-rate",
    "severity": "low",
    "class": "currency",
    "claim_ids": "example-de-03",
    "printed": "12 million dollars are 120 million yuan",
    "reading": "77 million yuan",
    "basis": "arithmetic",
    "reasoning": "120 / 12 = 10 yuan a dollar; at the average of 2021 (P0864) it is 77 million.",
}
AGREEMENT = {
    "topic_id": "phantasia-question",
    "question": "How many people does the invented question ask about?",
    "claim_ids": "zaker-zh-17 example-de-05",
    "verdict": "agree",
    "explanation": "Both have more than 600 million.",
}
FORECAST = {
    "forecast_id": "f-phantasia",
    "label": f"Phantasia {BROKEN}",
    "claim_id": "example-de-04",
    "basis": "estimate",
    "form": "number",
    "made": "2022-06-01",
    "made_by": "Phantasia Research",
    "target": "2023",
    "low": "20000000000",
    "high": "20000000000",
    "unit": "USD",
    "outcome_ids": "P0234 P1151",
    "judged": "2026-11-21",
    "verdict": "missed",
    "reasoning": "Momentum Works counted less.",
}

FIGURE = {
    "figure_id": "P9999",
    "statement": f"Nobody counted {HOSTILE}",
    "entity_id": "hostile-entity",
    "region": "WORLD",
    "metric": "opinion",
    "kind": "observed",
    "counted_by": HOSTILE,
    "as_printed": HOSTILE[:60],
    "publisher": HOSTILE,
    "title": HOSTILE,
    "published": "not shown",
    "url": "https://example.org/?q=%22%3E%3Cscript%3Ehit()%3C/script%3E&copy=javascript:hit()",
    "reliability": "secondhand",
    "read": "2026-11-21",
    "note": HOSTILE,
}


# The pages that list articles and what is theirs; step 5 of methods.md names the others where a chapter uses a row.
LISTS = ["articles", "claims", "corrections", "agreement", "entities", "what-happened-next"]

# One number of the book, P0271, changed in the copy: where it is read, printed and stated; and who else shows it.
SHOW = ["western-platforms", "public-figures"]
CHANGED = [
    ("sold 9 billion dollars of goods in the United", "sold 9.4 billion dollars of goods in the United"),
    (",9000000000,9000000000,,Momentum", ",9400000000,9400000000,,Momentum"),
    ("Tabcut,GMV of US$9 billion", "Tabcut,GMV of US$9.4 billion"),
]


def append(data, name: str, *rows: dict[str, str]) -> None:
    """Rows at the end of a table, their cells by the name of the column."""
    path = data / f"{name}.csv"
    header = next(csv.reader(path.open(encoding="utf-8", newline="")))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, restval="", extrasaction="raise", lineterminator="\n").writerows(rows)
    counted(data, name, len(rows))


def counted(data, name: str, more: int) -> None:
    """Another number of rows in the description of a table."""
    path = data / "datapackage.json"
    package = json.loads(path.read_bytes())
    next(one for one in package["resources"] if one["name"] == name)["rows"] += more
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2), encoding="utf-8")


def with_text(article: dict[str, str], texts, text: str) -> dict[str, str]:
    (texts / article["file"]).write_text(text, encoding="utf-8")
    return article | {"sha256": hashlib.sha256(text.encode()).hexdigest()}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """A copy of the book with the invented article and ten smaller ones beside it."""
    root = tmp_path_factory.mktemp("copy")
    book, texts = root / "book", root / "shared" / "articles"
    shutil.copytree(ROOT, book, ignore=shutil.ignore_patterns(".venv", "_build", ".git", "__pycache__", ".*_cache"))
    texts.mkdir(parents=True)
    if check.ARTICLES.exists():
        shutil.copytree(check.ARTICLES, texts, dirs_exist_ok=True)
    data = book / "data"
    append(data, "articles", with_text(ARTICLE, texts, TEXT))
    append(data, "entities", ENTITY)
    append(data, "claims", *CLAIMS)
    append(data, "corrections", CORRECTION | {"printed": HOSTILE, "reasoning": f"{CORRECTION['reasoning']} {HOSTILE}"})
    append(data, "agreements", AGREEMENT | {"explanation": HOSTILE})
    append(data, "forecasts", FORECAST | {"reasoning": HOSTILE, "made_by": f"Phantasia {HOSTILE}"})
    append(
        data, "entities", ENTITY | {"entity_id": "hostile-entity", "name": HOSTILE, "role": HOSTILE, "aliases": HOSTILE}
    )
    append(data, "public_figures", FIGURE)
    for place in range(7, 17):
        small = {"article_id": f"small-{place}-en", "file": f"small-{place}-en.txt", "language": "en"}
        small |= {"title": f"Small article {place}", "name": f"the small article {place}", "label": f"Small {place}"}
        if place == 7:
            small |= dict.fromkeys(("title", "description", "says", "strengths", "later", "route", "audience"), HOSTILE)
            small |= {"name": f"the small article {BROKEN}", "label": f"{BROKEN}7"}
        append(data, "articles", with_text(ARTICLE | small, texts, f"Few buy, number {place}.\n"))
        cells = CLAIMS[5] | {"claim_id": f"small-{place}-en-01", "article_id": f"small-{place}-en"}
        hostile = {"statement": HOSTILE, "note": HOSTILE} if place == 7 else {}
        append(data, "claims", cells | {"as_printed": "Few buy"} | hostile)
    figures = (data / "public_figures.csv").read_text(encoding="utf-8")
    for old, new in CHANGED:
        assert old in figures, f"P0271 is worded otherwise: {old}"
        figures = figures.replace(old, new)
    (data / "public_figures.csv").write_text(figures, encoding="utf-8")
    return book


def run(book, *command: str) -> subprocess.CompletedProcess:
    """A command in the copy, by this environment's Python and the copy's own code."""
    environment = os.environ | {"PYTHONPATH": str(book), "PYTHONHASHSEED": "0"}
    return subprocess.run(
        [sys.executable, *command], cwd=book, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def built(copy):
    """The pages of the copy, after check, rerun and build."""
    articles = ["--articles", str(copy.parent / "shared" / "articles")] if check.ARTICLES.exists() else []
    steps = [
        ["-c", "import sys; from livecommerce import check; sys.exit(check.main(sys.argv[1:]))", *articles],
        [
            "-c",
            "import sys; from livecommerce.commands import rerun; sys.exit(rerun.main(sys.argv[1:]))",
            *LISTS,
            *SHOW,
        ],
        ["-m", "livecommerce.commands.book", "_build/html", "--stored"],
    ]
    for step in steps:
        done = run(copy, *step)
        assert done.returncode == 0, f"{step[:2]} failed in the copy:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return copy / "_build" / "html"


def page(built, name: str) -> str:
    return (built / "chapters" / f"{name}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("claims", "example-de-06"),
        ("claims", 'lang="de"'),
        ("corrections", "phantasia-rate"),
        ("agreement", "How many people does the invented question ask about?"),
        ("entities", "Phantasia Live"),
        ("what-happened-next", "f-phantasia"),
        ("what-happened-next", "Phantasia &lt;img src=x&gt;&#39;&#34;&amp;"),
        ("articles", "The invented German article"),
    ],
)
def test_it_stands_on_its_pages(built, name, expected):
    assert expected in page(built, name), f"{name}.html does not show “{expected}”"


@pytest.mark.parametrize("name", ["claims", "corrections", "entities"])
def test_it_can_be_filtered_for(built, name):
    assert "<option>Invented" in page(built, name).replace(' value="', ">"), f"{name}.html has no filter for it"


def test_it_can_be_searched_for(built):
    index = (built / "_static" / "search-index.js").read_text(encoding="utf-8")
    assert "Phantasia Live" in index
    assert "f-phantasia" in index


@pytest.mark.parametrize("figure", ["errors", "verdicts", "foreseen"])
def test_the_charts_of_all_articles_show_it(built, figure):
    rows = (built / "figures" / f"{figure}.csv").read_text(encoding="utf-8")
    assert "Invented" in rows or "Phantasia" in rows, f"{figure} leaves it out"


def test_every_one_of_sixteen_articles_has_its_bar(built):
    drawn = (built / "figures" / "errors.svg").read_text(encoding="utf-8")
    labels = [
        *evidence.table("articles").label,
        "Invented",
        f"{BROKEN}7",
        *(f"Small {place}" for place in range(8, 17)),
    ]
    told = "".join(ElementTree.fromstring(drawn).itertext())
    for label in labels:
        assert label in told, f"errors leaves out {label}"


def test_every_figure_of_the_book_is_still_made(copy):
    made = run(copy, "-m", "pytest", "-q", "-p", "no:xdist", "tests/test_figures.py", "-k", "says_what_it_shows")
    assert made.returncode == 0, made.stdout[-3000:]


def test_one_changed_number_is_on_every_page_and_in_every_picture_that_rests_on_it(built, site):
    old, new = CHANGED[0]
    before = {path.relative_to(site) for path in site.rglob("*") if path.suffix in {".html", ".csv", ".json", ".js"}}
    told = {path for path in before if old in (site / path).read_text(encoding="utf-8")}
    assert len(told) >= 5, "choose a number that more pages show"
    for path in told:
        text = (built / path).read_text(encoding="utf-8")
        assert old not in text, f"{path} still shows the old number: what keeps it?"
        assert new in text, f"{path} does not show the new number"
    for kind in (".csv", ".svg", ".png", "-card.png"):
        drawn = [(folder / "figures" / f"live-sellers{kind}").read_bytes() for folder in (site, built)]
        assert drawn[0] != drawn[1], f"live-sellers{kind} was kept from before the number changed"


@pytest.mark.parametrize("unguarded", [False, True], ids=["with the policy", "without it"])
@pytest.mark.parametrize(
    ("path", "shows"),
    [
        ("chapters/claims.html#small-7-en-01", True),
        ("chapters/public-figures.html#P9999", True),
        ("chapters/corrections.html", True),
        ("chapters/agreement.html", True),
        ("chapters/entities.html", True),
        ("chapters/what-happened-next.html", True),
        ("articles/small-7-en.html", True),
        ("figures/verdicts.html", True),
        ("figures/errors.html", False),
        ("search.html?q=onerror", False),
    ],
)
def test_what_is_hostile_in_a_table_is_text_on_every_page(built, browser, path, shows, unguarded):
    with opened(browser, built.as_uri(), path, base=built.as_uri(), bypass_csp=unguarded) as page:
        assert not shows or page.evaluate("text => document.body.textContent.includes(text)", HOSTILE), "not shown"
        if path.startswith("search"):
            page.wait_for_selector(".lc-found a")
        for link in page.locator("a.lc-ref[href$='#small-7-en-01'], a.lc-ref[href$='#P9999']").all()[:3]:
            link.focus()  # its card
        if page.evaluate("Boolean(window.lcFigures)"):
            wake_all(page)
        assert_nothing_ran(page)


def assert_nothing_ran(page) -> None:
    page.wait_for_timeout(200)
    markup = "img[src=x], [onerror], a[href^='javascript:'], [style]:not([data-live] *, .lc-card, .lc-ring)"
    assert page.locator(markup).count() == 0
    assert page.faults == [], "something ran, or was kept from running"
    assert [url for url in page.asked if url.endswith("/x")] == []


@pytest.mark.parametrize("unguarded", [False, True], ids=["with the policy", "without it"])
@pytest.mark.parametrize(
    "path",
    ["chapters/claims.html", "chapters/sellers.html", "figures/verdicts.html", "search.html", "404.html"],
)
def test_what_is_hostile_in_an_address_is_text_on_every_page(built, browser, path, unguarded):
    bad = quote(HOSTILE)
    names = ["q", "kind", "claims.words", "claims.article", "break-even.market", "break-even.price", HOSTILE]
    asked = "&".join(f"{quote(name)}={bad}" for name in names)
    for place in (bad, "javascript:hit()", "fig-verdicts"):
        with opened(browser, built.as_uri(), f"{path}?{asked}#{place}", bypass_csp=unguarded) as page:
            wake_all(page)
            assert_nothing_ran(page)


def test_what_is_hostile_in_a_table_is_text_in_what_a_mark_says(built, browser):
    with opened(browser, built.as_uri(), "figures/verdicts.html", bypass_csp=True) as page:
        page.focus(".lc-chart")
        row = page.locator(".lc-row")
        for _ in range(100):
            page.keyboard.press("ArrowRight")
            page.wait_for_timeout(20)
            if BROKEN in row.text_content():
                break
        assert BROKEN in row.text_content()
        page.locator(".lc-ring").scroll_into_view_if_needed()
        ring = page.locator(".lc-ring").bounding_box()
        for away in (1, 0):
            page.mouse.move(ring["x"] + ring["width"] / 2 + away, ring["y"] + ring["height"] / 2 + away)
        page.locator("#lc-card", has_text=BROKEN).wait_for()
        assert_nothing_ran(page)


def test_what_is_hostile_in_a_table_is_text_in_what_machines_read(built):
    for path in [*built.glob("chapters/*.html"), *built.glob("articles/*.html")]:
        for text in re.findall(
            r'<script type="application/[^"]*"[^>]*>(.*?)</script>', path.read_text("utf-8"), re.DOTALL
        ):
            json.loads(text)
    index = (built / "_static" / "search-index.js").read_text(encoding="utf-8")
    assert HOSTILE in json.dumps(
        json.loads(index[index.index("=") + 1 : index.rindex(";")]), ensure_ascii=False
    ).replace('\\"', '"').replace("\\\\", "\\")
    rows = json.loads((built / "data" / "public_figures.json").read_text(encoding="utf-8"))
    assert rows[-1]["title"] == HOSTILE
    for path in built.glob("figures/*.svg"):
        tags = {part.tag.rpartition("}")[2] for part in ElementTree.parse(path).iter()}
        assert not tags & {"script", "img", "image", "foreignObject"}, path.name


def test_no_cell_of_a_download_is_a_formula_to_a_spreadsheet(built):
    with (built / "figures" / "verdicts.csv").open(encoding="utf-8", newline="") as file:
        assert any(HOSTILE in row["Why"] for row in csv.DictReader(file)), "hostile text is to reach a download"
    for path in [*built.glob("data/*.csv"), *built.glob("figures/*.csv")]:
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        run = [cell for cell in cells if re.match(r"[=@|\t]|[-+](?!\d)", cell)]
        assert run == [], f"{path.name}: begin this text with a word, or refuse it in check/cells.py"


def test_a_step_left_out_is_named(copy, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(copy / "data", data)
    text = (data / "corrections.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (data / "corrections.csv").write_text("".join(text[:-1]), encoding="utf-8")
    counted(data, "corrections", -1)
    faults = [str(problem) for problem in check.problems(data)]
    assert len(faults) == 1, faults
    assert "claims.csv" in faults[0]
    assert "phantasia-rate" in faults[0]


def test_it_is_not_part_of_the_book():
    assert "example-de" not in set(evidence.table("articles").article_id)
