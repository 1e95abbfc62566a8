"""The book on paper: whole, in order, with every chart."""

import re
import unicodedata
from html import unescape

import pikepdf
import pypdfium2
import pytest
from conftest import CHAPTERS

STORY = {
    "index": "Does live shopping travel?",
    "bytedance-strategy": "Why did ByteDance bet on live selling?",
    "western-platforms": "Did live shopping fail in the West?",
    "southeast-asia": "Why did it take hold in Southeast Asia?",
    "sellers": "Does it pay to go live?",
    "what-happened-next": "What happened next: who forecast well?",
}


@pytest.fixture(scope="module")
def pdf(site, browser):
    """The book's parts, of a machine that can print it."""
    with pikepdf.open(site / "book.pdf") as opened:
        yield opened


@pytest.fixture(scope="module")
def sheets(site, pdf) -> list[str]:
    """What each sheet says, with ligatures as letters."""
    texts = [sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(site / "book.pdf")]
    return [" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts]


@pytest.fixture(scope="module")
def number(pdf):
    """The number of the sheet that a destination leads to."""
    numbers = {sheet.objgen: number for number, sheet in enumerate(pdf.pages, 1)}
    return lambda destination: numbers[destination[0].objgen]


@pytest.fixture(scope="module")
def begins(pdf, number) -> dict[str, int]:
    """The sheet on which each chapter begins, by its title, as the outline says."""
    with pdf.open_outline() as outline:
        return {mark.title: number(mark.destination) for mark in outline.root}


def test_it_holds_every_chart(pdf, site):
    parts = [part for part in pdf.objects if isinstance(part, pikepdf.Dictionary) and "/Alt" in part]
    described = {str(part.Alt) for part in parts if part.S == "/Figure"}
    pages = "".join((site / path).read_text(encoding="utf-8") for path in CHAPTERS)
    charts = [unescape(alt) for alt in re.findall(r'role="img" aria-label="([^"]*)"', pages)]
    assert len(charts) >= len(list((site / "figures").glob("*.html")))
    assert [alt for alt in charts if alt not in described] == []


def test_its_contents_give_the_page_on_which_each_chapter_begins(begins, sheets):
    for title, place in begins.items():
        # Letters that stand close to a space may hide it from who reads a PDF.
        words = r"\s*".join(map(re.escape, title.split()))
        assert re.search(words, sheets[place - 1]), f"{title} does not begin on page {place}"
        assert re.search(rf"{words}\s*{place}\b", sheets[1]), title
    assert len(begins) == len(CHAPTERS) - 1, "every page but the list of all charts"


def test_its_last_pages_name_every_figure_and_its_page(pdf, sheets, number, site):
    index = " ".join(sheets[number(pdf.Root.Dests["/lc-figures"]) - 1 :])
    for path in (site / "figures").glob("*.html"):
        place = number(pdf.Root.Dests[f"/fig-{path.stem}"])
        finding = unescape(re.search(r'data-said="finding">(.*?)</p>', path.read_text(encoding="utf-8"))[1])
        assert re.search(rf"{re.escape(' '.join(finding.split()))}\s*{place}\b", index), f"{path.stem}, page {place}"


@pytest.mark.parametrize("chapter", STORY)
def test_a_chapter_ends_with_its_sources_by_name_and_says_nothing_that_needs_a_screen(begins, sheets, chapter):
    first = begins[STORY[chapter]]
    last = min(place for place in begins.values() if place > first)
    said = " ".join(sheets[first - 1 : last - 1])
    assert re.search(r"Sources 1\. .+?: [\w-]+", said), "its sentences lead to no names"
    for words in ("first explorer", "slider", "search field", "Download", "Copy", "click", "pointing at"):
        assert words not in said, f"“{words}” is for a screen: give it the class lc-screen, or other words"


def test_links_lead_inside_the_book_and_nowhere_on_this_machine(pdf):
    links = [link for sheet in pdf.pages for link in sheet.get("/Annots", []) if "/URI" in link.get("/A", {})]
    addresses = [str(link.A.URI) for link in links]
    assert len(addresses) > 100, "the public figures' pages"
    assert [address for address in addresses if not address.startswith(("https://", "http://"))] == []


def test_every_page_offers_it(site):
    for path in CHAPTERS:
        assert 'href="../book.pdf" download' in (site / path).read_text(encoding="utf-8"), path
