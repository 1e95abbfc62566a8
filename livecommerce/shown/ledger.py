"""A table to search, one address a row, as it crosses to a surface."""

from dataclasses import dataclass, field
from html import escape
from typing import Any, NotRequired

from typing_extensions import TypedDict

from livecommerce.shown import mime
from livecommerce.shown.typed import STRICT, read


class View(TypedDict):
    """The rows of a ledger that have one value of a facet."""

    __pydantic_config__ = STRICT
    ledger: str
    facet: str
    value: str


class Part(TypedDict):
    """A piece of a line: plain, in another language, or a link to another page, to a ledger row or to several rows."""

    __pydantic_config__ = STRICT
    text: str
    lang: NotRequired[str]
    href: NotRequired[str]
    row: NotRequired[str]
    view: NotRequired[View]


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


class Section(TypedDict):
    """A part of the page of a row that has a page of its own."""

    __pydantic_config__ = STRICT
    title: str
    text: Cell


class Row(TypedDict):
    """An entry with an address.

    Its cells, what it can be filtered by and its card; and where it has them: the numbers it can be found by, the words
    that it explains wherever a text first uses one of them, and the sections of a page of its own.
    """

    __pydantic_config__ = STRICT
    id: str
    cells: list[Cell]
    facets: dict[str, list[str]]
    card: Card
    amounts: NotRequired[list[Amount]]
    explains: NotRequired[list[str]]
    sections: NotRequired[list[Section]]


class Payload(TypedDict):
    """A ledger as a notebook stores it."""

    __pydantic_config__ = STRICT
    name: str
    caption: str
    columns: list[str]
    rows: list[Row]
    facets: dict[str, str]


# Jupyter sets cells to the right, as numbers are.
_LEFT = '<td style="text-align: left; vertical-align: top">'


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
    homes : dict of str to str
        Where the rows of other ledgers stand, by id, for front ends that know no site of ours.
    """

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: list[Row]
    facets: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)

    def _html(self) -> str:
        own = {row["id"] for row in self.rows}

        def piece(part: Part) -> str:
            row = part.get("row", "")
            to = f"#{row}" if row in own else self.homes.get(row, part.get("href", ""))
            text = escape(part["text"])
            return f'<a href="{escape(to)}">{text}</a>' if to else text

        def cell(lines: Cell) -> str:
            return f"{_LEFT}{'<br>'.join(''.join(map(piece, line)) for line in lines)}</td>"

        head = "".join(f'<th style="text-align: left">{escape(column)}</th>' for column in self.columns)
        body = "\n".join(
            f'<tr id="{row["id"]}">{_LEFT}<a href="#{row["id"]}">{row["id"]}</a></td>'
            + "".join(map(cell, row["cells"]))
            + "</tr>"
            for row in self.rows
        )
        return f"<table><caption>{escape(self.caption)}</caption>\n<tr>{head}</tr>\n{body}\n</table>"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        carried = {"name": self.name, "caption": self.caption, "columns": list(self.columns), "rows": self.rows}
        payload = read(Payload, carried | {"facets": self.facets})
        return {mime.LEDGER: payload, "text/html": self._html(), "text/plain": f"{self.caption}: {len(self.rows)} rows"}
