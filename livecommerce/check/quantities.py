"""Rules on quantities: bounds, units, currencies, dates and the words beside them."""

import math
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from urllib.parse import urlsplit

from livecommerce.check.problems import Fault, Rows, Tables, quoted

BOUNDS = ("low", "high", "printed_low", "printed_high")


# How texts print amounts and name currencies, in the languages of the articles and of the public pages.
_SCALES = {"万亿": 1e12, "千万": 1e7, "百万": 1e6, "亿": 1e8, "万": 1e4, "千": 1e3, "萬億": 1e12, "億": 1e8, "萬": 1e4}


_SCALES |= {"trillion": 1e12, "billion": 1e9, "miliard": 1e9, "million": 1e6, "milion": 1e6, "thousand": 1e3}


_SCALES |= {"tn": 1e12, "bn": 1e9, "b": 1e9, "mld": 1e9, "mln": 1e6, "m": 1e6, "tys": 1e3, "k": 1e3, "juta": 1e6}


_SCALES |= {"兆": 1e12, "조": 1e12, "억": 1e8, "nghìn tỷ": 1e12, "tỷ": 1e9, "miliar": 1e9}


_SCALES |= {"milliarden": 1e9, "milhões": 1e6}


_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"


# The longer name first, for one may begin another; one of a few Latin letters ends where the word ends.
_SCALE = "|".join(name + r"\b" * (name.isascii() and len(name) < 4) for name in sorted(_SCALES, key=len, reverse=True))


_AMOUNT = re.compile(rf"({_NUMERAL})(?:\s*(?:-|–|to|到|至)\s*({_NUMERAL}))?\+?\s*({_SCALE})?", re.IGNORECASE)


YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")


CURRENCIES = {
    "CNY": r"\byuan|\brmb|人民币|(?<![美欧日港新])元|¥",
    "USD": r"\$|\bdollar|\bdolar|\busd|美元|美金",
    "GBP": r"£|\bpound|\bgbp|镑",
    "EUR": r"€|\beuros?\b|\beur\b|欧元",
    "IDR": r"\brp\b|\bidr|rupiah",
    "THB": r"฿|\bthb|\bbaht",
    "MYR": r"\brm ?\d|\bmyr|ringgit",
    "VND": r"₫|\bvnd|\bdong\b",
    "PHP": r"₱|\bphp|\bpesos?\b",
    "SGD": r"s\$|\bsgd|新元",
    "JPY": r"\bjpy|\byen\b|円",
    "KRW": r"₩|\bkrw|\bwon\b|원",
    "BRL": r"r\$|\bbrl|\breais",
    "MXN": r"\bmxn|\bpesos?\b",
}


# The words with which fragments weaken a number, before it and after it, by what the row must say of them.
_BEFORE = {
    "about": r"\b(?:about|around|approximately|roughly|sekitar|khoảng|environ|etwa|cerca de)\b|[~约約]",
    "nearly": r"\b(?:nearly|almost|hampir|gần|près de)\b|近|接近",
    "more than": r"\b(?:more than|over|lebih dari|hơn|plus de|über|más de|ponad)\b|(?<!不)超过|超過|突破",
    "at most": r"\b(?:less than|fewer than|at most|up to|tối đa|bis zu)\b|不到|不超过|最高",
}
_AFTER = {"about": "左右", "more than": r"\+|以上"}
_WEAKENING = [
    (word, re.compile(rf"(?:{before})\s*(?:RMB|US\$|[$£€])?\s*(?P<amount>{_AMOUNT.pattern})", re.IGNORECASE))
    for word, before in _BEFORE.items()
]
_WEAKENING += [(word, re.compile(rf"(?P<amount>{_AMOUNT.pattern})\D?(?:{after})")) for word, after in _AFTER.items()]


# The metrics that each unit can measure. One that is not listed can have any unit.
_METRICS = {
    **dict.fromkeys(
        CURRENCIES,
        "market_size gmv sales revenue sales_per_stream sales_per_day order_value host_pay loss exchange_rate",
    ),
    "people": "dau mau users viewers peak_viewers creators population followers follower_threshold",
    "percent": "growth share penetration traffic_share internet_use",
    "count": "views downloads units_sold companies countries streams streams_per_day",
    "hours": "duration hours_per_day age",
    "months": "duration age",
    "years": "duration age",
    "rank": "rank",
    "ratio": "multiple",
    "date": "launch founding closure partnership",
}


def in_calendar(period: str) -> bool:
    """Whether the days exist and an interval runs forwards; a missing month or day is the first, ``..`` any day."""
    try:
        days = [date.fromisoformat(day + "-01-01"[len(day) - 4 :]) for day in period.removeprefix("../").split("/")]
    except ValueError:
        return False
    # No figure here is older or reaches further: another century is a slip of the keyboard.
    return days == sorted(days) and days[0].year >= 1900 and days[-1].year < 2100


