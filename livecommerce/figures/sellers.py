"""Figures of the chapter on sellers: what an hour brings, what the platform takes, and the sum of one's own hour."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import cache
from typing import NamedTuple

import altair as alt
import numpy as np
import pandas as pd

from livecommerce import evidence
from livecommerce.charts import bars, forms, sums
from livecommerce.charts.theme import AMOUNTS
from livecommerce.figures import build, labelled, text
from livecommerce.models import markets, scenarios
from livecommerce.models.settings import Setting, answers, computed, expression, inputs
from livecommerce.models.words import choose, first_of, largest, number, rough, size, where
from livecommerce.shown.controls import along, astray, choice, read_number
from livecommerce.shown.figure import Figure, Start
from livecommerce.shown.tokens import LIGHT


def hour() -> Figure:
    """Return what an hour of streaming sells beside what an hour of a host costs.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    # A range has a row for each end.
    groups = {
        "An hour sells": {
            ("d-us-live-hour-2024",): ("TikTok's US streams, 2024, mean", "US"),
            ("d-us-live-hour-charm-low", "d-us-live-hour-charm"): ("The same, by Charm.io's share", "US"),
            ("d-whatnot-hour-2024",): ("Whatnot's streams, 2024, mean", ""),
            ("d-stream-hour-high",): ("ZAKER's guess of 2022, high end", ""),
        },
        "An hour of host and crew costs": {
            ("P1578",): ("US, host and studio for hire, 2026", "US"),
            ("d-host-hour-low", "d-host-hour-high"): ("China, for British buyers, 2022", "CN"),
            ("d-my-host-low", "d-my-host-high"): ("Malaysia, one host's account, 2026", "MY"),
            ("d-vn-host-low", "d-vn-host-high"): ("Vietnam, job adverts, 2024", "VN"),
            ("d-id-host-low", "d-id-host-high"): ("Indonesia, a trade page, 2024", "ID"),
        },
    }
    rows = labelled({identifier: "" for given in groups.values() for ids in given for identifier in ids})
    drawn = []
    for group, given in groups.items():
        for ids, (label, region) in given.items():
            ends = rows[rows.id.isin(ids)]
            low, high = ends.low.min(), ends.high.max()
            said = ends.text.iloc[0] if len(ids) == 1 else evidence.phrase(low, high, "USD", about=True)
            named = {"low": low, "high": high, "text": said, "label": label, "group": group, "region": region}
            drawn.append(ends.iloc[:1].assign(**named))
    drawn = pd.concat(drawn, ignore_index=True)
    drawn["kind"] = ["guess" if "guess" in label else "observed" for label in drawn.label]
    return build(
        "hour",
        rows,
        bars.bars(drawn, suffix="dollars"),
        f"By one count a US hour sold {text('d-us-live-hour-2024')}; one page asks {text('P1578')} for a host",
        "Dollars an hour. Sales, not profit: goods, fees and returns come off first.",
        note="The first bar is sales by Momentum Works over hours by TikTok; the second takes of the same sales the "
        f"shares of live that Charm.io counted, {text('P0324')} in July 2025 and {text('P0323')} in July 2024. "
        f"Whole streams that set records sold more: {text('P0275')} in the United States in 2024, "
        f"{text('d-luo-dollars')} on Douyin in 2020. Dashed: a guess that names no country. A "
        "pale end is a range. Pay in other money is at the average rate of the newest year.",
        named=("P0323", "P0324", "P0275", "d-luo-dollars"),
        differs="quantity, year and counter",
        picture="Bars: what an hour sells at the top, and below what a host is paid for one in five places. The bar of "
        "an American host is nearly as long as that of an average American hour.",
    )


