"""Sentences: whole, and apart from each other. A text that was cut, pasted over or joined seldom is."""

import re
from collections.abc import Iterator

from livecommerce.check.problems import Fault, Rows, quoted

# Columns of whole sentences in every table; notes are, in some.
_TOLD = {"statement", "reasoning", "explanation", "definition", "description", "audience", "route"}
_TOLD |= {"says", "strengths", "later"}
_NOTED = {"answers", "market_settings", "derived", "checks", "seller_rules"}
_ENDS = re.compile(r"[.?!][”\"')]?$")
_JOINED = re.compile(r"[a-z]{2}\.[A-Z][a-z]")


def whole(rows: Rows, table: str) -> Iterator[Fault]:
    """What is told in sentences ends as one does, a question as a question, with a space between two.

    Parameters
    ----------
    rows : list of dict
    table : str
        Its name.

    Yields
    ------
    tuple of (int, str, str, str)
    """
    for number, row in enumerate(rows, start=2):
        for column, cell in row.items():
            told = column in _TOLD or (column == "note" and table in _NOTED)
            if cell and told and not _ENDS.search(cell):
                yield number, column, quoted(cell[-60:]), "a sentence to its end, with a full stop"
            elif cell and told and (joined := _JOINED.search(cell)):
                yield number, column, quoted(cell), f"a space between two sentences, at {quoted(joined[0])}"
            elif cell and column == "question" and not cell.endswith("?"):
                yield number, column, quoted(cell), "a question"
