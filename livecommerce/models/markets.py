"""Where the seller's sum opens in each market, what that rests on, and what a market asks of those who sell live."""

from functools import cache
from typing import NamedTuple

import pandas as pd

from livecommerce import evidence

# What nobody knows before a stream: a range in every market, carried through to the answer.
UNKNOWN = ("viewers_hour", "conversion", "return_rate")
# What is sold, as far as figures tell it apart; in every market the rest opens as for any goods.
KINDS = {"any": "Any goods", "beauty": "Skincare and beauty", "clothes": "Clothes", "collectables": "Collectables"}


class Opening(NamedTuple):
    """Where a setting opens in a market.

    Attributes
    ----------
    low, value, high : float
        The range, and where it opens.
    basis : str
        What it rests on, in a few words: a row, another place's row, what follows from rows, or us.
    note : str
        What a seller must know beside the field.
    figure_ids : tuple of str
        The figures behind it.
    year : str
        From when it holds or is counted; empty for an assumption.
    """

    low: float
    value: float
    high: float
    basis: str
    note: str
    figure_ids: tuple[str, ...]
    year: str

    @property
    def hint(self) -> str:
        """What stands beside the field."""
        return f"{self.basis}. {self.note}" if self.note else f"{self.basis}."


@cache
def _regions() -> pd.DataFrame:
    return evidence.table("regions").set_index("region")


@cache
def openings(kind: str = "any") -> dict[str, dict[str, Opening]]:
    """Return the openings that rows give for a kind of goods, by market and setting.

    Parameters
    ----------
    kind : str, optional
        A key of `KINDS`; every setting has an opening for any goods, few have one for another kind.

    Returns
    -------
    dict of str to dict

    Examples
    --------
    >>> openings()["US"]["commission"].value, openings()["GB"]["host_pay"].basis
    (6.0, 'Borrowed from United States, 2026')
    >>> openings("collectables")["GB"]["commission"].basis
    'From 2 September 2024'
    """
    table = evidence.table("market_settings").fillna("")
    found: dict[str, dict[str, Opening]] = {}
    for row in table[table.kind == kind].itertuples(index=False):
        found.setdefault(row.market, {})[row.setting] = Opening(
            low=float(row.low),
            value=float(row.value),
            high=float(row.high),
            basis=_basis(row),
            note=row.note,
            figure_ids=tuple(row.figure_ids.split()),
            year=row.in_force[:4],
        )
    return found


def _basis(row) -> str:
    if row.basis == "assumption":
        return "Our assumption"
    names = " and ".join(_regions().name[region] for region in row.borrowed_from.split())
    when = evidence.phrase(None, None, "date", row.in_force)
    follows = any(figure.startswith("d-") for figure in row.figure_ids.split())
    if names:
        return f"Worked back from rows borrowed from {names}, {when}" if follows else f"Borrowed from {names}, {when}"
    return f"Worked out from rows of {when}" if follows else f"From {when}"


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
def code(market: str) -> str:
    """Return the code of a market's money.

    Parameters
    ----------
    market : str

    Returns
    -------
    str

    Examples
    --------
    >>> code("ID")
    'IDR'
    """
    return _regions().currency[market]


@cache
def rival(market: str) -> str:
    """Return the other platform whose fees stand beside TikTok Shop's in a market.

    Parameters
    ----------
    market : str

    Returns
    -------
    str
        Empty where no row gives one.

    Examples
    --------
    >>> rival("US"), rival("ID"), rival("JP")
    ('Whatnot', 'Shopee', '')
    """
    given = openings()[market].get("rival_commission")
    return given.note.partition(",")[0].rstrip(".") if given else ""


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
