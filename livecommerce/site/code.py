"""The code of a notebook's cells, folded away."""

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx


def visit_code(translator, node: HideCodeCellNode) -> None:
    """Begin the code of a cell; MyST-NB's own heading of it is not valid HTML."""
    translator.body.append('<details class="lc-code"><summary>Code</summary>\n')


def depart_code(translator, node: HideCodeCellNode) -> None:
    """End it."""
    translator.body.append("</details>\n")


def register(app: Sphinx) -> None:
    """Take the place of MyST-NB's writer."""
    app.add_node(HideCodeCellNode, override=True, html=(visit_code, depart_code))
