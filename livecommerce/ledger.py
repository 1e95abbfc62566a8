"""The tables that every figure leads to: claims, public figures, derived figures, one address a row."""

from dataclasses import dataclass
from html import escape
from typing import Any

from livecommerce import evidence

MIME = "application/vnd.livecommerce.ledger+json"

_LANGUAGES = {"zaker-zh": "zh", "smt-pl": "pl"}


@dataclass(frozen=True)
class Ledger:
    """Rows with an address each, for the website, for Jupyter and for a terminal.

    Attributes
    ----------
    name : str
        Its id, such as ``claims``.
    caption : str
        What a row is.
    columns : tuple of str
        Headings; the first is that of the id.
    rows : tuple of dict
        Each with ``id``, ``cells`` (a dict with ``text`` and perhaps ``lang`` or ``href``) and ``card``.
    """

    name: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    def _html(self) -> str:
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "\n".join(
            f'<tr id="{row["id"]}"><td>{row["id"]}</td>'
            + "".join(f"<td>{escape(cell['text'])}</td>" for cell in row["cells"])
            + "</tr>"
            for row in self.rows
        )
        return f"<table><caption>{escape(self.caption)}</caption>\n<tr>{head}</tr>\n{body}\n</table>"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        carried = {"name": self.name, "caption": self.caption, "columns": self.columns, "rows": self.rows}
        return {MIME: carried, "text/html": self._html(), "text/plain": f"{self.caption}: {len(self.rows)} rows"}


def _card(record: evidence.Record) -> dict[str, str]:
    """What a link to the record shows before it is followed."""
    return {
        "statement": record.statement,
        "source": record.source,
        "printed": record.as_printed,
        "reading": record.text,
        "status": record.status,
    }


def _row(record: evidence.Record, *cells: str | dict[str, str]) -> dict[str, Any]:
    return {
        "id": record.id,
        "cells": [cell if isinstance(cell, dict) else {"text": cell} for cell in cells],
        "card": _card(record),
    }


def _of(origin: str) -> list[evidence.Record]:
    return [record for record in evidence.records().values() if record.origin == origin]


def claims() -> Ledger:
    """Return every claim of the five articles, in the order of the articles.

    Returns
    -------
    Ledger
    """
    rows = []
    for record in _of("claim"):
        article = record.id.rpartition("-")[0]
        printed = {"text": record.as_printed, "lang": _LANGUAGES.get(article, "en")}
        rows.append(
            _row(
                record, record.statement, printed, record.text, record.kind, record.period, record.region, record.status
            )
        )
    columns = ("Claim", "What it says", "Printed", "Read as", "Kind", "Period", "Region", "Status")
    return Ledger("claims", "Claims of the five articles", columns, tuple(rows))


def public_figures() -> Ledger:
    """Return every public figure the book uses.

    Returns
    -------
    Ledger
    """
    rows = []
    for record in _of("public figure"):
        publisher = {"text": record.source, "href": record.url}
        rows.append(_row(record, record.statement, record.as_printed, record.text, publisher, record.status))
    columns = ("Figure", "What it says", "Printed", "Read as", "Publisher", "Reliability")
    return Ledger("public-figures", "Public figures used in this book", columns, tuple(rows))


def derived() -> Ledger:
    """Return every figure computed from others, with its formula.

    Returns
    -------
    Ledger
    """
    rows = [_row(record, record.statement, record.source, record.text) for record in _of("derived")]
    columns = ("Figure", "What it says", "Formula", "Result")
    return Ledger("derived", "Figures computed from claims and public figures", columns, tuple(rows))
