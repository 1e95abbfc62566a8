"""Figures outside their chapters: all of them on one page, one of them on another page, each on a page of its own."""

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.util import logging

from livecommerce.site import links, order, writing
from livecommerce.site.nodes import ShownNode, figures_of

logger = logging.getLogger(__name__)


class GalleryNode(nodes.General, nodes.Element):
    """Every figure of the book, small, in reading order."""


class Gallery(Directive):
    """Write ``{gallery}`` where all figures are to be listed."""

    def run(self) -> list[nodes.Node]:
        """Return the node that lists them when all pages have been read."""
        return [GalleryNode()]


class Shown(Directive):
    """Write ``{shown} china-market`` where the picture of another page's figure is to stand."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the node that shows it when all pages have been read."""
        return [ShownNode(figure=self.arguments[0])]


def _entries(app: Sphinx, page: str) -> list[dict]:
    """What a page needs to show each figure small, in reading order."""
    return [
        {
            "name": name,
            "href": f"{app.builder.get_relative_uri(page, figure['page'])}#fig-{name}",
            "chapter": app.env.titles[figure["page"]].astext(),
            "picture": "../" * page.count("/") + f"figures/{name}.svg",
        }
        | {key: figure["payload"]["usermeta"][key] for key in ("finding", "alt")}
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
    translator.body.append(writing.templates.get_template("gallery.html").render(entries=entries))
    raise nodes.SkipNode


def visit_shown(translator, node: ShownNode) -> None:
    """Write the picture of another page's figure, with the way to it.

    Parameters
    ----------
    translator : sphinx.writers.html5.HTML5Translator
    node : ShownNode
    """
    builder = translator.builder
    figure = figures_of(builder.env).get(node["figure"])
    if figure is None:
        known = ", ".join(sorted(figures_of(builder.env)))
        logger.warning("no figure %r; there are %s", node["figure"], known, location=node)
        raise nodes.SkipNode
    page, payload = builder.current_docname, figure["payload"]
    html = writing.templates.get_template("shown.html").render(
        payload["usermeta"],
        href=f"{builder.get_relative_uri(page, figure['page'])}#fig-{node['figure']}",
        **writing.static_pictures(payload),
    )
    translator.body.append(html)
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
        spec, page = figure["payload"], f"figures/{name}"
        said = spec["usermeta"]
        writing.write_files(Path(app.outdir) / "figures", spec)
        variables = {
            "title": said["finding"],
            "description": said["measure"],
            "figure": name,
            "body": writing.figure_html(app.builder, page, spec) + links.inline(app, set(said["sources"]), [spec]),
            "chapter": figure["page"],
        }
        found.append((page, variables, "embed.html"))
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
    app.add_node(ShownNode, html=(visit_shown, None))
    app.add_directive("gallery", Gallery)
    app.add_directive("shown", Shown)
    app.connect("html-collect-pages", pages)
    app.connect("html-collect-pages", lost)
