"""The book on paper: whole, in order, with every chart."""

import re
import unicodedata
from html import unescape

import pytest
from conftest import CHAPTERS
from pypdf import PdfReader

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
    return PdfReader(site / "book.pdf")


def text(page) -> str:
    """What a page says, with ligatures as letters."""
    return " ".join(unicodedata.normalize("NFKC", page.extract_text()).split())


def parts(element):
    """Every element of the PDF's structure, from the top."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for part in element:
            yield from parts(part)
    elif isinstance(element, dict):
        yield element
        yield from parts(element.get("/K", []))


def test_it_holds_every_chart(pdf, site):
    described = {str(part["/Alt"]) for part in parts(pdf.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in part}
    pages = "".join((site / path).read_text(encoding="utf-8") for path in CHAPTERS)
    charts = [unescape(alt) for alt in re.findall(r'role="img" aria-label="([^"]*)"', pages)]
    assert len(charts) >= len(list((site / "figures").glob("*.html")))
    assert [alt for alt in charts if alt not in described] == []


def test_its_contents_give_the_page_on_which_each_chapter_begins(pdf):
    contents = text(pdf.pages[1])
    for mark in pdf.outline:
        number = pdf.get_destination_page_number(mark) + 1
        assert mark.title in text(pdf.pages[number - 1]), f"{mark.title} does not begin on page {number}"
        assert f"{mark.title} {number}" in contents
    assert len(pdf.outline) == len(CHAPTERS) - 1, "every page but the list of all charts"


def test_its_last_pages_name_every_figure_and_its_page(pdf, site):
    start = pdf.get_destination_page_number(pdf.named_destinations["/lc-figures"])
    index = " ".join(text(page) for page in pdf.pages[start:])
    for path in (site / "figures").glob("*.html"):
        place = pdf.named_destinations[f"/fig-{path.stem}"]
        number = pdf.get_destination_page_number(place) + 1
        finding = unescape(re.search(r'data-said="finding">(.*?)</p>', path.read_text(encoding="utf-8"))[1])
        assert re.search(rf"{re.escape(' '.join(finding.split()))}\s*{number}\b", index), f"{path.stem}, page {number}"


@pytest.mark.parametrize("chapter", STORY)
def test_a_chapter_ends_with_its_sources_by_name_and_says_nothing_that_needs_a_screen(pdf, chapter):
    starts = [pdf.get_destination_page_number(mark) for mark in pdf.outline]
    titles = [mark.title for mark in pdf.outline]
    first = starts[titles.index(STORY[chapter])]
    last = starts[titles.index(STORY[chapter]) + 1]
    said = " ".join(text(page) for page in pdf.pages[first:last])
    assert re.search(r"Sources 1\. .+?: [\w-]+", said), "its sentences lead to no names"
    for words in ("first explorer", "slider", "search field", "Download", "Copy", "click", "pointing at"):
        assert words not in said, f"“{words}” is for a screen: give it the class lc-screen, or other words"


def test_links_lead_inside_the_book_and_nowhere_on_this_machine(pdf):
    addresses = [
        link.get_object()["/A"]["/URI"]
        for page in pdf.pages
        for link in page.get("/Annots", [])
        if "/A" in link.get_object()
    ]
    assert len(addresses) > 100, "the public figures' pages"
    assert [address for address in addresses if not address.startswith(("https://", "http://"))] == []


def test_every_page_offers_it(site):
    for path in CHAPTERS:
        assert 'href="../book.pdf" download' in (site / path).read_text(encoding="utf-8"), path
