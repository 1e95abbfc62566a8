"""Rules on forecasts: what holds them, when they were made, whether they can fail, and what came of them."""

from collections.abc import Iterator

from livecommerce.check.formulas import computed
from livecommerce.check.problems import Fault, Rows, Tables, quoted
from livecommerce.check.quantities import in_calendar
from livecommerce.check.verdicts import GROWING, SETTLING, counted, side, verdict
from livecommerce.evidence.formula import references


def sources(tables: Tables) -> dict[str, dict[str, str | None]]:
    """Return the rows that a forecast or its outcome can name, by id.

    Parameters
    ----------
    tables : dict of str to list of dict
        With claims, public_figures and derived.

    Returns
    -------
    dict of str to dict
        A derived figure has its result as both bounds, and counts what its figures count.
    """
    found = {row["claim_id"]: row for row in tables["claims"]}
    found |= {row["figure_id"]: row for row in tables["public_figures"]}
    known, _ = computed(tables)
    for row in tables["derived"]:
        result = str(next(iter(known[row["derived_id"]].values())))
        multiple = {"metric": "multiple"} if row["unit"] == "ratio" else {}
        found[row["derived_id"]] = _inherited(row["formula"], found) | multiple | row | {"low": result, "high": result}
    return found


def _inherited(formula: str | None, found: dict[str, dict[str, str | None]]) -> dict[str, str | None]:
    """What a derived figure counts: what its first figure does, if one counter has them all; rates are no counts."""
    parts = [found[figure.id] for figure in references(formula or "") if figure.id in found]
    parts = [part for part in parts if part["metric"] != "exchange_rate"]
    if not parts or len({(part["counted_by"], part["kind"]) for part in parts}) > 1:
        return {"kind": "observed", "metric": "", "period": "", "counted_by": "", "reliability": ""}
    weakest = max(parts, key=lambda part: part["reliability"] not in SETTLING)
    return parts[0] | {"reliability": weakest["reliability"]}


def holders(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A forecast stands in one claim or public figure, which stands in no other forecast, and says what that says."""
    known, seen = sources(tables), {}
    for number, row in enumerate(rows, start=2):
        claim, figure = row["claim_id"], row["figure_id"]
        if None in {claim, figure}:
            continue
        if bool(claim) == bool(figure):
            allowed = f"either a claim_id or a figure_id; figure_id is {quoted(figure)}"
            yield number, "claim_id", quoted(claim), allowed
            continue
        column, holder = ("claim_id", claim) if claim else ("figure_id", figure)
        if holder in seen:
            yield number, column, quoted(holder), f"another one: row {seen[holder]} has the forecast of {holder}"
            continue
        seen[holder] = number
        source = known.get(holder, {})
        if source.get("kind") in {"observed", "policy"}:
            yield number, column, quoted(holder), f"what is foreseen, meant or announced, not {source['kind']}"
            continue
        for bound in ("low", "high"):
            here, there = row[bound], source.get(bound)
            if None not in {here, there} and float(here or "inf") != float(there or "inf"):
                yield number, bound, quoted(here), f"{quoted(there)}, as in {holder}"
        unit = "" if source.get("unit") == "date" else source.get("unit")
        if None not in {row["unit"], unit} and row["unit"] != unit:
            yield number, "unit", quoted(row["unit"]), f"{quoted(unit)}, as in {holder}"


def targets(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A forecast is made before its time is over, and judged after it was made."""
    for number, row in enumerate(rows, start=2):
        for column in ("made", "target", "judged"):
            if row[column] and not in_calendar(row[column]):
                allowed = "days that are in the calendar, an interval's start not after its end, of 1900 to 2099"
                yield number, column, quoted(row[column]), allowed
                break
        else:
            made, target, judged = row["made"], row["target"], row["judged"]
            end = (target or "").split("/")[-1]
            if made and end and end < made[: len(end)]:
                yield number, "target", quoted(target), f"a time not over before {made}, when the forecast was made"
            if made and judged and judged[: len(made)] < made:
                yield number, "judged", quoted(judged), f"a day not before {made}, when the forecast was made"


def forms(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A number has bounds, a unit that grows and a time; a judgement cannot fail."""
    for number, row in enumerate(rows, start=2):
        form, basis = row["form"], row["basis"]
        if None in {basis, *(row[name] for name in ("unit", "low", "high", "target"))}:
            continue
        sized = row["unit"] in GROWING and (row["low"] != "" or row["high"] != "") and row["target"] != ""
        if form == "number" and not sized:
            yield number, "form", quoted(form), "event or vague, for a number has bounds, a unit and a target"
        elif form not in {None, "vague"} and basis == "judgement":
            yield number, "form", quoted(form), "vague, for the basis is judgement"


def editions(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A later forecast of one maker for one thing and time names the first, which names none."""
    known, firsts = sources(tables), {}
    for number, row in enumerate(rows, start=2):
        holder = known.get(row["claim_id"] or row["figure_id"] or "")
        if holder is None or None in {row[name] for name in ("form", "made", "made_by", "target", "unit")}:
            continue
        first = row
        if row["form"] == "number":
            first = firsts.setdefault((row["made_by"], row["target"], row["unit"], *counted(holder)), row)
        expected = first["forecast_id"] if first["made"] != row["made"] else ""
        if row["edition_of"] not in {None, expected}:
            allowed = f"{expected}, which {row['made_by']} made for the same" if expected else "nothing: it is a first"
            yield number, "edition_of", quoted(row["edition_of"]), allowed


def outcomes(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """The outcomes are all that count, and the verdict is the one that the rule gives."""
    known = sources(tables)
    for number, row in enumerate(rows, start=2):
        ids, made = row["outcome_ids"], row["made"]
        if None in {ids, made, row["verdict"]}:
            continue
        unknown = [outcome for outcome in ids.split() if outcome not in known]
        if unknown:
            allowed = f"ids of claims, public figures or derived figures, separated by spaces; not {', '.join(unknown)}"
            yield number, "outcome_ids", quoted(ids), allowed
            continue
        named = {outcome: known[outcome] for outcome in ids.split()}
        ends = {outcome: (source["period"] or "").split("/")[-1] for outcome, source in named.items()}
        early = [outcome for outcome, end in ends.items() if end and end < made[: len(end)]]
        holder = known.get(row["claim_id"] or row["figure_id"] or "")
        if early:
            allowed = f"outcomes of a time not over before {made}, when the forecast was made; not {', '.join(early)}"
            yield number, "outcome_ids", quoted(ids), allowed
        elif holder is None or any(None in source.values() for source in (row, holder, *named.values())):
            continue
        elif missing := _left_out(row, holder, named, tables["public_figures"]):
            yield number, "outcome_ids", quoted(ids), f"also {', '.join(missing)}, which counts the same"
        elif row["verdict"] != (due := verdict(row, holder, list(named.values()))):
            yield number, "verdict", quoted(row["verdict"]), f"{due}, by the rule in the column's description"


def _left_out(row: dict[str, str], holder: dict[str, str], named: dict[str, dict], figures: Rows) -> list[str]:
    """The figures that would settle a forecast and that its outcomes do not name."""
    return [
        figure["figure_id"]
        for figure in figures
        if row["form"] == "number"
        and figure["figure_id"] not in named
        and figure["reliability"] in SETTLING
        and None not in figure.values()
        and side(row, holder, figure)
    ]