def periods(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A period is in the calendar, and holds a year that the statement names."""
    for number, row in enumerate(rows, start=2):
        if row["period"] and not in_calendar(row["period"]):
            allowed = "days that are in the calendar, an interval's start not after its end, of 1900 to 2099"
            yield number, "period", quoted(row["period"]), allowed
        # What the statement dates, the period must hold: two cells that one slip does not change alike.
        elif row["period"] and row["statement"] and (years := YEAR.findall(row["statement"])):
            known = YEAR.findall(row["period"])
            if not any(min(known) <= year <= max(known) for year in years):
                allowed = f"a time within {' or '.join(dict.fromkeys(years))}, which the statement names"
                yield number, "period", quoted(row["period"]), allowed


# Days of which nothing is known that lies ahead, and days that may.
_PAST = [("articles", "published"), ("public_figures", "published"), ("public_figures", "read")]
_PAST += [("forecasts", "judged"), ("market_settings", "in_force")]
_PLANNED = [("seller_rules", "since"), ("seller_rules", "until")]


def later(tables: Tables, created: str) -> Iterator[tuple[str, *Fault]]:
    """Name what happened after the day of the evidence, ``created`` in ``datapackage.json``, or on no day at all."""
    for table, column in _PAST + _PLANNED:
        for number, row in enumerate(tables.get(table, []), start=2):
            days = re.findall(r"(?<!\d)\d{4}(?:-\d\d){0,2}", row[column] or "")
            if lost := [day for day in days if not in_calendar(day) or day < "2000"]:
                yield table, number, column, quoted(row[column]), f"a day of this century, not {lost[0]}"
            elif created and (table, column) in _PAST and any(day > created[: len(day)] for day in days):
                allowed = f"a day not after {created}, when the evidence was gathered (created in datapackage.json)"
                yield table, number, column, quoted(row[column]), allowed


def published(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A day of publication is in the calendar."""
    for number, row in enumerate(rows, start=2):
        if row["published"] and not in_calendar(row["published"]):
            yield number, "published", quoted(row["published"]), "a day that is in the calendar, of 1900 to 2099"


def readings(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A page was read on a day that is in the calendar, and not before it was published."""
    for number, row in enumerate(rows, start=2):
        read, published = row["read"] or "", row["published"] or ""
        if read and not in_calendar(read):
            yield number, "read", quoted(read), "a day that is in the calendar, of 1900 to 2099"
        elif read and re.fullmatch(r"\d{4}(-\d\d){0,2}", published) and read < published[: len(read)]:
            yield number, "read", quoted(read), f"a day not before {published}, when the page was published"


def pages(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """An address leads to a page: where a whole site is named, nobody can tell which page a figure stands on."""
    for number, row in enumerate(rows, start=2):
        try:
            address = urlsplit(row["url"] or "https://site/page")
        except ValueError:
            yield number, "url", quoted(row["url"]), "an address that can be read"
            continue
        if not (address.path.strip("/") or address.query) or not address.hostname:
            yield number, "url", quoted(row["url"]), "the address of a page, not of a whole site"


def degrees(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A number that is nearly or about another has both bounds: "nearly more than" is no reading."""
    for number, row in enumerate(rows, start=2):
        if row["degree"] and "" in {row["low"], row["high"]}:
            yield number, "degree", quoted(row["degree"]), "nothing, for low or high is empty"


def weakened(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A word that weakens the number of a fragment is kept: as an open bound or, of public figures, as a degree."""
    for number, row in enumerate(rows, start=2):
        claim = "claim_id" in row
        low, high = (row[bound] for bound in (("printed_low", "printed_high") if claim else ("low", "high")))
        if None in {low, high, row["as_printed"], row.get("degree", "")} or not low or low != high:
            continue
        if row["metric"] == "follower_threshold":  # "1,000 or more" is the threshold itself
            continue
        words = {word for word, amount in _weakening(row["as_printed"]) if math.isclose(float(low), amount)}
        if bounds := words & {"more than", "at most"}:
            word = bounds.pop()
            column = ("printed_" if claim else "") + ("high" if word == "more than" else "low")
            yield number, column, quoted(high), f"nothing, for as_printed says “{word}” or the like"
        elif words and not claim and row["degree"] not in words:
            yield number, "degree", quoted(row["degree"]), f"{words.pop()}, as as_printed has it"


@cache  # who changes one cell asks again about all
def _weakening(text: str) -> list[tuple[str, float]]:
    """The numbers that a text weakens, each with the word that says how."""
    return [
        (word, amount)
        for word, pattern in _WEAKENING
        for found in pattern.finditer(text)
        for amount in _amounts(found["amount"])
    ]


def wholes(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A percentage of nothing named compares with nothing."""
    for number, row in enumerate(rows, start=2):
        unit, whole = row["unit"], row["whole"]
        if unit == "percent" and whole == "":
            yield number, "whole", quoted(whole), "what the percentage is of, for the unit is percent"
        elif whole and unit not in {None, "percent"}:
            yield number, "whole", quoted(whole), f"nothing, for the unit is {unit or 'empty'} and not percent"


def bounds(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Bounds are in order, not negative, and of a unit that can measure the metric."""
    for number, row in enumerate(rows, start=2):
        for low, high in (("low", "high"), ("printed_low", "printed_high")):
            if row[low] and row[high] and float(row[low]) > float(row[high]):
                yield number, low, quoted(row[low]), f"a number not above {high}, which is {row[high]}"
        for bound in BOUNDS:
            if (row[bound] or "").startswith("-") and row["metric"] not in {None, "growth"}:
                yield number, bound, quoted(row[bound]), "a number not below 0, for the metric is not growth"
        numbers = [row[bound] for bound in BOUNDS if row[bound]]
        unit, metric = row["unit"], row["metric"]
        units = [name for name, metrics in _METRICS.items() if metric in metrics.split()]
        if numbers and unit in {"", "date"}:
            yield number, "unit", quoted(unit), f"the unit of {numbers[0]}, such as CNY, people or percent"
        elif unit and unit != "date" and row["low"] == row["high"] == "":
            yield number, "low", "an empty cell, and high empty", f"a number of the unit {unit} in one of them, or both"
        elif unit == "date" and row["period"] == "":
            yield number, "period", "an empty cell", "the date, for the unit is date"
        elif unit and units and unit not in units:
            yield number, "unit", quoted(unit), f"a unit of {metric}: {', '.join(units)}"


@cache
def _amounts(text: str) -> list[float]:
    """The numbers that a text prints in digits, ``1 million 160 thousand`` also as their sum; bare years are none."""
    found = []
    if "few" in text.split():  # "a few hundred" is what one takes it for
        return found
    for first, second, scale in _AMOUNT.findall(text):
        for numeral in filter(None, (first, second)):
            if scale or not YEAR.fullmatch(numeral):
                plain = re.sub(r",(?=\d{3}(?!\d))", "", numeral).replace(",", ".")
                found.append(float(plain) * _SCALES.get(scale.lower(), 1))
                if re.fullmatch(r"\d{1,3}[.,]\d{3}", numeral):  # 1.150 and 1,150: languages differ which is the point
                    other = numeral.replace(".", "") if "." in numeral else numeral.replace(",", ".")
                    found.append(float(other) * _SCALES.get(scale.lower(), 1))
    return found + [one + other for one, other in pairwise(found)]


@cache
def _currencies(text: str) -> list[str]:
    """The currencies that a text names."""
    return [unit for unit, words in CURRENCIES.items() if re.search(words, text, re.IGNORECASE)]


def wordings(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Numbers and currencies are those of fragment and statement, where these have digits or name a currency."""
    for number, row in enumerate(rows, start=2):
        # A statement may be rounded to four digits.
        printed = ("printed_low", "printed_high") if "claim_id" in row else ("low", "high")
        for column, bounds, tolerance in (("as_printed", printed, 1e-9), ("statement", ("low", "high"), 1e-3)):
            text = row[column] or ""
            amounts = _amounts(text)
            for bound in bounds if amounts else ():
                value = abs(float(row[bound] or "nan"))
                if row[bound] and not any(math.isclose(value, amount, rel_tol=tolerance) for amount in amounts):
                    shown = ", ".join(f"{amount:.15g}" for amount in dict.fromkeys(amounts))
                    yield number, bound, quoted(row[bound]), f"a number that {column} has ({shown})"
            named = _currencies(text)
            if named and row["unit"] in CURRENCIES.keys() - named and row["metric"] != "exchange_rate":
                yield number, "unit", quoted(row["unit"]), f"the currency that {column} names ({', '.join(named)})"


def rates(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """An exchange rate is that of the public figure it names."""
    figures = {row["figure_id"]: row for row in tables["public_figures"]}
    seen = set()
    for number, row in enumerate(rows, start=2):
        year, currency, rate = row["year"], row["currency"], row["per_usd"]
        figure = figures.get(row["figure_id"])
        # A year and currency that stand twice are named already.
        if figure is None or not (year and currency and rate) or (year, currency) in seen:
            continue
        seen.add((year, currency))
        # The first two letters of a currency are those of its country.
        expected = {"metric": "exchange_rate", "region": currency[:2], "period": year}
        value = float(figure["low"] or 0)
        if any(figure[column] not in {None, cell} for column, cell in expected.items()):
            yield number, "figure_id", quoted(row["figure_id"]), f"the rate of currency {currency} in year {year}"
        elif value and not any(math.isclose(float(rate), other, rel_tol=1e-5) for other in (value, 1 / value)):
            yield number, "per_usd", quoted(rate), f"{value}, which is {row['figure_id']}, or 1 / {value}"
