"""What a live stream earns and how a market might grow: pure arithmetic, no data, no charts.

Every function takes numbers, arrays or Altair expressions alike and uses nothing but ``+ - * / %``. So the formula that
Python computes is, to the letter, the formula that the website evaluates when a reader moves a control.
"""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Stream:
    """An hour of a live stream that sells: its audience, its orders and its costs, in one currency.

    Attributes
    ----------
    order_value : number
        What the buyer pays for an order, tax included, money.
    goods : number
        Cost of goods, percent of the order's value.
    commission, other_fees : number
        The platform's commission, and its fees for payment and programmes, percent of the order's value.
    order_fee : number
        A fixed fee an order, money; kept when the order is returned.
    tax : number
        Tax inside the price and tax withheld from the seller, percent of the order's value.
    shipping : number
        Sending an order, money; paid for returned orders, too.
    return_rate : number
        Orders sent back, percent; a returned order is refunded, its goods go back on the shelf.
    return_cost : number
        What a returned order costs besides sending it, money.
    viewers_hour : number
        People who watch in an hour without advertising.
    conversion : number
        Viewers who place an order, percent.
    host_pay : number
        Host and crew, money an hour.
    ads : number
        Advertising, money an hour.
    ad_viewer : number
        Advertising that brings one viewer, money.
    set_up : number
        Equipment and samples, money an hour on air.

    Examples
    --------
    >>> hour = Stream(order_value=40, goods=50, commission=5, other_fees=0, order_fee=0, tax=0, shipping=0,
    ...               return_rate=10, return_cost=0, viewers_hour=1000, conversion=1, host_pay=50, ads=0, ad_viewer=1,
    ...               set_up=12)
    >>> hour.orders, hour.margin, hour.left, hour.profit
    (10.0, 16.2, 150.0, 100.0)
    """

    order_value: float
    goods: float
    commission: float
    other_fees: float
    order_fee: float
    tax: float
    shipping: float
    return_rate: float
    return_cost: float
    viewers_hour: float
    conversion: float
    host_pay: float
    ads: float
    ad_viewer: float
    set_up: float

    @property
    def viewers(self):
        """People who watch in an hour, those whom advertising brings included."""
        return self.viewers_hour + self.ads / self.ad_viewer

    @property
    def orders(self):
        """Orders placed in an hour, before returns."""
        return self.viewers * self.conversion / 100

    @property
    def sold(self):
        """Value of the orders placed in an hour, before returns, money."""
        return self.orders * self.order_value

    @property
    def kept(self):
        """Value of an order placed that is not refunded, on average, money."""
        return self.order_value * (100 - self.return_rate) / 100

    @property
    def margin(self):
        """Money an order placed leaves on average, after returns, taxes, goods, fees and shipping."""
        share = (100 - self.tax - self.goods - self.commission - self.other_fees) / 100
        return self.kept * share - self.order_fee - self.shipping - self.return_rate / 100 * self.return_cost

    @property
    def left(self):
        """Money an hour leaves to pay host and crew from, all else paid: the most that they may cost."""
        return self.orders * self.margin - self.ads - self.set_up

    @property
    def profit(self):
        """Money an hour earns; negative is a loss."""
        return self.left - self.host_pay

    @property
    def break_even_viewers(self):
        """Viewers an hour at which it earns what it costs; meaningful while margin and conversion exceed zero."""
        return (self.host_pay + self.ads + self.set_up) / (self.conversion * self.margin) * 100

    @property
    def order_parts(self) -> dict:
        """Where the money of an order placed goes, on average: its value, then every cost; the sum is `margin`."""
        return {
            "price": self.order_value,
            "returned": -1 * self.order_value * self.return_rate / 100,
            "taxed": -1 * self.kept * self.tax / 100,
            "bought": -1 * self.kept * self.goods / 100,
            "commissions": -1 * self.kept * self.commission / 100,
            "fees": -1 * self.kept * self.other_fees / 100 - self.order_fee,
            "sent": -1 * self.shipping,
            "handled": -1 * self.return_rate / 100 * self.return_cost,
        }


def routes(stream: Stream, affiliate, rival_commission, rival_order_fee) -> dict:
    """Return what an order leaves by each way to sell the same goods at the same price.

    Parameters
    ----------
    stream : Stream
        An hour of live selling.
    affiliate : number
        What a creator takes for a sale by short video, percent of the order's value.
    rival_commission, rival_order_fee : number
        What another platform takes in place of this one's fees, percent of the order's value and money an order.

    Returns
    -------
    dict of str to number
        Money an order: live after its share of host, advertising and set-up, by a creator's short video, on the shelf,
        and live on the other platform. How many orders a way brings is another question.
    """
    host = (stream.host_pay + stream.ads + stream.set_up) / stream.orders
    rival = replace(stream, commission=rival_commission, other_fees=0, order_fee=rival_order_fee)
    return {
        "live": stream.margin - host,
        "video": stream.margin - stream.kept * affiliate / 100,
        "shelf": stream.margin,
        "rival": rival.margin - host,
    }


