"""From HTML to a PDF with an outline, through a Chromium that may be slow, broken or without fonts."""

import io
from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Browser, Error, sync_playwright
from pypdf import PdfReader, PdfWriter

__all__ = ["Error", "Printed", "book"]

# Longer than a sound browser takes to start; one that hangs is given up.
_PATIENCE = 30_000
# Whether a character without a glyph looks the same.
_HAS_CHINESE = """() => {
    const drawn = (text) => {
        const canvas = document.createElement("canvas");
        const pen = canvas.getContext("2d");
        pen.font = "40px sans-serif";
        pen.fillText(text, 10, 50);
        return canvas.toDataURL();
    };
    return drawn("\\u4e2d") !== drawn("\\u{10fffd}");
}"""


class Printed(NamedTuple):
    """A PDF, and whether the machine had a font for its Chinese.

    Attributes
    ----------
    writer : pypdf.PdfWriter
        With an outline, still without a title.
    chinese : bool
    """

    writer: PdfWriter
    chinese: bool


def _print(browser: Browser, html: str) -> bytes:
    page = browser.new_page()
    page.set_default_timeout(_PATIENCE)
    page.set_content(html)
    return page.pdf(prefer_css_page_size=True, print_background=True, tagged=True)


def _sheets(pdf: bytes, places: list[str]) -> dict[str, int]:
    """The number of the sheet on which each place stands, as the links of the contents tell."""
    reader = PdfReader(io.BytesIO(pdf))
    known = reader.named_destinations
    return {place: reader.get_destination_page_number(known[f"/{place}"]) + 1 for place in places}


def book(program: str, html: Callable[[dict[str, int]], str], titles: dict[str, str], places: list[str]) -> Printed:
    """Print a book.

    Parameters
    ----------
    program : str
        The browser's path.
    html : callable
        Takes the number of the sheet on which each page and place stands, or nothing yet, and returns the whole book.
    titles : dict of str to str
        By page of the site.
    places : list of str
        Other ids whose sheets the book names.

    Returns
    -------
    Printed

    Raises
    ------
    Error
        If the browser does not start within half a minute, or not print.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"], timeout=_PATIENCE)
        chinese = browser.new_page().evaluate(_HAS_CHINESE)
        # Printed twice: only the first print tells on which page a chapter begins.
        numbers = _sheets(_print(browser, html({})), [*titles, *places])
        pdf = _print(browser, html(numbers))
        browser.close()
    writer = PdfWriter(clone_from=io.BytesIO(pdf))
    for page, title in titles.items():
        writer.add_outline_item(title, numbers[page] - 1)
    return Printed(writer, chinese)
