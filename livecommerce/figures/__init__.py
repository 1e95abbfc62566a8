"""The figures of the book, a module a chapter: which claims, which chart, what it shows."""

import altair as alt
import pandas as pd

from livecommerce import evidence
from livecommerce.evidence import money
from livecommerce.shown.figure import Figure

_TABLE = {
    "id": "Source id",
    "statement": "What it says",
    "period": "Period",
    "low": "Low",
    "high": "High",
    "unit": "Unit",
    "printed": "Printed",
    "text": "Read as",
    "source": "Source",
}


def text(record_id: str) -> str:
    """Return a figure in words, so that no title or caption holds a typed number.

    Parameters
    ----------
    record_id : str
        Id of a claim, public figure or derived figure.

    Returns
    -------
    str

    Examples
    --------
    >>> text("marketing-en-20")
    '433.8 billion yuan'
    """
    return evidence.records()[record_id].text


def labelled(labels: dict[str, str], **columns: dict[str, str]) -> pd.DataFrame:
    """Return the records of some ids as a frame with labels, in the order given.

    Parameters
    ----------
    labels : dict of str to str
        Label by id; an empty label takes the figure in words.
    **columns : dict of str to str
        Further columns: their value by id.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> labelled({"marketing-en-20": "All China"}).label.item()
    'All China'
    """
    rows = evidence.frame(*labels)
    rows["label"] = [label or words for label, words in zip(labels.values(), rows.text, strict=True)]
    for name, values in columns.items():
        rows[name] = [values[identifier] for identifier in rows.id]
    return rows


def sorted_in(entries: dict[str, tuple[str, str]], column: str = "group") -> pd.DataFrame:
    """Return the records of some ids as a frame with labels and groups, in the order given.

    Parameters
    ----------
    entries : dict of str to tuple
        Group and label by id; ``{}`` in a label stands for the figure in words.
    column : str, optional
        The column that holds the groups.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> sorted_in({"marketing-en-20": ("China", "All of it: {}")}).label.item()
    'All of it: 433.8 billion yuan'
    """
    labels = {identifier: label.format(text(identifier)) for identifier, (_, label) in entries.items()}
    return labelled(labels, **{column: {identifier: group for identifier, (group, _) in entries.items()}})


def in_currencies(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the bounds of amounts in yuan and in dollars, at the average rate of the year measured.

    Parameters
    ----------
    rows : pandas.DataFrame
        low, high, open, unit (an ISO 4217 code), text and year.

    Returns
    -------
    pandas.DataFrame
        With cny_low, cny_high, cny_text and the same for usd.
    """
    rates = evidence.rates()
    for currency, suffix in (("CNY", " yuan"), ("USD", " dollars")):
        for bound in ("low", "high"):
            rows[f"{currency.lower()}_{bound}"] = [
                money.convert(amount, unit, currency, year, rates)
                for amount, unit, year in zip(rows[bound], rows.unit, rows.year, strict=True)
            ]
        bounds = zip(
            rows.text, rows.open, rows[f"{currency.lower()}_low"], rows[f"{currency.lower()}_high"], strict=True
        )
        rows[f"{currency.lower()}_text"] = [
            words.removesuffix(suffix) if words.endswith(suffix) else _rough(way, low, high)
            for words, way, low, high in bounds
        ]
    return rows


def rates_used(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the ids of the exchange rates that `in_currencies` used, so that a figure can name them as sources.

    Parameters
    ----------
    rows : pandas.DataFrame
        unit and year.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> rates_used(labelled({"marketing-en-20": ""}))
    ('P0862',)
    """
    rates = evidence.table("exchange_rates")
    used = rates.year.isin(rows.year) & rates.currency.isin({"CNY", *rows.unit})
    return tuple(rates[used].figure_id)


def _rough(way: str | None, low: float, high: float) -> str:
    """A converted amount: two digits, and still a bound if it was one. The chart's control names the currency."""
    return evidence.phrase(None if way == "below" else low, None if way == "above" else high, "", about=True)


def build(
    figure_id: str,
    rows: pd.DataFrame,
    chart: alt.TopLevelMixin,
    finding: str,
    measure: str,
    note: str = "",
    says: str = "",
    picture: str = "",
    named: tuple[str, ...] = (),
    differs: str = "",
    **explorer,
) -> Figure:
    """Return a figure whose table, sources and alternative text come from its rows.

    Parameters
    ----------
    figure_id : str
        Its address on the page.
    rows : pandas.DataFrame
        As `labelled` returns.
    chart : altair.TopLevelMixin
        Drawn from these rows.
    finding, measure, note, says : str
        As in `livecommerce.shown.figure.Figure`.
    picture : str, optional
        The picture in words, where a list of every row would tire the listener.
    named : tuple of str, optional
        Ids of figures that the title or the note words and no row draws: sources like the others.
    differs : str, optional
        What the figures of the title differ in: quantity, place, year or counter, such as ``"place and counter"``.
        The measure says so.
    **explorer
        model, starts and follows, as in `livecommerce.shown.figure.Figure`.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    shown = (pd.concat([rows, evidence.frame(*named)], ignore_index=True) if named else rows).drop_duplicates("id")
    columns = {name: title for name, title in _TABLE.items() if name in shown}
    if differs:
        measure = f"{measure} What the title compares differs in {differs}."
    return Figure(
        figure_id=figure_id,
        chart=chart,
        finding=finding,
        measure=measure,
        alt=picture or " ".join([f"{finding}. {measure}", *shown.statement]),
        sources=tuple(shown.id),
        labels=evidence.labels(*shown.id),
        table=shown[list(columns)].rename(columns=columns),
        note=note,
        says=says,
        **explorer,
    )
