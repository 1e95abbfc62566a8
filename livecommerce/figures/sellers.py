"""Figures of the chapter on sellers, and its explorers."""

from collections.abc import Callable

import altair as alt
import numpy as np
import pandas as pd

from livecommerce import evidence
from livecommerce.charts import forms
from livecommerce.figures import build, labelled, sorted_in, text
from livecommerce.models import scenarios
from livecommerce.models.settings import Setting, answers, computed, expression, inputs, opening, sources, value_of
from livecommerce.models.words import choose, first_of, largest, number, size
from livecommerce.shown.figure import Figure


def stream() -> Figure:
    """Return what a stream or a day of streaming sold, case by case, in dollars.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    groups = {
        "zaker-zh-89": ("outside China", "A TikTok stream, early 2022: {}"),
        "d-gb-stream-dollars": ("outside China", "A stream from China to Britain, 2022: {}"),
        "P0825": ("outside China", "PONGO, a day of streams, 2022: {}"),
        "d-beibeitu-dollars": ("China", "Beibeitu on Douyin, a sale in June 2019: {}"),
        "d-luo-dollars": ("China", "Douyin's great stream, three hours, 2020: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "stream",
        rows,
        forms.ranges(rows, log=True),
        f"It takes {text('d-luo-streams')} good TikTok streams to sell what one Douyin stream sold",
        "Sales, dollars, logarithmic scale. A stream, a day or a sale period, as named: not one unit.",
        note="The Chinese cases are the ones worth printing. No article says what an ordinary Chinese stream sells.",
        named=("d-luo-streams",),
    )


def hour() -> Figure:
    """Return what an hour of streaming sells beside what an hour of a host costs.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    groups = {
        "d-stream-hour-high": ("sold in an hour", "TikTok stream of three hours, high end of a guess: {}"),
        "d-luo-hour-dollars": ("sold in an hour", "Douyin's great stream: {}"),
        "d-host-hour-low": ("paid to the host", "Host in China for a British audience, low: {}"),
        "d-host-hour-high": ("paid to the host", "Host in China for a British audience, high: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "hour",
        rows,
        forms.ranges(rows, log=True),
        f"At the high end of a guess an hour sells {text('d-stream-hour-high')}, and the host alone costs "
        f"{text('d-host-hour-low')} to {text('d-host-hour-high').removeprefix('about ')}",
        "Dollars an hour, logarithmic scale. Sales, not profit: goods, commission and returns come off first.",
        note="Sales a stream come from zaker-zh, hours a stream from wired-en, host pay from a Chinese news report.",
    )


def fees() -> Figure:
    """Return TikTok Shop's commission by market and year.

    Returns
    -------
    livecommerce.shown.figure.Figure
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
        forms.ranges(rows, suffix="%"),
        f"Commissions rose: in Britain from {text('P0757')} to {text('P0756')}, in the US from {text('P0759')} to "
        f"{text('P0760')}",
        "What TikTok Shop takes of a sale, percent. A bar is a range by category; an arrow marks a bound.",
        note="The fees of 2024 in Southeast Asia are those a bank lists for merchants, payment fees included. The "
        "British rise comes from a page that repeats a news report; a second report has the same two rates.",
    )


# --- The explorers: one stream, set once, asked four questions. A text as start is the id of its source; a number is an
# assumption, and the chapter says so.

STREAM = {
    "audience": Setting("People shown the stream unpaid", 0, 100_000_000, 1, 10_000),
    "watch_rate": Setting("Of them, come in and watch, percent", 0, 100, 1, 10),
    "conversion": Setting("Of viewers, place an order, percent", 0, 30, 0.1, 1),
    "order_value": Setting("List price of an order, dollars", 1, 300, 1, "P0799"),
    "discount": Setting("Discount to the buyer, percent of list price", 0, 60, 1, 0),
    "subsidy": Setting("Of that paid by the platform, percent of list price", 0, 60, 1, 0),
    "commission": Setting("Platform's commission, percent", 0, 20, 0.5, "P0757"),
    "return_rate": Setting("Orders returned, percent", 0, 50, 1, 10),
    "goods": Setting("Cost of goods, percent of list price", 0, 90, 1, 35),
    "shipping": Setting("Shipping an order, dollars", 0, 30, 0.5, 4),
    "hours": Setting("Length of the stream, hours", 0.5, 24, 0.5, "wired-en-14"),
    "host_pay": Setting("Host and crew, dollars an hour", 0, 500, 1, "d-host-hour-high"),
    "host_share": Setting("Host's commission, percent", 0, 40, 1, 0),
    "ads": Setting("Advertising, dollars a stream", 0, 1_000_000, 1, 0),
    "ad_price": Setting("Price of showing an ad a thousand times, dollars", 1, 100, 1, "P0821"),
    "ad_watch_rate": Setting("Of ads shown, bring a viewer, percent", 0, 10, 0.1, 1),
}
MONTH = {
    "streams": Setting("Streams a month", 1, 90, 1, "d-month-streams"),
    "set_up": Setting("Studio, equipment and samples, dollars a month", 0, 10_000, 50, 500),
}
# How unsure one may be, percent to either side of a setting: assumptions all.
UNSURE = {
    "unsure_audience": Setting("Audience may be off by, percent", 0, 100, 5, 50),
    "unsure_conversion": Setting("Share who order may be off by, percent", 0, 100, 5, 50),
    "unsure_order_value": Setting("List price may be off by, percent", 0, 100, 5, 15),
    "unsure_return_rate": Setting("Returns may be off by, percent", 0, 100, 5, 50),
    "unsure_goods": Setting("Cost of goods may be off by, percent", 0, 100, 5, 20),
}
BETTER = {"better": Setting("How much better, percent", 1, 50, 1, 10)}

# What can be mended, and whether more of it (1) or less of it (-1) is better.
LEVERS = {
    "audience": ("audience", 1),
    "watch_rate": ("share who watch", 1),
    "conversion": ("share who order", 1),
    "order_value": ("list price", 1),
    "return_rate": ("returns", -1),
    "goods": ("cost of goods", -1),
    "shipping": ("shipping", -1),
    "commission": ("commission", -1),
    "host_pay": ("host's pay", -1),
}
# Points of the distribution on the website; the package itself draws a hundred thousand at random.
POINTS = 1000

# Cases to start from: a text is the id of a source, a number an assumption, and ``sold`` sets the share of viewers who
# order so that the stream sells what the source says.
CASES = {
    "Britain, a month of sportswear (wired-en)": {"host_pay": "d-host-hour-low", "sold": "d-gb-stream-dollars"},
    "A TikTok stream, high end (zaker-zh)": {"commission": 0, "shipping": 0, "sold": "zaker-zh-89.high"},
    "Douyin's stream of 2020 (marketing-en)": {
        "audience": "marketing-en-06",
        "watch_rate": 100,
        "return_rate": "P0827",
        "hours": "marketing-en-05",
        "host_pay": 0,
        "host_share": 20,
        "sold": "d-luo-dollars",
    },
}
FEES = {
    "Britain, new live sellers, February 2022": "P0834",
    "Britain, 2021 to September 2024": "P0757",
    "Britain, from September 2024": "P0756",
    "United States, to March 2024": "P0759",
    "United States, from April 2024": "P0760",
    "Indonesia, early 2022": "P0812",
    "Indonesia, from June 2023": "P0803",
    "Indonesia, September 2024": "P0747",
    "Malaysia, from March 2023": "P0805",
    "Malaysia, September 2024": "P0749",
    "Thailand, September 2024": "P0748",
    "Vietnam, September 2024": "P0750",
    "Philippines, September 2024": "P0752",
    "Singapore, September 2024": "P0751",
}


def case(name: str) -> dict[str, float]:
    """Return the settings of a case to start from.

    Parameters
    ----------
    name : str
        One of `CASES`.

    Returns
    -------
    dict of str to float

    Examples
    --------
    >>> case("Douyin's stream of 2020 (marketing-en)")["audience"]
    47000000.0
    """
    given = {key: start for key, start in CASES[name].items() if key != "sold"}
    values = opening(STREAM) | {key: value_of(start) for key, start in given.items()}
    if "sold" in CASES[name]:
        reached = scenarios.Stream(**values)
        sold = evidence.evaluate("{" + CASES[name]["sold"] + "}", evidence.records())
        values["conversion"] = round(100 * sold / (reached.viewers * reached.order_value), 2)
    return values


def presets() -> dict[str, dict[str, dict[str, float]]]:
    """Return what a reader may start from, by menu and choice.

    Returns
    -------
    dict of str to dict

    Examples
    --------
    >>> presets()["Commission of TikTok Shop"]["Vietnam, September 2024"]
    {'commission': 6.4}
    """
    fees = {name: {"commission": float(evidence.frame(fee).high.item())} for name, fee in FEES.items()}
    return {"Start from": {name: case(name) for name in CASES}, "Commission of TikTok Shop": fees}


def _money(amount, gain: str = "earns", loss: str = "loses"):
    """A gain or a loss in words."""
    return choose(amount < 0, f"{loss} ", f"{gain} ") + number(size(amount)) + " dollars"


def _follower(own: dict[str, Setting], settings: dict[str, float]) -> tuple[dict, dict[str, alt.Parameter]]:
    """What a figure that obeys the first explorer works with: values, and the same as parameters."""
    values = opening(STREAM | own) | settings
    return values, inputs(STREAM, values, controls=False) | inputs(own, values)


def _stream(values: dict) -> scenarios.Stream:
    return scenarios.Stream(**{name: values[name] for name in STREAM})


def _answer(results: Callable, says: Callable, values: dict[str, float]) -> tuple[str, dict[str, float]]:
    """A result in words and numbers; division by zero is infinity here as it is on the website."""
    with np.errstate(all="ignore"):
        numbers = computed(values)
        found = results(numbers)
        return says(numbers, found), {name: float(value) for name, value in found.items()}


def _break_even_results(values: dict) -> dict:
    stream = _stream(values)
    return {
        "viewers": stream.viewers,
        "orders": stream.orders,
        "margin": stream.margin,
        "cost": stream.cost,
        "profit": stream.profit,
        "viewers_needed": stream.break_even_viewers,
        "conversion_needed": stream.break_even_conversion,
        "hours_paid": stream.break_even_hours,
        "ads_return": stream.return_on_ads,
    }


def _break_even_says(values: dict, found: dict):
    opens = (
        "At these settings "
        + number(found["viewers"])
        + " people watch a stream of "
        + number(values["hours"], 1)
        + " hours and place "
        + number(found["orders"], 1)
        + " orders. It "
        + _money(found["profit"])
    )
    enough = choose(
        found["viewers"] > 0, ", or when " + number(found["conversion_needed"], 2) + "% of these viewers order", ""
    )
    lasts = choose(
        (values["host_pay"] > 0) & (found["hours_paid"] > 0),
        " These orders pay for " + number(found["hours_paid"], 1) + " hours.",
        "",
    )
    pays = (
        "; it breaks even at "
        + number(found["viewers_needed"])
        + " viewers"
        + enough
        + "."
        + lasts
        + " A dollar of advertising brings back "
        + number(found["ads_return"], 2)
        + " dollars."
    )
    never = "; no audience, however large, makes it pay."
    free = "; there is no cost to earn back."
    sold = values["conversion"] * found["margin"] > 0
    return opens + choose(found["cost"] <= 0, free, choose(sold, pays, never))


def break_even_answer(values: dict[str, float]) -> tuple[str, dict[str, float]]:
    """Return what a stream earns and needs.

    Parameters
    ----------
    values : dict of str to float
        `STREAM`, by name.

    Returns
    -------
    tuple of str and dict
        In words, and in numbers by name.

    Examples
    --------
    >>> break_even_answer(opening(STREAM) | {"conversion": 0})[1]["profit"]
    -222.0
    """
    return _answer(_break_even_results, _break_even_says, values)


def break_even(**settings: float) -> Figure:
    """Return profit by audience, with the audience at which a stream pays.

    Parameters
    ----------
    **settings : float
        Any of `STREAM`; the others stay as they open.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values = opening(STREAM) | settings
    params = inputs(STREAM, values)
    found = answers(_break_even_results(params))
    here, needed = found["viewers"], found["viewers_needed"]
    # Room for both points; an audience that would never do is left out.
    reach = answers({"reach": 2 * alt.expr.max(100, here, choose(found["margin"] > 0, needed, 0))})["reach"]
    line = (
        alt.Chart(alt.sequence(0, 41, as_="step"))
        .transform_calculate(viewers=alt.datum.step * reach / 40)
        .transform_calculate(profit=alt.datum.viewers * params["conversion"] / 100 * found["margin"] - found["cost"])
    )
    marks = (
        alt.Chart(pd.DataFrame({"kind": ["this stream", "break-even"]}))
        .transform_calculate(
            at=choose(alt.datum.kind == "this stream", here, needed),
            level=choose(alt.datum.kind == "this stream", found["profit"], 0),
        )
        .transform_calculate(words=number(alt.datum.at) + " viewers")
    )
    chart = forms.curve(
        alt.X("viewers:Q", title="viewers of a stream", scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("reach"))),
        alt.Y("profit:Q", title=None, axis=alt.Axis(labelExpr=forms.AMOUNTS, tickCount=5)),
        line,
        marks,
        [*params.values(), *found.values(), reach, *answers({"says": _break_even_says(params, found)}).values()],
    )
    start = _stream(opening(STREAM)).break_even_viewers
    return build(
        "break-even",
        labelled(dict.fromkeys(_sources(), "")),
        chart,
        f"At the opening settings a stream needs {evidence.phrase(start, start, 'people', about=True)} viewers to pay",
        "Profit of one stream by audience, dollars. Move the settings to your own.",
        note="Settings without a source are assumptions; the table below the charts says which.",
        says=break_even_answer(values)[0],
        picture="A straight line of profit against the number of viewers, with one point for the stream as set and one "
        "where the line crosses zero and the stream breaks even.",
        model=break_even_answer,
        presets=presets(),
    )


