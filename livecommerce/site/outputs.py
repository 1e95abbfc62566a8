"""Notebook outputs to document nodes: the plugin that MyST-NB calls."""

import json
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from sphinx.application import Sphinx

from livecommerce.shown.figure import Said
from livecommerce.shown.ledger import Payload
from livecommerce.shown.mime import FIGURE, LEDGER, PICTURE
from livecommerce.shown.typed import read
from livecommerce.site.nodes import FigureNode, LedgerNode


class OutputRenderer:
    """Hands our two kinds of output on as nodes; everything else stays with MyST-NB."""

    mime_priority_overrides: ClassVar = [("html", FIGURE, 1), ("html", LEDGER, 1)]

    @staticmethod
    def handle_mime(renderer, data, inline: bool):
        """Return the nodes for one output, or None to leave it to MyST-NB.

        Parameters
        ----------
        renderer : myst_nb.core.render.NbElementRenderer
            The caller.
        data : myst_nb.core.render.MimeData
            The output's type and content.
        inline : bool
            Whether it stands in a line of text.

        Returns
        -------
        list of docutils.nodes.Element or None
        """
        if data.mime_type == PICTURE:
            return []  # for those who see the notebook as it is; the page draws its own
        if inline or data.mime_type not in {FIGURE, LEDGER}:
            return None
        # nbformat's dictionaries answer to attributes, too, which templates would ask first.
        payload = json.loads(json.dumps(data.content))
        if data.mime_type == FIGURE:
            return [FigureNode(spec=payload, said=Said.of(payload))]
        return [LedgerNode("", *_outside(payload), payload=read(Payload, payload))]


def _outside(ledger: dict) -> list[nodes.reference]:
    """The addresses on other hosts that a ledger names, where Sphinx's link checker looks for them."""
    lines = [line for row in ledger["rows"] for cell in row["cells"] for line in cell]
    addresses = sorted({part["href"] for line in lines for part in line if part.get("href")})
    return [nodes.reference("", "", refuri=address) for address in addresses]


def take_executed(app: Sphinx, docname: str, source: list[str]) -> None:
    """Read a notebook as it was run for this build, in place of its file; where none was, the file.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    docname : str
    source : list of str
        What the page is read from, changed in place.
    """
    run = Path(app.config.livecommerce_executed, Path(app.env.doc2path(docname)).name)
    if app.config.livecommerce_executed and run.exists():
        source[0] = run.read_text(encoding="utf-8")


def register(app: Sphinx) -> None:
    """Add the setting ``livecommerce_executed``, a folder of notebooks with the outputs of this build.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.add_config_value("livecommerce_executed", "", "", str)
    app.connect("source-read", take_executed)
