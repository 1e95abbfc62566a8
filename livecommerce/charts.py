"""The forms that the book's charts take: a frame in, a chart out, one theme for all.

Every form is a single or layered view, so that it can be drawn wide for a desktop and narrow for a phone. Labels stand
inside the plot, above their marks, where a phone has room for them.
"""

import altair as alt
import pandas as pd

from livecommerce.tokens import LIGHT

WIDTH = 560
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
COLOURS = [LIGHT[name] for name in ("one", "two", "three", "four", "five", "six")]
SHAPES = ["circle", "diamond", "square", "triangle-up", "cross", "triangle-down"]
CURRENCIES = {"CNY": "yuan", "USD": "US dollars"}

# How large amounts are written on an axis: SI's G is a billion to nobody who reads about money.
AMOUNTS = (
    "abs(datum.value) >= 1e12 ? format(datum.value / 1e12, '~r') + ' trn' : "
    "abs(datum.value) >= 1e9 ? format(datum.value / 1e9, '~r') + ' bn' : "
    "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~r') + ' m' : format(datum.value, ',~r')"
)


def _config() -> dict:
    """The one theme: text, rules and colours."""
    text = {"labelColor": LIGHT["muted"], "titleColor": LIGHT["muted"], "labelFontSize": 11, "titleFontSize": 11}
    return {
        "font": FONT,
        "background": LIGHT["bg"],
        "view": {"stroke": None},
        "axis": text | {"gridColor": LIGHT["grid"], "domainColor": LIGHT["muted"], "tickColor": LIGHT["muted"]}
        | {"titleFontWeight": "normal", "labelLimit": 180},
        "legend": text | {"orient": "top", "titleFontWeight": "normal", "labelLimit": 240, "columns": 3, "symbolSize": 70}
        | {"symbolFillColor": LIGHT["muted"], "symbolStrokeColor": LIGHT["muted"]},
        "title": {"anchor": "start", "color": LIGHT["fg"], "subtitleColor": LIGHT["muted"], "fontSize": 14, "offset": 12},
        "text": {"color": LIGHT["fg"], "fontSize": 11},
        "range": {"category": COLOURS, "symbol": SHAPES},
    }


def finish(chart: alt.TopLevelMixin, height: int | None = None) -> alt.TopLevelMixin:
    """Give a chart the book's size and theme.

    Parameters
    ----------
    chart : altair.TopLevelMixin
        A single or layered chart.
    height : int, optional
        Height of the plot in pixels; Vega-Lite's own by default.

    Returns
    -------
    altair.TopLevelMixin
    """
    sized = chart.properties(width=WIDTH, **({"height": height} if height else {}))
    sized.config = alt.Config.from_dict(_config())
    return sized


def choice(name: str, label: str, options: dict[str, str]) -> alt.Parameter:
    """Return a parameter that a reader sets by choosing; the first option is the start.

    Parameters
    ----------
    name : str
        The parameter's name in the chart.
    label : str
        What the reader chooses.
    options : dict of str to str
        Value and wording of each option.

    Returns
    -------
    altair.Parameter
    """
    first = next(iter(options))
    bind = {"input": "radio", "options": list(options), "labels": list(options.values()), "name": label}
    return alt.param(name=name, value=first, bind=bind)


def slider(name: str, label: str, low: float, high: float, step: float, start: float) -> alt.Parameter:
    """Return a parameter that a reader sets with a slider.

    Parameters
    ----------
    name, label : str
        The parameter's name in the chart, and what it is, with its unit.
    low, high, step, start : float
        Bounds, step and first value.

    Returns
    -------
    altair.Parameter
    """
    bind = {"input": "range", "min": low, "max": high, "step": step, "name": label}
    return alt.param(name=name, value=start, bind=bind)


def _tooltip(**fields: str) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title.replace("_", " ")) for title, field in fields.items()]


STORY = _tooltip(What="statement", Reading="text", Source="source", Claim="id")


