"""Figures and ledgers as document nodes, and how the website writes them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, PackageLoader, StrictUndefined
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from livecommerce.figure import controls
from livecommerce.site import pictures

logger = logging.getLogger(__name__)
templates = Environment(
    loader=PackageLoader("livecommerce.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


class FigureNode(nodes.General, nodes.Element):
    """A figure; ``payload`` is its Vega-Lite specification with the rest in ``usermeta``."""


class LedgerNode(nodes.General, nodes.Element):
    """A table of rows with an address each; ``payload`` as `livecommerce.ledger` makes it."""


def rows_of(env: BuildEnvironment) -> dict[str, dict]:
    """Return the ledger rows found so far, by id; the dictionary itself, to read and to fill.

    Parameters
    ----------
    env : sphinx.environment.BuildEnvironment

    Returns
    -------
    dict of str to dict
    """
    if not hasattr(env, "livecommerce_rows"):
        env.livecommerce_rows = {}
    return env.livecommerce_rows


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


def csv_text(columns: list[str], rows: list[list]) -> str:
    """Return a table as CSV.

    Parameters
    ----------
    columns : list of str
    rows : list of list

    Returns
    -------
    str

    Examples
    --------
    >>> csv_text(["a"], [[1], [None]])
    'a\\n1\\n""\\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def _source_links(translator, ids: list[str]) -> list[dict[str, str]]:
    """Each source as address, label and hint; a source without a row is a fault of the book."""
    known, builder = rows_of(translator.builder.env), translator.builder
    links = []
    for row_id in ids:
        if row_id not in known:
            logger.warning("figure source %r has no row in any ledger", row_id, location=builder.current_docname)
            continue
        row = known[row_id]
        uri = builder.get_relative_uri(builder.current_docname, row["page"])
        links.append({"id": row_id, "href": f"{uri}#{row_id}", "hint": row["card"]["statement"]})
    return links


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)


def visit_figure(translator, node: FigureNode) -> None:
    """Write a figure: its picture now, its live chart for later, its table, its files.

    Parameters
    ----------
    translator : sphinx.writers.html5.HTML5Translator
    node : FigureNode
    """
    spec = node["payload"]
    carried = spec["usermeta"]
    table = carried["table"]
    folder = Path(translator.builder.outdir) / "figures"
    folder.mkdir(exist_ok=True)
    name = carried["figure"]
    (folder / f"{name}.csv").write_text(csv_text(table["columns"], table["rows"]), encoding="utf-8")
    (folder / f"{name}.svg").write_text(pictures.download_svg(spec), encoding="utf-8")
    (folder / f"{name}.png").write_bytes(pictures.download_png(spec))
    web = pictures.web_spec(spec)
    sources = _source_links(translator, carried["sources"])
    html = templates.get_template("figure.html").render(
        carried,
        controls=controls(spec),
        wide=pictures.inline_svg(web, name, "wide"),
        narrow=pictures.inline_svg(web, name, "narrow"),
        spec_json=script_json({"wide": pictures.fit(web, "wide"), "narrow": pictures.fit(web, "narrow")}),
        links=sources,
        hrefs={link["id"]: link["href"] for link in sources},
        columns=table["columns"],
        rows=[[_cell(value) for value in row] for row in table["rows"]],
        files="../" * translator.builder.current_docname.count("/") + "figures",
    )
    translator.body.append(html)
    raise nodes.SkipNode


def visit_ledger(translator, node: LedgerNode) -> None:
    """Write a ledger: one table row an entry, each with its address.

    Parameters
    ----------
    translator : sphinx.writers.html5.HTML5Translator
    node : LedgerNode
    """
    payload = node["payload"]
    known = rows_of(translator.builder.env)
    here = translator.builder.current_docname
    hrefs = {
        row_id: f"{translator.builder.get_relative_uri(here, row['page'])}#{row_id}" for row_id, row in known.items()
    }
    options = {
        facet: sorted({value for row in payload["rows"] for value in row["facets"][facet]} - {""})
        for facet in payload["facets"]
    }
    translator.body.append(templates.get_template("ledger.html").render(payload, hrefs=hrefs, options=options))
    raise nodes.SkipNode


def register(app: Sphinx) -> None:
    """Teach Sphinx both nodes.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.add_node(FigureNode, html=(visit_figure, None))
    app.add_node(LedgerNode, html=(visit_ledger, None))
