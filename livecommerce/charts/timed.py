"""Forms with time on the x axis: amounts by year, before and after, fees in steps, launches and closures in lanes."""

import math

import altair as alt
import pandas as pd

from livecommerce.charts import parts
from livecommerce.charts.parts import WIDTHS, Box, Label, fit
from livecommerce.charts.theme import AMOUNTS, CURRENCIES, finish
from livecommerce.shown.controls import choice
from livecommerce.shown.tokens import LIGHT

_OBSERVED, _TARGET = "observed", "target"
# A label's place beside its mark, as its columns say for each width.
_PLACED = {name: alt.ExprRef(f"narrow ? datum.narrow_{name} : datum.wide_{name}") for name in ("dx", "dy", "align")}

_PLACING = [f"{form}_{name}" for form in WIDTHS for name in (*Label._fields, "words")]
# The widest label beside a mark, in pixels.
_ROOM = {"wide": 190, "narrow": 118}


def _worded(rows: pd.DataFrame, form: str) -> pd.Series:
    """What is written at each mark: a figure goes without its currency, which the measure names."""
    figures = rows.text.str.removesuffix(" dollars").str.removesuffix(" yuan")
    labels = zip(rows.label.fillna(""), figures, strict=True)
    said = [parts.wrapped(label.replace("{}", figure), _ROOM[form], parts.SIZES[form]) for label, figure in labels]
    return pd.Series(said, index=rows.index)


def _number(text: str) -> str:
    return f"({AMOUNTS}) + '{text}'"


def _nice(top: float) -> float:
    """The next round number above, of those that five grid lines divide well."""
    power = 10 ** math.floor(math.log10(top))
    return next(step * power for step in (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10) if step * power >= top)


def _with_labels(rows: pd.DataFrame, places: dict[str, list[Label]]) -> pd.DataFrame:
    """Add each row's place of its label, for a desktop and for a phone."""
    columns = {
        f"{form}_{name}": [getattr(at, name) for at in found]
        for form, found in places.items()
        for name in Label._fields
    }
    return rows.assign(**columns)


def _at(rows: pd.DataFrame) -> pd.Series:
    """When a row is of: its own ``at`` if it has one, a year and its fraction; else its year."""
    return rows["at"].astype(float) if "at" in rows else rows.year.astype(float)


def _lines(rows: pd.DataFrame) -> pd.DataFrame:
    """The points of every line: one series, one counter, counted years apart from foreseen ones.

    A line stops where its counter has no figure for a year: what lay between would be drawn, and nobody printed it.
    """
    found = []
    for (_, _), line in rows[rows.kind != _TARGET].groupby(["series", "counted_by"], sort=False):
        line = line.sort_values("at")
        counted, foreseen = line[line.kind == _OBSERVED], line[line.kind != _OBSERVED]
        for _, run in counted.groupby((counted["at"].diff() > 1).cumsum()):
            if len(run) > 1:
                found.append(run.assign(line=f"{run.id.iloc[0]} counted", foreseen=False))
        joined = pd.concat([counted.tail(1), foreseen])
        if len(foreseen) and len(joined) > 1:
            found.append(joined.assign(line=f"{line.id.iloc[0]} foreseen", foreseen=True))
    return pd.concat(found) if found else rows.head(0).assign(line="", foreseen=False)


def _bands(rows: pd.DataFrame) -> pd.DataFrame:
    """From the least to the greatest, for each row that is a range and each year that a series has from several."""
    groups = rows[rows.kind != _TARGET].groupby(["series", "at"], sort=False)
    spans = groups.agg(low=("low", "min"), high=("high", "max"), ink=("ink", "first")).reset_index()
    return spans[spans.high > spans.low]


