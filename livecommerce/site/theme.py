"""What Jupyter Book's extensions write and this book does not want as it is."""

from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx


def visit_code(translator, node: HideCodeCellNode) -> None:
    """Begin the code of a cell, folded away; MyST-NB's own heading of it is not valid HTML.

    Parameters
    ----------
    translator : sphinx.writers.html5.HTML5Translator
    node : myst_nb.sphinx_.HideCodeCellNode
    """
    translator.body.append('<details class="lc-code"><summary>Code</summary>\n')


def depart_code(translator, node: HideCodeCellNode) -> None:
    """End it.

    Parameters
    ----------
    translator : sphinx.writers.html5.HTML5Translator
    node : myst_nb.sphinx_.HideCodeCellNode
    """
    translator.body.append("</details>\n")


def leave_out_thebe(app: Sphinx) -> None:
    """Disconnect Thebe: it would run cells on another host, and writes scripts that the page's policy forbids.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    for listeners in list(app.events.listeners.values()):
        for listener in [listener for listener in listeners if listener.handler.__module__ == "sphinx_thebe"]:
            app.disconnect(listener.id)


def register(app: Sphinx) -> None:
    """Connect to Sphinx, after the extensions that Jupyter Book loads.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.connect("config-inited", lambda app, config: leave_out_thebe(app), priority=900)
    app.add_node(HideCodeCellNode, override=True, html=(visit_code, depart_code))
