"""Rules on the answers: every cell rests on rows, and how sure it is follows from them."""

from collections.abc import Iterator

from livecommerce.check.problems import Fault, Rows, Tables, quoted
from livecommerce.evidence.answer import CELLS, NOT_COUNTED, certainty, graded, nearest


def answers(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A cell names its rows or says that nobody counts; counters, nearness and certainty are what the rows give."""
    figures = {row["figure_id"]: row for row in tables["public_figures"]}
    for number, row in enumerate(rows, start=2):
        if None in row.values():
            continue
        faulty = False
        for cell, column in CELLS.items():
            missing = [one for one in row[column].split() if one not in figures]
            if missing:
                faulty = True
                allowed = f"values of figure_id in public_figures.csv, separated by spaces; not {', '.join(missing)}"
                yield number, column, quoted(row[column]), allowed
            elif (row[cell] == NOT_COUNTED) != (row[column] == ""):
                faulty = True
                allowed = f"ids of the rows that {cell} rests on, or none and {cell} “{NOT_COUNTED}”"
                yield number, column, quoted(row[column]), allowed
        named = [figures.get(one, {}) for one in graded(row)]
        if faulty or any(None in (figure["counted_by"], figure["reliability"]) for figure in named):
            continue
        counters = len({figure["counted_by"] for figure in named})
        near = nearest([figure["reliability"] for figure in named])
        if (row["agree"] == "one counter") != (counters < 2):
            allowed = "yes or no" if counters > 1 else "one counter"
            yield number, "agree", quoted(row["agree"]), f"{allowed}, for {counters} count in {' '.join(graded(row))}"
        elif row["nearness"] != near:
            yield number, "nearness", quoted(row["nearness"]), f"{near}, the nearest of {' '.join(graded(row))}"
        elif row["certainty"] != (due := certainty(row["direct"], row["agree"], row["nearness"])):
            yield number, "certainty", quoted(row["certainty"]), f"{due}, by the rule in the column's description"
