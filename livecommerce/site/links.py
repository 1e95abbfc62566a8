"""Links to a ledger row, such as ``claims.ipynb#marketing-en-12``: resolved, checked, given a card."""

import hashlib
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from livecommerce.shown.figure import Said
from livecommerce.site import pictures
from livecommerce.site.domain import rows_of
from livecommerce.site.nodes import FigureNode, script_json

logger = logging.getLogger(__name__)


class RowLinks(SphinxPostTransform):
    """Point links at ledger rows and named places, before MyST looks for a heading of that name."""

    default_priority = 8

    def run(self, **kwargs) -> None:
        """Resolve this page's links to pages that hold a ledger, and to places marked ``(name)=``."""
        rows, places = rows_of(self.env), self.env.get_domain("std").anonlabels
        ledgers = {row["page"] for row in rows.values()}
        for link in list(self.document.findall(addnodes.pending_xref)):
            page, name = link.get("reftarget"), link.get("reftargetid")
            if not name:
                continue
            if name in rows and rows[name]["page"] == page:
                self._lead(link, rows[name]["stands"], name, ["lc-ref"])
            elif places.get(name, ("",))[0] == page:
                self._lead(link, page, places[name][1], [])
            elif page in ledgers:
                logger.warning("no row %r in %s", name, page, location=link)

    def _lead(self, link: addnodes.pending_xref, page: str, anchor: str, classes: list[str]) -> None:
        uri = self.app.builder.get_relative_uri(self.env.docname, page)
        text = nodes.Text(link.astext())
        link.replace_self(nodes.reference("", "", text, refuri=f"{uri}#{anchor}", classes=classes))


def led_to(said: Said) -> set[str]:
    """Return the ids of the rows that a figure leads to.

    Parameters
    ----------
    said : livecommerce.shown.figure.Said

    Returns
    -------
    set of str
    """
    return {source.id for source in said.sources}


def _linked(doctree: nodes.document) -> set[str]:
    """The ids that a page's text and figures lead to."""
    in_text = {
        link["refuri"].partition("#")[2] for link in doctree.findall(nodes.reference) if "lc-ref" in link["classes"]
    }
    return in_text.union(*(led_to(figure["said"]) for figure in doctree.findall(FigureNode)))


def held_back(app: Sphinx, page: str, row_ids: set[str], specs: list[dict]) -> str:
    """Write what a page needs when a reader first turns to a link or a chart, in a script beside it.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    page : str
    row_ids : set of str
        Ledger rows whose cards the page shows.
    specs : list of dict
        The page's figures.

    Returns
    -------
    str
        The script's address as the page sees it; empty where nothing waits.
    """
    known = rows_of(app.env)
    cards = {row_id: known[row_id]["card"] for row_id in sorted(row_ids) if row_id in known}
    return write(Path(app.outdir) / f"{page}.js", cards, specs) if cards or specs else ""


def write(path: Path, cards: dict[str, dict], specs: list[dict]) -> str:
    """Write cards and charts as a script: a page opened from disk can load one, and can fetch nothing.

    Parameters
    ----------
    path : Path
    cards : dict of str to dict
        By id of the row.
    specs : list of dict
        Of figures; a table that two of them draw is there once.

    Returns
    -------
    str
        The file's name with a digest of what it holds.
    """
    webs = {spec["usermeta"]["figure"]: pictures.web_spec(spec) for spec in specs}
    tables = {name: rows for web in webs.values() for name, rows in web.get("datasets", {}).items()}
    charts = {name: pictures.live(web) for name, web in webs.items()}
    text = f"window.lcRest={script_json({'cards': cards, 'tables': tables, 'charts': charts})};\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return f"{path.name}?v={hashlib.sha256(text.encode()).hexdigest()[:8]}"


def hold_back(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give a page the address of its cards and charts.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    pagename, templatename : str
    context : dict
        The page's template variables, changed in place.
    doctree : docutils.nodes.document or None
    """
    if doctree is not None:
        specs = [figure["spec"] for figure in doctree.findall(FigureNode)]
        context["rest"] = held_back(app, pagename, _linked(doctree), specs)


def register(app: Sphinx) -> None:
    """Connect to Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.connect("html-page-context", hold_back)
    app.add_post_transform(RowLinks)
