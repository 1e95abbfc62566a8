"""Amounts of money in other currencies, at the average rate of the year they were measured in."""

Rates = dict[tuple[int, str], float]


def convert(amount: float, currency: str, to: str, year: int, rates: Rates) -> float:
    """Convert an amount at the average exchange rate of a year.

    Parameters
    ----------
    amount : float
        In units of `currency`.
    currency, to : str
        ISO 4217 codes.
    year : int
        The year the amount was measured in.
    rates : dict of (int, str) to float
        Units of a currency per US dollar, by year and currency; US dollars need no entry.

    Returns
    -------
    float
        In units of `to`: ``amount / per_usd(currency) * per_usd(to)``.

    Raises
    ------
    KeyError
        If a rate is missing; none is guessed from another year.

    Examples
    --------
    >>> convert(690.0, "CNY", "USD", 2020, {(2020, "CNY"): 6.9})
    100.0
    """
    return amount / _per_usd(currency, year, rates) * _per_usd(to, year, rates)


def _per_usd(currency: str, year: int, rates: Rates) -> float:
    if currency == "USD":
        return 1.0
    if (year, currency) not in rates:
        raise KeyError(f"data/exchange_rates.csv has no {currency} rate for {year}; add one from a cited page")
    return rates[year, currency]
