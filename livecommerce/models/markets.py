"""Where the seller's sum opens in each market, what that rests on, and what a market asks of those who sell live."""

from functools import cache
from typing import NamedTuple

import pandas as pd

from livecommerce import evidence

# What nobody knows before a stream: a range in every market, carried through to the answer.
UNKNOWN = ("viewers_hour", "conversion", "return_rate")


class Opening(NamedTuple):
    """Where a setting opens in a market.

    Attributes
    ----------
    low, value, high : float
        The range, and where it opens.
    hint : str
        What it rests on, in a few words.
    figure_ids : tuple of str
        The figures behind it.
    """

    low: float
    value: float
    high: float
    hint: str
    figure_ids: tuple[str, ...]


@cache
def _regions() -> pd.DataFrame:
    return evidence.table("regions").set_index("region")


@cache
def openings() -> dict[str, dict[str, Opening]]:
    """Return every opening, by market and setting.

    Returns
    -------
    dict of str to dict

    Examples
    --------
    >>> openings()["US"]["commission"].value, openings()["GB"]["host_pay"].hint
    (6.0, 'borrowed from United States, 2026')
    """
    found: dict[str, dict[str, Opening]] = {}
    for row in evidence.table("market_settings").fillna("").itertuples(index=False):
        found.setdefault(row.market, {})[row.setting] = Opening(
            float(row.low), float(row.value), float(row.high), _hint(row), tuple(row.figure_ids.split())
        )
    return found


def _hint(row) -> str:
    """What a setting rests on: a row, another place's row, or us."""
    if row.basis == "assumption":
        return "our assumption"
    names = " and ".join(_regions().name[region] for region in row.borrowed_from.split())
    year = row.in_force[:4]
    return f"borrowed from {names}, {year}" if names else f"from {year}"


@cache
def names() -> dict[str, str]:
    """Return the markets, by code.

    Returns
    -------
    dict of str to str

    Examples
    --------
    >>> names()["ID"]
    'Indonesia'
    """
    return {market: _regions().name[market] for market in openings()}


@cache
def currency(market: str) -> str:
    """Return a market's money in words.

    Parameters
    ----------
    market : str

    Returns
    -------
    str

    Examples
    --------
    >>> currency("ID")
    'rupiah'
    """
    return evidence.phrase(2, 2, _regions().currency[market]).removeprefix("2 ")


@cache
def per_dollar(market: str) -> float:
    """Return what a dollar costs in a market's money, at the newest average rate of a year.

    Parameters
    ----------
    market : str

    Returns
    -------
    float

    Examples
    --------
    >>> per_dollar("US"), per_dollar("GB")
    (1.0, 0.7592)
    """
    rates = evidence.table("exchange_rates").sort_values("year").set_index("currency").per_usd
    code = _regions().currency[market]
    return 1.0 if code == "USD" else float(rates[[code]].iloc[-1])


def rules(market: str) -> pd.DataFrame:
    """Return what the law, the tax office and the platform ask of a live seller in a market, and its fees.

    Parameters
    ----------
    market : str

    Returns
    -------
    pandas.DataFrame
        Rows of ``seller_rules.csv`` for the market, or for several that share its money; newest first in each kind.
    """
    table, regions = evidence.table("seller_rules"), _regions()
    shared = regions[(regions.currency == regions.currency[market]) & (regions.group == regions.group[market])].index
    own = {market, *(region for region in shared if region not in openings())}
    found = table[table.market.isin(own)]
    order = {"law": 0, "tax": 1, "platform": 2, "fee": 3}
    return found.sort_values(["kind", "since"], key=lambda cells: cells.map(order) if cells.name == "kind" else cells)
