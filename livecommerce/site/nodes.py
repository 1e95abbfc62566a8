"""Figures and ledgers as document nodes, and JSON inside pages."""

import json
from typing import Any

from docutils import nodes


class FigureNode(nodes.General, nodes.Element):
    """A figure; ``spec`` is its Vega-Lite specification, ``said`` the `livecommerce.shown.figure.Said` it carries."""


class LedgerNode(nodes.General, nodes.Element):
    """A table of rows with an address each; ``payload`` is a `livecommerce.shown.ledger.Payload`."""


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
