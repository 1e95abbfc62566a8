"""The one rule by which a forecast is judged, as the description of ``forecasts.verdict`` tells it in words."""

import re

from livecommerce.check.problems import Rows
from livecommerce.check.quantities import CURRENCIES

Row = dict[str, str]

# A number foreseen has come when the count is within this share of it; in these units more is more.
_NEAR = 0.05
GROWING = {*CURRENCIES, "percent", "ratio", "people", "count"}
# Three words for one quantity, and the pages that can settle what came of a forecast.
_SALES = {"gmv", "sales", "market_size"}
SETTLING = {"primary", "reported"}


def verdict(row: Row, holder: Row, outcomes: Rows) -> str:
    """Return the verdict that the rule gives.

    Parameters
    ----------
    row : dict of str to str
        The forecast.
    holder : dict of str to str
        The claim or public figure in which it stands.
    outcomes : list of dict
        The claims, public figures and derived figures that tell what came of it.

    Returns
    -------
    str
        One of the verdicts of the table.
    """
    end = row["target"].split("/")[-1]
    over = end and end < row["judged"][: len(end)]
    if row["form"] == "event" and outcomes:
        return _of_event(end, outcomes)
    if not over and (end or row["form"] == "vague"):
        return "open"
    return _of_number(row, holder, outcomes) if row["form"] == "number" else "not knowable"


def _of_event(end: str, outcomes: Rows) -> str:
    if any(outcome["metric"] == "denial" for outcome in outcomes):
        return "disputed"
    starts = [outcome["period"].removeprefix("../").split("/")[0] for outcome in outcomes]
    return "met" if any(not end or start[: len(end)] <= end[: len(start)] for start in starts) else "missed"


def _of_number(row: Row, holder: Row, outcomes: Rows) -> str:
    counts = [(side(row, holder, outcome), outcome["reliability"]) for outcome in outcomes]
    sides = {one for one, _ in counts if one}
    lowered = any(
        outcome["kind"] == "forecast"
        and outcome["counted_by"] == row["made_by"]
        and side(row, holder, outcome | {"kind": "observed", "published": ""}) == "missed"
        for outcome in outcomes
    )
    if not any(one and reliability in SETTLING for one, reliability in counts):
        return "lowered" if lowered else "not knowable"
    sides |= {"missed"} if lowered else set()
    # Right by one counter and more than that by another: nobody finds it wrong.
    agreed = next(one for one in ("met", "beaten", "missed") if one in sides)
    return "disputed" if sides > {"missed"} else agreed


def counted(figure: Row) -> tuple[str, str, str]:
    """Return what a figure counts, and where: figures that are alike in this can be held against each other."""
    metric = "sales" if figure["metric"] in _SALES else figure["metric"]
    return figure["entity_id"], metric, figure["region"]


def side(row: Row, holder: Row, outcome: Row) -> str:
    """Return whether a count meets, beats or misses what was foreseen; nothing where the two do not compare."""
    if outcome["kind"] != "observed" or not outcome["counted_by"] or outcome["period"] != row["target"]:
        return ""
    (*thing, where), (*other, region) = counted(holder), counted(outcome)
    if thing != other or row["unit"] != outcome["unit"] or not outcome["low"] + outcome["high"]:
        return ""
    low, high = float(outcome["low"] or outcome["high"]), float(outcome["high"] or outcome["low"])
    least = float(row["low"] or "-inf") * (1 - _NEAR)
    most = float(row["high"] or "inf") * (1 + _NEAR)
    found = "missed" if high < least else "beaten" if low > most else "met" if least <= low <= high <= most else ""
    sums = row["unit"] not in {"percent", "ratio"}
    comparable = region == where or (sums and (found, "WORLD") in {("beaten", where), ("missed", region)})
    # What is printed before its time is over may still grow.
    return found if comparable and (found == "beaten" or not _printed_early(outcome)) else ""


def _printed_early(figure: Row) -> bool:
    printed, end = figure["published"], figure["period"].split("/")[-1]
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", printed):
        return False
    printed, end = (day + "-12-31"[len(day) - 4 :] for day in (printed, end))
    return printed <= end