def by_year(
    rows: pd.DataFrame,
    height: int = 360,
    log: bool = False,
    suffix: str = "",
    currency: str | None = None,
    top: float | None = None,
    bottom: float = 0,
) -> alt.LayerChart:
    """Return amounts by year: lines within one counter, ranges where counters differ, forecasts hollow, targets ticks.

    Parameters
    ----------
    rows : pandas.DataFrame
        year (or ``at``, a year and its fraction), low, high, series, counted_by, kind (``observed``, ``target``,
        anything else is foreseen), region or tone, label (written at the mark, ``{}`` in it stands for the figure in
        words; empty for none), statement, text, source, id. A line joins what has one series and one counter. For a
        currency switch also cny_low, cny_high, cny_text and the same for usd.
    height : int, optional
    log : bool, optional
        Use a logarithmic scale; its grid lines are whole decades.
    suffix : str, optional
        Appended to the axis labels, such as ``%``.
    currency : str, optional
        ISO 4217 code of the currency shown at first, where the reader can switch.
    top, bottom : float, optional
        Ends of the axis; by default a round number above everything, and zero.

    Returns
    -------
    altair.LayerChart
    """
    rows = parts.inked(rows).assign(at=_at(rows), series=rows.series.astype(str)).reset_index(drop=True)
    if currency is None:
        drawn = {"": rows}
    else:
        drawn = {
            code: rows.assign(
                **{name: rows[f"{code.lower()}_{name}"] for name in ("low", "high", "text")}, currency=code
            )
            for code in CURRENCIES
        }
    made = {code: _by_year_layout(found, height, log, suffix, top, bottom) for code, found in drawn.items()}
    shown = {
        name: pd.concat([layout[name] for layout in made.values()], ignore_index=True)
        for name in ("points", "lines", "bands")
    }
    tops = {code: layout["ends"] for code, layout in made.items()}

    def end(index: int):
        if currency is None:
            return tops[""][index]
        return alt.ExprRef(" : ".join(f"currency == '{code}' ? {ends[index]}" for code, ends in tops.items()) + " : 1")

    first = next(iter(made.values()))
    years = list(range(math.floor(rows["at"].min()), math.ceil(rows["at"].max()) + 1))
    scale = alt.Scale(type="log" if log else "linear", domainMin=end(0), domainMax=end(1), nice=False)
    ticks = {"values": first["decades"]} if log else {"tickCount": 4}
    # The numbers stand inside the plot, so that its width is known; grid lines begin beside them.
    inside = {"ticks": False, "domain": False, "labelAlign": "left", "labelPadding": -2}
    amount_axis = alt.Axis(labelExpr=_number(suffix), **inside, **ticks)
    left, right = first["gutters"]["wide"], first["gutters"]["narrow"]
    when = alt.X(
        "at:Q",
        title=None,
        axis=alt.Axis(format="d", values=years, grid=False, labelOverlap="greedy", labelFlush=False, domain=False),
        scale=alt.Scale(
            domain=[rows["at"].min(), rows["at"].max()],
            nice=False,
            zero=False,
            range=[fit(left[0], right[0]), fit(WIDTHS["wide"] - left[1], WIDTHS["narrow"] - right[1])],
        ),
    )
    amount = alt.Y("high:Q", title=None, scale=scale, axis=amount_axis)
    pointer = parts.pointed("series")
    chosen = "datum.currency == currency" if currency else None

    def layer(name: str, *columns: str) -> alt.Chart:
        chart = alt.Chart(parts.kept(shown[name], "at", "low", "high", "series", "currency", *columns))
        return (chart.transform_filter(chosen) if chosen else chart).encode(x=when, opacity=parts.beside(pointer))

    hue = {"stroke": alt.Stroke("ink:N", scale=None)}
    filled = {"fill": alt.Fill("ink:N", scale=None), **hue}
    dash = alt.condition("datum.foreseen", alt.value([5, 4]), alt.value([1, 0]))
    layers = []
    # A layer without rows would have no scale to bring along.
    if len(shown["bands"]):
        band = layer("bands").mark_rule(strokeWidth=9, strokeCap="round", opacity=0.3)
        layers.append(band.encode(y=amount, y2="low:Q", **hue, opacity=alt.value(0.3)))
    if len(shown["lines"]):
        line = layer("lines", "line", "foreseen", "counted_by").mark_line(strokeWidth=2.5)
        layers.append(line.encode(y=amount, detail="line:N", strokeDash=dash, **hue))
    points = layer("points", "kind", "counted_by").encode(y=amount, tooltip=parts.STORY)
    goal, counted = f"datum.kind == '{_TARGET}'", f"datum.kind == '{_OBSERVED}'"
    kinds = set(rows.kind)
    marks = []
    if _TARGET in kinds:
        aim = points.transform_filter(goal).mark_tick(orient="horizontal", thickness=3.5, size=16)
        marks.append(aim.encode(**filled))
    if kinds - {_TARGET, _OBSERVED}:
        hollow = points.transform_filter(f"!({goal}) && !({counted})")
        marks.append(hollow.mark_point(size=75, strokeWidth=2, fill=LIGHT["bg"], opacity=1).encode(**hue))
    if _OBSERVED in kinds:
        full = points.transform_filter(counted).mark_point(size=75, strokeWidth=2, opacity=1)
        marks.append(full.encode(**filled))
    marks[-1] = marks[-1].add_params(pointer).properties(name="marks")
    labels = parts.words(
        layer("points", *_PLACING)
        .transform_filter("datum.wide_words != ''")
        .transform_calculate(words="narrow ? datum.narrow_words : datum.wide_words")
        .encode(y=amount),
        "words",
        **_PLACED,
    )
    labels[1] = labels[1].encode(color=alt.Color("ink:N", scale=None))
    chart = alt.layer(*layers, *marks, *labels)
    if currency:
        chart = chart.add_params(choice("currency", "Currency", CURRENCIES, currency))
    return finish(chart, height=height, narrow=height)


