"""Two forms of the seller's sum: what is charged over time, and how often an outcome comes up."""

import altair as alt
import pandas as pd

from livecommerce.charts import parts
from livecommerce.charts.parts import fit
from livecommerce.charts.theme import AMOUNTS, finish
from livecommerce.shown.tokens import LIGHT

# Half a year's name stands before the first day.
_NARROW_GUTTER = 18
_END = 8
# How thick a bar is at a rate of 15 percent, in pixels.
_THICKEST = 21


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
    lane = alt.Y("name:N", axis=None, scale=alt.Scale(domain=order, paddingInner=0, paddingOuter=0))
    base = alt.Chart(parts.kept(rows, "name", "since", "until", "high", *placing)).encode(
        x=alt.X("since:T", title=None, axis=axis),
        y=lane,  # the bars' scale is all layers'
    )
    width = alt.StrokeWidth("high:Q", legend=None, scale=alt.Scale(domain=[0, 15], range=[1, _THICKEST]))
    bar = base.mark_rule(yOffset=fit(8, 20)).encode(
        x=alt.X("since:T", title=None, scale=scale, axis=axis),
        x2="until:T",
        strokeWidth=width,
        stroke=alt.Stroke("ink:N", scale=None),
        tooltip=[*parts.STORY, alt.Tooltip("since:T", title="Since", format="%-d %B %Y")],
    )
    said = base.transform_calculate(words="narrow ? datum.narrow_words : datum.wide_words")
    labels = parts.words(
        said.transform_filter("datum.words != ''"),
        "words",
        align="left",
        dx=alt.ExprRef("narrow ? datum.narrow_dx : datum.wide_dx"),
        dy=fit(-13, -1),
    )
    named = alt.Chart(pd.DataFrame({"name": order, "wide": list(wrapped.values())})).encode(y=lane, x=alt.value(0))
    up = alt.ExprRef(
        f"narrow ? -22 : 2 - (length(split(datum.wide, '\\n')) - 1) * {parts.LINE * parts.SIZES['wide'] / 2}"
    )
    shown = named.transform_calculate(shown="narrow ? datum.name : datum.wide")
    names = parts.words(shown, "shown", align="left", dy=up, fontWeight="bold")
    return finish(alt.layer(bar, *labels, *names), height=44 * len(order), narrow=66 * len(order))


def _said(rows: pd.DataFrame, at: list[float], width: float, size: float) -> tuple[list[str], list[float]]:
    """The words at each bar's beginning and how far they move to stay inside; without room, a step goes unsaid."""
    words, moved, taken = [""] * len(rows), [0.0] * len(rows), {}
    # The last rate of a market always has its words.
    for index in reversed(range(len(rows))):
        name, text = rows.name[index], rows.words[index]
        wide = parts.measure(text, size)
        left = min(at[index], width - wide - 2)
        if left + wide + 5 < taken.get(name, float("inf")):
            words[index], moved[index], taken[name] = text, left - at[index], left
    return words, moved


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
            y=alt.Y("share:Q", title=None, axis=alt.Axis(tickCount=4, labelExpr="datum.label + '%'")),
            y2=alt.datum(0),
            color=side,
        )
    )
    zero = (
        alt.Chart(pd.DataFrame({"level": [0]})).mark_rule(color=LIGHT["muted"], strokeDash=[5, 3]).encode(x="level:Q")
    )
    half = summary.mark_rule(strokeWidth=5, color=LIGHT["fg"]).encode(x="low:Q", x2="high:Q", y=alt.value(235))
    return finish(alt.layer(bars, zero, half).add_params(*params), height=240)
