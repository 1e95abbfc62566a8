"""A table to search, one address a row, as it crosses to a surface."""

from dataclasses import dataclass, field
from html import escape
from typing import Any

from livecommerce.shown import mime

Line = list[
    dict[str, str]
]  # parts of a line: each has text and perhaps lang, href (another page) or row (a ledger row)
Cell = list[Line]


@dataclass(frozen=True)
class Ledger:
    """Rows with an address each, for the website, for Jupyter and for a terminal.

    Attributes
    ----------
    name : str
        Its id, such as ``claims``.
    caption : str
        What the rows are.
    columns : tuple of str
        Headings; the first is that of the id.
    rows : list of dict
        Each with ``id``, ``cells`` (a list of lines each), ``facets`` (values by name, for filters) and ``card``.
    facets : dict of str to str
        Label by name of what the rows can be filtered by.
    """

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]
    facets: dict[str, str] = field(default_factory=dict)

    def _html(self) -> str:
        def line(parts: Line) -> str:
            return "".join(escape(part["text"]) for part in parts)

        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "\n".join(
            f'<tr id="{row["id"]}"><td>{row["id"]}</td>'
            + "".join(f"<td>{'<br>'.join(map(line, cell))}</td>" for cell in row["cells"])
            + "</tr>"
            for row in self.rows
        )
        return f"<table><caption>{escape(self.caption)}</caption>\n<tr>{head}</tr>\n{body}\n</table>"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        carried = {name: getattr(self, name) for name in ("name", "caption", "columns", "rows", "facets")}
        return {mime.LEDGER: carried, "text/html": self._html(), "text/plain": f"{self.caption}: {len(self.rows)} rows"}
