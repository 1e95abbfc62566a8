"""A browser that is broken, hangs or lacks fonts costs the PDF and nothing else."""

from types import SimpleNamespace

import pikepdf
import pytest

from livecommerce.site import pdf, printer

LINK = '<li><a href="../book.pdf" download>The whole book as PDF</a></li>\n'


@pytest.fixture
def broken(tmp_path):
    """A program that is called like a browser and is none."""

    def make(line: str) -> str:
        path = tmp_path / "chromium"
        path.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        path.chmod(0o755)
        return str(path)

    return make


@pytest.mark.parametrize("line", ["exit 1", "kill -9 $$", "exec sleep 60"])
def test_a_browser_that_is_broken_or_hangs_is_given_up(broken, monkeypatch, line):
    monkeypatch.setattr(printer, "_PATIENCE", 1000)
    with pytest.raises(printer.Error):
        printer.book(broken(line), lambda numbers: "<p>Text", {}, [])


@pytest.fixture
def written(tmp_path, monkeypatch):
    """What the end of a build says, and its page, when a browser of our own prints the book."""
    (tmp_path / "page.html").write_text(f"<ul>\n{LINK}<li>Text</li></ul>", encoding="utf-8")

    def by(program: str) -> tuple[list[str], str]:
        said = []
        monkeypatch.setattr(pdf, "chromium", lambda: program)
        monkeypatch.setattr(pdf, "_book", lambda app, out: (lambda numbers: "<p>Text", {}, []))
        monkeypatch.setattr(pdf.logger, "info", lambda *words: said.append(words[0] % words[1:]))
        config = SimpleNamespace(livecommerce_pdf=True, html_title="T", author="A", language="en")
        pdf.write(SimpleNamespace(builder=SimpleNamespace(name="html"), outdir=tmp_path, config=config), None)
        return said, (tmp_path / "page.html").read_text(encoding="utf-8")

    return by


def test_a_book_that_cannot_be_printed_is_built_and_offers_no_pdf(broken, written):
    program = broken("exit 1")
    said, page = written(program)
    assert page == "<ul>\n<li>Text</li></ul>"
    assert any("book.pdf was not made" in line and program in line for line in said), said


def test_a_pdf_that_lacks_its_chinese_is_made_and_says_so(written, monkeypatch, tmp_path):
    sheets = pikepdf.new()
    sheets.add_blank_page()
    monkeypatch.setattr(printer, "book", lambda *_: printer.Printed(sheets, chinese=False))
    said, page = written("a browser")
    assert (tmp_path / "book.pdf").is_file()
    assert LINK in page
    assert any("lacks its Chinese text" in line for line in said), said


def test_the_fonts_of_a_machine_are_tried_before_printing(browser):
    page = browser.new_page()
    assert page.evaluate(printer._HAS_CHINESE), "no Chinese font; on Debian: apt-get install fonts-noto-cjk"
    page.evaluate("CanvasRenderingContext2D.prototype.fillText = () => {}")  # every character alike
    assert not page.evaluate(printer._HAS_CHINESE)