def _by_year_layout(rows: pd.DataFrame, height: int, log: bool, suffix: str, top: float | None, bottom: float) -> dict:
    """Ends of the axes, gutters and places of labels, for one currency."""
    lines, bands = _lines(rows), _bands(rows)
    if log:
        low, high = math.floor(math.log10(rows.low.min())), math.ceil(math.log10(rows.high.max()))
        ends, decades = (10.0**low, 10.0**high), [10.0**power for power in range(low, high + 1)]
    else:
        ends, decades = (bottom, top or _nice(rows.high.max() * 1.06)), []
    first, last = rows["at"].min(), rows["at"].max()

    def down(amount: float) -> float:
        scaled = [math.log10(value) if log else value for value in (amount, *ends)]
        return height * (1 - (scaled[0] - scaled[1]) / (scaled[2] - scaled[1]))

    places, gutters = {}, {}
    for form, size in parts.SIZES.items():
        width = WIDTHS[form]
        words = rows[f"{form}_words"] = _worded(rows, form)
        widest = max(parts.measure(word, size) for word in words[rows["at"] == last]) + 12
        left = parts.measure("500 bn" + suffix, size) + 18
        right = min(max(widest, 24), width * 0.34)
        gutters[form] = (round(left), round(right))

        def across(at: float, left=left, right=right, width=width) -> float:
            return left + (at - first) / ((last - first) or 1) * (width - left - right)

        taken = [parts.around(across(at), down(high), 6) for at, high in zip(rows["at"], rows.high, strict=True)]
        taken += [
            Box(across(at) - 8, down(high) - 2, across(at) + 8, down(high) + 2)
            for at, high in zip(rows["at"], rows.high, strict=True)
        ]
        taken += [
            Box(across(row.at) - 5, down(row.high), across(row.at) + 5, down(row.low)) for row in bands.itertuples()
        ]
        for _, line in lines.groupby("line", sort=False):
            taken += parts.along([(across(at), down(high)) for at, high in zip(line["at"], line.high, strict=True)])
        # The axis's own labels stand at the left, above their grid lines.
        room = Box(left - 8, 2, width, height + 1)
        wanted = list(zip(map(across, rows["at"]), map(down, rows.high), words, strict=True))
        places[form] = parts.place(wanted, taken, room, size)
        places[form] = [
            at._replace(dy=at.dy - parts.raised(text, size)) for at, text in zip(places[form], words, strict=True)
        ]
    return {
        "points": _with_labels(rows, places),
        "lines": lines,
        "bands": bands.assign(**({"currency": rows.currency.iloc[0]} if "currency" in rows else {})),
        "ends": ends,
        "decades": decades,
        "gutters": gutters,
    }


