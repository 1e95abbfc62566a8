"""Is the evidence sound? ``python -m livecommerce check`` names every fault in ``data/`` by file, row and column."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from livecommerce.check import (
    addresses,
    answers,
    claims,
    entities,
    forecasts,
    formulas,
    markets,
    outlines,
    quantities,
    reasons,
    sentences,
)
from livecommerce.check.book import unreadable
from livecommerce.check.cells import tidy, typed
from livecommerce.check.files import ARTICLES, ROOT, counted, dated, load, misdescribed
from livecommerce.check.lists import twice
from livecommerce.check.problems import Fault, Problem

_SUM = {"claims", "public_figures", "derived", "regions", "exchange_rates"}
_TOLD = "claims corrections agreements public_figures derived answers forecasts reasons checks"
# The table a rule judges, the other tables it reads, the rule.
_RULES = [
    ("articles", set(), quantities.published),
    ("entities", set(), entities.parents),
    ("claims", set(), claims.articles),
    ("claims", {"articles"}, claims.scripts),
    ("claims", {"articles"}, claims.numbering),
    ("claims", set(), quantities.periods),
    ("claims", {"articles"}, claims.hindsight),
    ("claims", set(), quantities.bounds),
    ("claims", set(), quantities.wholes),
    ("claims", set(), quantities.weakened),
    ("claims", set(), quantities.wordings),
    ("claims", set(), claims.statuses),
    ("claims", {"articles"}, claims.translations),
    ("claims", {"corrections"}, claims.listings),
    ("corrections", {"claims"}, claims.claims_named),
    ("agreements", {"claims"}, claims.claims_named),
    ("public_figures", set(), quantities.periods),
    ("public_figures", set(), quantities.bounds),
    ("public_figures", set(), quantities.wholes),
    ("public_figures", set(), quantities.degrees),
    ("public_figures", set(), quantities.weakened),
    ("public_figures", set(), addresses.addresses),
    ("public_figures", set(), quantities.pages),
    ("public_figures", set(), quantities.readings),
    ("public_figures", set(), quantities.wordings),
    ("answers", {"public_figures"}, answers.answers),
    ("exchange_rates", {"public_figures"}, quantities.rates),
    ("exchange_rates", set(), addresses.addresses),
    ("derived", {"claims", "public_figures"}, formulas.formulas),
    ("derived", set(), formulas.worded),
    ("claims", {"forecasts"}, claims.foreseen),
    ("forecasts", {"claims", "public_figures", "derived"}, forecasts.holders),
    ("forecasts", set(), forecasts.targets),
    ("forecasts", set(), forecasts.forms),
    ("forecasts", {"claims", "public_figures", "derived"}, forecasts.editions),
    ("forecasts", {"claims", "public_figures", "derived"}, forecasts.outcomes),
    ("reasons", {"claims"}, claims.claims_named),
    ("reasons", {"public_figures", "derived"}, reasons.evidence),
    ("derived", {"claims", "public_figures", "regions"}, formulas.money),
    ("terms", set(), reasons.words),
    ("checks", {"claims", "public_figures", "derived"}, formulas.relations),
    ("checks", {"corrections"}, formulas.explained),
    ("checks", {"claims", "public_figures", "derived", "regions"}, formulas.money),
    *((name, {"public_figures"}, claims.told) for name in _TOLD.split()),
    ("market_settings", _SUM, markets.settings),
    ("market_settings", set(), markets.units),
    ("market_settings", set(), markets.complete),
    ("market_settings", {"seller_rules", "regions"}, markets.ended),
    ("seller_rules", _SUM, markets.rules),
]


def problems(data: Path, articles: Path | None = None) -> list[Problem]:
    """Return every fault in a data folder, one for each cause.

    Parameters
    ----------
    data : pathlib.Path
        The folder with ``datapackage.json`` and the tables.
    articles : pathlib.Path, optional
        The folder with the articles' texts. Without it, fragments and checksums are not compared.

    Returns
    -------
    list of Problem
        Sorted by file, row and column; empty when the evidence is sound.

    Examples
    --------
    >>> problems(ROOT / "data")
    []
    """
    return _judged(data, articles)[0]


def _judged(data: Path, articles: Path | None) -> tuple[list[Problem], dict[str, int]]:
    """Every fault, and how many rows each file has."""
    data = Path(data).resolve()
    described, tables, created, shape = load(data)
    found = {}

    def add(problem: Problem) -> None:
        # One problem for a cell, the first; a file as a whole may have several.
        found.setdefault((problem.file, problem.row, problem.column, "" if problem.row else problem.found), problem)

    def add_all(faults: Iterable[tuple[str, *Fault]]) -> None:
        for name, *fault in faults:
            add(Problem(f"{data.name}/{described[name]['path']}", *fault))

    def forget(faults: list[tuple[str, *Fault]]) -> None:
        # What is named is forgotten, so that no later rule names what follows from it.
        for name, row, column, *_ in faults:
            if column in tables[name][row - 2] and [column] != described[name]["schema"].get("primaryKey"):
                tables[name][row - 2][column] = None

    for problem in shape:
        add(problem)
    missing = {name for judged, needs, _ in _RULES for name in (judged, *needs)} - described.keys()
    for name in sorted(missing) if described else ():
        allowed = "a description of every table that the rules read"
        add(Problem(f"{data.name}/datapackage.json", 0, "resources", f"no {name}", allowed))
    add_all(tidy(described, tables))
    try:
        broken = list(typed(described, tables))
    except Exception as error:  # a description that breaks only when a cell is held against it: a minimum of "x"
        broken = []
        add(misdescribed(f"{data.name}/datapackage.json", error))
    add_all(broken)
    forget(broken)
    for name, needs, rule in _RULES:
        if {name, *needs} <= tables.keys():
            faults = [(name, *fault) for fault in rule(tables[name], tables)]
            add_all(faults)
            forget(faults)
    add_all(quantities.later(tables, created))
    for name, rows in tables.items():
        add_all((name, *fault) for fault in (*twice(rows), *sentences.whole(rows, name)))
    for problem in [*outlines.named(data, tables), *counted(data, described, tables), *dated(data, tables, created)]:
        # Of a file in which something else is wrong, a number or a day that differs is no cause of its own.
        if problem.file not in {other.file for other in found.values()}:
            add(problem)
    if articles is not None and not Path(articles).is_dir():
        add(Problem(str(articles), 0, "", "no such folder", "the folder of the articles' texts"))
    elif articles is not None:
        add_all(claims.against_texts(tables, Path(articles)))

    # In a row with too many or too few cells, what stands in a column says nothing.
    ragged = {(problem.file, problem.row) for problem in found.values() if problem.row > 1 and not problem.column}
    named = sorted(p for p in found.values() if not p.column or (p.file, p.row) not in ragged)
    return named, {described[name]["path"]: len(rows) for name, rows in tables.items()}


def main(argv: Sequence[str] | None = None) -> int:
    """Check a data folder and print what is found: faults to standard error, a count of rows to standard output.

    Parameters
    ----------
    argv : sequence of str, optional
        ``--data DIR`` and ``--articles DIR``; the command line's by default.

    Returns
    -------
    int
        Exit status: 0 when the evidence is sound, 1 when it is not.
    """
    parser = argparse.ArgumentParser(
        prog="python -m livecommerce check", description="Check that the evidence is sound."
    )
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="folder of the tables (default: %(default)s)")
    parser.add_argument("--articles", type=Path, help=f"folder of the articles' texts (default: {ARTICLES}, if there)")
    options = parser.parse_args(argv)
    articles = options.articles or (ARTICLES if ARTICLES.is_dir() else None)

    found, counts = _judged(options.data, articles)
    if options.data == ROOT / "data":
        found += unreadable(ROOT)
    for problem in found:
        print(problem, file=sys.stderr)
    if articles is None:
        print(f"Fragments were not compared with the articles: there is no folder {ARTICLES}.")
    if found:
        print(f"{len(found)} problem{'s' if len(found) > 1 else ''}", file=sys.stderr)
        return 1
    for file, count in counts.items():
        print(f"{file}: {count} rows, sound")
    return 0
