"""Links to a ledger row, such as ``claims.ipynb#marketing-en-12``: resolved, checked, given a card."""

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from livecommerce.site.nodes import FigureNode, LedgerNode, rows_of, script_json

logger = logging.getLogger(__name__)


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Remember every ledger row of a page and where it stands.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    doctree : docutils.nodes.document
        A page that has just been read.
    """
    found = rows_of(app.env)
    for ledger in doctree.findall(LedgerNode):
        for row in ledger["payload"]["rows"]:
            found[row["id"]] = row | {"page": app.env.docname}


def forget(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop a page's rows before it is read again.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    env : sphinx.environment.BuildEnvironment
    docname : str
    """
    found = rows_of(env)
    for row_id in [row_id for row_id, row in found.items() if row["page"] == docname]:
        del found[row_id]


def merge(app: Sphinx, env: BuildEnvironment, docnames: list[str], other: BuildEnvironment) -> None:
    """Take over the rows that a parallel reader found.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    env, other : sphinx.environment.BuildEnvironment
    docnames : list of str
    """
    rows_of(env).update(rows_of(other))


class RowLinks(SphinxPostTransform):
    """Point links at ledger rows, before MyST looks for a heading of that name."""

    default_priority = 8

    def run(self, **kwargs) -> None:
        """Resolve this page's links to pages that hold a ledger."""
        rows = rows_of(self.env)
        ledgers = {row["page"] for row in rows.values()}
        for link in list(self.document.findall(addnodes.pending_xref)):
            if link.get("reftarget") not in ledgers or not link.get("reftargetid"):
                continue
            row = rows.get(link["reftargetid"])
            if row is None or row["page"] != link["reftarget"]:
                logger.warning("no row %r in %s", link["reftargetid"], link["reftarget"], location=link)
                continue
            uri = self.app.builder.get_relative_uri(self.env.docname, row["page"])
            text = [nodes.Text(link.astext())]
            link.replace_self(nodes.reference("", "", *text, refuri=f"{uri}#{row['id']}", classes=["lc-ref"]))


def _linked(doctree: nodes.document) -> set[str]:
    """The ids that a page's text and figures lead to."""
    in_text = {
        link["refuri"].partition("#")[2] for link in doctree.findall(nodes.reference) if "lc-ref" in link["classes"]
    }
    in_figures = {
        row_id for figure in doctree.findall(FigureNode) for row_id in figure["payload"]["usermeta"]["sources"]
    }
    return in_text | in_figures


def add_cards(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give a page what its links' cards show, as inline JSON: a page opened from disk cannot fetch it.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    pagename, templatename : str
    context : dict
        The page's template variables, changed in place.
    doctree : docutils.nodes.document or None
    """
    if doctree is None:
        return
    known = rows_of(app.env)
    cards = {row_id: known[row_id]["card"] for row_id in sorted(_linked(doctree)) if row_id in known}
    if cards:
        context["body"] += f'<script type="application/json" id="lc-cards">{script_json(cards)}</script>'


def register(app: Sphinx) -> None:
    """Connect to Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("html-page-context", add_cards)
    app.add_post_transform(RowLinks)