def _sources() -> list[str]:
    """Ids behind the opening settings, the cases and the fees."""
    cases = [start for given in CASES.values() for start in given.values() if isinstance(start, str)]
    return list(dict.fromkeys([*sources(STREAM), *(start.partition(".")[0] for start in cases), *FEES.values()]))


_PARTS = {
    "ordered": "Ordered, at list price",
    "returned": "Returned",
    "discount": "Discount, the seller's part",
    "goods": "Goods",
    "shipping": "Shipping",
    "commission": "Platform's commission",
    "host": "Host and crew",
    "ads": "Advertising",
    "set_up": "Set-up",
    "left": "Left in the month",
}


def _month_results(values: dict) -> dict:
    stream, streams, set_up = _stream(values), values["streams"], values["set_up"]
    # "goods" and others are settings' names already.
    parts = {f"month_{name}": streams * part for name, part in stream.parts.items()}
    return parts | {
        "month_set_up": -1 * set_up,
        "month_left": scenarios.month_profit(stream, streams, set_up),
        "month_margin": stream.margin,
        "month_orders": streams * stream.orders,
        "month_hours": streams * values["hours"],
        "month_needs": scenarios.month_break_even_viewers(stream, streams, set_up),
    }


def _month_says(values: dict, found: dict):
    return (
        "A month of "
        + number(values["streams"])
        + " such streams, "
        + number(found["month_hours"], 1)
        + " hours on air, brings "
        + number(found["month_orders"])
        + " orders and "
        + _money(found["month_left"])
        + choose(
            values["conversion"] * found["month_margin"] > 0,
            "; it breaks even at " + number(found["month_needs"]) + " viewers a stream.",
            "; no audience, however large, makes it pay.",
        )
    )


