"""The forms that the book's charts take: a frame in, a chart out, one theme for all.

Every form is a single or layered view, so that it can be drawn wide for a desktop and narrow for a phone. Labels stand
inside the plot, above their marks, where a phone has room for them.
"""

import math

import altair as alt
import pandas as pd

from livecommerce.charts import parts
from livecommerce.charts.parts import STORY, beside, fit, inked, pointed
from livecommerce.charts.theme import AMOUNTS, finish
from livecommerce.shown.tokens import LIGHT


def _hue(rows: pd.DataFrame, field: str) -> dict[str, alt.Color | alt.Shape]:
    """A row's own colour, and a shape for what it belongs to: colour is never alone."""
    scale = alt.Scale(domain=list(rows[field].unique()))
    legend = alt.Legend(symbolFillColor=LIGHT["neutral"], symbolStrokeColor=LIGHT["neutral"])
    return {
        "color": alt.Color("ink:N", scale=None),
        "shape": alt.Shape(f"{field}:N", title=None, scale=scale, legend=legend),
    }


# The row's own colour, as it stands.
INK = alt.Stroke("ink:N", scale=None)


def _decades(low: float, high: float) -> list[float]:
    """The powers of ten from just below `low` to just above `high`: ends and ticks of a logarithmic axis."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [10.0**power for power in range(first, last + 1)]


def _amount_axis(rows: pd.DataFrame, log: bool, suffix: str) -> dict:
    """Scale and axis for amounts; a logarithmic one shows whole decades and names each."""
    words = f"({AMOUNTS}) + '{suffix}'"
    if not log:
        return {"scale": alt.Scale(nice=True), "axis": alt.Axis(labelExpr=words, tickCount=5)}
    ends = _decades(rows.low.min(), rows.high.max())
    scale = alt.Scale(type="log", domain=[ends[0], ends[-1]])
    return {"scale": scale, "axis": alt.Axis(labelExpr=words, values=ends, labelOverlap=True)}


def ranges(rows: pd.DataFrame, log: bool = False, suffix: str = "") -> alt.LayerChart:
    """Return figures as labelled rows: a point, or a bar from low to high.

    Parameters
    ----------
    rows : pandas.DataFrame
        label, low, high, open, group, statement, text, source, id; drawn in the order given, a bound with an arrow.
    log : bool, optional
        Use a logarithmic scale.
    suffix : str, optional
        Appended to the axis labels.

    Returns
    -------
    altair.LayerChart
    """
    rows = inked(rows).assign(order=range(len(rows)))
    pointer = pointed("group")
    more = {}
    for form, size in parts.SIZES.items():
        rows[f"{form}_label"] = [parts.wrapped(label, parts.WIDTHS[form] - 6, size) for label in rows.label]
        more[form] = parts.LINE * size * rows[f"{form}_label"].str.count("\n").max()
    chart = alt.Chart(rows)
    base = chart.encode(
        y=alt.Y("order:O", axis=None),
        opacity=beside(pointer),
        tooltip=STORY,
    )
    drop = fit(8 + more["wide"] / 2, 8 + more["narrow"] / 2)
    amount = alt.X("low:Q", title=None, **_amount_axis(rows, log, suffix))
    spread = base.mark_rule(strokeWidth=6, yOffset=drop).encode(x=amount, x2="high:Q", stroke=INK)
    point = base.mark_point(filled=True, size=85, yOffset=drop, opacity=1).encode(x="high:Q", **_hue(rows, "group"))
    named = base.transform_calculate(said="narrow ? datum.narrow_label : datum.wide_label")
    lines = "(length(split(datum.said, '\\n')) - 1)"
    rise = [f"{more[form] / 2 - 9} - {lines} * {parts.LINE * size}" for form, size in parts.SIZES.items()]
    up = alt.ExprRef(f"narrow ? {rise[1]} : {rise[0]}")
    label = parts.words(named.encode(x=alt.value(2)), "said", align="left", dy=up)
    point = point.add_params(pointer).properties(name="marks")
    chart = alt.layer(spread, point, *_arrows(base, rows, drop), *label)
    tall = {form: round((38 + extra) * len(rows)) for form, extra in more.items()}
    return finish(chart, height=tall["wide"], narrow=tall["narrow"])


def _arrows(base: alt.Chart, rows: pd.DataFrame, drop: alt.ExprRef) -> list[alt.Chart]:
    """Arrows beside the points that are bounds: the figure itself lies further that way."""
    ways = {"above": ("→", {"align": "left", "dx": 7}), "below": ("←", {"align": "right", "dx": -7})}
    layers = []
    for way, (arrow, mark) in ways.items():
        if way in set(rows.open):
            bound = base.transform_filter(f"datum.open == '{way}'").transform_calculate(arrow=f"'{arrow}'")
            layers += parts.words(bound.encode(x="high:Q"), "arrow", **mark, yOffset=drop, color=LIGHT["muted"])
    return layers


def curve(x: alt.X, y: alt.Y, line: alt.Chart, marks: alt.Chart, params: list[alt.Parameter]) -> alt.LayerChart:
    """Return a curve that a formula draws, with the points the reader asks about.

    Parameters
    ----------
    x, y : altair.X, altair.Y
        Axes of the curve.
    line : altair.Chart
        Data and formula of the curve.
    marks : altair.Chart
        Data and formula of the points, under the names ``at`` and ``level``, worded as ``words``, of a ``kind``.
    params : list of altair.Parameter
        Controls and results.

    Returns
    -------
    altair.LayerChart
    """
    zero = (
        alt.Chart(pd.DataFrame({"level": [0]})).mark_rule(color=LIGHT["muted"], strokeDash=[5, 3]).encode(y="level:Q")
    )
    drawn = line.mark_line(strokeWidth=3, color=LIGHT["accent"], clip=True).encode(x=x, y=y)
    place = {"x": "at:Q", "y": "level:Q"}
    hue = {
        "color": alt.Color("kind:N", title=None, scale=alt.Scale(range=[LIGHT["accent"], LIGHT["doubt"]])),
        "shape": alt.Shape("kind:N", title=None),
    }
    point = marks.mark_point(filled=True, size=110, opacity=1, clip=True).encode(**place, **hue)
    text = {"align": "left", "dx": 8, "dy": 14, "clip": True}
    halo = marks.mark_text(**text, stroke=LIGHT["bg"], strokeWidth=4).encode(**place, text="words:N")
    words = marks.mark_text(**text).encode(**place, text="words:N")
    return finish(alt.layer(zero, drawn, point, halo, words).add_params(*params), height=280)