def slope(rows: pd.DataFrame, height: int = 320, suffix: str = "", bottom: float = 0) -> alt.LayerChart:
    """Return before and after: a line for each thing, its figure at both ends, its name at the end.

    Parameters
    ----------
    rows : pandas.DataFrame
        Two rows for each series, of one counter: series, year, value, region or tone, text, statement, source, id. The
        earlier year is the left end.
    height : int, optional
    suffix : str, optional
        Taken off the figures' words where the measure names it already, such as ``dollars``.
    bottom : float, optional
        The low end of the scale.

    Returns
    -------
    altair.LayerChart
    """
    rows = parts.inked(rows).reset_index(drop=True)
    ends = sorted(rows.year.unique())
    rows["side"] = [ends.index(year) for year in rows.year]
    rows["figure"] = rows.text.str.removesuffix(suffix).str.strip()
    top = rows.value.max() * 1.04

    def down(value: float) -> float:
        return height * (1 - (value - bottom) / (top - bottom))

    gutters = {}
    for form, size in parts.SIZES.items():
        named = rows.figure.where(rows.side == 0, rows.series + "  " + rows.figure)
        # On a phone a name stands above its figure, so that the lines have room to slope.
        if form == "narrow":
            named = named.where(rows.side == 0, rows.series + "\n" + rows.figure)
        lines = named.str.count("\n").max() + 1
        rows[f"{form}_words"] = named
        rows[f"{form}_y"] = 0.0
        for side, found in rows.groupby("side"):
            gap = parts.LINE * size * (lines if side else 1)
            level = parts.spread([down(value) for value in found.value], gap, gap / 2, height - gap / 2)
            rows.loc[found.index, f"{form}_y"] = level
        rows[f"{form}_y"] -= [parts.raised(text, size) for text in named]
        gutters[form] = [14 + max(parts.measure(text, size) for text in named[rows.side == side]) for side in (0, 1)]
    wide, narrow = gutters["wide"], gutters["narrow"]
    pointer = parts.pointed("series")
    base = alt.Chart(
        parts.kept(
            rows, "series", "side", "year", "value", *(f"{form}_{name}" for form in WIDTHS for name in ("words", "y"))
        )
    ).encode(
        x=alt.X(
            "side:Q",
            title=None,
            axis=alt.Axis(
                values=[0, 1],
                labelExpr=f"datum.value ? '{ends[1]}' : '{ends[0]}'",
                orient="top",
                grid=True,
                domain=False,
                ticks=False,
                labelFlush=False,
            ),
            scale=alt.Scale(
                domain=[0, 1],
                range=[fit(wide[0], narrow[0]), fit(WIDTHS["wide"] - wide[1], WIDTHS["narrow"] - narrow[1])],
            ),
        ),
        opacity=parts.beside(pointer),
        tooltip=parts.STORY,
    )
    scale = alt.Y("value:Q", axis=None, scale=alt.Scale(domain=[bottom, top], nice=False, zero=False))
    hue = {"stroke": alt.Stroke("ink:N", scale=None)}
    line = base.mark_line(strokeWidth=2.5).encode(y=scale, detail="series:N", **hue)
    point = base.mark_point(size=75, opacity=1).encode(y=scale, fill=alt.Fill("ink:N", scale=None), **hue)
    point = point.add_params(pointer).properties(name="marks")
    labels = []
    for side, align, dx in ((0, "right", -10), (1, "left", 10)):
        # A label stands at a height of its own; the scale turns it back into pixels.
        placed = (
            base.transform_filter(f"datum.side == {side}")
            .transform_calculate(
                words="narrow ? datum.narrow_words : datum.wide_words",
                at=f"{top} - (narrow ? datum.narrow_y : datum.wide_y) * {(top - bottom) / height}",
            )
            .encode(y=alt.Y("at:Q", axis=None), color=alt.Color("ink:N", scale=None))
        )
        labels.append(parts.words(placed, "words", align=align, dx=dx)[1])
    return finish(alt.layer(line, point, *labels), height=height)


# How an event is drawn: its mark's shape, whether the mark is filled, and whether it ends what is open.
_EVENTS = {
    "opening": ("circle", True, False),
    "test": ("circle", False, False),
    "ban": ("square", True, True),
    "closure": ("cross", True, True),
    "dropped plan": ("diamond", False, False),
    "pause": ("cross", True, False),
    "rule": ("triangle-up", True, False),
}