def month_answer(values: dict[str, float]) -> tuple[str, dict[str, float]]:
    """Return what a month of equal streams earns, and where its money goes.

    Parameters
    ----------
    values : dict of str to float
        `STREAM` and `MONTH`, by name.

    Returns
    -------
    tuple of str and dict
        In words, and in numbers by name.
    """
    return _answer(_month_results, _month_says, values)


def month(**settings: float) -> Figure:
    """Return where the money of a month of equal streams goes.

    Parameters
    ----------
    **settings : float
        Any of `STREAM` and `MONTH`; the others stay as they open.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values, params = _follower(MONTH, settings)
    found = answers(_month_results(params))
    rows = pd.DataFrame({"key": list(_PARTS), "label": list(_PARTS.values())})
    value = _by_key({name: found[f"month_{name}"] for name in _PARTS})
    chart = forms.amounts(
        rows,
        value,
        alt.datum.label + ": " + number(alt.datum.value) + " dollars",
        [*params.values(), *found.values(), *answers({"says": _month_says(params, found)}).values()],
    )
    return build(
        "month",
        labelled({"d-month-streams": "", "wired-en-13": "", "wired-en-14": "", "d-month-hours": ""}),
        chart,
        "What a month of streams brings, and where it goes",
        "Dollars a month. Every stream is as set above; costs are drawn to the left.",
        note="The number of streams comes from the team in Britain; the set-up is an assumption.",
        says=month_answer(values)[0],
        picture="Bars for the orders of a month, each cost as a bar to the left, and what is left at the bottom.",
        model=month_answer,
        follows="break-even",
    )


def _by_key(values: dict[str, alt.Parameter]) -> alt.Expr:
    """The value that belongs to a row, by its key."""
    found = 0
    for key, value in reversed(values.items()):
        found = choose(alt.datum.key == key, value, found)
    return found


def _unsure(values: dict) -> dict:
    """The ranges, by the setting they belong to."""
    return {name.removeprefix("unsure_"): values[name] for name in UNSURE}


def _distribution_results(values: dict) -> dict:
    stream, ranges = _stream(values), _unsure(values)
    spread = scenarios.uncertain(stream, ranges, scenarios.even_shares(np.arange(POINTS), ranges))
    # Where nothing varies one number stands for all.
    profit = np.broadcast_to(spread.profit, POINTS)
    low, middle, high = np.quantile(profit, [0.25, 0.5, 0.75])
    return {"low": low, "middle": middle, "high": high, "lost": np.sum(profit < 0)} | _swings(values)


def _swings(values: dict) -> dict:
    return {f"swing_{name}": width for name, width in scenarios.swings(_stream(values), _unsure(values)).items()}


def _distribution_says(_values: dict, found: dict):
    widths = {label: size(found[f"swing_{name}"]) for name, (label, _) in LEVERS.items() if f"swing_{name}" in found}
    return (
        "If each may be off by as much as set, half of the outcomes lie between a "
        + _money(found["low"], "gain of", "loss of")
        + " and a "
        + _money(found["high"], "gain of", "loss of")
        + ". The middle one "
        + _money(found["middle"])
        + ", and "
        + number(100 * found["lost"] / POINTS)
        + "% lose money. What matters most is the "
        + first_of(widths)
        + "."
    )


def distribution_answer(values: dict[str, float]) -> tuple[str, dict[str, float]]:
    """Return how a stream's profit spreads over the ranges of its settings.

    Parameters
    ----------
    values : dict of str to float
        `STREAM` and `UNSURE`, by name.

    Returns
    -------
    tuple of str and dict
        In words, and in numbers by name: quartiles, points that lose, and how far each range moves the profit.
    """
    return _answer(_distribution_results, _distribution_says, values)


def distribution(**settings: float) -> Figure:
    """Return how often a stream earns what, when its settings are not known exactly.

    Parameters
    ----------
    **settings : float
        Any of `STREAM` and `UNSURE`; the others stay as they open.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values, params = _follower(UNSURE, settings)
    found = answers(_swings(params))
    whole = sum(size(width) for width in found.values())
    bin_width = answers({"bin_width": choose(whole > 0, whole / 40, 1)})["bin_width"]
    shares = scenarios.even_shares(alt.datum.index, _unsure(params))
    spread = scenarios.uncertain(_stream(params), _unsure(params), shares).profit

    def draws(name: str) -> alt.Chart:
        points = alt.SequenceGenerator(alt.SequenceParams(start=0, stop=POINTS, **{"as": "index"}), name=name)
        return alt.Chart(points).transform_calculate(profit=expression(spread))

    summary = (
        draws("result")
        .transform_calculate(lost=choose(alt.datum.profit < 0, 1, 0))
        .transform_aggregate(low="q1(profit)", middle="median(profit)", high="q3(profit)", lost="sum(lost)")
    )
    row = alt.expr.data("result")[0]
    quartiles = answers({name: row[name] for name in ("low", "middle", "high", "lost")})
    says = answers({"says": _distribution_says(params, quartiles | found)})
    chart = forms.outcomes(
        draws("draws"),
        summary,
        [*params.values(), *found.values(), bin_width, *quartiles.values(), *says.values()],
    )
    return build(
        "distribution",
        labelled(dict.fromkeys(_sources(), "")),
        chart,
        "The same stream when five of its settings are only roughly known",
        "Profit of one stream, dollars. The taller the bar, the likelier; the dark bar holds the middle half.",
        note="Every value within a range is taken as equally likely, and no setting as depending on another: "
        "assumptions, as are the ranges.",
        says=distribution_answer(values)[0],
        picture="A histogram of profit with losses and gains in two colours, and a bar under it for the middle half.",
        model=distribution_answer,
        follows="break-even",
    )