def _dim(shown: str) -> alt.Parameter:
    """Opacity that sets aside what the reader did not choose."""
    return alt.when(shown).then(alt.value(1)).otherwise(alt.value(0.18))


def _highlight(rows: pd.DataFrame, field: str, label: str) -> alt.Parameter:
    return choice("shown", label, {"All": "All"} | {value: value for value in rows[field].unique()})


def timeline(rows: pd.DataFrame, track: str) -> alt.LayerChart:
    """Return events in order of time, one row each, with a choice of track.

    Parameters
    ----------
    rows : pandas.DataFrame
        label, start and end (ISO dates), track, statement, text, source, id.
    track : str
        What the tracks are, for the choice and the legend.

    Returns
    -------
    altair.LayerChart
    """
    rows = rows.sort_values(["start", "id"]).assign(order=range(len(rows)))
    shown = _highlight(rows, "track", track)
    base = alt.Chart(rows).encode(
        y=alt.Y("order:O", axis=None),
        opacity=_dim("shown == 'All' || datum.track == shown"),
        tooltip=STORY,
    )
    when = alt.X("start:T", scale=alt.Scale(type="utc", nice="year"), title=None, axis=alt.Axis(format="%Y", tickCount="year"))
    hue = alt.Color("track:N", title=None, legend=alt.Legend(symbolOpacity=1))
    lasting = base.mark_rule(strokeWidth=4, yOffset=8).encode(x=when, x2="end:T", color=hue)
    point = base.mark_point(filled=True, size=85, yOffset=8, opacity=1).encode(
        x=when, color=hue, shape=alt.Shape("track:N", title=None)
    )
    label = base.mark_text(align="left", yOffset=-7).encode(x=alt.value(2), text="label:N")
    return finish(alt.layer(lasting, point, label).add_params(shown), height=36 * len(rows))


def money_by_year(rows: pd.DataFrame, log: bool = False) -> alt.LayerChart:
    """Return amounts of money by year and source, with a currency switch; no two sources share a line.

    Parameters
    ----------
    rows : pandas.DataFrame
        year, series, kind, label, cny_low, cny_high, usd_low, usd_high, statement, text, source, id.
    log : bool, optional
        Use a logarithmic scale.

    Returns
    -------
    altair.LayerChart
    """
    currency = choice("currency", "Currency", CURRENCIES)
    scale = alt.Scale(type="log" if log else "linear", zero=not log, nice=True)
    base = (
        alt.Chart(rows)
        .transform_calculate(
            low="currency == 'CNY' ? datum.cny_low : datum.usd_low",
            high="currency == 'CNY' ? datum.cny_high : datum.usd_high",
        )
        .encode(
            x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1, grid=False), scale=alt.Scale(nice=False, zero=False, padding=36)),
            color=alt.Color("series:N", title=None),
            tooltip=STORY,
        )
    )
    amount = alt.Y("low:Q", title=None, scale=scale, axis=alt.Axis(labelExpr=AMOUNTS, tickCount=5))
    spread = base.mark_rule(strokeWidth=5, opacity=0.55).encode(y=amount, y2="high:Q")
    point = base.mark_point(filled=True, size=95, opacity=1).encode(
        y=alt.Y("high:Q", scale=scale), shape=alt.Shape("kind:N", title=None)
    )
    label = base.mark_text(dy=-12).encode(y=alt.Y("high:Q", scale=scale), text="label:N")
    return finish(alt.layer(spread, point, label).add_params(currency), height=300)