def fees() -> Figure:
    """Return TikTok Shop's commission over time, market by market.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    table = evidence.table("seller_rules").fillna("")
    table = table[(table.setting == "commission") & (table.entity_id == "tiktok-shop")].set_index("figure_id")
    known = evidence.table("regions").set_index("region").name
    rows = labelled(dict.fromkeys(table.index, ""))
    today = evidence.table("forecasts").judged.max()
    rows["region"] = [table.market[identifier] for identifier in rows.id]
    rows["name"] = [known[region] for region in rows.region]
    rows["since"] = [_day(table.since[identifier]) for identifier in rows.id]
    rows["until"] = [_day(table.until[identifier] or today) for identifier in rows.id]
    rows["words"] = [words.replace("at most ", "≤ ") for words in rows.text]
    # A market with one known rate has no step.
    stepped = rows.groupby("name").filter(lambda rates: len(rates) > 1)
    stepped = stepped.sort_values("since").sort_values("name", kind="stable")
    ends = stepped.groupby("name").agg(first=("high", "first"), last=("low", "last"), high=("high", "last"))
    order = list(ends.sort_values("high", ascending=False, kind="stable").index)
    stepped = stepped.sort_values("name", key=lambda names: names.map(order.index), kind="stable")
    higher = ends["last"] > ends["first"]
    rose = "every market" if higher.all() else f"{higher.sum()} of {len(order)} markets"
    return build(
        "fees",
        rows,
        sums.steps(stepped.reset_index(drop=True)),
        f"TikTok Shop's commission rose in {rose} drawn, in Britain from {text('P0757')} to {text('P0756')}",
        "Commission, percent of a sale, in markets with more than one known rate; the higher the step, the dearer.",
        note="Where rates go by kind of goods, fashion or the widest group is drawn; a market with one rate is in the "
        "table alone. Fees for payment and programmes come on top: the table of settings has them. In the United "
        f"States {text('P0761')} was announced for July 2024; the platform's page still prints {text('P0760')}.",
        named=("P0761",),
        differs="counter",
        picture="A row a market, each with steps for the rates since 2021: the steps go up to the right.",
    )


def _day(period: str) -> str:
    """The first day of a period."""
    return period + "-01-01"[len(period) - 4 :]


# --- The sum: one hour, set once, asked five questions.

OPENING = "US"
_LABELS = {
    "order_value": ("What a buyer pays for an order, money", 0.01, 1_000_000_000, 0.01),
    "goods": ("Cost of goods, percent of that", 0, 100, 0.5),
    "viewers_hour": ("Viewers an hour", 0, 10_000_000, 1),
    "conversion": ("Of viewers, place an order, percent", 0, 100, 0.1),
    "host_pay": ("Host and crew, money an hour", 0, 1_000_000_000, 0.01),
    "commission": ("Platform's commission, percent", 0, 100, 0.1),
    "other_fees": ("Payment and programme fees, percent", 0, 100, 0.1),
    "order_fee": ("Fixed fee an order, money", 0, 1_000_000_000, 0.01),
    "tax": ("Tax in the price or withheld, percent", 0, 100, 0.1),
    "shipping": ("Shipping an order, money", 0, 1_000_000_000, 0.01),
    "return_rate": ("Orders returned, percent", 0, 100, 0.5),
    "return_cost": ("Cost of a returned order, money", 0, 1_000_000_000, 0.01),
    "ads": ("Advertising, money an hour", 0, 1_000_000_000, 0.01),
    "ad_viewer": ("Advertising that brings one viewer, money", 0.0001, 1_000_000_000, 0.0001),
}
_MONTH = {
    "hours": ("Length of a stream, hours", 0.5, 24, 0.5),
    "streams": ("Streams a month, number of", 1, 90, 1),
    "set_up": ("Equipment and samples, money a month", 0, 1_000_000_000, 0.01),
}
_ROUTES = {
    "affiliate": ("A creator's commission for a short video, percent", 0, 100, 0.5),
    "rival_commission": ("The other platform's fees, percent", 0, 100, 0.1),
    "rival_order_fee": ("The other platform's fixed fee an order, money", 0, 1_000_000_000, 0.01),
}


def _range_names(name: str) -> tuple[str, str]:
    return f"{name}_low", f"{name}_high"


# What is not known, with the two settings that are its range.
RANGED = {name: list(_range_names(name)) for name in markets.UNKNOWN}


def preset(market: str, kind: str = "any") -> dict[str, float]:
    """Return where every setting of the sum opens in a market.

    Parameters
    ----------
    market : str
        A key of `markets.names`.
    kind : str, optional
        A key of `markets.KINDS`.

    Returns
    -------
    dict of str to float
        In the market's money. Where no other platform's fees were found, this one's stand in.

    Examples
    --------
    >>> preset("MY")["commission"], preset("MY", "beauty")["commission"], preset("JP")["rival_commission"]
    (9.18, 8.91, 7.0)
    """
    values = _opened(markets.openings()[market])
    if "rival_commission" not in values:
        values |= {"rival_commission": values["commission"] + values["other_fees"]}
        values |= {"rival_order_fee": values["order_fee"]}
    values.setdefault("rival_order_fee", 0.0)
    return values | (_opened(markets.openings(kind).get(market, {})) if kind != "any" else {})


def _opened(given: dict[str, markets.Opening]) -> dict[str, float]:
    """Values of settings, and of the ends of what is not known."""
    values = {name: given[name].value for name in _LABELS | _MONTH | _ROUTES if name in given}
    for name in markets.UNKNOWN:
        if name in given:
            values |= dict(zip(RANGED[name], (given[name].low, given[name].high), strict=True))
    return values


def _settings(labels: dict) -> dict[str, Setting]:
    return {name: Setting(*bounds, preset(OPENING)[name]) for name, bounds in labels.items()}


def _ranges() -> dict[str, tuple]:
    """The ends of what is not known, bounded as the setting itself."""
    return {
        end: (f"{_LABELS[name][0]}: {word}", *_LABELS[name][1:])
        for name in markets.UNKNOWN
        for end, word in zip(RANGED[name], ("at the least", "at the most"), strict=True)
    }


STREAM, MONTH, ROUTES, RANGES = _settings(_LABELS), _settings(_MONTH), _settings(_ROUTES), _settings(_ranges())
SUM = STREAM | RANGES | MONTH | ROUTES
LINK = {"link": Setting("Buyers follow the audience, percent (-100: against it)", -100, 100, 10, 0)}
_SLIGHTLY = 10
BETTER = {"better": Setting("How much better or worse, percent", 1, 50, 1, _SLIGHTLY)}
# What is folded away; the rest is on show.
GROUPS = {
    "Fees, taxes, returns, advertising": list(_LABELS)[5:],
    "What is not known": list(RANGES),
    "A month": list(MONTH),
    "Other ways to sell": list(ROUTES),
}
# What a reader lays side by side, and takes away as a table.
RESULTS = {
    "left": "An hour leaves for host and crew, money",
    "profit": "An hour earns, money",
    "low": "Half of the cases earn at least, money",
    "high": "Half of the cases earn at most, money",
    "viewers_needed": "Viewers an hour to break even",
    "orders": "Orders an hour",
    "margin": "An order leaves, money",
}
# What can be mended, and whether more of it (1) or less of it (-1) is better.
LEVERS = {
    "viewers_hour": ("audience", 1),
    "conversion": ("share who order", 1),
    "order_value": ("price of an order", 1),
    "goods": ("cost of goods", -1),
    "host_pay": ("host's pay", -1),
    "return_rate": ("returns", -1),
    "commission": ("commission", -1),
    "shipping": ("shipping", -1),
}
# Points of the distribution on the website; the package itself draws a hundred thousand at random.
POINTS = 1000


# What rows tell by kind of goods, in the order of the sum.
_BY_KIND = {
    "commission": "the platform's commission",
    "return_rate": "returns",
    "affiliate": "a creator's commission",
    "rival_commission": "the other platform's fees",
}


def starts() -> list[Start]:
    """Return where the sum opens, by market and by kind of goods: values, what each rests on, and the money.

    Returns
    -------
    list of livecommerce.shown.figure.Start

    Examples
    --------
    >>> germany = next(start for start in starts() if start.when == {"market": "DE"})
    >>> germany.currency, germany.hints["streams"]
    ('EUR', 'Our assumption. Three a week.')
    """
    found = []
    for market in markets.names():
        given = markets.openings()[market]
        start = Start(
            {"market": market},
            preset(market),
            {"rival_order_fee": "None found."} | _told(given, lambda opening: opening.hint),
            _told(given, lambda opening: list(opening.figure_ids)),
            markets.code(market),
            markets.per_dollar(market),
        )
        if "rival_commission" not in given:
            start.hints.update(dict.fromkeys(("rival_commission", "rival_order_fee"), "None found: TikTok Shop's own."))
        found.append(start)
        for kind in list(markets.KINDS)[1:]:
            own = markets.openings(kind).get(market, {})
            told = " and ".join(", ".join(_BY_KIND[name] for name in _BY_KIND if name in own).rsplit(", ", 1))
            says = (
                f"Rows here tell {told} for this kind. " if own else "No row here tells anything for this kind. "
            ) + "None tells price, cost of goods, viewers or share who order by kind: they open as for any goods."
            hints = {"kind": says} | _told(own, lambda opening: opening.hint)
            rows = _told(own, lambda opening: list(opening.figure_ids))
            found.append(Start({"market": market, "kind": kind}, _opened(own), hints, rows))
    return found


def _told(given: dict[str, markets.Opening], tell: Callable) -> dict:
    """What is told of each setting, and so of both ends of what is not known."""
    found = {name: tell(given[name]) for name in _LABELS | _MONTH | _ROUTES if name in given}
    for name in markets.UNKNOWN:
        if name in given:
            found |= dict.fromkeys(RANGED[name], tell(given[name]))
    return found


def _by_market(market, values: dict):
    """The value that belongs to a market."""
    *others, last = values
    found = values[last]
    for code in reversed(others):
        found = choose(market == code, values[code], found)
    return found


def _moneys() -> dict[str, str]:
    return {code: " " + markets.currency(code) for code in markets.names()}


def _money(amount, market):
    """An amount in words, without its sign, in the market's money."""
    return _plain(amount) + _by_market(market, _moneys())


