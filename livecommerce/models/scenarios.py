"""What a live stream earns and how a market might grow: pure arithmetic, no data, no charts.

Every function takes numbers, arrays or Altair expressions alike and uses nothing but ``+ - * / %``. So the formula that
Python computes is, to the letter, the formula that the website evaluates when a reader moves a control.
"""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Stream:
    """A live stream that sells: its audience, its orders and its costs, in one currency.

    Attributes
    ----------
    audience : number
        People the platform shows the stream to without being paid, a stream.
    watch_rate : number
        Of these people, come in and watch, percent.
    conversion : number
        Viewers who place an order, percent.
    order_value : number
        List price of what an order holds, money.
    discount : number
        Taken off the list price for the buyer, percent of it.
    subsidy : number
        The part of that discount which the platform pays, percent of the list price.
    commission : number
        The platform's commission, percent of what the seller receives.
    return_rate : number
        Orders sent back, percent; a returned order earns nothing, its goods go back on the shelf.
    goods : number
        Cost of goods, percent of the list price.
    shipping : number
        Sending an order, money; paid for returned orders, too.
    hours : number
        Length of the stream, hours.
    host_pay : number
        Host and crew, money an hour.
    host_share : number
        The host's commission, percent of what the seller receives.
    ads : number
        Money spent on advertising, a stream.
    ad_price : number
        Money for showing the advertisement a thousand times.
    ad_watch_rate : number
        Times an advertisement is shown that bring a viewer, percent.

    Examples
    --------
    >>> stream = Stream(audience=10_000, watch_rate=10, conversion=1, order_value=40, discount=0, subsidy=0,
    ...                 commission=5, return_rate=10, goods=50, shipping=0, hours=3, host_pay=50, host_share=0,
    ...                 ads=0, ad_price=10, ad_watch_rate=1)
    >>> stream.viewers, stream.orders, stream.profit
    (1000.0, 10.0, 12.0)
    """

    audience: float
    watch_rate: float
    conversion: float
    order_value: float
    discount: float
    subsidy: float
    commission: float
    return_rate: float
    goods: float
    shipping: float
    hours: float
    host_pay: float
    host_share: float
    ads: float
    ad_price: float
    ad_watch_rate: float

    @property
    def viewers(self):
        """People who watch, those whom advertising brings included."""
        return self.audience * self.watch_rate / 100 + self.ads * self.viewers_of_ads

    @property
    def viewers_of_ads(self):
        """People who watch for each unit of money spent on advertising."""
        return 1000 / self.ad_price * self.ad_watch_rate / 100

    @property
    def orders(self):
        """Orders placed, before returns."""
        return self.viewers * self.conversion / 100

    @property
    def receipts(self):
        """Money an order brings the seller: the list price less the seller's own part of the discount."""
        return self.order_value * (100 - self.discount + self.subsidy) / 100

    @property
    def margin(self):
        """Money an order placed leaves on average, after returns, goods, shipping and both commissions."""
        sold = self.receipts * (100 - self.commission - self.host_share) / 100 - self.order_value * self.goods / 100
        return sold * (100 - self.return_rate) / 100 - self.shipping

    @property
    def cost(self):
        """Money the stream costs whether or not anyone buys: host and advertising."""
        return self.hours * self.host_pay + self.ads

    @property
    def profit(self):
        """Money the stream earns; negative is a loss."""
        return self.orders * self.margin - self.cost

    @property
    def break_even_viewers(self):
        """Viewers at which the stream earns what it costs; meaningful while margin and conversion exceed zero."""
        return self.cost / (self.conversion * self.margin) * 100

    @property
    def break_even_conversion(self):
        """Percent of viewers who must order for the stream to earn its cost; meaningful while margin exceeds zero."""
        return self.cost / (self.viewers * self.margin) * 100

    @property
    def break_even_hours(self):
        """Hours the stream may last, with the same orders, before the host costs more than they leave."""
        return (self.orders * self.margin - self.ads) / self.host_pay

    @property
    def return_on_ads(self):
        """Money that the orders brought by one unit of advertising leave, before the advertising is paid for."""
        return self.viewers_of_ads * self.conversion / 100 * self.margin

    @property
    def parts(self) -> dict:
        """Where the money goes: orders at list price, then every cost as a negative amount; the sum is `profit`."""
        kept = self.orders * (100 - self.return_rate) / 100
        return {
            "ordered": self.orders * self.order_value,
            "returned": -1 * self.orders * self.order_value * self.return_rate / 100,
            "discount": -1 * kept * self.order_value * (self.discount - self.subsidy) / 100,
            "goods": -1 * kept * self.order_value * self.goods / 100,
            "shipping": -1 * self.orders * self.shipping,
            "commission": -1 * kept * self.receipts * self.commission / 100,
            "host": -1 * (kept * self.receipts * self.host_share / 100 + self.hours * self.host_pay),
            "ads": -1 * self.ads,
        }