def printed_and_read(rows: pd.DataFrame, ceiling: pd.DataFrame) -> alt.LayerChart:
    """Return bars as an article prints them and as they are read, under a ceiling they cannot all pass.

    Parameters
    ----------
    rows : pandas.DataFrame
        label, version (``printed`` or ``read``), name, low, high, statement, text, source, id.
    ceiling : pandas.DataFrame
        One row: value and label of the whole that contains the parts.

    Returns
    -------
    altair.LayerChart
    """
    version = choice("version", "Figures", {"printed": "as printed", "read": "as we read them"})
    base = alt.Chart(rows).transform_filter("datum.version == version").encode(
        y=alt.Y("label:N", axis=None, sort=list(dict.fromkeys(rows.label))), tooltip=STORY
    )
    # One domain for both versions, or the switch would hide the size of the error.
    amount = alt.X("high:Q", title=None, scale=alt.Scale(domain=[0, 520e9]), axis=alt.Axis(labelExpr=AMOUNTS, tickCount=5))
    bar = base.mark_bar(height=14, yOffset=9, color=LIGHT["one"]).encode(x=amount)
    certain = base.mark_tick(thickness=3, height=14, yOffset=9, color=LIGHT["fg"]).encode(x="low:Q")
    label = base.mark_text(align="left", yOffset=-8).encode(x=alt.value(2), text="name:N")
    limit = alt.Chart(ceiling).mark_rule(strokeDash=[5, 3], strokeWidth=2, color=LIGHT["two"]).encode(x="value:Q", tooltip=STORY)
    limit_label = alt.Chart(ceiling).mark_text(align="right", dx=-6, dy=-4, baseline="bottom", color=LIGHT["two"]).encode(
        x="value:Q", y=alt.value(0), text="label:N"
    )
    return finish(alt.layer(bar, certain, label, limit, limit_label).add_params(version), height=46 * rows.label.nunique())


def ranges(rows: pd.DataFrame, group: str, log: bool = False, choose: bool = True) -> alt.LayerChart:
    """Return figures as labelled rows: a point, or a bar from low to high.

    Parameters
    ----------
    rows : pandas.DataFrame
        label, low, high, group, statement, text, source, id; drawn in the order given.
    group : str
        What the groups are, for the choice.
    log : bool, optional
        Use a logarithmic scale.
    choose : bool, optional
        Offer the choice of a group.

    Returns
    -------
    altair.LayerChart
    """
    rows = rows.assign(order=range(len(rows)))
    shown = _highlight(rows, "group", group)
    base = alt.Chart(rows).encode(
        y=alt.Y("order:O", axis=None),
        opacity=_dim("shown == 'All' || datum.group == shown") if choose else alt.value(1),
        tooltip=STORY,
    )
    # Ticks a decade apart: a logarithmic axis that labels every one of them is unreadable on a phone.
    axis = alt.Axis(labelExpr=AMOUNTS, tickCount=5, labelOverlap=True)
    amount = alt.X("low:Q", title=None, scale=alt.Scale(type="log" if log else "linear", nice=True), axis=axis)
    hue = alt.Color("group:N", title=None)
    spread = base.mark_rule(strokeWidth=6, yOffset=8).encode(x=amount, x2="high:Q", color=hue)
    point = base.mark_point(filled=True, size=85, yOffset=8, opacity=1).encode(
        x=alt.X("high:Q"), color=hue, shape=alt.Shape("group:N", title=None)
    )
    label = base.mark_text(align="left", yOffset=-7).encode(x=alt.value(2), text="label:N")
    layers = alt.layer(spread, point, label)
    return finish(layers.add_params(shown) if choose else layers, height=38 * len(rows))


def by_year(rows: pd.DataFrame, years: list[int], start: int, top: float, unit: str) -> alt.LayerChart:
    """Return bars by place for one year at a time, moved by a slider.

    Parameters
    ----------
    rows : pandas.DataFrame
        label, year, value, shown (the value in words), benchmark, statement, text, source, id.
    years : list of int
        First and last year.
    start : int
        The year shown at first.
    top : float
        End of the axis, the same for every year.
    unit : str
        Appended to the axis labels.

    Returns
    -------
    altair.LayerChart
    """
    year = slider("year", "Year", years[0], years[1], 1, start)
    base = alt.Chart(rows).transform_filter("datum.year == year").encode(
        y=alt.Y("label:N", axis=None, sort=list(dict.fromkeys(rows.label))), tooltip=STORY
    )
    axis = alt.Axis(labelExpr=f"datum.label + '{unit}'", tickCount=5)
    bar = base.mark_bar(height=12, yOffset=8, color=LIGHT["one"]).encode(
        x=alt.X("value:Q", title=None, scale=alt.Scale(domain=[0, top]), axis=axis)
    )
    label = base.mark_text(align="left", yOffset=-8).encode(x=alt.value(2), text="shown:N")
    limit = alt.Chart(rows.drop_duplicates("benchmark")).mark_rule(strokeDash=[5, 3], strokeWidth=2, color=LIGHT["two"]).encode(
        x="benchmark:Q"
    )
    return finish(alt.layer(bar, limit, label).add_params(year), height=40 * rows.label.nunique())