def _plain(amount):
    """An amount without its sign, to three digits and no farther than a hundredth."""
    return choose(size(amount) < 1, number(size(amount), 2), rough(size(amount)))


def _brief(amount):
    """An amount as charts write it, with its sign; the money stands under the title."""
    most = size(amount)
    millions = choose(most < 1e9, rough(most / 1e6) + " m", rough(most / 1e9) + " bn")
    return choose(amount < 0, "−", "") + choose(most < 1e6, _plain(most), millions)


def _gain(amount, market, gain: str = "earns", loss: str = "loses"):
    return choose(amount < 0, f"{loss} ", f"{gain} ") + _money(amount, market)


def _in_dollars(amount, market):
    rates = {code: markets.per_dollar(code) for code in markets.names()}
    return choose(market == "US", "", " (" + _plain(amount / _by_market(market, rates)) + " dollars)")


@cache
def _beside(market: str) -> str:
    """What hosts are paid in a market and what an average hour sells there, where anyone counts it."""
    given, money = markets.openings()[market], markets.currency(market)
    host, sold = given["host_pay"], given.get("sold_hour")
    ends = rough(host.low) if host.low == host.high else f"{rough(host.low)} to {rough(host.high)}"
    counted = "We found no count of what an average hour sells there."
    if sold:
        counted = f"An average hour there sold {' or '.join(map(text, sold.figure_ids))} in {sold.year}. {sold.note}"
    basis = host.basis[0].lower() + host.basis[1:]
    return f"Hosts' pay: {ends} {money} an hour, {basis}. {counted}"


def stream(values: dict) -> scenarios.Stream:
    """Return an hour at the settings of the sum; the month's set-up is spread over its hours on air.

    Parameters
    ----------
    values : dict
        As `opening`.

    Returns
    -------
    livecommerce.models.scenarios.Stream

    Examples
    --------
    >>> round(stream(opening()).set_up, 2)
    13.89
    """
    given = {field.name: values[field.name] for field in fields(scenarios.Stream)}
    return scenarios.Stream(**given | {"set_up": values["set_up"] / (values["hours"] * values["streams"])})


def _unsure(values: dict) -> dict[str, tuple]:
    return {name: (values[low], values[high]) for name, (low, high) in RANGED.items()}


def _profit_at(values: dict, index, link):
    """What an hour earns at one of the evenly spread points of what is not known."""
    shares = scenarios.even_shares(index, markets.UNKNOWN)
    audience, buyers, _ = markets.UNKNOWN
    shares[buyers] = scenarios.linked(shares[audience], shares[buyers], link)
    return scenarios.uncertain(stream(values), _unsure(values), shares).profit


def _spread(values: dict, link) -> dict:
    # Where nothing varies one number stands for all.
    profit = np.broadcast_to(_profit_at(values, np.arange(POINTS), link), POINTS)
    low, middle, high = np.quantile(profit, [0.25, 0.5, 0.75])
    return {"low": low, "middle": middle, "high": high, "lost": np.sum(profit < 0)}


def _drawn(params: dict, link) -> tuple[Callable[[str], alt.Chart], alt.Chart, dict]:
    """The same on the website: the points under a name, their summary, and the summary's numbers as parameters."""
    profit = expression(_profit_at(params, alt.datum.index, link))

    def draws(name: str) -> alt.Chart:
        points = alt.SequenceGenerator(alt.SequenceParams(start=0, stop=POINTS, **{"as": "index"}), name=name)
        return alt.Chart(points).transform_calculate(profit=profit)

    summary = (
        draws("result")
        .transform_calculate(lost=choose(alt.datum.profit < 0, 1, 0))
        .transform_aggregate(low="q1(profit)", middle="median(profit)", high="q3(profit)", lost="sum(lost)")
    )
    row = alt.expr.data("result")[0]
    return draws, summary, answers({name: row[name] for name in ("low", "middle", "high", "lost")})


def _follower(own: dict[str, Setting], settings: dict) -> tuple[dict, dict[str, alt.Parameter]]:
    """What a figure that obeys the first explorer works with: values, and the same as parameters."""
    values = {name: setting.start for name, setting in own.items()} | opening(**settings)
    params = inputs(SUM, values, controls=False) | inputs(own, values)
    return values, params | {name: alt.param(name=name, value=values[name]) for name in ("market", "kind")}


