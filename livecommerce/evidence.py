"""The only code that opens ``data/``: typed tables out, look-up of a figure by its id, a figure in words."""

import json
import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context
from functools import cache
from pathlib import Path

import pandas as pd

from livecommerce import money

DATA = Path(__file__).resolve().parents[1] / "data"

_DTYPES = {"integer": "Int64", "number": "float64", "year": "Int64"}
_REFERENCE = re.compile(r"\{([\w-]+)(?:\.(low|high|printed_low|printed_high))?\}")
_MONTHS = (None, "January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
_MONTHS += ("November", "December")
_SIZES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
_WORDS = {"CNY": " yuan", "USD": " dollars", "GBP": " pounds", "EUR": " euros", "JPY": " yen", "KRW": " won"}
_WORDS |= {"percent": "%", "ratio": " times"}


@cache
def _package() -> dict[str, dict]:
    """Each table's description in ``datapackage.json``, by name."""
    described = pd.read_json(DATA / "datapackage.json", typ="series")["resources"]
    return {resource["name"]: resource for resource in described}


@cache
def _read(name: str) -> pd.DataFrame:
    resource = _package()[name]
    types = {field["name"]: _DTYPES.get(field["type"], "str") for field in resource["schema"]["fields"]}
    return pd.read_csv(DATA / resource["path"], dtype=types, keep_default_na=False, na_values=[""])


def table(name: str) -> pd.DataFrame:
    """Return a table of ``data/`` with the types that ``datapackage.json`` gives it.

    Parameters
    ----------
    name : str
        A resource of the data package, such as ``"claims"``.

    Returns
    -------
    pandas.DataFrame
        One row per row of the CSV file; missing cells are NA.

    Raises
    ------
    KeyError
        If the data package has no table of that name.

    Examples
    --------
    >>> table("articles").article_id.tolist()[:2]
    ['zaker-zh', 'zaker-en']
    """
    return _read(name).copy()


def columns() -> list[dict[str, str]]:
    """Return what the data package says of every column of every table.

    Returns
    -------
    list of dict
        table, name, type, description (meaning and unit) and allowed (constraints in words).

    Examples
    --------
    >>> columns()[0]["table"]
    'articles'
    """
    return [
        {
            "table": name,
            "name": column["name"],
            "type": column["type"],
            "description": column.get("description", column.get("title", "")),
            "allowed": _allowed(column.get("constraints", {})),
        }
        for name, resource in _package().items()
        for column in resource["schema"]["fields"]
    ]


def _allowed(constraints: dict) -> str:
    """Constraints in words."""
    words = []
    for name, value in constraints.items():
        if name == "enum":
            words.append("one of " + ", ".join(map(str, value)))
        elif value is True:
            words.append(name)
        elif value is not False:
            words.append(f"{name} {value}")
    return "; ".join(words)


@dataclass(frozen=True)
class Record:
    """A figure or statement with an address: a claim, a public figure or a derived figure.

    Attributes
    ----------
    id : str
        Its address, such as ``marketing-en-12``, ``P0262`` or ``d-sales-per-viewer``.
    origin : str
        ``claim``, ``public figure`` or ``derived``.
    statement : str
        What it says, in one sentence.
    low, high : float or None
        The reading, in base units of `unit`; None where open or not a number.
    printed_low, printed_high : float or None
        What the source printed, in base units.
    unit, period, region, entity_id, metric, kind, status : str
        As in the tables; empty where they do not apply.
    source : str
        The article, publisher or formula behind it.
    counted_by : str
        Who measured it: for a claim its article, since the articles name hardly any source.
    as_printed : str
        The fragment it rests on.
    about : bool
        Whether the figure is a rough one, worded to two digits.
    url : str
        The public page, empty for others.
    note : str
        What a reader must know to redo it.
    """

    id: str
    origin: str
    statement: str
    low: float | None
    high: float | None
    unit: str
    source: str
    period: str = ""
    region: str = ""
    entity_id: str = ""
    metric: str = ""
    kind: str = "observed"
    status: str = "sound"
    printed_low: float | None = None
    printed_high: float | None = None
    as_printed: str = ""
    correction_id: str = ""
    counted_by: str = ""
    about: bool = False
    url: str = ""
    note: str = ""

    @property
    def value(self) -> float:
        """The middle of the reading, or its one known bound; NaN where there is none."""
        known = [bound for bound in (self.low, self.high) if bound is not None]
        return sum(known) / len(known) if known else float("nan")

    @property
    def text(self) -> str:
        """The reading in words, as prose and charts must print it."""
        return phrase(self.low, self.high, self.unit, self.period, self.about)

    @property
    def printed(self) -> str:
        """What the source printed, in words."""
        return phrase(self.printed_low, self.printed_high, self.unit, self.period)


def _number(value: float, digits: int, rounding: str = ROUND_HALF_EVEN) -> str:
    """A number as people write it: 433.8 billion, 57,000, 2.3."""
    size, word = next(((size, word) for size, word in _SIZES if abs(value) >= size), (1, ""))
    # Twelve digits first: what a formula adds in the last places of a float must not tip a bound.
    rounded = Context(prec=digits, rounding=rounding).create_decimal(f"{value / size:.12g}")
    return f"{float(rounded):,.10g}{word}"


def _day(period: str) -> str:
    """An ISO 8601 date in words: ``2022-02-11`` is 11 February 2022."""
    year, *rest = period.split("-")
    month = _MONTHS[int(rest[0])] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return " ".join(part for part in (day, month, year) if part)


def phrase(low: float | None, high: float | None, unit: str, period: str = "", about: bool = False) -> str:
    """Word a figure: the one place that decides how a number reads.

    Parameters
    ----------
    low, high : float or None
        Bounds in base units of `unit`; one of them None for "more than" and "at most".
    unit : str
        An ISO 4217 code, or one of the units of the data package.
    period : str, optional
        ISO 8601; what is worded when the unit is ``date``.
    about : bool, optional
        Word it to two significant digits, and as approximate.

    Returns
    -------
    str
        The words, empty when there is nothing to word.

    Examples
    --------
    >>> phrase(433.8e9, 433.8e9, "CNY")
    '433.8 billion yuan'
    >>> phrase(1.2e12, None, "CNY")
    'more than 1.2 trillion yuan'
    >>> phrase(40e9, 50e9, "CNY")
    '40 billion to 50 billion yuan'
    >>> phrase(None, None, "date", "2022-02-11")
    '11 February 2022'
    >>> phrase(2.34, 2.34, "CNY", about=True)
    'about 2.3 yuan'

    A bound is rounded away from what it bounds:

    >>> phrase(None, 112.5, "USD", about=True)
    'at most 120 dollars'
    """
    if unit == "date":
        return " to ".join(_day(part) for part in period.split("/"))
    digits = 2 if about else 4
    word = _WORDS.get(unit, f" {unit}" if unit in {"hours", "months", "years", "countries"} else "")
    prefix = "about " if about else ""
    if low is None and high is None:
        return ""
    if low is None:
        return f"at most {_number(high, digits, ROUND_CEILING)}{word}"
    if high is None:
        return f"more than {_number(low, digits, ROUND_FLOOR)}{word}"
    if low == high:
        return f"{prefix}{_number(low, digits)}{word}"
    return f"{prefix}{_number(low, digits)} to {_number(high, digits)}{word}"


def _optional(value) -> float | None:
    return None if pd.isna(value) else float(value)


def _text_cells(row) -> dict[str, str]:
    """The named tuple's cells as text, missing ones empty."""
    return {name: "" if pd.isna(cell) else str(cell) for name, cell in row._asdict().items()}


def _shared(cells: dict[str, str]) -> dict[str, str]:
    return {
        name: cells[name] for name in ("unit", "period", "region", "entity_id", "metric", "kind", "as_printed", "note")
    }


def _claims() -> dict[str, Record]:
    titles = table("articles").set_index("article_id").title
    found = {}
    for row in table("claims").itertuples(index=False):
        cells = _text_cells(row)
        found[row.claim_id] = Record(
            id=row.claim_id,
            origin="claim",
            statement=cells["statement"],
            low=_optional(row.low),
            high=_optional(row.high),
            printed_low=_optional(row.printed_low),
            printed_high=_optional(row.printed_high),
            status=cells["status"],
            correction_id=cells["correction_id"],
            source=titles[row.article_id],
            counted_by=row.article_id,
            **_shared(cells),
        )
    return found


def _public_figures() -> dict[str, Record]:
    found = {}
    for row in table("public_figures").itertuples(index=False):
        cells = _text_cells(row)
        found[row.figure_id] = Record(
            id=row.figure_id,
            origin="public figure",
            statement=cells["statement"],
            low=_optional(row.low),
            high=_optional(row.high),
            status=cells["reliability"],
            source=cells["publisher"],
            counted_by=cells["counted_by"],
            url=cells["url"],
            **_shared(cells),
        )
    return found


def evaluate(formula: str, known: dict[str, Record]) -> float:
    """Compute a formula over ids, such as ``{a} / {b.low}``.

    Parameters
    ----------
    formula : str
        Arithmetic over ids in braces; ``.low``, ``.high``, ``.printed_low`` and ``.printed_high`` name a bound,
        a bare id its `Record.value`.
    known : dict of str to Record
        The records the ids name.

    Returns
    -------
    float
        The result, in the unit that the derived figure declares.

    Raises
    ------
    KeyError
        If an id is not known.

    Examples
    --------
    >>> a = Record("a", "claim", "", 6.0, 6.0, "USD", "")
    >>> evaluate("{a} / 2", {"a": a})
    3.0
    """

    def number(match: re.Match) -> str:
        record = known[match[1]]
        return repr(getattr(record, match[2] or "value"))

    return float(pd.eval(_REFERENCE.sub(number, formula), engine="python"))


def _derived(known: dict[str, Record]) -> dict[str, Record]:
    """Derived figures in file order; one may use those above it."""
    found = dict(known)
    for row in table("derived").itertuples(index=False):
        result = evaluate(row.formula, found)
        found[row.derived_id] = Record(
            id=row.derived_id,
            origin="derived",
            statement=row.statement,
            low=None if row.bound == "at most" else result,
            high=None if row.bound == "at least" else result,
            unit=row.unit,
            source=row.formula,
            counted_by="computed",
            status="computed",
            about=row.bound != "exact",
            note="" if pd.isna(row.note) else row.note,
        )
    return found


@cache
def records() -> dict[str, Record]:
    """Return every claim, public figure and derived figure by its id.

    Returns
    -------
    dict of str to Record
        In the order of the tables.

    Examples
    --------
    >>> records()["zaker-zh-01"].origin
    'claim'
    """
    return _derived(_claims() | _public_figures())


def span(period: str) -> tuple[str, str]:
    """Return the first and last day of a period.

    Parameters
    ----------
    period : str
        ISO 8601: a year, month, day, or an interval of them; an open beginning (``../2021-08``) counts as its end.

    Returns
    -------
    tuple of str
        Two ISO dates.

    Examples
    --------
    >>> span("2021-11/2022-02-11")
    ('2021-11-01', '2022-02-11')
    """
    first, _, last = period.partition("/")
    last = last or first
    first = last if first == ".." else first
    return str(pd.Period(first).start_time.date()), str(pd.Period(last).end_time.date())


def frame(*ids: str) -> pd.DataFrame:
    """Return the records with these ids as a frame, for a chart or a table.

    Parameters
    ----------
    *ids : str
        Ids of claims, public figures or derived figures.

    Returns
    -------
    pandas.DataFrame
        One row an id, in the order given: id, statement, source, counted_by, region, entity, period, start, end, year,
        low, high, value, open (above, below or None), printed (in words), printed_low, printed_high, text, unit, kind,
        status. In low and high an open bound takes the value of the other.

    Raises
    ------
    KeyError
        If there is no such id.

    Examples
    --------
    >>> frame("marketing-en-20").year.item()
    2019
    """
    names = table("entities").set_index("entity_id").name
    return pd.DataFrame([_row(records()[identifier], names) for identifier in ids])


def _open(record: Record) -> str | None:
    """Which way a figure is open: ``above`` for "more than", ``below`` for "at most", else None."""
    if (record.low is None) == (record.high is None):
        return None
    return "above" if record.high is None else "below"


def _row(record: Record, names: pd.Series) -> dict:
    start, end = span(record.period) if record.period else (None, None)
    return {
        "id": record.id,
        "statement": record.statement,
        "source": record.source,
        "counted_by": record.counted_by,
        "region": record.region,
        "entity": names.get(record.entity_id, ""),
        "period": record.period,
        "start": start,
        "end": end,
        "year": int(end[:4]) if end else None,
        "low": record.high if record.low is None else record.low,
        "high": record.low if record.high is None else record.high,
        "value": record.value,
        "open": _open(record),
        "printed": record.printed,
        "printed_low": record.printed_low,
        "printed_high": record.printed_high,
        "text": record.text,
        "unit": record.unit,
        "kind": record.kind,
        "status": record.status,
    }


def shapes() -> list[dict]:
    """Return the outlines of the six countries of Southeast Asia, for a map.

    Returns
    -------
    list of dict
        GeoJSON features in degrees of longitude and latitude, with an ISO 3166 code as their id.

    Examples
    --------
    >>> [shape["id"] for shape in shapes()]
    ['ID', 'MY', 'PH', 'SG', 'TH', 'VN']
    """
    return json.loads((DATA / "southeast-asia.geojson").read_text(encoding="utf-8"))["features"]


def rates() -> money.Rates:
    """Return the average exchange rates by year and currency.

    Returns
    -------
    dict of (int, str) to float
        Units of the currency per US dollar, average of the year.

    Examples
    --------
    >>> round(rates()[2020, "CNY"], 2)
    6.9
    """
    return {(int(row.year), row.currency): row.per_usd for row in table("exchange_rates").itertuples()}
