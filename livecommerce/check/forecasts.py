"""Rules on forecasts: what holds them, when they were made, and which verdicts their outcomes allow."""

import math
from collections.abc import Iterator

from livecommerce.check.formulas import computed
from livecommerce.check.problems import Fault, Rows, Tables, quoted
from livecommerce.check.quantities import CURRENCIES, in_calendar

# A number foreseen has come when the outcome is within this share of it; in these units more is more.
_NEAR = 0.05


_GROWING = {*CURRENCIES, "percent", "ratio", "people", "count"}


def _sources(tables: Tables) -> dict[str, dict[str, str | None]]:
    """The rows that a forecast or its outcome can name, by id; a derived figure has its result as both bounds."""
    found = {row["claim_id"]: row for row in tables["claims"]}
    found |= {row["figure_id"]: row for row in tables["public_figures"]}
    known, _ = computed(tables)
    for row in tables["derived"]:
        result = str(next(iter(known[row["derived_id"]].values())))
        found[row["derived_id"]] = row | {"low": result, "high": result, "period": "", "kind": "observed"}
    return found


def holders(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A forecast stands in one claim or public figure, which stands in no other forecast, and says what that says."""
    sources, seen = _sources(tables), {}
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
        source = sources.get(holder, {})
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


def outcomes(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """The verdict is one that the outcomes allow."""
    sources = _sources(tables)
    for number, row in enumerate(rows, start=2):
        ids, made, verdict = row["outcome_ids"], row["made"], row["verdict"]
        if None in {ids, made, verdict}:
            continue
        unknown = [outcome for outcome in ids.split() if outcome not in sources]
        if unknown:
            allowed = f"ids of claims, public figures or derived figures, separated by spaces; not {', '.join(unknown)}"
            yield number, "outcome_ids", quoted(ids), allowed
            continue
        outcomes = {outcome: sources[outcome] for outcome in ids.split()}
        ends = {outcome: (source["period"] or "").split("/")[-1] for outcome, source in outcomes.items()}
        early = [outcome for outcome, end in ends.items() if end and end < made[: len(end)]]
        if early:
            allowed = f"outcomes of a time not over before {made}, when the forecast was made; not {', '.join(early)}"
            yield number, "outcome_ids", quoted(ids), allowed
        elif allowed := _unsettled(row, list(outcomes.values())):
            yield number, "verdict", quoted(verdict), allowed


def _unsettled(row: dict[str, str | None], outcomes: Rows) -> str:
    """What the verdict would have to be; empty where it may stand."""
    verdict, target, judged = row["verdict"], row["target"], row["judged"]
    if verdict == "open":
        end = (target or "").split("/")[-1]
        over = end and judged and end < judged[: len(end)]
        return f"another verdict, for the target was over when it was judged ({judged})" if over else ""
    if verdict == "lowered":
        smaller = [one for one in outcomes if one["kind"] == "forecast" and _reached(row, one) == "missed"]
        return "" if smaller else "another verdict, for no outcome is a forecast that is smaller"
    reached = {_reached(row, one) for one in outcomes if one["kind"] == "observed" and one["period"] in {"", target}}
    reached -= {""}
    if reached:
        # Right by one counter and more than that by another: nobody finds it wrong.
        fitting = next(verdict for verdict in ("met", "beaten", "missed") if verdict in reached)
        fitting = "disputed" if reached > {"missed"} else fitting
        return "" if verdict == fitting else f"{fitting}, by the outcomes in the unit {row['unit']}"
    needed = {"met": 1, "beaten": 1, "missed": 1, "disputed": 2}.get(verdict, 0)
    return f"open or not knowable, for outcome_ids has fewer than {needed}" if len(outcomes) < needed else ""


def _reached(row: dict[str, str | None], outcome: dict[str, str | None]) -> str:
    """Whether one counter's number meets, beats or misses what was foreseen; empty where the two do not compare."""
    bounds = [float(cell) for cell in (row["low"], row["high"]) if cell]
    numbers = [float(cell) for cell in (outcome["low"], outcome["high"]) if cell]
    number = sum(numbers) / len(numbers) if numbers else math.nan
    if not bounds or math.isnan(number) or row["unit"] not in _GROWING or row["unit"] != outcome["unit"]:
        return ""
    if number < min(bounds) * (1 - _NEAR):
        return "missed"
    return "beaten" if row["high"] and number > max(bounds) * (1 + _NEAR) else "met"
