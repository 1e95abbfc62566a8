"""The whole book as one PDF: cover, contents with page numbers, every chapter and every chart."""

import re
import shutil
from collections import Counter
from pathlib import Path
from posixpath import dirname, join, normpath

from sphinx.application import Sphinx
from sphinx.util import logging

from livecommerce.site import order, render
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


def join_pages(bodies: dict[str, str]) -> dict[str, str]:
    """Return pages that can stand in one document: no id twice, links between them inside it.

    Parameters
    ----------
    bodies : dict of str to str
        HTML by page name, such as ``chapters/claims``.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> pages = {"a/one": '<p id="x"><a href="two.html#x">', "a/two": '<p id="x"><a href="one.html">'}
    >>> join_pages(pages)["a/one"]
    '<p id="a/one:x"><a href="#a/two:x">'
    >>> join_pages(pages)["a/two"]
    '<p id="a/two:x"><a href="#a/one">'
    """
    ids = Counter(found for html in bodies.values() for found in set(re.findall(r'\bid="([^"]+)"', html)))

    def named(page: str, name: str) -> str:
        return f"{page}:{name}" if ids[name] > 1 else name

    def linked(page: str, href: str) -> str:
        path, _, name = href.partition("#")
        target = normpath(join(dirname(page), path.removesuffix(".html"))) if path else page
        if target not in bodies:
            return href
        return f"#{named(target, name) if name else target}"

    return {
        page: re.sub(
            r'\b(id|href)="([^"]+)"',
            lambda found, page=page: f'{found[1]}="{(named if found[1] == "id" else linked)(page, found[2])}"',
            html,
        )
        for page, html in bodies.items()
    }


def _article(path: Path) -> str:
    """The text of a written page, without its scripts.

    What a page hides from screen readers, a PDF would leave without content, and with it the words for a picture.
    """
    html = path.read_text(encoding="utf-8")
    article = html.partition('<article class="bd-article">')[2].partition("</article>")[0]
    return re.sub(r'<script.*?</script>| aria-hidden="true"', "", article, flags=re.DOTALL)


def _chapters(app: Sphinx) -> list[str]:
    """The pages to print; the list of all charts would only show them twice."""
    return [page for page in order.pages(app) if not any(app.env.get_doctree(page).findall(GalleryNode))]


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
    bodies = join_pages({page: _article(out / app.builder.get_target_uri(page)) for page in _chapters(app)})
    titles = {page: app.env.titles[page].astext() for page in bodies}
    variables = {
        "book": app.config.html_title,
        "author": app.config.author,
        "language": app.config.language,
        "style": (out / "_static" / "report.css").read_text(encoding="utf-8") + _SHEETS,
        "bodies": bodies,
        "titles": titles,
    }
    template = render.templates.get_template("book.html")
    try:
        pdf = printer.book(program, lambda numbers: template.render(variables, numbers=numbers), titles)
    except printer.Error as error:
        logger.info("%s was not made: %s does not print (%s)", NAME, program, str(error).splitlines()[0])
        _withdraw(out)
        return
    if not pdf.chinese:
        logger.info("%s lacks its Chinese text: this machine has no font for it", NAME)
    # Without the hour of its making: the same book is the same file.
    pdf.writer.metadata = {"/Title": app.config.html_title, "/Author": app.config.author}
    pdf.writer.write(out / NAME)


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
