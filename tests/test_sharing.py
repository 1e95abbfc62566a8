"""Found and shared: descriptions, pictures, data about data, search, and addresses in both states of the settings."""

import json
import re
import struct
import sys
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from conftest import CHAPTERS, ROOT, copied, jupyter_book
from docutils import nodes

from livecommerce.figures import index, southeast_asia, western_platforms
from livecommerce.ledgers import public_figures
from livecommerce.shown.mime import LEDGER
from livecommerce.site import pictures
from livecommerce.site.outputs import OutputRenderer

SITE_ADDRESS = "https://book.example/live"
REPOSITORY = "https://github.com/someone/book"
STRAY = ["x.html", ".env", "claims.csv~"]  # lie in the folder of the tables, and no description lists them


def meta(html: str) -> dict[str, str]:
    return dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', html))


def json_ld(html: str) -> list[dict]:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])["@graph"]


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The book built with both addresses set, from stored outputs, on a machine without Chromium."""
    book = copied(tmp_path_factory.mktemp("published"), baseurl=SITE_ADDRESS, url=REPOSITORY)
    for name in STRAY:
        (book / "data" / name).write_text("<script>alert(1)</script>", encoding="utf-8")
    (book / "data" / "outside.csv").symlink_to(ROOT / "pyproject.toml")
    built = jupyter_book(book, PATH=str(Path(sys.executable).parent))
    assert built.returncode == 0, built.stderr
    (book / "log").write_text(built.stdout + built.stderr, encoding="utf-8")
    return book


@pytest.mark.parametrize("path", CHAPTERS)
def test_a_page_describes_itself(site, path):
    html = (site / path).read_text(encoding="utf-8")
    said = meta(html)
    assert 40 < len(said["description"]) < 400
    assert said["og:title"]
    picture = ((site / path).parent / said["og:image"]).resolve()
    assert struct.unpack(">II", picture.read_bytes()[16:24]) == (1200, 630), "the size that sharing sites ask for"
    assert json_ld(html)[0]["@type"] in {"Report", "Chapter"}


def test_descriptions_and_titles_differ_from_page_to_page(site):
    pages = [(site / path).read_text(encoding="utf-8") for path in CHAPTERS]
    for name in ("description", "og:title"):
        assert len({meta(html)[name] for html in pages}) == len(pages), name


def test_every_table_is_a_dataset_whose_files_are_there(site):
    home = site / "chapters" / "index.html"
    sets = [found for found in json_ld(home.read_text(encoding="utf-8")) if found["@type"] == "Dataset"]
    assert len(sets) == len(list((ROOT / "data").glob("*.csv")))
    for found in sets:
        for file in found["distribution"]:
            assert (home.parent / file["contentUrl"]).resolve().is_file(), file


def test_without_addresses_nothing_dangles(site):
    assert not (site / "sitemap.xml").exists()
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert not re.search(r'rel="canonical"|og:url|mybinder|colab|Edit this page|<base', html), path.name


def test_with_addresses_every_page_names_its_own(published):
    out = published / "_build" / "html"
    for path in CHAPTERS:
        html = (out / path).read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{SITE_ADDRESS}/{path}">' in html
        assert meta(html)["og:url"] == f"{SITE_ADDRESS}/{path}"
        assert meta(html)["og:image"].startswith(f"{SITE_ADDRESS}/figures/")
    listed = re.findall(r"<loc>(.*?)</loc>", (out / "sitemap.xml").read_text(encoding="utf-8"))
    assert all((out / address.removeprefix(f"{SITE_ADDRESS}/")).is_file() for address in listed)
    assert {f"{SITE_ADDRESS}/{path}" for path in CHAPTERS} <= set(listed)
    assert f"{SITE_ADDRESS}/figures/hour.html" in (out / "figures" / "hour.html").read_text(encoding="utf-8")
    assert f'<base href="{SITE_ADDRESS}/">' in (out / "404.html").read_text(encoding="utf-8")


def test_what_happens_to_lie_beside_the_tables_is_not_published(published):
    out = published / "_build" / "html"
    assert (out / "data" / "claims.csv").is_file()
    named = [path.name for path in out.rglob("*") if path.name in {*STRAY, "outside.csv"}]
    assert named == [], "publish what datapackage.json lists and no more"


def test_with_a_repository_every_page_can_be_edited_reported_and_run(published):
    html = (published / "_build" / "html" / "chapters" / "sellers.html").read_text(encoding="utf-8")
    for link in (
        f"{REPOSITORY}/edit/main/chapters/sellers.ipynb",
        f"{REPOSITORY}/issues/new?title=",
        "https://mybinder.org/v2/gh/someone/book/main?urlpath=lab/tree/chapters/sellers.ipynb",
        "https://colab.research.google.com/github/someone/book/blob/main/chapters/sellers.ipynb",
        f"%pip install git+{REPOSITORY}@main",
    ):
        assert link in html


def test_without_a_browser_the_book_is_built_and_says_that_the_pdf_is_missing(published):
    out = published / "_build" / "html"
    assert not (out / "book.pdf").exists()
    assert "book.pdf" not in (out / "chapters" / "sellers.html").read_text(encoding="utf-8")
    assert "book.pdf was not made" in (published / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "kind", "target"),
    [
        ("1.2 trillion yuan", "claims", "chapters/claims.html#zaker-zh-34"),
        ("Douyin", "entities", "chapters/entities.html#douyin"),
        ("for a host who costs", "chart", "chapters/sellers.html#fig-break-even"),
        ("how to add an article", "text", "chapters/methods.html#"),
        ("东南亚", "claims", "chapters/claims.html#zaker-zh-"),
    ],
)
def test_search_finds_claims_entities_charts_and_text(visit, words, kind, target):
    page = visit(f"search.html?q={words}")
    page.select_option(".lc-filter [name=kind]", kind)
    links = [link.get_attribute("href") for link in page.locator(".lc-found a").all()]
    assert any(link.startswith(target) for link in links), links[:5]


@pytest.mark.parametrize(
    ("amount", "row", "status"),
    [
        ("2.84 trillion yuan", "wired-en-04", "ambiguous"),
        ("$42.3bn", "wired-en-05", "corrected"),
        ("17.5 billion", "P0276", "reported"),
        ("4.5亿", "zaker-zh-49", "disputed"),
        ("10%", "P0272", "primary"),
    ],
)
def test_search_understands_an_amount_and_says_what_we_hold_of_it(visit, amount, row, status):
    page = visit(f"search.html?q={quote(amount)}")
    first = page.locator(".lc-found li").all()[:25]
    found = {link.locator("a").get_attribute("href").partition("#")[2]: link for link in first}
    assert row in found, f"{amount}: {list(found)}"
    assert found[row].locator("strong").inner_text().startswith(status)


def test_a_bare_number_stays_a_word(visit):
    page = visit("search.html")
    assert page.evaluate("lcAmounts.read('Douyin 2020').amounts") == []
    assert page.evaluate("lcAmounts.read('5 markets').amounts") == []
    assert page.evaluate("lcAmounts.read('433,800,000,000 yuan').amounts[0].value") == 433.8e9


def test_the_gallery_shows_every_figure(visit, site):
    page = visit("chapters/figures.html")
    assert page.locator(".lc-gallery .lc-small svg").count() == len(list((site / "figures").glob("*.html")))


def test_a_figure_can_be_embedded_and_cited(visit):
    page = visit("figures/hour.html")
    assert page.locator(".lc-figure").count() == 1
    page.hover(".lc-figure")
    page.wait_for_selector(".lc-chart[data-live]")
    for words in ("live-shopping", "@misc", "version"):
        assert words.replace("live-shopping", "Does live shopping travel?") in page.locator(".lc-data").text_content()


def test_what_a_figure_offers_can_be_copied(visit):
    page = visit("chapters/sellers.html", permissions=["clipboard-read", "clipboard-write"])
    figure = page.locator("#fig-hour")
    figure.locator("summary", has_text="Data and downloads").click()
    for kind, expected in (
        ("address", "#fig-hour"),
        ("embedding", "<iframe "),
        ("citation", "Figure hour in"),
        ("bibtex", "@misc{livecommerce-hour"),
    ):
        figure.locator(f"[data-copies={kind}]").click()
        figure.locator("output", has_text="Copied").wait_for()
        assert expected in page.evaluate("navigator.clipboard.readText()"), kind


def test_the_link_checker_sees_the_pages_that_a_ledger_names():
    ledger = public_figures()._repr_mimebundle_()
    output = SimpleNamespace(mime_type=LEDGER, content=ledger[LEDGER])
    (node,) = OutputRenderer.handle_mime(None, output, inline=False)
    seen = {link["refuri"] for link in node.findall(nodes.reference)}
    assert len(seen) > 100
    assert all(address.startswith("http") for address in seen)


@pytest.mark.parametrize("maker", [western_platforms.buyers, index.what_sells, southeast_asia.tiktok_shop])
def test_a_card_shows_the_whole_composed_chart(maker):
    spec = maker().spec()
    web, card = pictures.web_spec(spec), pictures.card_svg(spec)
    boxes = [re.search(r'viewBox="0 0 \d+ \d+"', pictures.inline_svg(web, "", name))[0] for name in pictures.WIDTHS]
    assert sum(box in card for box in boxes) == 1, "one of the two pictures, uncut"
    said = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", card.split("<svg")[1]))
    assert unescape(said) == spec["usermeta"]["finding"]