def changed(stream: Stream, name: str, percent) -> Stream:
    """Return a stream with one of its settings changed in proportion.

    Parameters
    ----------
    stream : Stream
    name : str
        The setting.
    percent : number
        By how much, percent; negative lowers it.

    Returns
    -------
    Stream
    """
    return replace(stream, **{name: getattr(stream, name) * (100 + percent) / 100})


# --- What is not known exactly.


def _positive(value):
    """A number, or zero where it is negative."""
    return value * (value > 0)


def between(low, value, high, share):
    """Return the value at a share of a range; half of the range lies to either side of its opening value.

    Parameters
    ----------
    low, value, high : number
        Ends of the range and where it opens, in this order.
    share : number
        0 for the low end, 0.5 for the value, 1 for the high end.

    Returns
    -------
    number

    Examples
    --------
    >>> between(2, 3, 8, 0), between(2, 3, 8, 0.5), between(2, 3, 8, 0.75)
    (2, 3.0, 5.5)
    """
    return value + (high - value) * _positive(2 * share - 1) - (value - low) * _positive(1 - 2 * share)


def uncertain(stream: Stream, ranges: dict, shares: dict) -> Stream:
    """Return a stream whose uncertain settings lie at given shares of their ranges.

    Parameters
    ----------
    stream : Stream
        Where the settings open.
    ranges : dict of str to tuple of number
        Low and high end by setting.
    shares : dict of str to number
        As in `between`, by setting.

    Returns
    -------
    Stream
    """
    values = {
        name: between(low, getattr(stream, name), high, shares[name])  # a setting may lie anywhere in its range
        for name, (low, high) in ranges.items()
    }
    return replace(stream, **values)


def linked(share, own, percent):
    """Return a share that follows another one in part.

    Parameters
    ----------
    share : number
        The one that is followed, 0 to 1.
    own : number
        What it would be alone, 0 to 1.
    percent : number
        0 follows not at all, 100 moves with it, -100 against it.

    Returns
    -------
    number

    Examples
    --------
    >>> linked(0.9, 0.2, 0), linked(0.9, 0.2, 100), round(linked(0.9, 0.2, -100), 12)
    (0.2, 0.9, 0.1)
    """
    strength = (_positive(percent) + _positive(-1 * percent)) / 100
    return own * (1 - strength) + 0.5 * strength + percent / 100 * (share - 0.5)


def even_shares(index, names) -> dict:
    """Return evenly spread shares: the remainders of multiples of the square roots of primes (Richtmyer, 1951).

    The website has no seeded random numbers; these points need only a multiplication and a remainder, cover the ranges
    more evenly than random ones, and are the same everywhere.

    Parameters
    ----------
    index : number or expression
        0, 1, 2 and so on.
    names : iterable of str
        Settings, one dimension each; at most eight.

    Returns
    -------
    dict of str to number
        A share between 0 and 1 by setting.

    Examples
    --------
    >>> even_shares(0, ["conversion"])
    {'conversion': 0.5}
    """
    primes = (2, 3, 5, 7, 11, 13, 17, 19)
    # Twelve digits: the constant is then the same text in Python and in JavaScript, on any machine.
    return {name: (0.5 + index * round(prime**0.5, 12)) % 1 for name, prime in zip(names, primes, strict=False)}


def monte_carlo(
    stream: Stream, ranges: dict, draws: int = 100_000, seed: int = 2022, link: float = 0
) -> tuple[np.ndarray, dict]:
    """Return the profit of many hours whose uncertain settings are drawn at random.

    Parameters
    ----------
    stream, ranges
        As in `uncertain`; a value is as likely to lie below where its setting opens as above.
    draws : int, optional
        How many.
    seed : int, optional
        The same seed gives the same draws.
    link : float, optional
        How far the second setting follows the first, as in `linked`; otherwise none depends on another.

    Returns
    -------
    tuple of numpy.ndarray and dict
        Profit, money an hour, shape ``(draws,)``; and by setting the share of the profit's variance it explains alone.

    Raises
    ------
    ValueError
        Where a range does not hold its setting.
    """
    for name, (low, high) in ranges.items():
        if not low <= getattr(stream, name) <= high:
            raise ValueError(f"{name}: the range {low} to {high} does not hold the value, {getattr(stream, name)}")
    random = np.random.default_rng(seed)
    shares = {name: random.random(draws) for name in ranges}
    first, second, *_ = shares
    shares[second] = linked(shares[first], shares[second], link)
    profit = uncertain(stream, ranges, shares).profit
    if not np.ptp(profit):
        return np.broadcast_to(profit, draws), dict.fromkeys(ranges, 0.0)
    return profit, {name: float(np.corrcoef(share, profit)[0, 1] ** 2) for name, share in shares.items()}
