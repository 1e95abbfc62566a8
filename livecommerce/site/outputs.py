"""Notebook outputs to document nodes: the plugin that MyST-NB calls."""

import json
from typing import ClassVar

from livecommerce.figure import MIME as FIGURE
from livecommerce.ledger import MIME as LEDGER
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
        kinds = {FIGURE: FigureNode, LEDGER: LedgerNode}
        if inline or data.mime_type not in kinds:
            return None
        # nbformat's dictionaries answer to attributes, too, which templates would ask first.
        return [kinds[data.mime_type](payload=json.loads(json.dumps(data.content)))]
