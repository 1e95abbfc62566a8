"""The search index: sections, figures and ledger rows, each with its address. Only ``search.html`` asks for it."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from livecommerce.site.domain import figures_of, rows_of
from livecommerce.site.nodes import script_json

_ELSEWHERE = (nodes.section, nodes.title, nodes.container)  # entries of their own, and the cells of a notebook


def _sections(app: Sphinx, pagename: str) -> list[dict]:
    page = app.builder.get_target_uri(pagename)
    found = []
    for section in app.env.get_doctree(pagename).findall(nodes.section):
        text = " ".join(part.astext() for part in section.children if not isinstance(part, _ELSEWHERE))
        found.append(
            {
                "kind": "text",
                "title": section.next_node(nodes.title).astext(),
                "text": " ".join(text.split()),
                "href": f"{page}#{section['ids'][0]}",
            }
        )
    return found


def entries(app: Sphinx) -> list[dict]:
    """Return everything that can be found.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    list of dict
        Each with ``kind``, ``title``, ``text`` and ``href``, seen from the site's root; a row also with its ``status``,
        its ``reading`` and its ``amounts``: low, high and unit of what it prints and of what it is read as.
    """
    found = [entry for page in sorted(app.env.found_docs) for entry in _sections(app, page)]
    for name, figure in figures_of(app.env).items():
        said = figure["said"]
        href = f"{app.builder.get_target_uri(figure['page'])}#fig-{name}"
        text = f"{said.measure} {said.alt}"
        found.append({"kind": "chart", "title": said.finding, "text": text, "href": href})
    for row_id, row in rows_of(app.env).items():
        text = " ".join(part["text"] for cell in row["cells"] for line in cell for part in line)
        href = f"{app.builder.get_target_uri(row['stands'])}#{row_id}"
        card, amounts = row["card"], [list(amount.values()) for amount in row.get("amounts", [])]
        entry = {"kind": row["ledger"], "title": card["statement"], "text": f"{row_id} {text}", "href": href}
        found.append(
            entry | {"status": card["status"], "reading": card["reading"] if amounts else "", "amounts": amounts}
        )
    return found


def write(app: Sphinx) -> list[tuple[str, dict, str]]:
    """Write the index and return the page that asks for it.

    Parameters
    ----------
    app : sphinx.application.Sphinx

    Returns
    -------
    list of tuple of (str, dict, str)
        The page's name, variables and template.
    """
    script = f"window.lcIndex={script_json(entries(app))};\n"
    (Path(app.outdir) / "_static" / "search-index.js").write_text(script, encoding="utf-8")
    return [
        ("search", {"title": "Search", "description": "Find a claim, a chart, a company or a page."}, "search.html")
    ]


def replace_sphinx(app: Sphinx) -> None:
    """Leave out Sphinx's own search, which knows pages only.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.builder.search = False


def register(app: Sphinx) -> None:
    """Connect to Sphinx.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.connect("builder-inited", replace_sphinx)
    app.connect("html-collect-pages", write)
