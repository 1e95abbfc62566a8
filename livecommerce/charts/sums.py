"""Forms of the seller's sum: what is charged over time, where an hour's money goes, how often an outcome comes up."""

from collections.abc import Callable

import altair as alt
import pandas as pd

from livecommerce.charts import parts
from livecommerce.charts.parts import fit
from livecommerce.charts.theme import AMOUNTS, finish
from livecommerce.models.settings import expression
from livecommerce.models.words import choose
from livecommerce.shown.tokens import LIGHT

# Half a year's name stands before the first day.
_NARROW_GUTTER = 18
_END = 8
_THICK = 24
# How high a step is for each percent, and a row, in pixels.
_PERCENT = 2.2
_ROW = {"wide": 52, "narrow": 72}
# From a row's top to where its name stands and to the line that its steps stand on.
_NAMED = {"wide": 38, "narrow": 14}
_FLOOR = {"wide": 47, "narrow": 67}


def steps(rows: pd.DataFrame) -> alt.LayerChart:
    """Return rates over time, a row a market: a step as high as the rate while it holds.

    Parameters
    ----------
    rows : pandas.DataFrame
        name (of the market), since and until (ISO dates), high (the rate), words, region, statement, text, source, id;
        markets in the order given.

    Returns
    -------
    altair.LayerChart
    """
    rows = parts.inked(rows).reset_index(drop=True)
    order = list(dict.fromkeys(rows.name))
    first = pd.Timestamp(rows.since.min()).to_period("Y").start_time
    last = pd.Timestamp(rows.until.max())
    wrapped = {name: parts.wrapped(name, 170) for name in order}
    gutter = {"wide": 16 + max(map(parts.measure, wrapped.values())), "narrow": _NARROW_GUTTER}
    for form, size in parts.SIZES.items():
        room = parts.WIDTHS[form] - _END - gutter[form]
        at = [gutter[form] + room * ((pd.Timestamp(day) - first) / (last - first)) for day in rows.since]
        rows[f"{form}_words"], rows[f"{form}_dx"] = _said(rows, at, parts.WIDTHS[form], size)
    scale = alt.Scale(
        type="utc",
        domainMin=alt.ExprRef(f"{first.timestamp() * 1000:.0f}"),
        domainMax=alt.ExprRef(f"{last.timestamp() * 1000:.0f}"),
        nice=False,
        range=[fit(gutter["wide"], gutter["narrow"]), fit(*(width - _END for width in parts.WIDTHS.values()))],
    )
    years = [f"{year}-01-01" for year in range(first.year, last.year + 1)]
    axis = alt.Axis(format="%Y", values=years, labelOverlap="greedy", labelFlush=False, orient="top", domain=False)
    placing = [f"{form}_{name}" for form in parts.WIDTHS for name in ("words", "dx")]
    tall = {form: _ROW[form] * len(order) for form in parts.WIDTHS}
    rows["order"] = rows.name.map(order.index)
    level = alt.Y(
        "level:Q",
        axis=None,
        scale=alt.Scale(domain=[0, fit(tall["wide"], tall["narrow"])], nice=False, reverse=True),
    )

    def down(place: dict[str, float], less: str = "") -> str:
        wide, narrow = (f"datum.order * {_ROW[form]} + {place[form]} {less}" for form in ("wide", "narrow"))
        return f"narrow ? {narrow} : {wide}"

    when = alt.X("since:T", title=None, scale=scale, axis=axis)
    base = (
        alt.Chart(parts.kept(rows, "order", "since", "until", "high", *placing))
        .transform_calculate(level=down(_FLOOR, f"- {_PERCENT} * datum.high"), floor=down(_FLOOR))
        .encode(x=when, y=level)
    )
    step = base.mark_rect().encode(
        x2="until:T",
        y2="floor:Q",
        fill=alt.Fill("ink:N", scale=None),
        tooltip=[*parts.STORY, alt.Tooltip("since:T", title="Since", format="%-d %B %Y")],
    )
    said = base.transform_calculate(words="narrow ? datum.narrow_words : datum.wide_words")
    labels = parts.words(
        said.transform_filter("datum.words != ''"),
        "words",
        align="left",
        dx=alt.ExprRef("narrow ? datum.narrow_dx : datum.wide_dx"),
        dy=-9,
    )
    named = alt.Chart(pd.DataFrame({"order": range(len(order)), "name": order, "wide": list(wrapped.values())}))
    named = named.transform_calculate(level=down(_NAMED), shown="narrow ? datum.name : datum.wide")
    up = f"-(length(split(datum.wide, '\\n')) - 1) * {parts.LINE * parts.SIZES['wide'] / 2}"
    names = parts.words(
        named.encode(y=level, x=alt.value(0)),
        "shown",
        align="left",
        dy=alt.ExprRef(f"narrow ? 0 : {up}"),
        fontWeight="bold",
    )
    return finish(alt.layer(step, *labels, *names), height=tall["wide"], narrow=tall["narrow"])


