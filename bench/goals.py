"""What the book set out to reach, and what was found: a goal that is missed is said like one that is met."""

import math
from collections.abc import Iterator

_LARGE = "claims-28"  # a little over 10,000 claims


def _at_most(name: str, what: str, found: float | None, most: float, unit: str) -> dict:
    verdict = "not measured" if found is None else "met" if found <= most else "missed"
    return {
        "id": name,
        "what": what,
        "found": found and round(found, 2),
        "most": most,
        "unit": unit,
        "verdict": verdict,
    }


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def judged(rows: list[dict]) -> list[dict]:
    """Return each goal with what was found.

    Parameters
    ----------
    rows : list of dict
        All that was measured, as `bench.timing.Measured.row` gives it.

    Returns
    -------
    list of dict
        id, what, found, most (what it may be), unit, verdict.
    """
    median = {row["id"]: row["median"] for row in rows}
    cold, least = median.get("cold-build"), median.get("limit-build")
    found = [
        _at_most("goal-build", "Build with nothing kept", cold, 45, "seconds"),
        _at_most("goal-limit", "The same, in times of the machine's limit", _ratio(cold, least), 1.3, "times"),
        _at_most("goal-gate", "The gate", median.get("gate"), 420, "seconds"),
        _at_most(
            "goal-open", "A ledger of ten thousand opens", median.get(f"{_LARGE}-ledger-open"), 2000, "milliseconds"
        ),
        _at_most("goal-filter", "It is filtered", median.get(f"{_LARGE}-ledger-filter"), 200, "milliseconds"),
        _at_most("goal-bytes", "It weighs as it opens", median.get(f"{_LARGE}-ledger-bytes"), 300, "KiB"),
    ]
    return [*found, *_lighter(median), *_growing(rows)]


def _lighter(median: dict[str, float]) -> Iterator[dict]:
    """Each page's weight as a part of that of the stock page: a fifth at most."""
    for name in [key for key in median if key.startswith("ours-") and key.endswith("-bytes")]:
        share = _ratio(median[name], median.get(name.replace("ours-", "stock-")))
        page = name.removeprefix("ours-").removesuffix("-bytes")
        yield _at_most(f"goal-{page}", f"{page}: its bytes as a part of the stock page's", share, 0.2, "times")


def _growing(rows: list[dict]) -> Iterator[dict]:
    """How times and memory grow over the last step, as a part of how n log n does."""
    series: dict[tuple[str, str], dict[int, float]] = {}
    for row in rows:
        if row["axis"] and row["unit"] in {"seconds", "MiB"}:
            name = row["id"].removeprefix(f"{row['axis']}-{row['times']}-")
            series.setdefault((row["axis"], name), {})[row["times"]] = row["median"]
    for (axis, name), values in series.items():
        before, largest = sorted(values)[-2:]
        allowed = largest * math.log(largest) / (before * math.log(before))
        what = f"{name.replace('-', ' ')} from {before} to {largest} times the {axis}, as a part of n log n"
        yield _at_most(f"goal-{axis}-{name}", what, values[largest] / values[before] / allowed, 1, "times")
