"""Every claim, public figure and derived figure by its id, typed and worded."""

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from html import escape

import pandas as pd

from livecommerce.evidence import formula
from livecommerce.evidence.tables import table
from livecommerce.evidence.wording import phrase


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
    degree : str
        The word with which the source weakens its number: ``nearly``, ``about`` or empty.
    whole : str
        What a percentage is of, empty for others.
    url, read : str
        The public page and when it was read, empty for others.
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
    degree: str = ""
    whole: str = ""
    url: str = ""
    read: str = ""
    note: str = ""

    @property
    def value(self) -> float:
        """The middle of the reading, or its one known bound; NaN where there is none."""
        known = [bound for bound in (self.low, self.high) if bound is not None]
        return sum(known) / len(known) if known else float("nan")

    @property
    def text(self) -> str:
        """The reading in words, as prose and charts must print it."""
        words = phrase(self.low, self.high, self.unit, self.period, self.about)
        return f"{self.degree} {words}" if self.degree else words

    def _repr_html_(self) -> str:
        """The row in a notebook: what it says, what is printed, how it is read, and where it stands."""
        page = f'<a href="{escape(self.url)}">{escape(self.source)}</a>' if self.url else escape(self.source)
        cells = {"Says": escape(self.statement), "Printed": escape(self.as_printed), "Read as": escape(self.text)}
        cells |= {"Source": page, "Counted by": escape(self.counted_by), "Status": escape(self.status)}
        cells |= {"Note": escape(self.note)}
        rows = "".join(f"<tr><th>{name}</th><td>{cell}</td></tr>" for name, cell in cells.items() if cell)
        return f"<table><caption>{escape(self.id)}</caption>{rows}</table>"

    @property
    def printed(self) -> str:
        """What the source printed, in words."""
        return phrase(self.printed_low, self.printed_high, self.unit, self.period)


def _optional(value) -> float | None:
    return None if pd.isna(value) else float(value)


def _text_cells(row) -> dict[str, str]:
    """The named tuple's cells as text, missing ones empty."""
    return {name: "" if pd.isna(cell) else str(cell) for name, cell in row._asdict().items()}


def _shared(cells: dict[str, str]) -> dict[str, str]:
    return {
        name: cells[name]
        for name in ("unit", "whole", "period", "region", "entity_id", "metric", "kind", "as_printed", "note")
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
            degree=cells["degree"],
            read=cells["read"],
            **_shared(cells),
        )
    return found


def evaluate(text: str, known: dict[str, Record]) -> float:
    """Compute a formula over ids, such as ``{a} / {b.low}``.

    Parameters
    ----------
    text : str
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
    livecommerce.evidence.formula.FormulaError
        If it is no arithmetic, or has no finite result.

    Examples
    --------
    >>> a = Record("a", "claim", "", 6.0, 6.0, "USD", "")
    >>> evaluate("{a} / 2", {"a": a})
    3.0
    """
    return formula.evaluate(text, lambda figure: getattr(known[figure.id], figure.bound or "value"))


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


def show(identifier: str) -> Record:
    """Return the row with an id, to be looked at in a notebook or a terminal.

    Parameters
    ----------
    identifier : str
        Id of a claim, public figure or derived figure.

    Returns
    -------
    Record

    Raises
    ------
    KeyError
        If there is no such row; the message names those that look most like it.

    Examples
    --------
    >>> show("marketing-en-20").text
    '433.8 billion yuan'
    """
    known = records()
    if identifier not in known:
        near = ", ".join(get_close_matches(identifier, known)) or "none that looks like it"
        raise KeyError(f"no row {identifier!r}; there is {near}")
    return known[identifier]


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


def counts(metric: str, **where: str) -> pd.DataFrame:
    """Return every figure of a metric by time, with who counted it and where it stands.

    Parameters
    ----------
    metric : str
        As in the tables, such as ``"gmv"``.
    **where : str
        What else a row must have, by attribute of `Record`: ``entity_id="tiktok-shop"``, ``kind="observed"``.

    Returns
    -------
    pandas.DataFrame
        One row a figure, earliest first: id, year, period, entity_id, region, kind, low and high in base units of
        `unit`, unit, counted_by, source, url, statement, note. Counters are not comparable: draw one line a counter.

    Raises
    ------
    KeyError
        If no figure has that metric; the message lists the metrics there are.

    Examples
    --------
    >>> counts("gmv", entity_id="tiktok-shop", kind="observed").counted_by.nunique() > 1
    True
    """
    known = [record for record in records().values() if record.metric]
    metrics = sorted({record.metric for record in known})
    if metric not in metrics:
        raise KeyError(f"no figure has the metric {metric!r}; there are {', '.join(metrics)}")
    rows = [
        record
        for record in known
        if record.metric == metric and all(getattr(record, name) == value for name, value in where.items())
    ]
    rows.sort(key=lambda record: (record.period.removeprefix("../"), record.id))
    columns = ["id", "period", "entity_id", "region", "kind", "low", "high", "unit", "counted_by", "source", "url"]
    columns += ["statement", "note"]
    found = pd.DataFrame([{name: getattr(record, name) for name in columns} for record in rows], columns=columns)
    years = [int(span(period)[1][:4]) if period else pd.NA for period in found.period]
    found.insert(1, "year", pd.array(years, dtype="Int64"))
    return found


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