def _said(rows: pd.DataFrame, at: list[float], width: float, size: float) -> tuple[list[str], list[float]]:
    """The words at each bar's beginning and how far they move to stay inside; without room, a step goes unsaid."""
    words, moved, taken, after = [""] * len(rows), [0.0] * len(rows), {}, {}
    # The last rate of a market always has its words.
    for index in reversed(range(len(rows))):
        name, text = rows.name[index], rows.words[index]
        wide = parts.measure(text, size)
        left = min(at[index], width - wide - 2)
        # Words stand over their own step, and not before a higher one.
        starts, higher = after.get(name, (float("inf"), False))
        if left + wide + 5 < taken.get(name, float("inf")) and (not higher or left + wide < starts):
            words[index], moved[index], taken[name] = text, left - at[index], left
        after[name] = at[index], bool(index and rows.high[index] > rows.high[index - 1])
    return words, moved


# Where two bars and the names under them stand, in pixels from the top; names stand a line below each other.
_CAME, _WENT, _NAMES, _LINE = 32, 88, 118, 21
# Room right of the bars for the name of the last part.
_LAST = {"wide": 140, "narrow": 125}


def balance(
    rows: pd.DataFrame,
    value: alt.Expr,
    sides: dict[str, alt.Expr],
    words: Callable[[alt.Expr], alt.Expr],
    params: list[alt.Parameter],
) -> alt.LayerChart:
    """Return what comes in as a bar and, under it on the same scale, where it goes, part by part.

    A part is named under the bars, at the end of its line: the last one first, so that no line crosses a name.

    Parameters
    ----------
    rows : pandas.DataFrame
        ``key`` and ``label`` of each part, from left to right; the last one is what is left, below zero if it is
        missing.
    value : altair.Expr
        The part's amount, over ``datum.key``; what is zero is left out.
    sides : dict of str to altair.Expr
        How much ``came`` and how much ``went``.
    words : callable
        Gives an amount in words.
    params : list of altair.Parameter
        Controls and results.

    Returns
    -------
    altair.LayerChart
    """
    tall = _NAMES + _LINE * len(rows)
    came, went = sides["came"], sides["went"]
    most = expression(alt.expr.max(came, went, 1e-9))
    scale = alt.Scale(
        domain=[0, alt.ExprRef(most)], nice=False, range=[0, fit(*(parts.WIDTHS[form] - _LAST[form] for form in _LAST))]
    )
    down = alt.Scale(domain=[0, tall], nice=False, reverse=True)

    def along(field: str) -> alt.X:
        return alt.X(field, axis=None, scale=scale)

    def at(field: str) -> alt.Y:
        return alt.Y(field, axis=None, scale=down)

    last = f"datum.key == '{rows.key.iloc[-1]}'"
    parted = (
        alt.Chart(rows.assign(order=range(len(rows))))
        .transform_calculate(value=value)
        .transform_filter("datum.value > 0")
        .transform_window(until="sum(value)", sort=[alt.SortField("order")])
        .transform_window(line="row_number()", sort=[alt.SortField("order", "descending")])
        .transform_calculate(
            since="datum.until - datum.value",
            middle="datum.until - datum.value / 2",
            level=f"{_WENT}",
            foot=f"{_WENT + _THICK / 2 + 2}",
            down=f"{_NAMES} + (datum.line - 0.5) * {_LINE}",
            words=alt.datum.label + " " + words(alt.datum.value),
        )
    )
    fill = alt.when(last).then(alt.value(LIGHT["good"])).otherwise(alt.value(LIGHT["neutral"]))
    part = parted.mark_bar(height=_THICK, orient="horizontal", stroke=LIGHT["bg"], strokeWidth=1).encode(
        x=along("since:Q"), x2="until:Q", y=at("level:Q"), fill=fill, tooltip="words:N"
    )
    leader = parted.mark_rule(color=LIGHT["muted"]).encode(x=along("middle:Q"), y=at("foot:Q"), y2="down:Q")
    named = parted.encode(x=along("middle:Q"), y=at("down:Q"))
    whole = alt.Chart(pd.DataFrame({"since": [0], "level": [_CAME]})).transform_calculate(
        came=expression(came), went=expression(went), words=words(went - came) + " missing"
    )
    brought = whole.mark_bar(height=_THICK, orient="horizontal", fill=LIGHT["accent"]).encode(
        x=along("since:Q"), x2="came:Q", y=at("level:Q")
    )
    short = whole.transform_filter("datum.went > datum.came")
    missing = short.mark_bar(
        height=_THICK, orient="horizontal", fill=LIGHT["bg"], stroke=LIGHT["bad"], strokeWidth=1.5, strokeDash=[5, 4]
    ).encode(x=along("came:Q"), x2="went:Q", y=at("level:Q"), tooltip="words:N")
    heads = pd.DataFrame({"side": ["came", "went"], "level": [_CAME - 23, _WENT - 23]})
    head = alt.Chart(heads).transform_calculate(
        words=choose(
            alt.datum.side == "came",
            "Orders bring " + words(came),
            "Paid out " + words(went) + choose(came > went, ", and what is left", ""),
        )
    )
    head = head.encode(x=alt.value(0), y=at("level:Q"))
    return finish(
        alt.layer(
            missing,
            brought,
            part,
            leader,
            *parts.words(named, "words", align="left", dx=5),
            *parts.words(short.encode(x=along("went:Q"), y=at("level:Q")), "words", align="left", dx=7),
            *parts.words(head, "words", align="left", fontWeight="bold"),
        ).add_params(*params),
        height=tall,
    )


