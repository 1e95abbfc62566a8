"""Rules on the seller's sum: what a setting rests on, and that no fee of the past is taken for one of today."""

import math
from collections import Counter
from collections.abc import Callable, Iterator

from livecommerce.check.formulas import computed
from livecommerce.check.problems import Fault, Rows, Tables, quoted
from livecommerce.check.quantities import CURRENCIES
from livecommerce.evidence.formula import references

# A number of the sum is rounded to four digits, a share to a whole viewer.
_ROUNDED = 0.01
# A wider range says nothing, and is a slip of the keyboard.
_WIDEST = 100


def settings(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A setting is of its market or says whose it is, and lies within what its figures say."""
    known, _ = computed(tables)
    regions, markets = _regions(tables), {row["market"] for row in rows}
    leaves, units = _leaves(tables), {name: record["unit"] for name, record in _records(tables).items()}
    for number, row in enumerate(rows, start=2):
        low, value, high = (float(row[bound] or "nan") for bound in ("low", "value", "high"))
        if low > value or value > high:
            yield number, "value", quoted(row["value"]), f"a number from low to high, {row['low']} to {row['high']}"
        elif high > _WIDEST * low > 0:
            yield number, "high", quoted(row["high"]), f"at most {_WIDEST} times low, {row['low']}"
        currency = regions.get(row["market"], {}).get("currency")
        foreign = bool(currency) and row["unit"] in CURRENCIES.keys() - {currency}
        if foreign:
            yield number, "unit", quoted(row["unit"]), f"{currency}, the currency of {row['market']}"
        named = (row["figure_ids"] or "").split()
        lost = [figure for figure in named if figure not in known]
        if lost:
            allowed = f"ids of claims, public figures or derived figures; not {', '.join(lost)}"
            yield number, "figure_ids", quoted(row["figure_ids"]), allowed
        elif row["basis"] in {"row", "borrowed"} and row["figure_ids"] == "":
            yield (
                number,
                "figure_ids",
                "an empty cell",
                f"the figures that it rests on, for the basis is {row['basis']}",
            )
        if row["basis"] == "borrowed" and row["borrowed_from"] == "":
            yield number, "borrowed_from", "an empty cell", "the regions it is borrowed from, for the basis is borrowed"
        elif row["borrowed_from"] and row["basis"] not in {None, "borrowed"}:
            allowed = f"nothing, for the basis is {row['basis']}"
            yield number, "borrowed_from", quoted(row["borrowed_from"]), allowed
        if row["basis"] == "assumption" and row["note"] == "":
            yield number, "note", "an empty cell", "what is assumed, for the basis is assumption"
        if row["basis"] in {"row", "borrowed"} and named and row["market"] and not (lost or foreign):
            yield from _rests(number, row, leaves, regions, markets)
            yield from _within(number, row, known, units, tables)


def complete(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """What opens in one market opens in each for any goods, but for what nobody charges or counts there."""
    given: dict[str, set] = {}
    for row in rows:
        if row["kind"] == "any":
            given.setdefault(row["market"], set()).add(row["setting"])
    if None in given:  # named already; what its market lacks is not known
        return
    needed = {name for names in given.values() for name in names if name} - {"sold_hour"}
    needed = {name for name in needed if not name.startswith("rival_")}
    seen = set()
    for number, row in enumerate(rows, start=2):
        own = given.get(row["market"], set())
        if row["market"] not in seen and not needed <= own and None not in own:
            seen.add(row["market"])
            allowed = f"rows for its other settings, too: {', '.join(sorted(needed - own))}"
            yield number, "market", quoted(row["market"]), allowed
        elif row["kind"] not in {"any", None} and row["setting"] and row["setting"] not in own | needed:
            yield number, "kind", quoted(row["kind"]), f"any, or a row of {row['setting']} for any goods beside it"


def units(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A setting is in one unit everywhere, or in money everywhere."""
    kinds = [(row["setting"], "money" if row["unit"] in CURRENCIES else row["unit"]) for row in rows]
    usual = {setting: kind for (setting, kind), _ in reversed(Counter(kinds).most_common())}
    for number, (row, (setting, kind)) in enumerate(zip(rows, kinds, strict=True), start=2):
        if row["unit"] and setting and kind != usual[setting]:
            yield number, "unit", quoted(row["unit"]), f"{usual[setting]}, as in other rows of {setting}"


def ended(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A fee that a later one ended is not in force."""
    regions = _regions(tables)
    over = {rule["figure_id"]: rule["until"] for rule in tables["seller_rules"] if rule["until"]}
    for number, row in enumerate(rows, start=2):
        if row["basis"] not in {"row", "borrowed"}:
            continue
        named = set((row["figure_ids"] or "").split())
        places = {row["market"], *(row["borrowed_from"] or "").split()}
        for figure in sorted(named & over.keys()):
            allowed = f"fees that are in force; {figure} ended on {over[figure]}"
            yield number, "figure_ids", quoted(row["figure_ids"]), allowed
        for rule in tables["seller_rules"]:
            same = rule["setting"] == row["setting"] and not rule["until"]
            later = row["in_force"] and (rule["since"] or "") > row["in_force"]
            if same and later and any(_holds(rule["market"], place, regions) for place in places):
                allowed = f"{rule['since']} or later, when {rule['rule_id']} began"
                yield number, "in_force", quoted(row["in_force"]), allowed


def rules(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A rule rests on a figure of its part of the world, ends after it begins, and one fee follows another."""
    known, _ = computed(tables)
    regions, leaves = _regions(tables), _leaves(tables)
    last: dict[tuple, dict] = {}
    for number, row in enumerate(rows, start=2):
        figure = row["figure_id"]
        if figure and figure not in known:
            yield number, "figure_id", quoted(figure), "the id of a public figure or a derived figure"
        elif figure and row["market"] in regions:
            group = regions[row["market"]]["group"]
            away = [leaf for leaf in leaves(figure) if regions[leaf["region"]]["group"] != group]
            if away:
                yield number, "figure_id", quoted(figure), f"a figure of {group}; {away[0]['figure_id']} is not"
        if row["until"] and row["since"] and row["until"] < row["since"][: len(row["until"])]:
            yield number, "until", quoted(row["until"]), f"a day not before {row['since']}, when it began"
        before = last.get((row["market"], row["entity_id"], row["setting"]))
        if row["setting"] and before and row["since"] and not (before["until"] and before["until"] < row["since"]):
            allowed = f"a day after {before['rule_id']} ended, which has {quoted(before['until'])} as until"
            yield number, "since", quoted(row["since"]), allowed
        last[row["market"], row["entity_id"], row["setting"]] = row


def _regions(tables: Tables) -> dict[str, dict]:
    return {row["region"]: row for row in tables["regions"]}


def _holds(region: str | None, market: str, regions: dict[str, dict]) -> bool:
    """Whether what is said of a region is said of a market: itself, or several that share its currency."""
    if region == market:
        return True
    whole, part = regions.get(region), regions.get(market)
    return bool(whole and part and whole["currency"]) and all(whole[key] == part[key] for key in ("group", "currency"))


def _leaves(tables: Tables) -> Callable[[str], list[dict]]:
    """What the public figures and claims are that an id rests on, exchange rates apart."""
    figures = {row["figure_id"]: row for row in tables["public_figures"]}
    figures |= {row["claim_id"]: row | {"figure_id": row["claim_id"]} for row in tables["claims"]}
    formulas = {row["derived_id"]: row["formula"] or "" for row in tables["derived"]}

    def leaves(name: str) -> list[dict]:
        if name in formulas:
            return [leaf for part in references(formulas[name]) for leaf in leaves(part.id)]
        found = figures.get(name)
        return [found] if found and found["metric"] != "exchange_rate" and found["region"] else []

    return leaves


def _rests(
    number: int, row: dict, leaves: Callable[[str], list[dict]], regions: dict[str, dict], markets: set
) -> Iterator[Fault]:
    """Figures of another market stand in only where the row says so."""
    lenders = (row["borrowed_from"] or "").split()
    for leaf in [leaf for name in row["figure_ids"].split() for leaf in leaves(name)]:
        region = leaf["region"]
        # Another market of the same currency is another market.
        own = region == row["market"] or (region not in markets and _holds(region, row["market"], regions))
        if not own and region not in lenders:
            allowed = f"{region}, whose figure {leaf['figure_id']} is, and the basis borrowed"
            yield number, "borrowed_from", quoted(row["borrowed_from"]), allowed
            return


def _within(number: int, row: dict, known: dict, units: dict, tables: Tables) -> Iterator[Fault]:
    """The numbers lie between the least and the most that the figures say, in the row's unit."""
    said = [
        bound * _rate(units[name], row["unit"], tables)
        for name in row["figure_ids"].split()
        for bound in known[name].values()
    ]
    said = [bound for bound in said if not math.isnan(bound)]
    for column in ("low", "value", "high") if said else ():
        found = float(row[column] or "nan")
        if found < min(said) * (1 - _ROUNDED) or found > max(said) * (1 + _ROUNDED):
            allowed = f"a number from {min(said):.6g} to {max(said):.6g}, as its figures say"
            yield number, column, quoted(row[column]), allowed
            return


def _records(tables: Tables) -> dict[str, dict]:
    keys = {"claims": "claim_id", "public_figures": "figure_id", "derived": "derived_id"}
    return {row[key]: row for name, key in keys.items() for row in tables[name]}


def _rate(unit: str | None, to: str | None, tables: Tables) -> float:
    """What one unit is in another: 1, or the newest average rate of a year where both are money."""
    years = sorted(tables["exchange_rates"], key=lambda row: row["year"] or "")
    newest = {row["currency"]: float(row["per_usd"] or "nan") for row in years} | {"USD": 1.0}
    return newest[to] / newest[unit] if unit != to and {unit, to} <= newest.keys() else 1.0
