"""The Sphinx side of the report: figures and ledgers into pages, links to claims, nothing from other hosts.

It reads what a notebook output carries and knows nothing of the data behind it.
"""

from sphinx.application import Sphinx

from livecommerce.site import code, domain, downloads, frame, head, links, pages, pdf, render, search, static, terms


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
    for module in (domain, render, links, terms, static, downloads, pages, search, head, frame, code, pdf):
        module.register(app)
    return {"version": "1", "env_version": 2, "parallel_read_safe": True, "parallel_write_safe": True}