def _sensitivity_results(values: dict) -> dict:
    stream = _stream(values)
    return {
        f"gain_{name}": scenarios.changed(stream, name, sign * values["better"]).profit - stream.profit
        for name, (_, sign) in LEVERS.items()
    }


def _sensitivity_says(values: dict, found: dict):
    gains = {LEVERS[name.removeprefix("gain_")][0]: gain for name, gain in found.items()}
    return (
        "Made "
        + number(values["better"])
        + "% better, each alone, the "
        + first_of(gains)
        + " helps most: "
        + number(largest(gains), 1)
        + " dollars more a stream."
    )


def sensitivity_answer(values: dict[str, float]) -> tuple[str, dict[str, float]]:
    """Return what each setting adds to a stream's profit when it alone is better.

    Parameters
    ----------
    values : dict of str to float
        `STREAM` and `BETTER`, by name.

    Returns
    -------
    tuple of str and dict
        In words, and in numbers by name.
    """
    return _answer(_sensitivity_results, _sensitivity_says, values)


def sensitivity(**settings: float) -> Figure:
    """Return what each setting, made better by the same percentage, adds to the profit of a stream.

    Parameters
    ----------
    **settings : float
        Any of `STREAM` and `BETTER`; the others stay as they open.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values, params = _follower(BETTER, settings)
    found = answers(_sensitivity_results(params))
    says = answers({"says": _sensitivity_says(params, found)})
    by_name = dict(zip(LEVERS, found.values(), strict=True))
    words = {name: label[0].upper() + label[1:] for name, (label, _) in LEVERS.items()}
    chart = forms.amounts(
        pd.DataFrame({"key": list(words), "label": list(words.values())}),
        _by_key(by_name),
        alt.datum.label + ": " + number(alt.datum.value, 1) + " dollars",
        [*params.values(), *found.values(), *says.values()],
        ranked=True,
    )
    return build(
        "sensitivity",
        labelled(dict.fromkeys(_sources(), "")),
        chart,
        "What to mend first: the same percentage off or on, one setting at a time",
        "Dollars more a stream when one setting is that much better and the others stay.",
        note="Better means more viewers, orders and price, and less of returns and costs. What each would take is not "
        "asked.",
        says=sensitivity_answer(values)[0],
        picture="Bars of what each setting adds to the profit of a stream, a row each, the largest at the top.",
        model=sensitivity_answer,
        follows="break-even",
    )
