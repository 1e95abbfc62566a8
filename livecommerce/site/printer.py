"""From HTML to a PDF with an outline, through a Chromium that may be slow, broken or without fonts."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pikepdf
from playwright.sync_api import Error, Page, sync_playwright

__all__ = ["Error", "Printed", "book", "save"]

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
    pdf : pikepdf.Pdf
        With an outline, still with the browser's title and the hour of printing.
    chinese : bool
    """

    pdf: pikepdf.Pdf
    chinese: bool


def _print(page: Page, html: str, *, tagged: bool) -> pikepdf.Pdf:
    page.set_content(html)
    return pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True, tagged=tagged)))


def _sheets(pdf: pikepdf.Pdf, places: list[str]) -> dict[str, int]:
    """The number of the sheet on which each place stands, as the links of the contents tell."""
    numbers = {sheet.objgen: number for number, sheet in enumerate(pdf.pages, 1)}
    return {place: numbers[pdf.Root.Dests[f"/{place}"][0].objgen] for place in places}


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
        page = browser.new_page()
        page.set_default_timeout(_PATIENCE)
        chinese = page.evaluate(_HAS_CHINESE)
        # Printed twice: only the first print, quicker without tags, tells on which page a chapter begins.
        numbers = _sheets(_print(page, html({}), tagged=False), [*titles, *places])
        pdf = _print(page, html(numbers), tagged=True)
        browser.close()
    with pdf.open_outline() as outline:
        outline.root.extend(pikepdf.OutlineItem(title, numbers[name] - 1) for name, title in titles.items())
    return Printed(pdf, chinese)


def save(pdf: pikepdf.Pdf, path: Path, title: str, author: str) -> None:
    """Write a book as a small file that opens before it has come whole; the same book is the same file.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    path : Path
    title, author : str
        In place of what the browser says of the file, the hour of its making with it.
    """
    del pdf.docinfo
    pdf.docinfo["/Title"], pdf.docinfo["/Author"] = title, author
    small = pikepdf.ObjectStreamMode.generate
    pdf.save(path, object_stream_mode=small, linearize=True, deterministic_id=True)