def opening(market: str = OPENING, kind: str = "any", **own) -> dict:
    """Return the sum's settings as they open in a market, the market and the kind of goods among them.

    Parameters
    ----------
    market, kind : str, optional
    **own
        Settings of one's own in place of what opens; the ends of a range that are not given go along with its value.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        Where an end of a range lies on the wrong side of its value.

    Examples
    --------
    >>> opening()["viewers_hour_high"], opening(viewers_hour=5000)["viewers_hour_high"]
    (701.0, 5000)
    >>> opening(viewers_hour_low=300)
    Traceback (most recent call last):
    ValueError: viewers_hour_low: “300” is above the value of its range, 125: give at most 125
    """
    values = {"market": market, "kind": kind} | preset(market, kind) | own
    _refuse(values, own)
    return along(values, own, RANGED)


def _refuse(values: dict, own: Iterable[str]) -> None:
    """Raise an error that names every end of a range, of those that are one's own, that lies on the wrong side."""
    ends = [end for ends in RANGED.values() for end in ends if end in own]
    faults = {end: astray(end, values[end], values, own, RANGED) for end in ends}
    if any(faults.values()):
        raise ValueError("; ".join(f"{end}: {fault}" for end, fault in faults.items() if fault))


class Question(NamedTuple):
    """What a figure of the sum asks: formulas over its settings, for Python and for the website alike.

    Attributes
    ----------
    results : callable
        Numbers by name, from the settings.
    finding, says : callable
        The title and the answer in words, from settings and results.
    measure : callable
        What is measured, from the settings; the money is added.
    """

    results: Callable
    finding: Callable
    says: Callable
    measure: Callable

    # Division by zero is infinity here as it is on the website.
    @np.errstate(all="ignore")
    def answer(self, values: dict) -> tuple[str, dict[str, float]]:
        """Return the answer in words, and the numbers."""
        given, found = self._computed(values)
        return self.says(given, found), {name: float(value) for name, value in found.items()}

    @np.errstate(all="ignore")
    def heads(self, values: dict) -> dict[str, str]:
        """Return title and measure."""
        return self._heads(*self._computed(values))

    def words(self, params: dict, found: dict) -> dict[str, alt.Parameter]:
        """Return title, measure and answer as parameters of a chart."""
        return answers({"says": self.says(params, found)} | self._heads(params, found))

    def _heads(self, values: dict, found: dict) -> dict:
        moneys = {code: f", in {markets.currency(code)}." for code in markets.names()}
        measure = self.measure(values) + _by_market(values["market"], moneys)
        return {"finding": self.finding(values, found), "measure": measure}

    def _computed(self, values: dict) -> tuple[dict, dict]:
        _refuse(values, values)
        given = computed({name: value for name, value in values.items() if name not in {"market", "kind"}})
        given["market"] = values["market"]
        return given, self.results(given)


# --- The decision.


def _hour_results(values: dict) -> dict:
    on_air = stream(values)
    return {
        "viewers": on_air.viewers,
        "orders": on_air.orders,
        "sold": on_air.sold,
        "margin": on_air.margin,
        "set_up_hour": on_air.set_up,
        "left": on_air.left,
        "profit": on_air.profit,
        "viewers_needed": where(on_air.conversion * on_air.margin > 0, on_air.break_even_viewers),
    }


def _gains(values: dict, percent) -> dict:
    """What an hour earns more when one setting alone is better."""
    on_air = stream(values)
    return {
        f"gain_{name}": scenarios.changed(on_air, name, sign * percent).profit - on_air.profit
        for name, (_, sign) in LEVERS.items()
    }


def _decision_results(values: dict) -> dict:
    return _hour_results(values) | _gains(values, _SLIGHTLY) | _spread(values, 0)


def _decision_says(values: dict, found: dict):
    """The decision in a line, then how sure it is, what to mend first, the set-up behind it, and what is paid there."""
    market, host = values["market"], values["host_pay"]
    pays = (
        ": it pays if host and crew cost under "
        + _money(found["left"], market)
        + _in_dollars(found["left"], market)
        + " an hour."
    )
    bare = found["left"] + found["set_up_hour"]
    never = choose(
        bare > 0,
        ": with the set-up that is "
        + choose(values["set_up"] == _assumed_set_up(market), "our assumption", "yours")
        + " no host is cheap enough; without it, one who costs under "
        + _money(bare, market)
        + _in_dollars(bare, market)
        + " an hour.",
        ": no host is cheap enough; an hour leaves nothing to pay one from.",
    )
    # Half of the cases: what an hour leaves is what it earns before the host.
    low, high = found["low"] + host, found["high"] + host
    between = choose(
        high < 0,
        "\nOver the ranges of what is not known, at least three of four cases leave less than nothing. ",
        "\nOver the ranges of what is not known, the middle half of the cases leave "
        + choose(low < 0, "less than nothing", _plain(low))
        + " to "
        + _money(high, market)
        + ". ",
    )
    earns = (
        "At "
        + _money(host, market)
        + " for host and crew "
        + number(100 * found["lost"] / POINTS)
        + "% of the cases lose money; as set, an hour "
        + _gain(found["profit"], market)
        + " and a month "
        + _gain(found["profit"] * values["hours"] * values["streams"], market)
        + "."
    )
    beside = "\n" + _by_market(market, {code: _beside(code) for code in markets.names()})
    needs = choose(
        found["viewers_needed"] > 0,
        "\nIt breaks even at " + number(found["viewers_needed"]) + " viewers an hour.",
        "\nNo audience, however large, makes it pay.",
    )
    gains = {label: found[f"gain_{name}"] for name, (label, _) in LEVERS.items()}
    mend = choose(
        largest(gains) > 0,
        " To mend first: "
        + first_of(gains)
        + "; "
        + number(_SLIGHTLY)
        + "% better, it adds "
        + _money(largest(gains), market)
        + " an hour.",
        "",
    )
    name = _by_market(market, markets.names())
    decision = name + choose(found["left"] > 0, pays, never)
    return decision + between + earns + needs + mend + _set_up_says(values, found) + beside


