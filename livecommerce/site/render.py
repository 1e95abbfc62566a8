"""How figures and ledgers become HTML."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, PackageLoader, StrictUndefined
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util import logging

from livecommerce.shown.controls import arranged, controls
from livecommerce.shown.figure import Said, Start
from livecommerce.site import head, pictures
from livecommerce.site.domain import PART, figures_of, own_page, part_page, rows_of, view
from livecommerce.site.nodes import FigureNode, LedgerNode, script_json

logger = logging.getLogger(__name__)
templates = Environment(
    loader=PackageLoader("livecommerce.site"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
)


@dataclass(frozen=True)
class Cited:
    """What a reader knows a source by, and the addresses of its rows."""

    label: str
    hrefs: list[str]


def _addresses(builder: Builder, page: str, ids: Iterable[str]) -> dict[str, str]:
    """Each row's address as seen from a page; a source without a row is a fault of the book."""
    known, found = rows_of(builder.env), {}
    for row_id in ids:
        if row_id in known:
            found[row_id] = f"{builder.get_relative_uri(page, known[row_id]['stands'])}#{row_id}"
        else:
            logger.warning("figure source %r has no row in any ledger", row_id, location=page)
    return found


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


def form(spec: dict[str, Any], said: Said, hrefs: dict[str, str]) -> dict[str, Any]:
    """Return what the template and the script need to offer a figure's controls.

    Parameters
    ----------
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.
    said : livecommerce.shown.figure.Said
    hrefs : dict of str to str
        The addresses of its sources, by id.

    Returns
    -------
    dict
        Choices that lead, controls that stand open and those folded away, where they open, and all of it as JSON.
    """
    found = controls(spec)
    start = Start.at(said.starts, {control["name"]: control["value"] for control in found})
    leading = {name for each in said.starts for name in each.when}
    shown, folded = arranged(found, said.groups)
    hinted = leading.union(*(each.hints for each in said.starts))
    # A notebook stores keys by the alphabet; the chart's parameters keep the order of the sum.
    order = [param["name"] for param in spec.get("params", [])]
    results = sorted(said.results.items(), key=lambda result: order.index(result[0]))
    return {
        "controls": found,
        "lead": [control for control in shown if control["name"] in leading],
        "open": [control for control in shown if control["name"] not in leading],
        "groups": folded,
        "hinted": hinted,
        "first": next(
            (dict(control["options"])[control["value"]] for control in found if control["name"] in leading), ""
        ),
        "start": start,
        "set_json": script_json(
            {
                "controls": found,
                "starts": [asdict(each) for each in said.starts],
                "ranges": said.ranges,
                "results": results,
                "rows": {
                    row: hrefs[row] for each in said.starts for ids in each.rows.values() for row in ids if row in hrefs
                },
            }
        ),
    }


def figure_html(builder: Builder, page: str, figure: dict[str, Any]) -> str:
    """Return a figure for a page of the book.

    Parameters
    ----------
    builder : sphinx.builders.Builder
    page : str
        The page it is for; links are seen from there.
    figure : dict
        ``spec`` and ``said``, as in `livecommerce.site.domain.figures_of`.

    Returns
    -------
    str
    """
    said = figure["said"]
    leader = figures_of(builder.env).get(said.follows)
    return markup(
        figure["spec"],
        said,
        hrefs=_addresses(builder, page, (source.id for source in said.sources)),
        files="../" * page.count("/") + "figures",
        leader=leader and builder.get_relative_uri(page, leader["page"]),
        moved=leader is not None and leader["page"] == page,
        next_to_read=said.ledger and _beside(builder, page, figure["spec"], said.ledger),
        cite=head.cite(builder.app, said.figure, said.finding),
    )


def _beside(builder: Builder, page: str, spec: dict[str, Any], ledger: str) -> str:
    """The address of a ledger, narrowed to what the figure's first choice stands at."""
    first = controls(spec)[0]
    target, query = view(builder.env, ledger, first["name"], dict(first["options"])[first["value"]])
    return f"{builder.get_relative_uri(page, target)}?{query}#ledger-{ledger}"


def markup(spec: dict[str, Any], said: Said, hrefs: dict[str, str], **around: Any) -> str:
    """Return a figure as HTML: its picture now, its live chart for later, its table, links to its files.

    Parameters
    ----------
    spec : dict
        As a `livecommerce.shown.figure.Figure` makes it.
    said : livecommerce.shown.figure.Said
    hrefs : dict of str to str
        The addresses of its sources, by id.
    **around
        Where its ``files`` are, how to ``cite`` it, the page of its ``leader`` and whether that one has ``moved`` in
        beside it, and the address of the ledger that is ``next_to_read``.

    Returns
    -------
    str
    """
    return templates.get_template("figure.html").render(
        asdict(said) | form(spec, said, hrefs),
        cited=[Cited(label, [hrefs[row] for row in ids if row in hrefs]) for label, ids in said.cited().items()],
        hrefs=hrefs,
        columns=said.table.columns,
        rows=[[_cell(value) for value in row] for row in said.table.rows],
        **static_pictures(spec),
        **around,
    )


