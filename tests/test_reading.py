"""What a reader meets on every page: words explained, sources with names, articles with pages, one date."""

import inspect
import json
import re
from collections import Counter
from datetime import date

import pytest
from conftest import PAGES, ROOT

from livecommerce import evidence, ledgers
from livecommerce.shown.figure import Said
from livecommerce.shown.ledger import Ledger, Payload
from livecommerce.shown.mime import LEDGER
from livecommerce.shown.typed import PayloadError, read
from livecommerce.site.head import in_words

CHAPTERS = ["index", "bytedance-strategy", "western-platforms", "southeast-asia", "sellers", "what-happened-next"]


def _needs(maker) -> bool:
    """Whether a function cannot be called without arguments."""
    return any(given.default is given.empty for given in inspect.signature(maker).parameters.values())


def test_no_two_rows_share_an_address():
    makers = [maker for _, maker in inspect.getmembers(ledgers, inspect.isfunction)]
    made = [maker() for maker in makers if maker.__annotations__.get("return") is Ledger and not _needs(maker)]
    rows = [row["id"] for ledger in made for row in ledger.rows]
    twice = sorted(name for name, count in Counter(rows).items() if count > 1)
    assert not twice, f"a link to these leads now here, now there; rename one in data/: {twice}"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_first_use_of_a_word_leads_to_its_definition_and_only_the_first(visit, chapter):
    page = visit(f"chapters/{chapter}.html")
    targets = [link.get_attribute("href") for link in page.locator("a.lc-term").all()]
    assert len(targets) > 2, "the words of this chapter need definitions in data/terms.csv"
    assert len(set(targets)) == len(targets), "a word is explained once a page"
    assert page.locator(":is(h1, h2, h3, code) a.lc-term").count() == 0


def test_a_word_is_explained_by_keyboard_and_leads_on_without_javascript(visit):
    page = visit("chapters/index.html")
    word = page.locator("a.lc-term").first
    word.focus()
    row = next(row for row in ledgers.terms().rows if word.get_attribute("href").endswith(f"#{row['id']}"))
    assert row["card"]["statement"] in page.locator("#lc-card").inner_text()
    plain = visit("chapters/index.html", java_script_enabled=False)
    plain.locator("a.lc-term").first.click()
    plain.wait_for_url(f"**/glossary.html#{row['id']}")


def test_under_a_chart_stand_publishers_and_no_ids(site):
    ids = re.compile(r"\b(?:P\d{4}|[df]-[a-z0-9-]+|[a-z]+-(?:zh|en|pl)-\d+)\b")
    for path in site.glob("chapters/*.html"):
        html = path.read_text(encoding="utf-8")
        lines = re.findall(r'<p class="lc-sources">(.*?)</p>', html)
        assert len(lines) == html.count('<figure class="lc-figure"'), f"{path.name}: a figure without its sources"
        for line in lines:
            words = re.sub(r"<[^>]+>", "", line)
            assert not ids.search(words), f"{path.name}: {words}"
            assert "<a " in line


def test_a_card_names_the_source(visit):
    page = visit("chapters/bytedance-strategy.html")
    cards = page.evaluate("lc.loadRest().then(({ cards }) => cards)")
    records = cards.keys() & evidence.records().keys()
    assert len(records) > 20, "the cards of this page are of other rows"
    for row_id in records:
        assert cards[row_id]["source"], row_id
        assert "{" not in cards[row_id]["source"], "a formula is no name"


@pytest.mark.parametrize(
    "article", list(evidence.table("articles").itertuples()), ids=lambda article: article.article_id
)
def test_every_article_has_a_page_from_its_rows(visit, article):
    page = visit(f"articles/{article.article_id}.html")
    text = page.locator("article").inner_text()
    assert article.says in text
    claims = evidence.table("claims").query("article_id == @article.article_id")
    assert f"{(claims.status == 'sound').sum()} of {len(claims)} claims are sound" in text
    page.get_by_role("link", name=f"{len(claims)} claims").click()
    page.wait_for_url("**/claims.html?*")
    assert page.locator(".lc-ledger tbody tr:visible").count() == len(claims)


def test_the_date_of_the_evidence_is_on_every_page_and_in_what_is_cited(site):
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    day = package["created"][:10]
    written = in_words(date.fromisoformat(day))
    for path in PAGES:
        assert f"evidence as of {written}" in (site / path).read_text(encoding="utf-8"), path
    figure = (site / "chapters" / "sellers.html").read_text(encoding="utf-8")
    assert f"year = {{{day[:4]}}}" in figure
    assert f'"dateModified":"{day}"' in (site / "chapters" / "index.html").read_text(encoding="utf-8")


def test_an_unknown_or_missing_key_is_an_error_with_its_name():
    stored = ledgers.terms()._repr_mimebundle_()[LEDGER]
    with pytest.raises(PayloadError, match="colums"):
        read(Payload, {("colums" if name == "columns" else name): part for name, part in stored.items()})
    with pytest.raises(PayloadError, match="finding: Field required"):
        Said.of({"usermeta": {"figure": "one"}})
