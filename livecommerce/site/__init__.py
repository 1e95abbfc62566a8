"""The Sphinx side of the report: figures and ledgers into pages, links to claims, nothing from other hosts.

It reads what a notebook output carries and knows nothing of the data behind it.
"""

import zlib
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from livecommerce import shown
from livecommerce.site import (
    code,
    domain,
    downloads,
    frame,
    head,
    links,
    outputs,
    pages,
    pdf,
    render,
    search,
    static,
    terms,
)


def _forms() -> int:
    """A number for the forms that cross to the site: pages read in another form are read again."""
    return zlib.crc32(b"".join(path.read_bytes() for path in sorted(Path(shown.__file__).parent.glob("*.py"))))


def _read_side_by_side(app: Sphinx, config: Config) -> None:
    """Speak for two extensions that others bring along.

    One that says nothing of reading pages side by side makes Sphinx read one after the other. These keep nothing while
    pages are read: one numbers sections when all are, the other is for LaTeX alone.
    """
    for name in app.extensions.keys() & {"sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"}:
        app.extensions[name].parallel_read_safe = True


def setup(app: Sphinx) -> dict:
    """Register everything with Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
        The application that loads this extension.

    Returns
    -------
    dict
        Extension metadata; safe to read and write in parallel.
    """
    for module in (outputs, domain, render, links, terms, static, downloads, pages, search, head, frame, code, pdf):
        module.register(app)
    app.connect("config-inited", _read_side_by_side)
    return {"version": "1", "env_version": _forms(), "parallel_read_safe": True, "parallel_write_safe": True}
