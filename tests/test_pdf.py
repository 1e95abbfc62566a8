"""The book on paper: whole, in order, with every chart."""

import pytest
from conftest import CHAPTERS
from pypdf import PdfReader


@pytest.fixture(scope="module")
def pdf(site, browser):
    return PdfReader(site / "book.pdf")


def parts(element):
    """Every element of the PDF's structure, from the top."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for part in element:
            yield from parts(part)
    elif isinstance(element, dict):
        yield element
        yield from parts(element.get("/K", []))


def test_it_holds_every_chart(pdf, visit):
    described = {str(part["/Alt"]) for part in parts(pdf.trailer["/Root"]["/StructTreeRoot"]) if "/Alt" in part}
    count = 0
    for path in CHAPTERS:
        for chart in visit(path).locator(".lc-figure[data-figure] [role=img]").all():
            count += 1
            assert chart.get_attribute("aria-label") in described, "a chart is missing from the PDF"
    assert count > 15


def test_its_contents_give_the_page_on_which_each_chapter_begins(pdf):
    contents = pdf.pages[1].extract_text()
    for mark in pdf.outline:
        number = pdf.get_destination_page_number(mark) + 1
        first = " ".join(pdf.pages[number - 1].extract_text().split())
        title = " ".join(mark.title.replace("fi", "ﬁ").split())
        assert title in first, f"{mark.title} does not begin on page {number}"
        assert f"{title} {number}" in contents
    assert len(pdf.outline) == len(CHAPTERS) - 1, "every page but the list of all charts"


def test_links_lead_inside_the_book_and_nowhere_on_this_machine(pdf):
    addresses = [
        link.get_object()["/A"].get("/URI", "")
        for page in pdf.pages
        for link in page.get("/Annots", [])
        if "/A" in link.get_object()
    ]
    assert all(address.startswith("https://") for address in addresses if address)


def test_every_page_offers_it(visit):
    for path in CHAPTERS:
        assert visit(path).locator("a[href$='book.pdf']").count() == 1, path