def _assumed_set_up(market):
    return _by_market(market, {code: markets.openings()[code]["set_up"].value for code in markets.names()})


def _set_up_says(values: dict, found: dict):
    """What the set-up takes, whose number it is, and whether the verdict hangs on it; then the tax."""
    market, set_up = values["market"], found["set_up_hour"]
    turns = (found["profit"] < 0) * (found["profit"] + set_up >= 0)
    bare = (
        "Without it "
        + _signed(found["left"] + set_up)
        + _by_market(market, _moneys())
        + " would be left"
        + choose(turns > 0, ": it decides whether this hour pays. ", ". ")
    )
    takes = (
        "\nAll else in the sum is paid first. The set-up"
        + choose(values["set_up"] == _assumed_set_up(market), ", our assumption, ", ", as you set it, ")
        + "takes "
        + _money(set_up, market)
        + " of an hour: "
        + _money(values["set_up"], market)
        + " a month over "
        + number(values["hours"] * values["streams"], 1)
        + " hours on air. "
        + bare
    )
    tax = choose(values["tax"] > 0, "Tax is " + number(values["tax"], 2) + "% of the price.", "No tax is in the sum.")
    return choose(set_up > 0, takes, "\nAll else in the sum is paid first; there is no set-up. ") + tax


def _decision_title(values: dict, found: dict):
    market = values["market"]
    places = {code: f"An hour in {_the(code)} leaves " for code in markets.names()}
    left = choose(found["left"] > 0, _brief(found["left"]) + _by_market(market, _moneys()), "nothing")
    return _by_market(market, places) + left + " for a host who costs " + _brief(values["host_pay"])


def _the(market: str) -> str:
    """A market's name within a sentence."""
    return f"the {markets.names()[market]}" if market in {"US", "PH"} else markets.names()[market]


_LEAVES = "By our sum, what an hour leaves by its audience; the upright bar is half of the cases"
_DECISION = Question(_decision_results, _decision_title, _decision_says, lambda values: _LEAVES)


def break_even_answer(values: dict) -> tuple[str, dict[str, float]]:
    """Return the decision: what host and crew may cost, and the audience an hour needs.

    Parameters
    ----------
    values : dict
        As `opening`.

    Returns
    -------
    tuple of str and dict
        In words, and in numbers by name.

    Examples
    --------
    >>> break_even_answer(opening(conversion=0))[1]["orders"]
    0.0
    """
    return _DECISION.answer(values)


# A phone has no room for 800,000 beside an axis; room for a market of small money is kept from the start.
_SHORT = f"abs(datum.value) >= 1e4 && abs(datum.value) < 1e6 ? format(datum.value / 1e3, '~r') + ' k' : {AMOUNTS}"


