"""Results in words, once for Python and for the website.

Each function takes numbers and returns text, or takes Altair expressions and returns the expression that Vega turns
into the same text.
"""

import math
from decimal import ROUND_HALF_UP, Decimal

import altair as alt
from altair.expr.core import Expression, OperatorMixin

Number = float | OperatorMixin


def _later(*values) -> bool:
    """Whether Vega must compute this."""
    return any(isinstance(value, OperatorMixin) for value in values)


def number(value: Number, places: int = 0) -> str | Expression:
    """Return a number with thousands separated and no idle zeros after the point.

    Parameters
    ----------
    value : number or expression
    places : int, optional
        Digits after the point, at most; halves are rounded away from zero, as JavaScript does and Python does not.

    Returns
    -------
    str or altair expression

    Examples
    --------
    >>> number(1234.5), number(2.50, 2), number(3.0, 1)
    ('1,235', '2.5', '3')
    """
    if _later(value):
        return alt.expr.format(value, f",.{places}~f")
    if not math.isfinite(value):
        return str(value)
    rounded = f"{Decimal(float(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
    return rounded.rstrip("0").rstrip(".") if places else rounded


def rough(value: Number, digits: int = 3) -> str | Expression:
    """Return a number to a few digits, as a result that claims no more precision than its inputs.

    Parameters
    ----------
    value : number or expression
    digits : int, optional
        Digits that count; halves are rounded away from zero.

    Returns
    -------
    str or altair expression

    Examples
    --------
    >>> rough(141_381), rough(34.56), rough(0.3125), rough(9.4), rough(0)
    ('141,000', '34.6', '0.313', '9.4', '0')
    """
    if _later(value):
        return alt.expr.format(value, f",.{digits}~r")
    if not math.isfinite(value) or value == 0:
        return f"{value:g}"
    exact = Decimal(float(value))
    rounded = exact.quantize(Decimal(1).scaleb(exact.adjusted() + 1 - digits), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def year(value: Number) -> str | Expression:
    """Return a year, which no comma parts.

    Parameters
    ----------
    value : number or expression

    Returns
    -------
    str or altair expression

    Examples
    --------
    >>> year(2021.0)
    '2021'
    """
    return alt.expr.format(value, "d") if _later(value) else str(math.floor(value + 0.5))


def choose(condition, yes, no):
    """Return one of two values.

    Parameters
    ----------
    condition : bool or expression
    yes, no : object
        Numbers, text or expressions.

    Returns
    -------
    object

    Examples
    --------
    >>> choose(2 < 0, "loses", "earns")
    'earns'
    """
    return alt.expr.if_(condition, yes, no) if _later(condition) else (yes if condition else no)


def where(condition, value):
    """Return a value where it means something, and no number elsewhere.

    Parameters
    ----------
    condition : bool or expression
    value : number or expression

    Returns
    -------
    number or expression

    Examples
    --------
    >>> where(2 > 0, 5), where(2 < 0, 5)
    (5, nan)
    """
    # The interpreter of the website has no NaN by name.
    return choose(condition, value, alt.expr.sqrt(-1) if _later(condition) else math.nan)


def size(value: Number) -> Number:
    """Return a number without its sign.

    Parameters
    ----------
    value : number or expression

    Returns
    -------
    number or expression
    """
    return alt.expr.abs(value) if _later(value) else abs(value)


def largest(values: dict[str, Number]) -> Number:
    """Return the largest value.

    Parameters
    ----------
    values : dict of str to number or expression
        By name.

    Returns
    -------
    number or expression
    """
    return alt.expr.max(*values.values()) if _later(*values.values()) else max(values.values())


def first_of(values: dict[str, Number]) -> str | Expression:
    """Return the name of the largest value; of equal ones the first.

    Parameters
    ----------
    values : dict of str to number or expression
        By name.

    Returns
    -------
    str or altair expression

    Examples
    --------
    >>> first_of({"price": 2, "audience": 3})
    'audience'
    """
    most = largest(values)
    *others, found = values
    for name in reversed(others):
        found = choose(values[name] == most, name, found)
    return found
