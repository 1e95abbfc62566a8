"""The whole book as one PDF: cover, contents with page numbers, every chapter and every chart."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.util import logging

from livecommerce.site import head, order, paper, render
from livecommerce.site.domain import anchor, rows_of
from livecommerce.site.pages import GalleryNode

logger = logging.getLogger(__name__)
NAME = "book.pdf"
_SHEETS = (
    "@page { size: A4; margin: 20mm 20mm 22mm; @bottom-center { content: counter(page); font: 9pt sans-serif } }"
    "@page :first { @bottom-center { content: none } }"
)


def chromium() -> str | None:
    """Return the browser that prints, if this machine has one.

    Returns
    -------
    str or None
        Its path.
    """
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def _chapters(app: Sphinx) -> list[str]:
    """The pages to print; the list of all charts would only show them twice."""
    return [page for page in order.pages(app) if not any(app.env.get_doctree(page).findall(GalleryNode))]


def _book(app: Sphinx, out: Path) -> tuple[Callable[[dict[str, int]], str], dict[str, str], list[str]]:
    """The whole book as HTML by the numbers of its sheets, its chapters' titles, and the other places it names."""
    rows = rows_of(app.env)
    bodies = paper.join_pages(
        {
            page: paper.footnoted(
                paper.article(out / app.builder.get_target_uri(page)),
                lambda row: rows[row]["card"]["source"] if row in rows else "",
            )
            for page in _chapters(app)
        }
    )
    titles = {page: app.env.titles[page].astext() for page in bodies}
    figures = {anchor("figure", name): found["said"].finding for name, found in order.figures(app).items()}
    variables = {
        "book": app.config.html_title,
        "author": app.config.author,
        "cite": head.cite(app)["text"],
        "as_of": head.in_words(head.as_of(app)),
        "figures": figures,
        "language": app.config.language,
        "style": (out / "_static" / "report.css").read_text(encoding="utf-8") + _SHEETS,
        "bodies": bodies,
        "titles": titles,
    }
    template = render.templates.get_template("book.html")
    return lambda numbers: template.render(variables, numbers=numbers), titles, ["lc-figures", *figures]


def offer(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Tell a page the name of the PDF, if there will be one.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    pagename, templatename : str
    context : dict
        The page's template variables, changed in place.
    doctree : docutils.nodes.document or None
    """
    context["pdf"] = NAME if app.config.livecommerce_pdf and chromium() else ""


def write(app: Sphinx, error: Exception | None) -> None:
    """Print the book, or say that it was not printed.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    error : Exception or None
        What ended the build, if anything did.
    """
    if error or app.builder.name != "html":
        return
    if not app.config.livecommerce_pdf:
        logger.info("%s was not made: python -m livecommerce build --pdf prints it", NAME)
        return
    program = chromium()
    if program is None:
        logger.info("%s was not made: there is no Chromium on this machine to print it", NAME)
        return
    # Only now: who builds without a PDF needs neither of the two libraries that make one.
    from livecommerce.site import printer

    logger.info("printing %s", NAME)
    out = Path(app.outdir)
    html, titles, places = _book(app, out)
    try:
        printed = printer.book(program, html, titles, places)
    except printer.Error as error:
        logger.info("%s was not made: %s does not print (%s)", NAME, program, str(error).splitlines()[0])
        _withdraw(out)
        return
    if not printed.chinese:
        logger.info("%s lacks its Chinese text: this machine has no font for it", NAME)
    printer.save(printed.pdf, out / NAME, app.config.html_title, app.config.author)


def _withdraw(out: Path) -> None:
    """Take back from the written pages the link to a PDF that could not be printed."""
    link = re.compile(rf'<li><a href="[^"]*{re.escape(NAME)}" download>.*?</li>\n?')
    for path in out.rglob("*.html"):
        path.write_text(link.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")


def register(app: Sphinx) -> None:
    """Connect to Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.add_config_value("livecommerce_pdf", False, "html", bool)
    app.connect("html-page-context", offer)
    app.connect("build-finished", write)
