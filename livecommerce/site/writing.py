"""How the website writes figures and ledgers."""

import csv
import io
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, PackageLoader, StrictUndefined
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from livecommerce.shown.controls import controls
from livecommerce.site import metadata, pictures
from livecommerce.site.domain import figures_of, rows_of
from livecommerce.site.nodes import FigureNode, LedgerNode, script_json

logger = logging.getLogger(__name__)
templates = Environment(
    loader=PackageLoader("livecommerce.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


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


def _source_links(builder: Builder, page: str, ids: list[str]) -> list[dict[str, str]]:
    """Each source with its address; a source without a row is a fault of the book."""
    known = rows_of(builder.env)
    links = []
    for row_id in ids:
        if row_id not in known:
            logger.warning("figure source %r has no row in any ledger", row_id, location=page)
            continue
        row = known[row_id]
        uri = builder.get_relative_uri(page, row["page"])
        links.append({"id": row_id, "href": f"{uri}#{row_id}"})
    return links


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)


def static_pictures(spec: dict[str, Any]) -> dict[str, str]:
    """Return a figure's two pictures, of which a page shows the one that fits.

    Parameters
    ----------
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.

    Returns
    -------
    dict of str to str
        ``wide`` and ``narrow``, each an ``<svg>`` element.
    """
    web = pictures.web_spec(spec)
    return {width: pictures.inline_svg(web, spec["usermeta"]["figure"], width) for width in pictures.WIDTHS}


def figure_html(builder: Builder, page: str, spec: dict[str, Any]) -> str:
    """Return a figure for a page: its picture now, its live chart for later, its table, links to its files.

    Parameters
    ----------
    builder : sphinx.builders.Builder
    page : str
        The page it is for; links are seen from there.
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.

    Returns
    -------
    str
    """
    carried = spec["usermeta"]
    name, table = carried["figure"], carried["table"]
    sources = _source_links(builder, page, carried["sources"])
    leader = figures_of(builder.env).get(carried.get("follows"))
    return templates.get_template("figure.html").render(
        carried,
        controls=controls(spec),
        spec_json=script_json(pictures.live(pictures.web_spec(spec))),
        links=sources,
        hrefs={link["id"]: link["href"] for link in sources},
        columns=table["columns"],
        rows=[[_cell(value) for value in row] for row in table["rows"]],
        files="../" * page.count("/") + "figures",
        leader=leader and builder.get_relative_uri(page, leader["page"]),
        moved=leader is not None and leader["page"] == page,
        cite=metadata.cite(builder.app, name, carried["finding"]),
        **static_pictures(spec),
    )


def write_files(folder: Path, spec: dict[str, Any]) -> None:
    """Write a figure's rows and pictures to download, and the card shown where a page is shared.

    Parameters
    ----------
    folder : Path
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.
    """
    carried = spec["usermeta"]
    name, table = carried["figure"], carried["table"]
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text(csv_text(table["columns"], table["rows"]), encoding="utf-8")
    svg = pictures.download_svg(spec)
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    (folder / f"{name}.png").write_bytes(pictures.png(svg))
    (folder / f"{name}-card.png").write_bytes(pictures.card_png(svg))


def visit_figure(translator, node: FigureNode) -> None:
    """Write a figure into its page.

    Parameters
    ----------
    translator : sphinx.writers.html5.HTML5Translator
    node : FigureNode
    """
    builder = translator.builder
    translator.body.append(figure_html(builder, builder.current_docname, node["payload"]))
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