def visit_figure(translator, node: FigureNode) -> None:
    """Write a figure into its page.

    Parameters
    ----------
    translator : sphinx.writers.html5.HTML5Translator
    node : FigureNode
    """
    builder = translator.builder
    translator.body.append(figure_html(builder, builder.current_docname, node))
    raise nodes.SkipNode


def addresses(builder: Builder, page: str) -> Callable[[dict[str, Any]], str]:
    """Return a function that finds where a part of a line leads, as seen from a page.

    Parameters
    ----------
    builder : sphinx.builders.Builder
    page : str

    Returns
    -------
    callable
        Takes a `livecommerce.shown.ledger.Part`; returns its address, or nothing if it leads nowhere.
    """
    known = rows_of(builder.env)

    def leads(part: dict[str, Any]) -> str:
        if "view" in part:
            target, query = view(builder.env, **part["view"])
            return f"{builder.get_relative_uri(page, target)}?{query}"
        row = known.get(part.get("row"))
        return f"{builder.get_relative_uri(page, row['stands'])}#{row['id']}" if row else part.get("href", "")

    return leads


def visit_ledger(translator, node: LedgerNode) -> None:
    """Write a ledger: one table row an entry, each with its address; of a long one, its first part."""
    payload, builder = node["payload"], translator.builder
    here = builder.current_docname
    script = ""
    if len(payload["rows"]) > PART:
        script = "../" * here.count("/") + write_rows(builder, payload)
    translator.body.append(ledger_html(builder, here, payload, script=script))
    raise nodes.SkipNode


def ledger_html(builder: Builder, page: str, payload: dict[str, Any], number: int = 1, script: str = "") -> str:
    """Return a ledger, or a part of a long one.

    Parameters
    ----------
    builder : sphinx.builders.Builder
    page : str
        The page it is for; links are seen from there.
    payload : dict
        A `livecommerce.shown.ledger.Payload`.
    number : int, optional
        Of the part, from 1.
    script : str, optional
        Where the rows of all parts are, for filters to look through.

    Returns
    -------
    str
    """
    name, rows = payload["name"], payload["rows"]
    shown = rows[(number - 1) * PART : number * PART]
    form = number == 1  # on its own page it can be narrowed
    options = {
        facet: sorted({value for row in rows for value in row["facets"][facet]} - {""})
        for facet in (payload["facets"] if form else ())
    }
    pages = {
        row["id"]: builder.get_relative_uri(page, own_page(row | {"ledger": name}))
        for row in shown
        if "sections" in row
    }
    home = rows_of(builder.env)[rows[0]["id"]]["page"] if rows else page
    parts = [
        {
            "title": f"{rows[start]['id']} to {rows[min(start + PART, len(rows)) - 1]['id']}",
            "href": builder.get_relative_uri(page, part_page(name, start, home)),
            "here": start == (number - 1) * PART,
        }
        for start in range(0, len(rows), PART)
    ]
    return templates.get_template("ledger.html").render(
        payload,
        leads=addresses(builder, page),
        options=options,
        pages=pages,
        shown=shown,
        form=form,
        parts=parts if len(parts) > 1 else [],
        script=script,
        root="../" * page.count("/"),
    )


def write_rows(builder: Builder, payload: dict[str, Any]) -> str:
    """Write every row of a long ledger as a script, which a page opened from disk may load where it may not fetch.

    Parameters
    ----------
    builder : sphinx.builders.Builder
    payload : dict
        A `livecommerce.shown.ledger.Payload`.

    Returns
    -------
    str
        Its address from the site's root, with a digest of what it holds.
    """
    name, leads = payload["name"], addresses(builder, "index")

    def piece(part: dict[str, Any]) -> list[str]:
        found = [part["text"], leads(part), part.get("lang", ""), "lc-ref" if "row" in part else ""]
        return found[: max(place for place, text in enumerate(found, start=1) if text or place == 1)]

    rows = [
        [row["id"], row["facets"], [[[piece(part) for part in line] for line in cell] for cell in row["cells"]]]
        for row in payload["rows"]
    ]
    text = f"(window.lcRows ??= {{}})[{script_json(name)}]={script_json(rows)};\n"
    path = Path(builder.outdir, name, "rows.js")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return f"{name}/rows.js?v={hashlib.sha256(text.encode()).hexdigest()[:8]}"


def register(app: Sphinx) -> None:
    """Teach Sphinx both nodes.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.add_node(FigureNode, html=(visit_figure, None))
    app.add_node(LedgerNode, html=(visit_ledger, None))
