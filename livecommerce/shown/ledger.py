"""A table to search, one address a row, as it crosses to a surface."""

from dataclasses import dataclass, field
from html import escape
from typing import Any, NotRequired

from typing_extensions import TypedDict

from livecommerce.shown import mime
from livecommerce.shown.typed import STRICT, read


class Part(TypedDict):
    """A piece of a line: plain, in another language, or a link to another page or to a ledger row."""

    __pydantic_config__ = STRICT
    text: str
    lang: NotRequired[str]
    href: NotRequired[str]
    row: NotRequired[str]


Line = list[Part]
Cell = list[Line]


class Card(TypedDict):
    """What a link to a row shows before it is followed."""

    __pydantic_config__ = STRICT
    statement: str
    source: str
    printed: str
    reading: str
    status: str


class Amount(TypedDict):
    """A number that a row prints or is read as: bounds in base units, None where open."""

    __pydantic_config__ = STRICT
    low: float | None
    high: float | None
    unit: str


class Row(TypedDict):
    """An entry with an address: its cells, what it can be filtered by, its card, and the numbers it can be found by."""

    __pydantic_config__ = STRICT
    id: str
    cells: list[Cell]
    facets: dict[str, list[str]]
    card: Card
    amounts: NotRequired[list[Amount]]


class Payload(TypedDict):
    """A ledger as a notebook stores it."""

    __pydantic_config__ = STRICT
    name: str
    caption: str
    columns: list[str]
    rows: list[Row]
    facets: dict[str, str]


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
    rows : list of Row
    facets : dict of str to str
        Label by name of what the rows can be filtered by.
    """

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: list[Row]
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
        carried = {"name": self.name, "caption": self.caption, "columns": list(self.columns), "rows": self.rows}
        payload = read(Payload, carried | {"facets": self.facets})
        return {mime.LEDGER: payload, "text/html": self._html(), "text/plain": f"{self.caption}: {len(self.rows)} rows"}