def break_even(**settings) -> Figure:
    """Return what an hour leaves for host and crew by audience, beside what they cost.

    Parameters
    ----------
    **settings
        Any of `SUM`, ``market`` and ``kind``; the others open as there.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values = opening(**settings)
    market = choice("market", "Where your buyers are", markets.names(), values["market"])
    kind = choice("kind", "What you sell", markets.KINDS, values["kind"])
    params = {"market": market, "kind": kind} | inputs(SUM, values)
    found = answers(_hour_results(params) | _gains(params, _SLIGHTLY))
    _, summary, quartiles = _drawn(params, 0)
    here, needed, host = found["viewers"], found["viewers_needed"], params["host_pay"]
    # Room for both points; an audience that would never do is left out.
    reach = answers({"reach": 2 * alt.expr.max(10, here, choose(needed > 0, needed, 0))})["reach"]
    line = (
        alt.Chart(alt.sequence(0, 41, as_="step"))
        .transform_calculate(viewers=alt.datum.step * reach / 40)
        .transform_calculate(
            left=alt.datum.viewers * params["conversion"] / 100 * found["margin"] - params["ads"] - found["set_up_hour"]
        )
    )
    marks = (
        alt.Chart(pd.DataFrame({"kind": ["your hour", "break-even"]}))
        .transform_calculate(
            at=choose(alt.datum.kind == "your hour", here, needed),
            level=choose(alt.datum.kind == "your hour", found["left"], host),
            words=choose(
                alt.datum.kind == "your hour",
                "leaves " + _brief(found["left"]),
                number(needed) + " viewers",
            ),
        )
        .transform_filter("isFinite(datum.at)")
    )
    says = _DECISION.words(params, found | quartiles)
    chart = forms.curve(
        alt.X("viewers:Q", title="viewers an hour", scale=alt.Scale(domainMin=0, domainMax=alt.ExprRef("reach"))),
        alt.Y("left:Q", title=None, axis=alt.Axis(labelExpr=_SHORT, tickCount=5, minExtent=52)),
        line,
        marks,
        (expression(host), expression("host " + _brief(host))),
        [*params.values(), *found.values(), reach, *quartiles.values(), *says.values()],
    )
    # The middle half of the cases, at the audience that is set.
    half = summary.transform_calculate(
        at=expression(here), least=alt.datum.low + host, most=alt.datum.high + host
    ).mark_rule(strokeWidth=5, color=LIGHT["muted"], clip=True)
    chart.layer = [chart.layer[0], half.encode(x="at:Q", y="least:Q", y2="most:Q"), *chart.layer[1:]]
    return build(
        "break-even",
        labelled(dict.fromkeys(_sources(), "")),
        chart,
        *_DECISION.heads(values).values(),
        note="Beside each field stands what it rests on: a row of this market, a row of another, or our assumption. "
        "Shares who order are vendors' claims everywhere; audience, returns and sales of an hour are counted hardly "
        "anywhere. Dollars are at the average rate of the newest year.",
        says=break_even_answer(values)[0],
        picture="A rising line of what an hour leaves for host and crew against its viewers, a dashed line at what "
        "they cost, one point for the hour as set and one where the lines meet.",
        model=break_even_answer,
        heads=_DECISION.heads,
        starts=starts(),
        groups=GROUPS,
        ranges=RANGED,
        results=RESULTS,
        ledger="seller-rules",
    )


def of_table(streams: pd.DataFrame | Iterable[str]) -> pd.DataFrame:
    """Return the result of each of a seller's own streams; a row that cannot be computed says why.

    Parameters
    ----------
    streams : pandas.DataFrame, or open file or lines of a CSV
        A row a stream: ``market``, ``kind`` and any of `SUM`, numbers as people write them; what is missing or empty
        opens as in that market. Other columns are kept as they are.

    Returns
    -------
    pandas.DataFrame
        The same rows with what an hour leaves for host and crew, what it earns, the viewers it needs, the money these
        are in, and a fault by row and column where one stands in the way.

    Examples
    --------
    >>> own = pd.DataFrame({"market": ["US", "ID"], "order_value": ["$42", "150.000"]})
    >>> of_table(own).fault.tolist()
    ['', 'row 2, order_value: “150.000” can be read in two ways: write 150000 or 150']
    """
    rows = streams.to_dict("records") if isinstance(streams, pd.DataFrame) else csv.DictReader(streams)
    return pd.DataFrame([row | _of_row(place, row) for place, row in enumerate(rows, start=1)])


def _of_row(place: int, row: dict) -> dict:
    """Results of one stream, or its faults."""
    given = {name: str(cell).strip() for name, cell in row.items() if pd.notna(cell) and str(cell).strip()}
    values, faults = {}, []
    for name, allowed in {"market": markets.names(), "kind": markets.KINDS}.items():
        values[name] = given.get(name, next(iter(allowed)))
        if values[name] not in allowed:
            faults.append(f"row {place}, {name}: “{values[name]}” is none of {', '.join(allowed)}")
    for name in [name for name in given if name in SUM]:
        try:
            values[name] = read_number(given[name], SUM[name].low, SUM[name].high)
        except ValueError as fault:
            faults.append(f"row {place}, {name}: {fault}")
    if not faults:
        try:
            values = opening(**values)
        except ValueError as fault:
            faults.append(f"row {place}, {fault}")
    if faults:
        return {"left": np.nan, "profit": np.nan, "viewers_needed": np.nan, "money": "", "fault": "; ".join(faults)}
    _, found = break_even_answer(values)
    results = {name: found[name] for name in ("left", "profit", "viewers_needed")}
    return results | {"money": markets.code(values["market"]), "fault": ""}


def _sources() -> list[str]:
    """Ids behind the openings of all markets."""
    every = [given for kind in markets.KINDS for given in markets.openings(kind).values()]
    return list(dict.fromkeys(id for given in every for setting in given.values() for id in setting.figure_ids))


# --- An order, and other ways to sell it.

_PARTS = {
    "price": "The buyer pays",
    "returned": "Refunded",
    "taxed": "Tax",
    "bought": "Goods",
    "commissions": "Commission",
    "fees": "Other fees",
    "sent": "Shipping",
    "handled": "Cost of returns",
}
_WAYS = {
    "shelf": "Left: on the shelf, or before the host",
    "live": "Left: live, the host paid",
    "video": "Left: a creator's short video",
    "rival": "Left: live on the other platform",
}


def _order_results(values: dict) -> dict:
    on_air = stream(values)
    ways = scenarios.routes(on_air, *(values[name] for name in ROUTES))
    parts = {f"order_{name}": part for name, part in on_air.order_parts.items()}
    return parts | {f"way_{name}": left for name, left in ways.items()} | {"order_count": on_air.orders}


def _order_says(values: dict, found: dict):
    market = values["market"]
    creator = found["way_shelf"] - found["way_video"]
    more = (values["host_pay"] + values["ads"] + stream(values).set_up) / creator
    rivals = {code: markets.rival(code) for code in markets.names()}
    known = _by_market(market, {code: bool(name) * 1 for code, name in rivals.items()})
    rival = choose(
        known * found["order_count"] > 0,
        " Once all of that is paid, an order leaves "
        + choose(found["way_live"] < 0, "less than nothing", _money(found["way_live"], market))
        + "; live on "
        + _by_market(market, rivals)
        + ", with as many orders and its own fees, "
        + choose(found["way_rival"] < 0, "less than nothing", _money(found["way_rival"], market))
        + ".",
        "",
    )
    return (
        "Of "
        + _money(values["order_value"], market)
        + " an order leaves "
        + choose(found["way_shelf"] < 0, "less than nothing", _money(found["way_shelf"], market))
        + " before the host; with "
        + number(found["order_count"], 1)
        + " orders an hour host, advertising and set-up take "
        + choose(
            found["order_count"] > 0,
            _money(found["way_shelf"] - found["way_live"], market) + " of each.",
            "it all.",
        )
        + choose(
            creator > 0,
            " A creator's short video costs "
            + _money(creator, market)
            + " an order: live is dearer as long as an hour brings fewer than "
            + number(more, 1)
            + " orders.",
            "",
        )
        + rival
    )


def _order_title(values: dict, found: dict):
    market, shelf, live = values["market"], found["way_shelf"], found["way_live"]
    whole = "Of " + _brief(values["order_value"]) + _by_market(market, _moneys())
    keeps = choose(shelf < 0, " an order loses ", " an order leaves ") + _brief(size(shelf)) + " without a host"
    then = choose(live < 0, "; with one it loses ", "; with one it leaves ") + _brief(size(live))
    return whole + keeps + choose(found["order_count"] > 0, then, ", but nobody orders")


_ORDER = Question(
    _order_results,
    _order_title,
    _order_says,
    lambda values: "An order placed, on average over those kept and those returned, and each way to sell it",
)


def order_answer(values: dict) -> tuple[str, dict[str, float]]:
    """Return where the money of an order goes, and what it leaves by each way to sell.

    Parameters
    ----------
    values : dict
        As `opening`.

    Returns
    -------
    tuple of str and dict
        In words, and in numbers by name.
    """
    return _ORDER.answer(values)


def order(**settings) -> Figure:
    """Return where the money of an order goes, and what it leaves by each way to sell.

    Parameters
    ----------
    **settings
        Any of `SUM`, and ``market``.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values, params = _follower({}, settings)
    found = answers(_order_results(params))
    keys = [f"order_{name}" for name in _PARTS] + [f"way_{name}" for name in _WAYS]
    rows = pd.DataFrame({"key": keys, "label": [*_PARTS.values(), *_WAYS.values()]})
    rows["total"] = rows.key.str.startswith("way_")
    chart = bars.waterfall(
        rows,
        _by_key({key: found[key] for key in keys}),
        _brief(alt.datum.value),
        [*params.values(), *found.values(), *_ORDER.words(params, found).values()],
    )
    return build(
        "order",
        labelled(dict.fromkeys(_sources(), "")),
        chart,
        *_ORDER.heads(values).values(),
        note="The same goods at the same price. How many orders a shelf, a creator or another platform brings is not "
        "in the sum.",
        says=order_answer(values)[0],
        picture="A waterfall from what the buyer pays down to what is left, then a bar for each way to sell.",
        model=order_answer,
        heads=_ORDER.heads,
        follows="break-even",
    )


