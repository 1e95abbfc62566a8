"""Figures and ledgers as document nodes, and what a build remembers of them."""

import json
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment


class FigureNode(nodes.General, nodes.Element):
    """A figure; ``payload`` is its Vega-Lite specification with the rest in ``usermeta``."""


class LedgerNode(nodes.General, nodes.Element):
    """A table of rows with an address each; ``payload`` as `livecommerce.ledger` makes it."""


def _kept(env: BuildEnvironment, name: str) -> dict[str, dict]:
    if not hasattr(env, name):
        setattr(env, name, {})
    return getattr(env, name)


def rows_of(env: BuildEnvironment) -> dict[str, dict]:
    """Return the ledger rows found so far, by id, each with its ``page`` and ``ledger``.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment

    Returns
    -------
    dict of str to dict
        The dictionary itself, to read and to fill.
    """
    return _kept(env, "livecommerce_rows")


def figures_of(env: BuildEnvironment) -> dict[str, dict]:
    """Return the figures found so far, by id, each with its ``page`` and ``payload``.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment

    Returns
    -------
    dict of str to dict
        The dictionary itself, to read and to fill.
    """
    return _kept(env, "livecommerce_figures")


def script_json(value: Any) -> str:
    """Return JSON that is safe inside a ``<script>`` element.

    Parameters
    ----------
    value : object
        JSON-ready.

    Returns
    -------
    str

    Examples
    --------
    >>> script_json("</script>")
    '"\\\\u003c/script>"'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Remember every ledger row and figure of a page and where it stands.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    doctree : docutils.nodes.document
        A page that has just been read.
    """
    page = app.env.docname
    for ledger in doctree.findall(LedgerNode):
        for row in ledger["payload"]["rows"]:
            rows_of(app.env)[row["id"]] = row | {"page": page, "ledger": ledger["payload"]["name"]}
    for figure in doctree.findall(FigureNode):
        payload = figure["payload"]
        figures_of(app.env)[payload["usermeta"]["figure"]] = {"page": page, "payload": payload}


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what a page held before it is read again.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    env : sphinx.environment.BuildEnvironment
    docname : str
    """
    for found in (rows_of(env), figures_of(env)):
        for name in [name for name, item in found.items() if item["page"] == docname]:
            del found[name]


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over what a parallel reader found.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    env, other : sphinx.environment.BuildEnvironment
    docnames : list of str
    """
    rows_of(env).update(rows_of(other))
    figures_of(env).update(figures_of(other))


def register(app: Sphinx) -> None:
    """Connect to Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