def _events_key(events: set[str]) -> list[alt.Chart]:
    """The marks of events by name, above the years; on a phone in as many lines as they need."""
    entries = []
    for form, size in parts.SIZES.items():
        at, line = 8.0, 0
        for event in (event for event in _EVENTS if event in events):
            wide = 14 + parts.measure(event, size)
            if at + wide > WIDTHS[form]:
                at, line = 8.0, line + 1
            entries.append({"form": form, "event": event, "at": at, "line": line})
            at += wide + 22
        for entry in entries:
            if entry["form"] == form:
                entry["y"] = -44 - 20 * (line - entry["line"])
    base = (
        alt.Chart(pd.DataFrame(entries))
        .transform_filter("datum.form == (narrow ? 'narrow' : 'wide')")
        .encode(x=alt.X("at:Q", axis=None, scale=None), y=alt.Y("y:Q", axis=None, scale=None))
    )
    marks = [_mark(base, event, LIGHT["fg"]) for event in _EVENTS if event in events]
    return [*marks, parts.words(base, "event", align="left", dx=12)[1]]


def _mark(base: alt.Chart, event: str, ink: str | None = None, **place) -> alt.Chart:
    """The marks of one kind of event, in the colour of their lane unless another is named."""
    shape, filled, _ = _EVENTS[event]
    turned = {"angle": 45} if shape == "cross" else {}
    hue = alt.Fill("ink:N", scale=None) if ink is None else alt.value(ink)
    stroke = alt.Stroke("ink:N", scale=None) if ink is None else alt.value(ink)
    mark = base.transform_filter(f"datum.event == '{event}'").mark_point(
        shape=shape, size=fit(110, 70), strokeWidth=2, opacity=1, **turned, **place
    )
    return mark.encode(fill=hue if filled else alt.value(LIGHT["bg"]), stroke=stroke)


def _spans(lane: pd.DataFrame, until: str) -> list[dict]:
    """When a lane was open: from an opening to the next ban or closure, or to the day of the evidence."""
    found, since = [], None
    for row in lane.sort_values("start").itertuples():
        if row.event == "opening" and since is None:
            since = row.start
        elif _EVENTS[row.event][2] and since is not None:
            found.append({"lane": row.lane, "since": since, "until": row.start, "open": False, "ink": row.ink})
            since = None
    if since is not None:
        found.append({"lane": row.lane, "since": since, "until": until, "open": True, "ink": row.ink})
    return found


