"""The forms of the seller's sum: steps of fees, a waterfall, both sides of a change, how often an outcome comes up."""

import altair as alt
import pandas as pd

from livecommerce.charts.forms import STORY
from livecommerce.charts.theme import AMOUNTS, finish, ink
from livecommerce.shown.tokens import LIGHT


def steps(rows: pd.DataFrame) -> alt.LayerChart:
    """Return rates over time, a row a market: a bar while a rate holds, the thicker the higher.

    Parameters
    ----------
    rows : pandas.DataFrame
        name (of the market), since and until (ISO dates), high (the rate), words, region, statement, text, source, id.

    Returns
    -------
    altair.LayerChart
    """
    order = list(dict.fromkeys(rows.name))
    rows = rows.assign(ink=[ink(region) for region in rows.region])
    base = alt.Chart(rows).encode(
        y=alt.Y("name:N", axis=None, scale=alt.Scale(domain=order)),
        tooltip=[*STORY, alt.Tooltip("since:N", title="Since")],
    )
    axis = alt.Axis(format="%Y", tickCount="year", labelOverlap=True)
    when = alt.X("since:T", title=None, scale=alt.Scale(type="utc", nice="year"), axis=axis)
    width = alt.StrokeWidth("high:Q", legend=None, scale=alt.Scale(domain=[0, 15], range=[1, 21]))
    hue = alt.Stroke("ink:N", scale=None)
    bar = base.mark_rule(yOffset=16).encode(x=when, x2="until:T", strokeWidth=width, stroke=hue)
    label = base.mark_text(align="left", yOffset=0).encode(x=when, text="words:N")
    named = base.properties(data=rows.drop_duplicates("name"))
    name = named.mark_text(align="left", yOffset=-17, fontWeight="bold").encode(x=alt.value(2), text="name:N")
    return finish(alt.layer(bar, label, name), height=54 * len(order))


def waterfall(rows: pd.DataFrame, value: alt.Expr, words: alt.Expr, params: list[alt.Parameter]) -> alt.LayerChart:
    """Return amounts that add up, each beginning where the last one ended; totals begin at zero.

    Parameters
    ----------
    rows : pandas.DataFrame
        ``key``, ``label`` and ``total`` (whether it is one) of each bar.
    value, words : altair.Expr
        The bar's length, and what is written above it.
    params : list of altair.Parameter
        Controls and results.

    Returns
    -------
    altair.LayerChart
    """
    base = (
        alt.Chart(rows.assign(place=range(len(rows))))
        .transform_calculate(value=value)
        .transform_filter("isFinite(datum.value)")
        .transform_calculate(words=words, step="datum.total ? 0 : datum.value")
        .transform_window(after="sum(step)", sort=[alt.SortField("place")], frame=[None, 0])
        .transform_calculate(
            begin="datum.total ? 0 : datum.after - datum.value", end="datum.total ? datum.value : datum.after"
        )
        .encode(y=alt.Y("place:O", axis=None))
    )
    amount = alt.X("begin:Q", title=None, axis=alt.Axis(labelExpr=AMOUNTS, tickCount=5))
    side = (
        alt.when("datum.value < 0")
        .then(alt.value(LIGHT["bad"]))
        .when("datum.total")
        .then(alt.value(LIGHT["good"]))
        .otherwise(alt.value(LIGHT["neutral"]))
    )
    bar = base.mark_bar(height=12, yOffset=9).encode(x=amount, x2="end:Q", color=side)
    zero = alt.Chart(pd.DataFrame({"level": [0]})).mark_rule(color=LIGHT["muted"]).encode(x="level:Q")
    label = base.mark_text(align="left", yOffset=-8).encode(x=alt.value(2), text="words:N")
    return finish(alt.layer(bar, zero, label).add_params(*params), height=36 * len(rows))


def both_sides(rows: pd.DataFrame, value: alt.Expr, words: alt.Expr, params: list[alt.Parameter]) -> alt.LayerChart:
    """Return what each setting changes when it is better and when it is worse, the widest at the top.

    Parameters
    ----------
    rows : pandas.DataFrame
        ``key``, ``label`` and ``side`` (1 better, -1 worse); two rows a setting.
    value, words : altair.Expr
        The bar's length, and what is written above the two bars.
    params : list of altair.Parameter
        Controls and results.

    Returns
    -------
    altair.LayerChart
    """
    base = (
        alt.Chart(rows)
        .transform_calculate(value=value)
        .transform_calculate(words=words, width="abs(datum.value)")
        .transform_joinaggregate(widest="max(width)", groupby=["key"])
        .transform_window(order="dense_rank()", sort=[alt.SortField("widest", "descending"), alt.SortField("key")])
        .encode(y=alt.Y("order:O", axis=None))
    )
    side = alt.when("datum.value < 0").then(alt.value(LIGHT["bad"])).otherwise(alt.value(LIGHT["good"]))
    amount = alt.X("value:Q", title=None, stack=None, axis=alt.Axis(labelExpr=AMOUNTS, tickCount=5))
    bar = base.mark_bar(height=12, yOffset=9).encode(x=amount, color=side)
    zero = alt.Chart(pd.DataFrame({"level": [0]})).mark_rule(color=LIGHT["muted"]).encode(x="level:Q")
    label = base.transform_filter("datum.side > 0").mark_text(align="left", yOffset=-8)
    return finish(
        alt.layer(bar, zero, label.encode(x=alt.value(2), text="words:N")).add_params(*params), height=18 * len(rows)
    )


def outcomes(draws: alt.Chart, summary: alt.Chart, params: list[alt.Parameter], points: int) -> alt.LayerChart:
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

    Returns
    -------
    altair.LayerChart
    """
    side = alt.when("datum.bin < 0").then(alt.value(LIGHT["bad"])).otherwise(alt.value(LIGHT["good"]))
    bars = (
        draws.transform_calculate(bin="floor(datum.profit / bin_width) * bin_width")
        .transform_aggregate(times="count()", groupby=["bin"])
        .transform_calculate(end="datum.bin + bin_width", share=f"100 * datum.times / {points}")
        .mark_bar(stroke=LIGHT["bg"], strokeWidth=0.5, orient="vertical")
        .encode(
            x=alt.X("bin:Q", title=None, axis=alt.Axis(labelExpr=AMOUNTS, tickCount=5)),
            x2="end:Q",
            y=alt.Y("share:Q", title="of 100 cases", axis=alt.Axis(tickCount=4)),
            y2=alt.datum(0),
            color=side,
        )
    )
    zero = (
        alt.Chart(pd.DataFrame({"level": [0]})).mark_rule(color=LIGHT["muted"], strokeDash=[5, 3]).encode(x="level:Q")
    )
    half = summary.mark_rule(strokeWidth=5, color=LIGHT["fg"]).encode(x="low:Q", x2="high:Q", y=alt.value(235))
    return finish(alt.layer(bars, zero, half).add_params(*params), height=240)
