"""What a fault is, and how it is worded."""

from dataclasses import dataclass

Row = dict[str, str | None]  # None: a cell that is already named, so that no rule names its cause again


Rows = list[Row]


Tables = dict[str, Rows]


Bounds = dict[str, float]  # by column


Fault = tuple[int, str, str, str]  # row, column, what was found, what is allowed


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in the evidence.

    Attributes
    ----------
    file : str
        Folder and name, such as ``data/claims.csv``.
    row : int
        As a spreadsheet counts: the header is 1. Zero for the file as a whole.
    column : str
        Empty for the row as a whole.
    found, allowed : str
        What is there and what may be there, in words; cells are in quotation marks.
    """

    file: str
    row: int
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: found {self.found}; allowed: {self.allowed}"


def quoted(cell: str | None) -> str:
    """The cell as a message shows it, with what nobody sees spelt out."""
    if not cell:
        return "an empty cell"
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cell)
    return f'"{shown}"' if len(shown) <= 200 else f'"{shown[:200]}…" ({len(cell)} characters)'