def outcomes(
    draws: alt.Chart, summary: alt.Chart, params: list[alt.Parameter], points: int, shares: dict[str, alt.Expr]
) -> alt.LayerChart:
    """Return how often each outcome comes up, losses apart from gains, with the middle half marked.

    Parameters
    ----------
    draws : altair.Chart
        ``profit`` of each draw; the parameter ``bin_width`` is the width of a bar.
    summary : altair.Chart
        One row: ``low`` and ``high``, the outer quartiles.
    params : list of altair.Parameter
        Controls and results.
    points : int
        How many draws there are.
    shares : dict of str to altair.Expr
        What is written over either side: ``lose`` and ``earn``.

    Returns
    -------
    altair.LayerChart
    """
    side = alt.when("datum.bin < 0").then(alt.value(LIGHT["bad"])).otherwise(alt.value(LIGHT["good"]))
    bars = (
        draws.transform_calculate(bin="floor(datum.profit / bin_width) * bin_width")
        .transform_aggregate(times="count()", groupby=["bin"])
        .transform_calculate(end="datum.bin + bin_width", share=f"100 * datum.times / {points}")
        .transform_calculate(
            told="format(datum.share, '.1~f') + '% of the outcomes lie between ' + format(datum.bin, ',.3~r') "
            "+ ' and ' + format(datum.end, ',.3~r')"
        )
        .mark_bar(stroke=LIGHT["bg"], strokeWidth=0.5, orient="vertical")
        .encode(
            x=alt.X("bin:Q", title=None, axis=alt.Axis(labelExpr=AMOUNTS, tickCount=5)),
            x2="end:Q",
            y=alt.Y("share:Q", title=None, axis=alt.Axis(tickCount=4, labelExpr="datum.label + '%'")),
            y2=alt.datum(0),
            color=side,
            tooltip="told:N",
        )
    )
    zero = (
        alt.Chart(pd.DataFrame({"level": [0]})).mark_rule(color=LIGHT["muted"], strokeDash=[5, 3]).encode(x="level:Q")
    )
    half = summary.mark_rule(strokeWidth=5, color=LIGHT["fg"]).encode(x="low:Q", x2="high:Q", y=alt.value(235))
    base = alt.Chart(pd.DataFrame({"side": [0]})).transform_calculate(**shares).encode(y=alt.value(-14))
    sides = [
        base.mark_text(baseline="middle", align=align, fontWeight="bold", color=LIGHT[hue]).encode(
            x=alt.value(at), text=f"{side}:N"
        )
        for side, at, align, hue in (("lose", 0, "left", "bad"), ("earn", "width", "right", "good"))
    ]
    return finish(alt.layer(bars, zero, half, *sides).add_params(*params), height=240)