def _signed(amount):
    """An amount with its sign; the money stands under the title."""
    return choose(amount < 0, "−", "") + _plain(amount)


def _by_key(values: dict[str, alt.Parameter]) -> alt.Expr:
    """The value that belongs to a row, by its key."""
    found = 0
    for key, value in reversed(values.items()):
        found = choose(alt.datum.key == key, value, found)
    return found


# --- An hour as a bar, and a month of them.

_PAID = {
    "refunds": "Refunds, returns",
    "taxes": "Tax",
    "stock": "Goods",
    "platform": "Fees",
    "parcels": "Shipping",
    "adverts": "Adverts",
    "studio": "Set-up",
    "hosts": "Host, crew",
}


def _your_hour_results(values: dict) -> dict:
    on_air, hours = stream(values), values["hours"] * values["streams"]
    orders, parts = on_air.orders, on_air.order_parts
    paid = {
        "refunds": -1 * orders * (parts["returned"] + parts["handled"]),
        "taxes": -1 * orders * parts["taxed"],
        "stock": -1 * orders * parts["bought"],
        "platform": -1 * orders * (parts["commissions"] + parts["fees"]),
        "parcels": -1 * orders * parts["sent"],
        "adverts": values["ads"],
        "studio": on_air.set_up,
        "hosts": values["host_pay"],
    }
    return {f"hour_{name}": amount for name, amount in paid.items()} | {
        "hour_sold": on_air.sold,
        "hour_paid": on_air.sold - on_air.profit,
        "hour_left": on_air.profit,
        "month_hours": hours,
        "month_orders": hours * orders,
        "month_left": hours * on_air.profit,
        "month_needs": where(on_air.conversion * on_air.margin > 0, on_air.break_even_viewers),
    }


def _your_hour_says(values: dict, found: dict):
    return (
        "A month of "
        + number(values["streams"])
        + " such streams, "
        + number(found["month_hours"], 1)
        + " hours on air, brings "
        + number(found["month_orders"])
        + " orders and "
        + _gain(found["month_left"], values["market"])
        + choose(
            found["month_needs"] > 0,
            "; it breaks even at " + number(found["month_needs"]) + " viewers an hour.",
            "; no audience, however large, makes it pay.",
        )
    )


def _your_hour_title(values: dict, found: dict):
    return (
        "An hour brings orders of "
        + _brief(found["hour_sold"])
        + _by_market(values["market"], _moneys())
        + " and pays out "
        + _brief(found["hour_paid"])
        + "; "
        + _brief(size(found["hour_left"]))
        + choose(found["hour_left"] < 0, " are missing", " are left")
    )


_YOUR_HOUR = Question(
    _your_hour_results,
    _your_hour_title,
    _your_hour_says,
    lambda values: "Money of an hour by our sum: what its orders bring, and where that goes",
)


def your_hour_answer(values: dict) -> tuple[str, dict[str, float]]:
    """Return where the money of an hour goes, and what a month of equal streams earns.

    Parameters
    ----------
    values : dict
        As `opening`.

    Returns
    -------
    tuple of str and dict
        In words, and in numbers by name.
    """
    return _YOUR_HOUR.answer(values)


