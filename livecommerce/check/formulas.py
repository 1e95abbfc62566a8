"""Rules on formulas: what they name and what they give."""

import math
import re
from collections.abc import Callable, Iterator

from livecommerce.check.problems import Bounds, Fault, Row, Rows, Tables, quoted
from livecommerce.check.quantities import BOUNDS, CURRENCIES
from livecommerce.evidence.audit import holds
from livecommerce.evidence.formula import FormulaError, Reference, evaluate, references


def computed(tables: Tables, times: Callable[[Row], float] = lambda row: 1) -> tuple[dict[str, Bounds], list[Fault]]:
    """The bounds that each figure has, ``times`` a factor, computed where there is a formula; and what is wrong."""
    known, faults = {}, []
    for name, key in (("claims", "claim_id"), ("public_figures", "figure_id")):
        for row in tables[name]:
            amounts = {bound: float(row[bound] or "nan") for bound in BOUNDS if row[bound] != ""}
            known[row[key]] = {bound: times(row) * amount for bound, amount in amounts.items()}
    # Only figures that stand before a formula are known to it, which rules out circles.
    for number, row in enumerate(tables["derived"], start=2):
        result, allowed = _result(row["formula"], known)
        if allowed:
            faults.append((number, "formula", quoted(row["formula"]), allowed))
        bounds = {"low", "high"} - {"at least": {"high"}, "at most": {"low"}}.get(row["bound"], set())
        known[row["derived_id"]] = dict.fromkeys(bounds, result)
    return known, faults


def formulas(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A formula is arithmetic over figures that stand above it, and has a result."""
    yield from computed(tables)[1]
    for number, row in enumerate(rows, start=2):
        if row["formula"] and "{" not in row["formula"]:
            yield number, "formula", quoted(row["formula"]), "a formula over one figure at least, its id in braces"


def relations(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Both sides of a relation are formulas with a result; it holds as they say, or a correction tells why not."""
    known, _ = computed(tables)
    for number, row in enumerate(rows, start=2):
        sides = {side: _result(row[side], known) for side in ("left", "right")}
        for side, (_, allowed) in sides.items():
            if allowed:
                yield number, side, quoted(row[side]), allowed
        values = [value for value, _ in sides.values()]
        if any(map(math.isnan, values)) or None in {row["relation"], row["tolerance"], row["holds"]}:
            continue
        due = "yes" if holds(values[0], row["relation"], values[1], float(row["tolerance"] or 0)) else "no"
        correction = row["correction_id"]
        if row["holds"] != due:
            yield number, "holds", quoted(row["holds"]), f"{due}, for the sides are {values[0]:.6g} and {values[1]:.6g}"
        elif (due == "no") != (correction != "") and correction is not None:
            allowed = (
                "the correction that explains it, for it does not hold" if due == "no" else "nothing, for it holds"
            )
            yield number, "correction_id", quoted(correction), allowed


def explained(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """The correction that explains a relation is of a claim in it."""
    named = {row["correction_id"]: (row["claim_ids"] or "").split() for row in tables["corrections"]}
    for number, row in enumerate(rows, start=2):
        sides = {figure.id for side in ("left", "right") for figure in references(row[side] or "")}
        if sides and row["correction_id"] in named and not sides & {*named[row["correction_id"]]}:
            allowed = f"a correction of {' or '.join(sorted(sides))}"
            yield number, "correction_id", quoted(row["correction_id"]), allowed


def worded(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A statement that says in which money a result is says its unit."""
    for number, row in enumerate(rows, start=2):
        said = re.search(r"\bin (dollars|yuan)\b", row["statement"] or "")
        if said and row["unit"] and row["unit"] != (due := {"dollars": "USD", "yuan": "CNY"}[said[1]]):
            yield number, "unit", quoted(row["unit"]), f"{due}, for the statement says “{said[0]}”"


# Were the money of each currency worth so many times as much, what is in it would grow by that, and nothing else.
_WORTH = dict(zip(CURRENCIES, (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43), strict=True))


def money(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Amounts in two currencies are neither added nor compared, and a result is in the currency that is said."""
    own = {row["region"]: row["currency"] for row in tables["regions"]}

    def worth(row: Row) -> float:
        unit, per = row["unit"], ""
        if None in {unit, row["metric"], row["region"]}:
            return math.nan
        if row["metric"] == "exchange_rate":
            per = "USD" if unit != "USD" else own.get(row["region"])
        return _WORTH.get(unit, 1) / _WORTH.get(per, 1)

    before, after = computed(tables)[0], computed(tables, worth)[0]
    mixed = set()
    for number, row in enumerate(rows, start=2):
        sides = ["formula"] if "formula" in row else ["left", "right"]
        if any(figure.id in mixed for side in sides for figure in references(row[side] or "")):
            mixed.add(row.get("derived_id"))  # named already, where it begins
            continue
        (now, *other), (then, *due) = ([_result(row[side], known)[0] for side in sides] for known in (before, after))
        if not other:
            unit = _WORTH.get(row["unit"], 1)
            # A rate is in one currency per unit of another.
            growths = [unit, *(unit / worth for worth in _WORTH.values() if unit != 1)]
        else:
            growths = [due[0] / other[0]] if other[0] else [1]  # nothing is nothing in any money
        known = row.get("unit", "") is not None and not any(map(math.isnan, (now, then, *other, *due)))
        if known and not any(math.isclose(then, now * growth) for growth in growths):
            mixed.add(row.get("derived_id"))
            yield number, sides[0], quoted(row[sides[0]]), "amounts of one currency, or a rate between two"


def _result(text: str | None, known: dict[str, Bounds]) -> tuple[float, str]:
    """What a formula gives, NaN for want of a sound figure; and what is allowed where it is wrong."""
    if not text:
        return math.nan, ""

    def value(figure: Reference) -> float:
        bounds = known[figure.id]
        chosen = [bounds[bound] for bound in ([figure.bound] if figure.bound else ["low", "high"]) if bound in bounds]
        return sum(chosen) / len(chosen)

    named = list(references(text))
    unknown = [figure.id for figure in named if figure.id not in known]
    boundless = [
        f"{{{figure.id}.{figure.bound}}}" if figure.bound else f"{{{figure.id}}}"
        for figure in named
        if figure.id in known and not known[figure.id].keys() & ({figure.bound} if figure.bound else {"low", "high"})
    ]
    try:
        # What is no arithmetic at all is said first, whatever it names.
        result = evaluate(text, (lambda _: 1.0) if unknown or boundless else value)
    except FormulaError as error:
        return math.nan, str(error)
    if unknown:
        allowed = f"ids of claims, of public figures, or of derived figures in rows above; not {', '.join(unknown)}"
        return math.nan, allowed
    if boundless:
        return math.nan, f"figures that have the bound; not {', '.join(boundless)}"
    return result, ""