def month_profit(stream: Stream, streams, set_up):
    """Return what a month of equal streams earns.

    Parameters
    ----------
    stream : Stream
        One of them.
    streams : number
        Streams a month.
    set_up : number
        Studio, equipment and samples, money a month.

    Returns
    -------
    number
        Money a month; negative is a loss.
    """
    return streams * stream.profit - set_up


def month_break_even_viewers(stream: Stream, streams, set_up):
    """Return the viewers a stream needs for the month to pay, the set-up included.

    Parameters
    ----------
    stream, streams, set_up
        As in `month_profit`.

    Returns
    -------
    number
        Viewers a stream; meaningful while margin and conversion exceed zero.
    """
    return (stream.cost + set_up / streams) / (stream.conversion * stream.margin) * 100


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


def between(middle, half_width, share):
    """Return the value at a share of a range around a middle.

    Parameters
    ----------
    middle : number
        Centre of the range.
    half_width : number
        Reach of the range to either side, percent of the middle.
    share : number
        0 for the low end, 1 for the high end.

    Returns
    -------
    number

    Examples
    --------
    >>> between(30, 50, 0), between(30, 50, 1)
    (15.0, 45.0)
    """
    return middle * (100 + half_width * (2 * share - 1)) / 100


def uncertain(stream: Stream, half_widths: dict, shares: dict) -> Stream:
    """Return a stream whose uncertain settings lie at given shares of their ranges.

    Parameters
    ----------
    stream : Stream
        The middle of every range.
    half_widths : dict of str to number
        Reach of the range by setting, percent of its middle; at most 100.
    shares : dict of str to number
        As in `between`, by setting.

    Returns
    -------
    Stream
    """
    values = {name: between(getattr(stream, name), half_widths[name], shares[name]) for name in half_widths}
    return replace(stream, **values)


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


def monte_carlo(stream: Stream, half_widths: dict, draws: int = 100_000, seed: int = 2022) -> tuple[np.ndarray, dict]:
    """Return the profit of many streams whose uncertain settings are drawn at random.

    Parameters
    ----------
    stream, half_widths
        As in `uncertain`; every value in a range is equally likely, and no setting depends on another.
    draws : int, optional
        How many.
    seed : int, optional
        The same seed gives the same draws.

    Returns
    -------
    tuple of numpy.ndarray and dict
        Profit, money a stream, shape ``(draws,)``; and by setting the share of the profit's variance it explains alone.
    """
    random = np.random.default_rng(seed)
    shares = {name: random.random(draws) for name in half_widths}
    profit = uncertain(stream, half_widths, shares).profit
    if not np.ptp(profit):
        return np.broadcast_to(profit, draws), dict.fromkeys(half_widths, 0.0)
    return profit, {name: float(np.corrcoef(share, profit)[0, 1] ** 2) for name, share in shares.items()}


def swings(stream: Stream, half_widths: dict) -> dict:
    """Return how far each uncertain setting alone moves the profit, from one end of its range to the other.

    Parameters
    ----------
    stream, half_widths
        As in `uncertain`.

    Returns
    -------
    dict of str to number
        Money a stream, by setting; positive if more of it earns more.
    """
    return {
        name: uncertain(stream, {name: width}, {name: 1}).profit - uncertain(stream, {name: width}, {name: 0}).profit
        for name, width in half_widths.items()
    }


# --- Markets.


def grown(start, growth, years: int):
    """Return an amount after some years of equal growth.

    Parameters
    ----------
    start : number
        The amount at first.
    growth : number
        Percent a year.
    years : int
        How many.

    Returns
    -------
    number

    Examples
    --------
    >>> grown(100.0, 10, 2)
    121.0
    """
    for _ in range(years):
        start = start * (100 + growth) / 100
    return start


def market_path(ecommerce, growth, shares, pace) -> list:
    """Return live commerce in a market that goes China's way, a year at a time.

    Parameters
    ----------
    ecommerce : number
        The market's e-commerce in the first year, money.
    growth : number
        Its growth, percent a year.
    shares : sequence of number
        Live commerce as a share of China's e-commerce, percent, year after year.
    pace : number
        How far the market follows, percent of China's share: 100 is all the way.

    Returns
    -------
    list of number
        Money a year, one for each share.

    Examples
    --------
    >>> market_path(200.0, 0, [5, 10], pace=50)
    [5.0, 10.0]
    """
    return [grown(ecommerce, growth, years) * share * pace / 10000 for years, share in enumerate(shares)]
