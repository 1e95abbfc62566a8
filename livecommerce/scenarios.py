"""Seller economics of a live stream: pure arithmetic, no data, no charts.

Every function takes numbers, arrays or Altair expressions alike and uses nothing but ``+ - * /``. So the formula that
Python computes is, to the letter, the formula that the website evaluates when a reader moves a control.
"""


def order_margin(order_value, goods_share, commission, return_rate):
    """Return what one order leaves after returns, goods and commission.

    Parameters
    ----------
    order_value : number
        Money a buyer pays for an order, in any currency.
    goods_share : number
        Cost of goods and shipping, percent of the order value.
    commission : number
        The platform's commission, percent of the order value.
    return_rate : number
        Orders sent back, percent; a returned order earns and costs nothing here.

    Returns
    -------
    number
        Money per order placed: ``order_value * (1 - returns) * (1 - goods - commission)``.

    Examples
    --------
    >>> order_margin(40, goods_share=50, commission=5, return_rate=10)
    16.2
    """
    return order_value * (100 - return_rate) * (100 - goods_share - commission) / 10000


def fixed_cost(hours, host_pay):
    """Return what a stream costs whether or not anyone buys.

    Parameters
    ----------
    hours : number
        Length of the stream, hours.
    host_pay : number
        Host and studio, money per hour.

    Returns
    -------
    number
        Money per stream.

    Examples
    --------
    >>> fixed_cost(3, 50)
    150
    """
    return hours * host_pay


def profit(viewers, conversion, order_value, goods_share, commission, return_rate, hours, host_pay):
    """Return what a stream earns.

    Parameters
    ----------
    viewers : number
        People who watch at some point of the stream.
    conversion : number
        Viewers who place an order, percent.
    order_value, goods_share, commission, return_rate : number
        As in `order_margin`.
    hours, host_pay : number
        As in `fixed_cost`.

    Returns
    -------
    number
        Money per stream; negative is a loss.

    Examples
    --------
    >>> profit(1000, 1, 40, 50, 5, 10, 3, 50)
    12.0
    """
    return viewers * conversion * order_margin(order_value, goods_share, commission, return_rate) / 100 - fixed_cost(
        hours, host_pay
    )


def break_even_viewers(conversion, order_value, goods_share, commission, return_rate, hours, host_pay):
    """Return the audience at which a stream earns what it costs.

    Parameters
    ----------
    conversion, order_value, goods_share, commission, return_rate, hours, host_pay : number
        As in `profit`.

    Returns
    -------
    number
        Viewers per stream; meaningful only while `order_margin` and `conversion` are above zero.

    Examples
    --------
    >>> round(break_even_viewers(1, 40, 50, 5, 10, 3, 50))
    926
    """
    earned_per_viewer = conversion * order_margin(order_value, goods_share, commission, return_rate) / 100
    return fixed_cost(hours, host_pay) / earned_per_viewer
