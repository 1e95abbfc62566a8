"""How a figure reads: the one place that puts a number into words."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context

_MONTHS = (None, "January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


_MONTHS += ("November", "December")


_SIZES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))


_WORDS = {"CNY": " yuan", "USD": " dollars", "GBP": " pounds", "EUR": " euros", "JPY": " yen", "KRW": " won"}
_WORDS |= {"IDR": " rupiah", "THB": " baht", "VND": " dong", "MYR": " ringgit", "PHP": " Philippine pesos"}
_WORDS |= {"SGD": " Singapore dollars", "MXN": " Mexican pesos", "BRL": " reais"}
_WORDS |= {"percent": "%", "ratio": " times"}


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
