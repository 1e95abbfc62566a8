"""Figures of the chapter on sellers, and its explorers."""

import altair as alt
import numpy as np
import pandas as pd

from livecommerce import charts, evidence, scenarios
from livecommerce.figure import Figure
from livecommerce.figures import build, labelled, sorted_in, text
from livecommerce.figures.settings import Setting, answers, computed, expression, inputs, opening, sources, value_of
from livecommerce.words import choose, first_of, number, size


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
        "P0812": ("Southeast Asia", "Indonesia, early 2022: {}"),
        "P0747": ("Southeast Asia", "Indonesia, 2024: {}"),
        "P0748": ("Southeast Asia", "Thailand, 2024: {}"),
        "P0749": ("Southeast Asia", "Malaysia, 2024: {}"),
        "P0750": ("Southeast Asia", "Vietnam, 2024: {}"),
        "P0752": ("Southeast Asia", "Philippines, 2024: {}"),
        "P0751": ("Southeast Asia", "Singapore, 2024: {}"),
        "P0757": ("West", "Britain, 2021 to 2024: {}"),
        "P0759": ("West", "United States, to March 2024: {}"),
        "P0760": ("West", "United States, from April 2024: {}"),
        "P0717": ("rival", "TalkShopLive, United States, 2022: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "fees",
        rows,
        charts.ranges(rows, "Where", suffix="%"),
        f"In the US TikTok Shop's commission went from {text('P0759')} to {text('P0760')} in April 2024",
        "What TikTok Shop takes of a sale, percent. A bar is a range by category; “at most” is drawn at its bound.",
        note="The fees of 2024 in Southeast Asia are those a bank lists for merchants, payment fees included.",
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
# How unsure one may be, percent to either side of the setting: assumptions all.
UNSURE = {
    "audience": Setting("Audience may be off by, percent", 0, 100, 5, 50),
    "conversion": Setting("Share who order may be off by, percent", 0, 100, 5, 50),
    "order_value": Setting("List price may be off by, percent", 0, 100, 5, 15),
    "return_rate": Setting("Returns may be off by, percent", 0, 100, 5, 50),
    "goods": Setting("Cost of goods may be off by, percent", 0, 100, 5, 20),
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
    "A TikTok stream, low end (zaker-zh)": {"commission": 0, "shipping": 0, "sold": "zaker-zh-89.low"},
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
    "Indonesia, early 2022": "P0812",
    "Indonesia, 2024": "P0747",
    "Thailand, 2024": "P0748",
    "Malaysia, 2024": "P0749",
    "Vietnam, 2024": "P0750",
    "Philippines, 2024": "P0752",
    "Singapore, 2024": "P0751",
    "Britain, 2021 to 2024": "P0757",
    "United States, to March 2024": "P0759",
    "United States, from April 2024": "P0760",
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
    >>> presets()["Commission of TikTok Shop"]["Vietnam, 2024"]
    {'commission': 6.4}
    """
    fees = {name: {"commission": float(evidence.frame(fee).high.item())} for name, fee in FEES.items()}
    return {"Start from": {name: case(name) for name in CASES}, "Commission of TikTok Shop": fees}


def _money(amount, gain: str = "earns", loss: str = "loses"):
    """A gain or a loss in words."""
    return choose(amount < 0, f"{loss} ", f"{gain} ") + number(size(amount)) + " dollars"


def _all(settings: dict[str, float]) -> dict[str, float]:
    """Every setting of the four explorers, with those given."""
    unsure = {f"unsure_{name}": setting for name, setting in UNSURE.items()}
    return opening(STREAM) | opening(MONTH) | opening(unsure) | opening(BETTER) | settings


def _follower(own: dict[str, Setting], values: dict[str, float]) -> tuple[dict, dict[str, alt.Parameter]]:
    """What a figure that obeys the first explorer works with: numbers, and parameters."""
    names = [*STREAM, *own]
    params = inputs(STREAM, values, controls=False) | inputs(own, values)
    return computed({name: values[name] for name in names}), params


def _stream(values: dict) -> scenarios.Stream:
    return scenarios.Stream(**{name: values[name] for name in STREAM})


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


def break_even(**settings: float) -> Figure:
    """Return profit by audience, with the audience at which a stream pays.

    Parameters
    ----------
    **settings : float
        Any of `STREAM`; the others stay as they open.

    Returns
    -------
    livecommerce.figure.Figure
    """
    values = opening(STREAM) | settings
    with np.errstate(all="ignore"):
        numbers = computed(values)
        results = _break_even_results(numbers)
        says = _break_even_says(numbers, results)
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
    chart = charts.curve(
        alt.X("viewers:Q", title="viewers of a stream", scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("reach"))),
        alt.Y("profit:Q", title=None, axis=alt.Axis(labelExpr=charts.AMOUNTS, tickCount=5)),
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
        says=says,
        picture="A straight line of profit against the number of viewers, with one point for the stream as set and one "
        "where the line crosses zero and the stream breaks even.",
        results=results,
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
    "set_up_cost": "Set-up",
    "left": "Left in the month",
}


def _month_results(values: dict) -> dict:
    stream, streams, set_up = _stream(values), values["streams"], values["set_up"]
    parts = {name: streams * part for name, part in stream.parts.items()}
    return parts | {
        "set_up_cost": -1 * set_up,
        "left": scenarios.month_profit(stream, streams, set_up),
        "margin": stream.margin,
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
        + _money(found["left"])
        + choose(
            values["conversion"] * found["margin"] > 0,
            "; it breaks even at " + number(found["month_needs"]) + " viewers a stream.",
            "; no audience, however large, makes it pay.",
        )
    )


def month(**settings: float) -> Figure:
    """Return where the money of a month of equal streams goes.

    Parameters
    ----------
    **settings : float
        Any of `STREAM` and `MONTH`; the others stay as they open.

    Returns
    -------
    livecommerce.figure.Figure
    """
    numbers, params = _follower(MONTH, _all(settings))
    with np.errstate(all="ignore"):
        results = _month_results(numbers)
        says = _month_says(numbers, results)
    # "goods" and others are settings' names already.
    named = {f"month_{name.removeprefix('month_')}": formula for name, formula in _month_results(params).items()}
    found = dict(zip(results, answers(named).values(), strict=True))
    rows = pd.DataFrame({"key": list(_PARTS), "label": list(_PARTS.values())})
    value = _by_key({name: found[name] for name in _PARTS})
    chart = charts.amounts(
        rows,
        value,
        alt.datum.label + ": " + number(alt.datum.value) + " dollars",
        [*params.values(), *found.values(), *answers({"says": _month_says(params, found)}).values()],
        sort=list(_PARTS.values()),
    )
    return build(
        "month",
        labelled({"d-month-streams": "", "wired-en-13": "", "wired-en-14": "", "d-month-hours": ""}),
        chart,
        "What a month of streams brings, and where it goes",
        "Dollars a month. Every stream is as set above; costs are drawn to the left.",
        note="The number of streams comes from the team in Britain; the set-up is an assumption.",
        says=says,
        picture="Bars for the orders of a month, each cost as a bar to the left, and what is left at the bottom.",
        results=dict(zip(named, results.values(), strict=True)),
        follows="break-even",
    )


def _by_key(values: dict[str, alt.Parameter]) -> alt.Expr:
    """The value that belongs to a row, by its key."""
    found = 0
    for key, value in reversed(values.items()):
        found = choose(alt.datum.key == key, value, found)
    return found


def _unsure(values: dict) -> dict:
    return {name: values[f"unsure_{name}"] for name in UNSURE}


def _distribution_says(values: dict, low, middle, high, lost, swing: dict):
    names = {LEVERS[name][0]: size(width) for name, width in swing.items()}
    return (
        "If each may be off by as much as set, half of the outcomes lie between a "
        + _money(low, "gain of", "loss of")
        + " and a "
        + _money(high, "gain of", "loss of")
        + ". The middle one "
        + _money(middle)
        + ", and "
        + number(100 * lost)
        + "% lose money. What matters most is the "
        + first_of(names)
        + "."
    )


def distribution(**settings: float) -> Figure:
    """Return how often a stream earns what, when its settings are not known exactly.

    Parameters
    ----------
    **settings : float
        Any of `STREAM`, and ``unsure_`` with the name of one of `UNSURE`; the others stay as they open.

    Returns
    -------
    livecommerce.figure.Figure
    """
    own = {f"unsure_{name}": setting for name, setting in UNSURE.items()}
    numbers, params = _follower(own, _all(settings))
    shares = scenarios.even_shares(np.arange(POINTS), UNSURE)
    with np.errstate(all="ignore"):
        # Where nothing varies one number stands for all.
        profit = np.broadcast_to(scenarios.uncertain(_stream(numbers), _unsure(numbers), shares).profit, POINTS)
        swing = scenarios.swings(_stream(numbers), _unsure(numbers))
        low, middle, high = (float(quartile) for quartile in np.quantile(profit, [0.25, 0.5, 0.75]))
        lost = float(np.mean(profit < 0))
        says = _distribution_says(numbers, low, middle, high, lost, swing)
    found = answers(
        {f"swing_{name}": width for name, width in scenarios.swings(_stream(params), _unsure(params)).items()}
    )
    whole = sum(size(width) for width in found.values())
    bin_width = answers({"bin_width": choose(whole > 0, whole / 40, 1)})["bin_width"]
    spread = scenarios.uncertain(
        _stream(params), _unsure(params), scenarios.even_shares(alt.datum.index, UNSURE)
    ).profit

    def draws(name: str) -> alt.Chart:
        points = alt.SequenceGenerator(alt.SequenceParams(start=0, stop=POINTS, **{"as": "index"}), name=name)
        return alt.Chart(points).transform_calculate(profit=expression(spread))

    summary = (
        draws("result")
        .transform_calculate(lost=choose(alt.datum.profit < 0, 1, 0))
        .transform_aggregate(low="q1(profit)", middle="median(profit)", high="q3(profit)", lost="mean(lost)")
    )
    row = alt.expr.data("result")[0]
    quartiles = answers({name: row[name] for name in ("low", "middle", "high", "lost")})
    said = _distribution_says(params, *quartiles.values(), dict(zip(UNSURE, found.values(), strict=True)))
    chart = charts.outcomes(
        draws("draws"),
        summary,
        [*params.values(), *found.values(), bin_width, *quartiles.values(), *answers({"says": said}).values()],
    )
    return build(
        "distribution",
        labelled(dict.fromkeys(_sources(), "")),
        chart,
        "The same stream when five of its settings are only roughly known",
        "Profit of one stream, dollars. The taller the bar, the likelier; the dark bar holds the middle half.",
        note="Every value within a range is taken as equally likely, and no setting as depending on another: assumptions. "
        "The ranges are assumptions, too.",
        says=says,
        picture="A histogram of profit with losses and gains in two colours, and a bar under it for the middle half.",
        results={"low": low, "middle": middle, "high": high, "lost": lost}
        | {f"swing_{name}": float(width) for name, width in swing.items()},
        follows="break-even",
    )


def _gains(values: dict) -> dict:
    stream = _stream(values)
    return {
        name: scenarios.changed(stream, name, sign * values["better"]).profit - stream.profit
        for name, (_, sign) in LEVERS.items()
    }


def _sensitivity_says(better, gains: dict, gain):
    names = {LEVERS[name][0]: value for name, value in gains.items()}
    return (
        "Made "
        + number(better)
        + "% better, each alone, the "
        + first_of(names)
        + " helps most: "
        + number(gain, 1)
        + " dollars more a stream."
    )


def sensitivity(**settings: float) -> Figure:
    """Return what each setting, made better by the same percentage, adds to the profit of a stream.

    Parameters
    ----------
    **settings : float
        Any of `STREAM` and `BETTER`; the others stay as they open.

    Returns
    -------
    livecommerce.figure.Figure
    """
    numbers, params = _follower(BETTER, _all(settings))
    gains = _gains(numbers)
    says = _sensitivity_says(numbers["better"], gains, max(gains.values()))
    found = answers({f"gain_{name}": gain for name, gain in _gains(params).items()})
    by_name = dict(zip(LEVERS, found.values(), strict=True))
    said = _sensitivity_says(params["better"], by_name, alt.expr.max(*found.values()))
    words = {name: label[0].upper() + label[1:] for name, (label, _) in LEVERS.items()}
    chart = charts.amounts(
        pd.DataFrame({"key": list(words), "label": list(words.values())}),
        _by_key(by_name),
        alt.datum.label + ": " + number(alt.datum.value, 1) + " dollars",
        [*params.values(), *found.values(), *answers({"says": said}).values()],
        sort=alt.EncodingSortField("value", order="descending"),
    )
    return build(
        "sensitivity",
        labelled(dict.fromkeys(_sources(), "")),
        chart,
        "What to mend first: the same percentage off or on, one setting at a time",
        "Dollars more a stream when one setting is that much better and the others stay.",
        note="Better means more viewers, orders and price, and less of returns and costs. What each would take is not asked.",
        says=says,
        picture="Bars of the gain from each setting, the largest at the top.",
        results={f"gain_{name}": float(gain) for name, gain in gains.items()},
        follows="break-even",
    )
