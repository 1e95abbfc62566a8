"""Rules on the reasons that the articles give, and on the words that the book explains."""

import re
from collections.abc import Iterator

from livecommerce.check.problems import Fault, Rows, Tables, quoted
from livecommerce.check.verdicts import SETTLING


def evidence(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """What speaks for and against a reason is known and stands on one side; the verdict is the one of the rule."""
    known = {row["figure_id"]: row["reliability"] for row in tables["public_figures"]}
    known |= {row["derived_id"]: "" for row in tables["derived"]}
    for number, row in enumerate(rows, start=2):
        if None in {row["for_ids"], row["against_ids"], row["verdict"]}:
            continue
        sides = {column: row[column].split() for column in ("for_ids", "against_ids")}
        unknown = {column: [one for one in ids if one not in known] for column, ids in sides.items()}
        for column, ids in unknown.items():
            if ids:
                allowed = f"ids of public or derived figures, separated by spaces; not {', '.join(ids)}"
                yield number, column, quoted(row[column]), allowed
        if any(unknown.values()):
            continue
        if both := set(sides["for_ids"]) & set(sides["against_ids"]):
            yield (
                number,
                "against_ids",
                quoted(row["against_ids"]),
                f"other figures than for_ids has: {', '.join(both)}",
            )
            continue
        due = _verdict(*([known[one] for one in ids] for ids in sides.values()))
        if row["verdict"] != due:
            yield number, "verdict", quoted(row["verdict"]), f"{due}, by the rule in the column's description"


def _verdict(supporting: list[str | None], opposing: list[str | None]) -> str:
    """What the rule gives that the column's description tells in words, by the reliability of the figures."""
    settled = SETTLING & {*supporting, *opposing}
    if not settled or (supporting and opposing):
        return "cannot be tested"
    return "consistent" if supporting else "weakened"


def words(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A word belongs to one term, whose id is made of its words."""
    seen = {}
    for number, row in enumerate(rows, start=2):
        if None in {row["term"], row["aliases"]}:
            continue
        known = re.findall("[a-z0-9]+", row["term"].lower())
        if strange := [word for word in row["term_id"].split("-") if word not in known]:
            yield number, "term_id", quoted(row["term_id"]), f"words of {quoted(row['term'])}, not {strange[0]}"
        for column, found in (
            ("term", [row["term"]]),
            ("aliases", [word for word in row["aliases"].split(" | ") if word]),
        ):
            for word in found:
                if seen.setdefault(word, number) != number or (column == "aliases" and word == row["term"]):
                    yield number, column, quoted(word), f"a word that row {seen[word]} does not have"
                    break
