"""Cells that hold a list: ids separated by spaces, names by `` | ``."""

from collections.abc import Iterator

from livecommerce.check.problems import Fault, Rows, quoted


def twice(rows: Rows) -> Iterator[Fault]:
    """A list names each of its parts once.

    Parameters
    ----------
    rows : list of dict
        Of any table.

    Yields
    ------
    tuple
        Row, column, what was found, what is allowed.
    """
    for number, row in enumerate(rows, start=2):
        for column, cell in row.items():
            if cell and (column.endswith("_ids") or column in {"borrowed_from", "aliases"}):
                parts = cell.split(" | " if column == "aliases" else " ")
                if again := [part for part in dict.fromkeys(parts) if parts.count(part) > 1]:
                    yield number, column, quoted(cell), f"each once; not {', '.join(again)} again"