def your_hour(**settings) -> Figure:
    """Return what an hour brings and where it goes, as two bars on one scale.

    Parameters
    ----------
    **settings
        Any of `SUM`, and ``market``.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values, params = _follower({}, settings)
    found = answers(_your_hour_results(params))
    parts = {f"hour_{name}": label for name, label in _PAID.items()} | {"hour_left": "Left"}
    chart = sums.balance(
        pd.DataFrame({"key": list(parts), "label": list(parts.values())}),
        _by_key({key: found[key] for key in parts}),
        {"came": found["hour_sold"], "went": found["hour_paid"]},
        _brief,
        [*params.values(), *found.values(), *_YOUR_HOUR.words(params, found).values()],
    )
    return build(
        "your-hour",
        labelled({"wired-en-13": "", "wired-en-14": ""}),
        chart,
        *_YOUR_HOUR.heads(values).values(),
        note="Costs of zero are not drawn. Every hour of a month is as set; streams a month and the set-up are "
        "assumptions.",
        says=your_hour_answer(values)[0],
        picture="Two bars on one scale: above, what the orders of an hour bring and what is missing; below, every "
        "cost of the hour side by side and what is left, each named at the end of its line.",
        model=your_hour_answer,
        heads=_YOUR_HOUR.heads,
        follows="break-even",
    )


# --- What is not known.


def _swings(values: dict) -> dict:
    """What an hour earns at the far end of each range, less what it earns at the near end."""
    on_air = stream(values)
    return {
        f"swing_{name}": scenarios.uncertain(on_air, {name: ends}, {name: 1}).profit
        - scenarios.uncertain(on_air, {name: ends}, {name: 0}).profit
        for name, ends in _unsure(values).items()
    }


def _distribution_results(values: dict) -> dict:
    return _spread(values, values["link"]) | _swings(values)


def _distribution_says(values: dict, found: dict):
    market = values["market"]
    widths = {label: size(found[f"swing_{name}"]) for name, (label, _) in LEVERS.items() if f"swing_{name}" in found}
    return (
        "Half of the outcomes of an hour lie between a "
        + _gain(found["low"], market, "gain of", "loss of")
        + " and a "
        + _gain(found["high"], market, "gain of", "loss of")
        + ". The middle one "
        + _gain(found["middle"], market)
        + ", and "
        + number(100 * found["lost"] / POINTS)
        + "% lose money. Of what is not known, most hangs on the "
        + first_of(widths)
        + "."
    )


def _lose(lost):
    return number(100 * lost / POINTS) + "% lose money"


def _distribution_title(values: dict, found: dict):
    return "By our sum, of the outcomes of an hour, " + _lose(found["lost"])


_DISTRIBUTION = Question(
    _distribution_results,
    _distribution_title,
    _distribution_says,
    lambda values: "What an hour earns when audience, share who order and returns lie anywhere in their ranges",
)


def distribution_answer(values: dict) -> tuple[str, dict[str, float]]:
    """Return how what an hour earns spreads over the ranges of what is not known.

    Parameters
    ----------
    values : dict
        As `opening`, and `LINK`.

    Returns
    -------
    tuple of str and dict
        In words, and in numbers by name: quartiles, points that lose, and how far each range moves the result.
    """
    return _DISTRIBUTION.answer(values)


def distribution(**settings) -> Figure:
    """Return how often an hour earns what, when audience, buyers and returns are not known.

    Parameters
    ----------
    **settings
        Any of `SUM` and `LINK`, and ``market``.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values, params = _follower(LINK, settings)
    found = answers(_swings(params))
    whole = sum(size(width) for width in found.values())
    bin_width = answers({"bin_width": choose(whole > 0, whole / 40, 1)})["bin_width"]
    draws, summary, quartiles = _drawn(params, params["link"])
    lost = quartiles["lost"]
    chart = sums.outcomes(
        draws("draws"),
        summary,
        [
            *params.values(),
            *found.values(),
            bin_width,
            *quartiles.values(),
            *_DISTRIBUTION.words(params, quartiles | found).values(),
        ],
        POINTS,
        {"lose": _lose(lost), "earn": number(100 - alt.expr.round(100 * lost / POINTS)) + "% earn"},
    )
    return build(
        "distribution",
        labelled(dict.fromkeys(_sources(), "")),
        chart,
        *_DISTRIBUTION.heads(values).values(),
        note="The bar at the foot holds the middle half. A value is as likely to lie below where its setting opens as "
        "above, and none depends on another unless buyers are set to follow the audience: assumptions all.",
        says=distribution_answer(values)[0],
        picture="A histogram of what an hour earns, losses and gains in two colours, and a bar under it for the middle "
        "half.",
        model=distribution_answer,
        heads=_DISTRIBUTION.heads,
        follows="break-even",
    )


# --- What to mend first.


def _sensitivity_results(values: dict) -> dict:
    harms = {name.replace("gain_", "harm_"): gain for name, gain in _gains(values, -1 * values["better"]).items()}
    return _gains(values, values["better"]) | harms


def _sensitivity_says(values: dict, found: dict):
    gains = {label: found[f"gain_{name}"] for name, (label, _) in LEVERS.items()}
    return (
        "Made "
        + number(values["better"])
        + "% better, each alone, the "
        + first_of(gains)
        + " helps most: "
        + _money(largest(gains), values["market"])
        + " more an hour."
    )


def _sensitivity_title(values: dict, found: dict):
    gains = {label: found[f"gain_{name}"] for name, (label, _) in LEVERS.items()}
    adds = _brief(largest(gains)) + _by_market(values["market"], _moneys())
    first = "To mend first: " + first_of(gains) + "; a little better, it adds " + adds + " an hour"
    return choose(largest(gains) > 0, first, "Nothing that is a little better helps this hour")


_SENSITIVITY = Question(
    _sensitivity_results,
    _sensitivity_title,
    _sensitivity_says,
    lambda values: (
        "What an hour earns more or less when one setting is "
        + number(values["better"])
        + "% better or worse and the others stay"
    ),
)


def sensitivity_answer(values: dict) -> tuple[str, dict[str, float]]:
    """Return what each setting changes when it alone is better, or worse.

    Parameters
    ----------
    values : dict
        As `opening`, and `BETTER`.

    Returns
    -------
    tuple of str and dict
        In words, and in numbers by name.
    """
    return _SENSITIVITY.answer(values)


def sensitivity(**settings) -> Figure:
    """Return what each setting, better or worse by the same percentage, changes in what an hour earns.

    Parameters
    ----------
    **settings
        Any of `SUM` and `BETTER`, and ``market``.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values, params = _follower(BETTER, settings)
    found = answers(_sensitivity_results(params))
    rows = pd.DataFrame({"key": list(LEVERS), "label": [label[0].upper() + label[1:] for label, _ in LEVERS.values()]})
    chart = bars.tornado(
        rows,
        _by_key({name: found[f"harm_{name}"] for name in LEVERS}),
        _by_key({name: found[f"gain_{name}"] for name in LEVERS}),
        {"worse": _brief(alt.datum.worse), "better": _brief(alt.datum.better)},
        [*params.values(), *found.values(), *_SENSITIVITY.words(params, found).values()],
    )
    return build(
        "sensitivity",
        labelled(dict.fromkeys(_sources(), "")),
        chart,
        *_SENSITIVITY.heads(values).values(),
        note="Better means more viewers, orders and price, and less of returns and costs. How hard each "
        "would be to reach is not in the sum.",
        says=sensitivity_answer(values)[0],
        picture="Bars to either side of zero, a row each setting, the widest at the top.",
        model=sensitivity_answer,
        heads=_SENSITIVITY.heads,
        follows="break-even",
    )
