"""Rows and figures as objects that Sphinx knows: purged, merged, linked to, listed in ``objects.inv`` for others."""

from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlencode

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from livecommerce.site.nodes import FigureNode, LedgerNode

# Rows of a ledger on one page, about 125 KiB compressed. What a longer ledger has more stands on pages of its own.
PART = 1000


def part_page(ledger: str, start: int, home: str) -> str:
    """Return the name of the page on which a row of a ledger stands.

    Parameters
    ----------
    ledger : str
    start : int
        The row's place in it, from 0.
    home : str
        The page that holds the ledger.

    Returns
    -------
    str

    Examples
    --------
    >>> part_page("claims", 5, "chapters/claims"), part_page("claims", 1200, "chapters/claims")
    ('chapters/claims', 'claims/part-2')
    """
    return home if start < PART else f"{ledger}/part-{start // PART + 1}"


class EvidenceDomain(Domain):
    """The rows of ledgers and the figures of chapters; ``{evidence:row}`` and ``{evidence:figure}`` lead to them."""

    name = "evidence"
    label = "Evidence"
    object_types: ClassVar = {"row": ObjType("row", "row"), "figure": ObjType("figure", "figure")}
    roles: ClassVar = {"row": XRefRole(), "figure": XRefRole()}
    initial_data: ClassVar = {"row": {}, "figure": {}, "ledger": {}}

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Remember every row and figure of a page that has just been read."""
        for node in document.findall(LedgerNode):
            ledger = node["payload"]
            name = ledger["name"]
            self.data["ledger"][name] = {"page": docname, "payload": ledger}
            for place, row in enumerate(ledger["rows"]):
                where = {"page": docname, "ledger": name, "stands": part_page(name, place, docname)}
                self.data["row"][row["id"]] = row | where
        for node in document.findall(FigureNode):
            self.data["figure"][node["said"].figure] = {"page": docname, "spec": node["spec"], "said": node["said"]}

    def clear_doc(self, docname: str) -> None:
        """Forget what a page held before it is read again."""
        for kind in self.data.keys() & self.initial_data.keys():
            self.data[kind] = {name: item for name, item in self.data[kind].items() if item["page"] != docname}

    def merge_domaindata(self, docnames: list[str], otherdata: dict) -> None:
        """Take over what a parallel reader found."""
        for kind in self.data.keys() & self.initial_data.keys():
            self.data[kind] |= {name: item for name, item in otherdata[kind].items() if item["page"] in docnames}

    def check_consistency(self) -> None:
        """Put all in the order of the pages, in whichever order parallel readers came back."""
        for kind in self.initial_data:
            self.data[kind] = dict(sorted(self.data[kind].items(), key=lambda item: item[1]["page"]))

    def resolve_xref(self, env, fromdocname, builder, typ, target, node, contnode):
        """Lead a role to its row or figure."""
        found = self.data[typ].get(target)
        if found is None:
            return None
        return make_refnode(builder, fromdocname, found.get("stands", found["page"]), anchor(typ, target), contnode)

    def resolve_any_xref(self, env, fromdocname, builder, target, node: pending_xref, contnode):
        """Lead a link that names no kind of target."""
        found = ((typ, self.resolve_xref(env, fromdocname, builder, typ, target, node, contnode)) for typ in self.roles)
        return [(f"{self.name}:{typ}", link) for typ, link in found if link is not None]

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Every row and figure, for ``objects.inv``."""
        for name, row in self.data["row"].items():
            yield name, row["card"]["statement"], "row", row["stands"], name, -1
        for name, figure in self.data["figure"].items():
            yield name, figure["said"].finding, "figure", figure["page"], anchor("figure", name), -1


def anchor(kind: str, name: str) -> str:
    """Return where on its page a row or a figure stands.

    Parameters
    ----------
    kind : {"row", "figure"}
    name : str

    Returns
    -------
    str

    Examples
    --------
    >>> anchor("figure", "hour")
    'fig-hour'
    """
    return f"fig-{name}" if kind == "figure" else name


def rows_of(env: BuildEnvironment) -> dict[str, dict]:
    """Return the ledger rows found so far, by id, each with its ``ledger``, its ``page`` and where the row ``stands``.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment

    Returns
    -------
    dict of str to dict
    """
    return env.get_domain(EvidenceDomain.name).data["row"]


def ledgers_of(env: BuildEnvironment) -> dict[str, dict]:
    """Return the ledgers found so far, by name, each with its ``page`` and ``payload``.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment

    Returns
    -------
    dict of str to dict
    """
    return env.get_domain(EvidenceDomain.name).data["ledger"]


def view(env: BuildEnvironment, ledger: str, facet: str, value: str) -> tuple[str, str]:
    """Return where the rows of a ledger stand that have one value of a facet.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment
    ledger, facet, value : str

    Returns
    -------
    tuple of (str, str)
        The page's name, and the query that narrows its ledger.
    """
    return ledgers_of(env)[ledger]["page"], urlencode({f"{ledger}.{facet}": value})


def own_page(row: dict) -> str:
    """Return the name of the page that a row has for itself.

    Parameters
    ----------
    row : dict
        With ``ledger`` and ``id``.

    Returns
    -------
    str
    """
    return f"{row['ledger']}/{row['id']}"


def figures_of(env: BuildEnvironment) -> dict[str, dict]:
    """Return the figures found so far, by id, each with its ``page``, ``spec`` and what it ``said``.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment

    Returns
    -------
    dict of str to dict
    """
    return env.get_domain(EvidenceDomain.name).data["figure"]


def register(app: Sphinx) -> None:
    """Make it known."""
    app.add_domain(EvidenceDomain)