def by_publisher(rows: pd.DataFrame) -> alt.LayerChart:
    """Return a figure over the years, one line a publisher, never joined.

    Parameters
    ----------
    rows : pandas.DataFrame
        year, value, series (the publisher), kind, statement, text, source, id.

    Returns
    -------
    altair.LayerChart
    """
    shown = _highlight(rows, "series", "Publisher")
    base = alt.Chart(rows).encode(
        x=alt.X("year:Q", title=None, axis=alt.Axis(format="d", tickMinStep=1, grid=False), scale=alt.Scale(zero=False, padding=24)),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(labelExpr=AMOUNTS, tickCount=5)),
        color=alt.Color("series:N", title=None, legend=alt.Legend(columns=2)),
        opacity=_dim("shown == 'All' || datum.series == shown"),
        tooltip=STORY,
    )
    line = base.mark_line(strokeWidth=2)
    point = base.mark_point(filled=True, size=85).encode(shape=alt.Shape("series:N", title=None))
    label = base.mark_text(dy=-12).encode(text="text:N", color=alt.value(LIGHT["fg"]))
    return finish(alt.layer(line, point, label).add_params(shown), height=300)


def before_and_after(rows: pd.DataFrame) -> alt.LayerChart:
    """Return one line a platform between two years.

    Parameters
    ----------
    rows : pandas.DataFrame
        year, value, series, statement, text, source, id.

    Returns
    -------
    altair.LayerChart
    """
    shown = _highlight(rows, "series", "Platform")
    base = alt.Chart(rows).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0), scale=alt.Scale(padding=0.35)),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(labelExpr=AMOUNTS, tickCount=5)),
        color=alt.Color("series:N", title=None),
        opacity=_dim("shown == 'All' || datum.series == shown"),
        tooltip=STORY,
    )
    point = base.mark_point(filled=True, size=95).encode(shape=alt.Shape("series:N", title=None))
    label = base.mark_text(dy=-12).encode(text="text:N", color=alt.value(LIGHT["fg"]))
    return finish(alt.layer(base.mark_line(strokeWidth=2), point, label).add_params(shown), height=320)


def matrix(rows: pd.DataFrame) -> alt.Chart:
    """Return who says what: a mark where an article gives a reason.

    Parameters
    ----------
    rows : pandas.DataFrame
        reason, article, group, statement, text, source, id.

    Returns
    -------
    altair.Chart
    """
    shown = _highlight(rows, "group", "About")
    base = alt.Chart(rows).encode(
        y=alt.Y("reason:N", axis=None, sort=list(dict.fromkeys(rows.reason))),
        opacity=_dim("shown == 'All' || datum.group == shown"),
        tooltip=STORY,
    )
    mark = base.mark_point(filled=True, size=110, yOffset=9).encode(
        x=alt.X("article:N", title=None, axis=alt.Axis(labelAngle=0, orient="top", grid=True, labelLimit=90)),
        color=alt.Color("group:N", title=None),
        shape=alt.Shape("group:N", title=None),
    )
    label = base.mark_text(align="left", yOffset=-8).encode(x=alt.value(2), text="reason:N")
    return finish(alt.layer(mark, label).add_params(shown), height=38 * rows.reason.nunique())
