"""Figures of the chapter on sellers, and its explorers."""

from decimal import ROUND_HALF_UP, Decimal

import altair as alt
import pandas as pd

from livecommerce import charts, evidence, scenarios
from livecommerce.figure import Figure
from livecommerce.figures import build, labelled, sorted_in, text


def stream() -> Figure:
    """Return what a stream or a day of streaming sold, case by case, in dollars.

    Returns
    -------
    livecommerce.figure.Figure
    """
    groups = {
        "zaker-zh-89": ("outside China", "A TikTok stream, early 2022: {}"),
        "d-gb-stream-dollars": ("outside China", "A stream from China to Britain, 2022: {}"),
        "P0825": ("outside China", "PONGO, a day of streams, 2022: {}"),
        "d-beibeitu-dollars": ("China", "Beibeitu on Douyin, 18 days of sale, 2019: {}"),
        "d-luo-dollars": ("China", "Douyin's great stream, three hours, 2020: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "stream",
        rows,
        charts.ranges(rows, "Where", log=True),
        f"It takes {text('d-luo-streams')} good TikTok streams to sell what one Douyin stream sold",
        "Sales, dollars, logarithmic scale. A stream, a day or a sale period, as named: not one unit.",
        note="The Chinese cases are the ones worth printing. No article says what an ordinary Chinese stream sells.",
        named=("d-luo-streams",),
    )


def hour() -> Figure:
    """Return what an hour of streaming sells beside what an hour of a host costs.

    Returns
    -------
    livecommerce.figure.Figure
    """
    groups = {
        "d-stream-hour-low": ("sold in an hour", "TikTok stream of three hours, low: {}"),
        "d-stream-hour-high": ("sold in an hour", "TikTok stream of three hours, high: {}"),
        "d-luo-hour-dollars": ("sold in an hour", "Douyin's great stream: {}"),
        "d-host-hour-low": ("paid to the host", "Host in China for a British audience, low: {}"),
        "d-host-hour-high": ("paid to the host", "Host in China for a British audience, high: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "hour",
        rows,
        charts.ranges(rows, "What", log=True),
        f"At the low end an hour sells {text('d-stream-hour-low')}, and the host alone costs "
        f"{text('d-host-hour-low')} to {text('d-host-hour-high').removeprefix('about ')}",
        "Dollars an hour, logarithmic scale. Sales, not profit: goods, commission and returns come off first.",
        note="Sales a stream come from zaker-zh, hours a stream from wired-en, host pay from a Chinese news report.",
    )


def fees() -> Figure:
    """Return TikTok Shop's commission by market and year.

    Returns
    -------
    livecommerce.figure.Figure
    """
    groups = {
        "P0834": ("Europe and the US", "Britain, new live sellers, February 2022: {}"),
        "P0757": ("Europe and the US", "Britain, 2021 to September 2024: {}"),
        "P0756": ("Europe and the US", "Britain, from September 2024: {}"),
        "P0759": ("Europe and the US", "United States, to March 2024: {}"),
        "P0760": ("Europe and the US", "United States, from April 2024: {}"),
        "P0761": ("Europe and the US", "United States, announced for July 2024: {}"),
        "P0812": ("Southeast Asia", "Indonesia, early 2022: {}"),
        "P0803": ("Southeast Asia", "Indonesia, from June 2023: {}"),
        "P0747": ("Southeast Asia", "Indonesia, September 2024: {}"),
        "P0805": ("Southeast Asia", "Malaysia, from March 2023: {}"),
        "P0749": ("Southeast Asia", "Malaysia, September 2024: {}"),
        "P0748": ("Southeast Asia", "Thailand, September 2024: {}"),
        "P0750": ("Southeast Asia", "Vietnam, September 2024: {}"),
        "P0752": ("Southeast Asia", "Philippines, September 2024: {}"),
        "P0751": ("Southeast Asia", "Singapore, September 2024: {}"),
        "P0717": ("rival", "TalkShopLive, United States, 2022: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "fees",
        rows,
        charts.ranges(rows, "Where", suffix="%"),
        f"Commissions rose: in Britain from {text('P0757')} to {text('P0756')}, in the US from {text('P0759')} to "
        f"{text('P0760')}",
        "What TikTok Shop takes of a sale, percent. A bar is a range by category; an arrow marks a bound.",
        note="The fees of 2024 in Southeast Asia are those a bank lists for merchants, payment fees included. The "
        "British rise comes from a page that repeats a news report; a second report has the same two rates.",
    )


DEFAULTS = {
    "conversion": (0.1, 5, 0.1, 1.0, "Viewers who buy, percent"),
    "order_value": (5, 150, 1, None, "Order value, dollars"),
    "goods_share": (10, 90, 1, 50, "Goods and shipping, percent of price"),
    "commission": (0, 15, 0.5, None, "Commission, percent"),
    "return_rate": (0, 60, 1, 10, "Orders returned, percent"),
    "hours": (1, 12, 0.5, None, "Length of the stream, hours"),
    "host_pay": (0, 200, 1, None, "Host and studio, dollars an hour"),
}
SOURCES = {"order_value": "P0799", "commission": "P0757", "hours": "wired-en-14", "host_pay": "d-host-hour-high"}


def opening() -> dict[str, float]:
    """Return the settings that the break-even explorer starts from.

    Returns
    -------
    dict of str to float
        From the ledger where it has a figure, else an assumption.

    Examples
    --------
    >>> opening()["hours"]
    3.0
    """
    known = {name: round(evidence.records()[source].value) for name, source in SOURCES.items()}
    return {name: float(known.get(name, start or 0)) for name, (_, _, _, start, _) in DEFAULTS.items()}


def _fixed(value: float, places: int) -> str:
    """A number with so many decimals, halves away from zero: as JavaScript rounds, and not as Python does."""
    return f"{Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"


def says(margin: float, cost: float, viewers: float) -> str:
    """Return the break-even result in words.

    Parameters
    ----------
    margin, cost : float
        Dollars an order, dollars a stream.
    viewers : float
        Viewers a stream.

    Returns
    -------
    str

    Examples
    --------
    >>> says(16.2, 150, 925.9)
    'An order leaves 16.20 dollars and the stream costs 150 dollars: it breaks even at 926 viewers.'
    """
    if margin <= 0:
        return f"An order leaves {_fixed(margin, 2)} dollars: no audience, however large, makes this stream pay."
    return (
        f"An order leaves {_fixed(margin, 2)} dollars and the stream costs {_fixed(cost, 0)} dollars: "
        f"it breaks even at {_fixed(viewers, 0)} viewers."
    )


# The same words for the website, where Vega computes them.
_SAYS = (
    "margin <= 0 ? 'An order leaves ' + replace(format(margin, ',.2f'), '\\u2212', '-') + "
    "' dollars: no audience, however large, makes this stream pay.' : "
    "'An order leaves ' + format(margin, ',.2f') + ' dollars and the stream costs ' + format(cost, ',.0f') + "
    "' dollars: it breaks even at ' + format(viewers_needed, ',.0f') + ' viewers.'"
)


def _formula(expression: alt.Expr) -> str:
    """An Altair expression as the text that Vega computes."""
    return expression.to_dict()["expr"]


def break_even(**settings: float) -> Figure:
    """Return profit by audience, with the audience at which a stream pays.

    Parameters
    ----------
    **settings : float
        Any of the settings of `opening`; the others stay as they open.

    Returns
    -------
    livecommerce.figure.Figure
    """
    start = opening() | settings
    inputs = {
        name: charts.slider(name, label, low, high, step, start[name])
        for name, (low, high, step, _, label) in DEFAULTS.items()
    }
    margin_of = {name: inputs[name] for name in ("order_value", "goods_share", "commission", "return_rate")}
    results = [
        alt.param(name="margin", expr=_formula(scenarios.order_margin(**margin_of))),
        alt.param(name="cost", expr=_formula(scenarios.fixed_cost(inputs["hours"], inputs["host_pay"]))),
        alt.param(name="viewers_needed", expr=_formula(scenarios.break_even_viewers(**inputs))),
        alt.param(name="says", expr=_SAYS),
    ]
    line = alt.Chart(alt.sequence(0, 10001, 250, as_="viewers")).transform_calculate(
        profit=scenarios.profit(alt.datum.viewers, **inputs)
    )
    mark = alt.Chart(pd.DataFrame({"level": [0]})).transform_calculate(
        at="viewers_needed", words="format(viewers_needed, ',.0f') + ' viewers'"
    )
    chart = charts.curve(
        alt.X("viewers:Q", title="viewers of a stream", scale=alt.Scale(domain=[0, 10000])),
        alt.Y("profit:Q", title=None, axis=alt.Axis(labelExpr=charts.AMOUNTS, tickCount=5)),
        line,
        mark,
        [*inputs.values(), *results],
    )
    margin = scenarios.order_margin(**{name: start[name] for name in margin_of})
    cost = scenarios.fixed_cost(start["hours"], start["host_pay"])
    viewers = scenarios.break_even_viewers(**start) if margin > 0 else float("nan")
    needed = evidence.phrase(*[scenarios.break_even_viewers(**opening())] * 2, "people", about=True)
    rows = labelled(dict.fromkeys(SOURCES.values(), ""))
    return build(
        "break-even",
        rows,
        chart,
        f"At the opening settings a stream needs {needed} viewers to pay",
        "Profit of one stream by audience, dollars. Move the settings to your own.",
        note="Conversion, cost of goods and returns are assumptions; the other opening settings come from the sources.",
        says=says(margin, cost, viewers),
        picture="A straight line of profit against the number of viewers, crossing zero where the stream breaks even.",
    )