def lanes(rows: pd.DataFrame, until: str, row_height: int = 46) -> alt.LayerChart:
    """Return launches and closures, a lane for each country or service, open spans as bars.

    Parameters
    ----------
    rows : pandas.DataFrame
        lane, start (an ISO date), event (``opening``, ``test``, ``ban``, ``closure``, ``dropped plan``, ``pause`` or
        ``rule``), region or tone (of the lane), label (short, beside the mark; ``{}`` stands for the date in words),
        statement, text, source, id; lanes in the order given.
    until : str
        The day of the evidence, to which what is still open runs.
    row_height : int, optional

    Returns
    -------
    altair.LayerChart
    """
    rows = parts.inked(rows).reset_index(drop=True)
    order = list(dict.fromkeys(rows.lane))
    spans = pd.DataFrame(
        [span for _, lane in rows.groupby("lane", sort=False) for span in _spans(lane, until)],
        columns=["lane", "since", "until", "open", "ink"],
    )
    first = pd.Timestamp(rows.start.min()).to_period("Y").start_time
    last = max(pd.Timestamp(until), pd.Timestamp(rows.start.max()))
    gutter = {"wide": max(parts.measure(lane) for lane in order) + 20, "narrow": 18}
    # On a phone a lane is three lines: its name, its labels, its bar.
    tall = {"wide": row_height, "narrow": row_height + 20}
    low = {"wide": 0, "narrow": 19}
    words = [label.replace("{}", text) for label, text in zip(rows.label.fillna(""), rows.text, strict=True)]
    places = {}
    for form, size in parts.SIZES.items():
        rows[f"{form}_words"] = [parts.wrapped(word, 260 if form == "wide" else 200, size) for word in words]
        places[form] = _lane_labels(rows, spans, order, first, last, gutter[form], tall[form], low[form], form)
    rows = _with_labels(rows, places)
    pointer = parts.pointed("lane")
    scale = alt.Scale(
        type="utc",
        domainMin=alt.ExprRef(f"{first.timestamp() * 1000:.0f}"),
        domainMax=alt.ExprRef(f"{last.timestamp() * 1000:.0f}"),
        nice=False,
        range=[fit(gutter["wide"], gutter["narrow"]), fit(WIDTHS["wide"] - 14, WIDTHS["narrow"] - 14)],
    )
    axis = alt.Axis(
        format="%Y",
        values=[f"{year}-01-01" for year in range(first.year, last.year + 1)],
        labelOverlap="greedy",
        labelFlush=False,
        domain=False,
        tickSize=4,
        orient="top",
        gridOpacity=0.7,
    )
    lane = alt.Y("lane:N", axis=None, scale=alt.Scale(domain=order, paddingInner=0, paddingOuter=0))
    drop = fit(low["wide"], low["narrow"])

    def on(data: pd.DataFrame) -> alt.Chart:
        return alt.Chart(data).encode(y=lane, opacity=parts.beside(pointer))

    events = on(parts.kept(rows, "lane", "start", "event", *_PLACING))
    hue = {"stroke": alt.Stroke("ink:N", scale=None)}
    when = alt.X("start:T", title=None, axis=axis)  # the bars' scale is all layers'
    bar = (
        on(spans)
        .mark_bar(height=11, yOffset=drop, opacity=0.35)
        .encode(
            x=alt.X("since:T", scale=scale), x2="until:T", fill=alt.Fill("ink:N", scale=None), opacity=alt.value(0.35)
        )
    )
    still = (
        on(spans.query("open"))
        .mark_point(shape="triangle-right", size=fit(120, 80), yOffset=drop, opacity=1)
        .encode(x="until:T", fill=alt.Fill("ink:N", scale=None), **hue)
    )
    marks = [
        _mark(events, event, yOffset=drop).encode(x=when, tooltip=parts.STORY)
        for event in _EVENTS
        if event in set(rows.event)
    ]
    marks[0] = marks[0].add_params(pointer).properties(name="marks")
    names = alt.Chart(pd.DataFrame({"lane": order})).encode(y=lane, x=alt.value(0))
    named = parts.words(names, "lane", align="left", dy=fit(0, -22), fontWeight="bold")
    labels = parts.words(
        events.transform_filter("datum.wide_words != ''")
        .transform_calculate(words="narrow ? datum.narrow_words : datum.wide_words")
        .encode(x=when),
        "words",
        yOffset=drop,
        **_PLACED,
    )
    chart = alt.layer(bar, still, *marks, *labels, *named, *_events_key(set(rows.event)))
    return finish(chart, height=tall["wide"] * len(order), narrow=tall["narrow"] * len(order))


def _lane_labels(rows, spans, order, first, last, gutter, tall, low, form) -> list[Label]:
    """Places for the labels of events, each within its lane."""
    size, width = parts.SIZES[form], WIDTHS[form]

    def across(date: str) -> float:
        return gutter + (pd.Timestamp(date) - first) / (last - first) * (width - 14 - gutter)

    found = {}
    for lane, events in rows.groupby("lane", sort=False):
        top = order.index(lane) * tall
        level = top + tall / 2 + low
        taken = [parts.around(across(start), level, 8) for start in events.start]
        taken += [
            Box(across(span.since), level - 6, across(span.until), level + 6)
            for span in spans[spans.lane == lane].itertuples()
        ]
        words = events[f"{form}_words"]
        points = [(across(start), level, word) for start, word in zip(events.start, words, strict=True)]
        room = Box(gutter, top, width, top + tall) if form == "wide" else Box(0, top + 20, width, top + tall + 4)
        for index, at, word in zip(events.index, parts.place(points, taken, room, size), words, strict=True):
            found[index] = at._replace(dy=at.dy - parts.raised(word, size))
    return [found[index] for index in rows.index]
