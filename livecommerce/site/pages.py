"""Figures outside their chapters: all of them on one page, each on a page of its own."""

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from livecommerce.site import downloads, head, links, order, render
from livecommerce.site.domain import PART, figures_of, ledgers_of, own_page, part_page, rows_of


class GalleryNode(nodes.General, nodes.Element):
    """Every figure of the book, small, in reading order."""


class Gallery(Directive):
    """Write ``{gallery}`` where all figures are to be listed."""

    def run(self) -> list[nodes.Node]:
        """Return the node that lists them when all pages have been read."""
        return [GalleryNode()]


def _entries(app: Sphinx, page: str) -> list[dict]:
    """What a page needs to show each figure small, in reading order."""
    return [
        {
            "name": name,
            "href": f"{app.builder.get_relative_uri(page, figure['page'])}#fig-{name}",
            "chapter": app.env.titles[figure["page"]].astext(),
            "picture": render.static_pictures(figure["spec"])["narrow"],
            "finding": figure["said"].finding,
            "alt": figure["said"].alt,
        }
        for name, figure in order.figures(app).items()
    ]


def visit_gallery(translator, node: GalleryNode) -> None:
    """Write the list of all figures.

    Parameters
    ----------
    translator : sphinx.writers.html5.HTML5Translator
    node : GalleryNode
    """
    entries = _entries(translator.builder.app, translator.builder.current_docname)
    translator.body.append(render.templates.get_template("gallery.html").render(entries=entries))
    raise nodes.SkipNode


def pages(app: Sphinx) -> list[tuple[str, dict, str]]:
    """Write every figure's files, and return a page for each that can be embedded elsewhere.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    list of tuple of (str, dict, str)
        Each page's name, variables and template.
    """
    found = []
    for name, figure in figures_of(app.env).items():
        if app.config.livecommerce_quick and figure["page"] not in app.livecommerce_read:
            continue
        said, page = figure["said"], f"figures/{name}"
        downloads.write_figure(Path(app.outdir) / "figures", figure)
        html = render.figure_html(app.builder, page, figure)
        variables = {
            "title": said.finding,
            "description": said.measure,
            "figure": name,
            "body": html,
            "rest": links.held_back(app, page, links.led_to(said), [figure["spec"]]),
            "chapter": figure["page"],
        }
        found.append((page, variables, "embed.html"))
    return found


def remember_read(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Keep the names of the pages that this build reads, new or changed."""
    app.livecommerce_read = set(docnames)


def of_rows(app: Sphinx) -> list[tuple[str, dict, str]]:
    """Return the page of every row that has one of its own.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    list of tuple of (str, dict, str)
        Each page's name, variables and template.
    """
    found = []
    for row in (row for row in rows_of(app.env).values() if "sections" in row):
        name, lines = own_page(row), [line for section in row["sections"] for line in section["text"]]
        html = render.templates.get_template("row.html").render(
            row=row,
            leads=render.addresses(app.builder, name),
            ledger=app.env.titles[row["page"]].astext(),
            back=app.builder.get_relative_uri(name, row["page"]),
        )
        variables = {
            "title": row["card"]["statement"].partition(":")[0],
            "description": head.whole_sentences(lines[0][0]["text"], 300),
            "body": html,
            "rest": links.held_back(app, name, {part["row"] for line in lines for part in line if "row" in part}, []),
        }
        found.append((name, variables, "row.html"))
    return found


def of_parts(app: Sphinx) -> list[tuple[str, dict, str]]:
    """Return the pages that hold what a long ledger has more than its own page.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    list of tuple of (str, dict, str)
        Each page's name, variables and template.
    """
    found = []
    for name, ledger in ledgers_of(app.env).items():
        payload = ledger["payload"]
        for number, start in enumerate(range(PART, len(payload["rows"]), PART), start=2):
            page = part_page(name, start, ledger["page"])
            title = f"{payload['caption']}, part {number}"
            body = render.ledger_html(app.builder, page, payload, number)
            found.append((page, {"title": title, "description": f"{title}.", "body": body}, "row.html"))
    return found


def lost(app: Sphinx) -> list[tuple[str, dict, str]]:
    """Return the page for an address that leads nowhere.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    list of tuple of (str, dict, str)
        The page's name, variables and template.
    """
    return [("404", {"title": "Page not found", "description": "There is no page at this address."}, "404.html")]


def register(app: Sphinx) -> None:
    """Connect to Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.add_node(GalleryNode, html=(visit_gallery, None))
    app.add_directive("gallery", Gallery)
    # For a preview: draw again only the figures of pages that have changed.
    app.add_config_value("livecommerce_quick", False, "", bool)
    app.connect("env-before-read-docs", remember_read)
    app.connect("html-collect-pages", pages)
    app.connect("html-collect-pages", of_rows)
    app.connect("html-collect-pages", of_parts)
    app.connect("html-collect-pages", lost)
