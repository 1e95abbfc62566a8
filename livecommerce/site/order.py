"""The order in which the book is read."""

from sphinx import addnodes
from sphinx.application import Sphinx

from livecommerce.site.domain import figures_of


def parts(app: Sphinx) -> list[dict]:
    """Return the parts of the book in reading order.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    list of dict
        Each with ``caption`` and ``pages``, a list of page names.
    """
    trees = app.env.get_doctree(app.config.root_doc).findall(addnodes.toctree)
    return [{"caption": tree["caption"], "pages": [name for _, name in tree["entries"]]} for tree in trees]


def pages(app: Sphinx) -> list[str]:
    """Return the names of all pages in reading order.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    list of str
    """
    return [app.config.root_doc, *(name for part in parts(app) for name in part["pages"])]


def figures(app: Sphinx) -> dict[str, dict]:
    """Return the book's figures as `figures_of` does, in reading order.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    dict of str to dict
    """
    place = {page: number for number, page in enumerate(pages(app))}
    return dict(sorted(figures_of(app.env).items(), key=lambda item: place[item[1]["page"]]))
