"""Forms with amounts as lengths: bars, shares of a whole, an order or a month as a waterfall, a tornado.

On a desktop a bar's name stands beside it, on a phone above it. Where a value is written at every bar there is no axis.
"""

from typing import NamedTuple

import altair as alt
import pandas as pd

from livecommerce.charts import parts
from livecommerce.charts.parts import SIZES, WIDTHS, fit
from livecommerce.charts.theme import finish
from livecommerce.shown.tokens import LIGHT

_THICK = 18


class _Frame(NamedTuple):
    """How rows of bars stand: their names' room on a desktop, and where name and bar stand in a row on a phone."""

    gutter: float
    lines: int

    @property
    def heights(self) -> dict[str, int]:
        """A row's height, for each width."""
        return {"wide": 36, "narrow": 56 + round(self._more)}

    @property
    def _more(self) -> float:
        return parts.LINE * SIZES["narrow"] * (self.lines - 1)

    @property
    def bar(self) -> alt.ExprRef:
        """How far a bar stands below the middle of its row."""
        return fit(0, 10 + self._more / 2)

    @property
    def name(self) -> alt.ExprRef:
        """How far a name's first line stands from the middle of its row; Vega places a text by its first line."""
        wide, narrow = (f"(length(split(datum.{form}_name, '\\n')) - 1) * {parts.LINE * SIZES[form]}" for form in SIZES)
        up = self._more / 2 - 15
        return alt.ExprRef(f"narrow ? {up} - {narrow} : -{wide} / 2")


def _framed(rows: pd.DataFrame, most: float = 250) -> tuple[pd.DataFrame, _Frame]:
    """Rows in order with their names in lines for both widths, and how they stand."""
    beside = rows.label[~rows["head"]] if "head" in rows else rows.label
    gutter = min(max(parts.measure(line) for label in beside for line in label.split("\n")) + 14, most)
    wide = [parts.wrapped(label, gutter - 14) for label in rows.label]
    narrow = [parts.wrapped(label.replace("\n", " "), WIDTHS["narrow"] - 4, SIZES["narrow"]) for label in rows.label]
    lines = max(name.count("\n") for name in narrow) + 1
    named = rows.reset_index(drop=True).assign(order=range(len(rows)), wide_name=wide, narrow_name=narrow)
    return named, _Frame(gutter, lines)


def _names(base: alt.Chart, frame: _Frame) -> list[alt.Chart]:
    """The names of rows, in the columns ``wide_name`` and ``narrow_name``."""
    named = base.transform_calculate(name="narrow ? datum.narrow_name : datum.wide_name").encode(x=alt.value(0))
    return parts.words(named, "name", align="left", dy=frame.name)


def _rows() -> alt.Y:
    return alt.Y("order:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))


def _labelled(rows: pd.DataFrame, frame: _Frame) -> list[alt.Chart]:
    named = rows.drop_duplicates("order")[["order", "wide_name", "narrow_name"]]
    return _names(alt.Chart(named).encode(y=_rows()), frame)


def _with_heads(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows with a row of its own for the name of each group, above it."""
    if "group" not in rows:
        return rows.assign(head=False)
    found = []
    for group, members in rows.groupby("group", sort=False):
        found += [pd.DataFrame({"label": [group], "head": [True]}), members.assign(head=False)]
    return pd.concat(found, ignore_index=True)


def _finished(layers: list, frame: _Frame, count: int, params: list[alt.Parameter] | None = None) -> alt.LayerChart:
    chart = alt.layer(*layers)
    tall = frame.heights
    chart = chart.add_params(*params) if params else chart
    return finish(chart, height=tall["wide"] * count, narrow=tall["narrow"] * count)


def _along(field: str, scale: alt.Scale) -> alt.X:
    """A place along a bar; no layer has an axis, for Vega-Lite would draw the others' then."""
    return alt.X(field, axis=None, scale=scale)


def _top(rows: pd.DataFrame, starts: dict[str, float]) -> dict[str, float]:
    """The end of the scale at which the longest bar still has room for its value, for each width."""
    found = {}
    for form, size in SIZES.items():
        room = [WIDTHS[form] - starts[form] - parts.measure(text, size) - 14 for text in rows.said]
        found[form] = max(
            value * (WIDTHS[form] - starts[form]) / left for value, left in zip(rows.high, room, strict=True)
        )
    return found


def bars(
    rows: pd.DataFrame,
    suffix: str = "",
    reference: float | None = None,
    said: str = "",
    whole: float | None = None,
) -> alt.LayerChart:
    """Return amounts as bars with their values written at their ends.

    Parameters
    ----------
    rows : pandas.DataFrame
        label, low, high, text, kind (``observed`` bars are filled, all others hollow and dashed), region or tone,
        statement, source, id; drawn in the order given. A range fades from low to high. With a column ``inside`` (empty
        for none) a bar is an outline and the part inside it is filled; ``inside_text`` follows the value. With a column
        ``group`` the name of each group stands above its rows.
    suffix : str, optional
        Taken off the values' words where the measure names it already, such as ``dollars``.
    reference : float, optional
        A value to hold the bars against: a tick at every bar.
    said : str, optional
        What the tick says, above the first.
    whole : float, optional
        What every bar is a part of, such as 100: an outline of that length, which stays empty where a row has no value
        because no count was found.

    Returns
    -------
    altair.LayerChart
    """
    every, frame = _framed(_with_heads(parts.inked(rows)))
    heads, rows = every[every["head"]], every[~every["head"]].reset_index(drop=True)
    rows["said"] = rows.text.str.removesuffix(suffix).str.strip()
    if "inside" in rows:
        inner = rows.inside_text.fillna("").str.removesuffix(suffix).str.strip()
        rows["said"] = [f"{whole}, {part}" if part else whole for whole, part in zip(rows.said, inner, strict=True)]
    else:
        rows["inside"] = None
    starts = {"wide": frame.gutter, "narrow": 0}
    top = _top(rows.dropna(subset="high"), starts) if whole is None else dict.fromkeys(WIDTHS, whole)
    scale = alt.Scale(
        domain=[0, fit(top["wide"], top["narrow"])],
        nice=False,
        range=[fit(frame.gutter, 0), fit(WIDTHS["wide"], WIDTHS["narrow"])],
    )
    pointer = parts.pointed("order")
    columns = ("order", "low", "high", "kind", "said", "inside")
    base = alt.Chart(parts.kept(rows, *columns)).encode(y=_rows(), tooltip=parts.STORY, opacity=parts.beside(pointer))
    amount = _along("high:Q", scale)
    hue = {"stroke": alt.Stroke("ink:N", scale=None)}
    fill = alt.Fill("ink:N", scale=None)
    solid = "datum.kind == 'observed' && !isValid(datum.inside)"
    bar = {"height": _THICK, "yOffset": frame.bar}
    layers = [
        base.transform_filter(solid).mark_bar(**bar).encode(x=_along("low:Q", scale), x2=alt.datum(0), fill=fill),
        base.transform_filter(f"{solid} && datum.high > datum.low")
        .mark_bar(**bar, fillOpacity=0.4)
        .encode(x=amount, x2="low:Q", fill=fill),
        base.transform_filter(f"!({solid})")
        .mark_bar(**bar, strokeWidth=1.5, fill=LIGHT["bg"])
        .encode(
            x=amount,
            x2=alt.datum(0),
            strokeDash=alt.condition("datum.kind == 'observed'", alt.value([1, 0]), alt.value([5, 4])),
            **hue,
        ),
        base.transform_filter("isValid(datum.inside)")
        .mark_bar(**bar)
        .encode(x=_along("inside:Q", scale), x2=alt.datum(0), fill=fill),
    ]
    layers[0] = layers[0].add_params(pointer).properties(name="marks")
    if reference is not None:
        # A tick a row, and no line from top to bottom: it would cross the names that stand above bars on a phone.
        at = alt.Chart(rows[["order"]].assign(at=reference)).encode(y=_rows(), x=_along("at:Q", scale))
        layers.append(
            at.mark_tick(orient="vertical", thickness=2, size=_THICK + 8, yOffset=frame.bar, color=LIGHT["fg"])
        )
        line = alt.Chart(pd.DataFrame({"at": [reference], "said": [said]})).encode(x=_along("at:Q", scale))
        layers += parts.words(line.encode(y=alt.value(-10)), "said")
    # Words stand behind the longer of bar and reference.
    ends = base.transform_filter("isValid(datum.high)")
    ends = ends.transform_calculate(ends=f"max(datum.high, {reference or 0})")
    values = parts.words(ends.encode(x=_along("ends:Q", scale)), "said", align="left", dx=7, yOffset=frame.bar)
    if whole is not None:
        layers = [_outline(rows.assign(since=0, until=whole), _THICK, scale, frame), *layers]
        values.append(_uncounted(rows[rows.high.isna()], whole / 2, scale, frame))
    if len(heads):
        named = alt.Chart(heads[["order", "label"]]).encode(y=_rows(), x=alt.value(0))
        values += parts.words(named, "label", align="left", dy=fit(4, 8), fontWeight="bold")
    return _finished([*layers, *_labelled(rows, frame), *values], frame, every.order.nunique())


def _outline(rows: pd.DataFrame, thick: int, scale: alt.Scale, frame: _Frame) -> alt.Chart:
    """The whole that bars are parts of, from ``since`` to ``until``."""
    return (
        alt.Chart(parts.kept(rows, "order", "since", "until"))
        .mark_bar(height=thick, yOffset=frame.bar, fill=LIGHT["bg"], stroke=LIGHT["muted"], strokeDash=[2, 3])
        .encode(y=_rows(), x=_along("since:Q", scale), x2="until:Q", tooltip=parts.STORY)
    )


def _uncounted(rows: pd.DataFrame, middle: float, scale: alt.Scale, frame: _Frame) -> alt.Chart:
    """What is written into an outline that stays empty."""
    return (
        alt.Chart(rows[["order"]].assign(words="no count found"))
        .mark_text(baseline="middle", yOffset=frame.bar, color=LIGHT["muted"], aria=False)
        .encode(y=_rows(), x=alt.XDatum(middle, axis=None, scale=scale), text="words:N")
    )


# The parts of a whole, from the one that the book asks about to the last: how solid each is drawn, so that words on
# all but the first are readable in every colour, light and dark.
_SOLID = (1.0, 0.42, 0.24, 0.1)


def shares(rows: pd.DataFrame, order: list[str]) -> alt.LayerChart:
    """Return shares of a whole as bars of one length; the outline is empty where nobody counts.

    Parameters
    ----------
    rows : pandas.DataFrame
        label (of the bar), part (one of `order`; empty for a bar that nobody divides), low and high (percent),
        region or tone, statement, text, source, id; bars in the order given. What the parts leave of 100 is empty, too.
    order : list of str
        The parts from left to right, at most four; the first is drawn solid. A last part that is a range is drawn to
        its low end, and pale from there to its high one.

    Returns
    -------
    altair.LayerChart
    """
    rows = parts.inked(rows).reset_index(drop=True)
    rows["share"] = rows.low
    whole, frame = _framed(rows.drop_duplicates("label"), most=210)
    place = dict(zip(whole.label, whole.order, strict=True))
    counted = rows[rows.part.isin(order)].assign(rank=lambda found: found.part.map(order.index))
    counted = counted.sort_values("rank", kind="stable")
    counted["until"] = counted.groupby("label").share.cumsum()
    counted["since"] = counted.until - counted.share
    counted["most"] = counted.since + counted.high
    counted["last"] = ~counted.duplicated("label", keep="last")
    counted["order"] = counted.label.map(place)
    counted["solid"] = [_SOLID[rank] for rank in counted["rank"]]
    widths = {form: (WIDTHS[form] - (frame.gutter if form == "wide" else 0) - 2) / 100 for form in WIDTHS}
    # Each piece says its name; where one has no room for it, a key names them all instead.
    named = all(
        parts.measure(f"{row.part} {row.text}", size) + 10 < row.share * widths[form]
        for form, size in SIZES.items()
        for row in counted.itertuples()
    )
    for form, size in SIZES.items():
        counted[f"{form}_words"], counted[f"{form}_out"] = zip(
            *(_piece_words(row, widths[form], size, named) for row in counted.itertuples()), strict=True
        )
    empty = whole[~whole.label.isin(counted.label)]
    ends = [fit(frame.gutter, 1), fit(WIDTHS["wide"] - 1, WIDTHS["narrow"] - 1)]
    scale = alt.Scale(domain=[0, 100], nice=False, range=ends)
    pointer = parts.pointed("part")
    bar = {"height": 24, "yOffset": frame.bar}
    outline = _outline(whole.assign(since=0, until=100), bar["height"], scale, frame)
    said = [f"{form}_{name}" for form in WIDTHS for name in ("words", "out")]
    base = alt.Chart(
        parts.kept(
            counted,
            "order",
            "part",
            "rank",
            "solid",
            "since",
            "until",
            "most",
            *said,
        )
    ).encode(y=_rows())
    piece = (
        base.mark_bar(**bar, strokeWidth=1.5)
        .encode(
            x=_along("since:Q", scale),
            x2="until:Q",
            fill=alt.Fill("ink:N", scale=None),
            stroke=alt.Stroke("ink:N", scale=None),
            fillOpacity=alt.FillOpacity("solid:Q", scale=None),
            opacity=parts.beside(pointer),
            tooltip=parts.STORY,
        )
        .add_params(pointer)
        .properties(name="marks")
    )
    pale = (
        base.transform_filter("datum.most > datum.until")
        .mark_bar(**bar, fillOpacity=0.25, strokeOpacity=0)
        .encode(x=_along("until:Q", scale), x2="most:Q", fill=alt.Fill("ink:N", scale=None), tooltip=parts.STORY)
    )
    # What does not fit into its piece stands behind it, where the bar is empty.
    placed = base.transform_calculate(
        words="narrow ? datum.narrow_words : datum.wide_words", out="narrow ? datum.narrow_out : datum.wide_out"
    ).encode(text="words:N")
    text = {"baseline": "middle", "yOffset": frame.bar, "aria": False}
    light = alt.condition("datum.rank == 0", alt.value(LIGHT["bg"]), alt.value(LIGHT["fg"]))
    inside = placed.transform_filter("!datum.out").transform_calculate(at="(datum.since + datum.until) / 2")
    inside = inside.mark_text(**text).encode(x=_along("at:Q", scale), color=light)
    outside = placed.transform_filter("datum.out").mark_text(**text, align="left", dx=6)
    outside = outside.encode(x=_along("until:Q", scale))
    unknown = _uncounted(empty, 50, scale, frame)
    key = [] if named else _key(order, frame.gutter)
    return _finished(
        [outline, pale, piece, inside, outside, unknown, *_labelled(whole, frame), *key], frame, len(whole)
    )


def _piece_words(piece, unit: float, size: float, named: bool) -> tuple[str, bool]:
    """What is written at a piece of a bar, and whether it stands behind the piece, where the bar is empty."""
    words = f"{piece.part} {piece.text}" if named else piece.text
    wide = parts.measure(words, size)
    if wide + 3 < piece.share * unit:
        return words, False
    return (words, True) if piece.last and wide + 12 < (100 - piece.until) * unit else ("", False)


def _key(order: list[str], gutter: float) -> list[alt.Chart]:
    """The parts by name and solidity, in one line above the bars."""
    entries = []
    for form, size in SIZES.items():
        at = gutter if form == "wide" else 0
        for part, solid in zip(order, _SOLID, strict=False):
            entries.append({"form": form, "part": part, "solid": solid, "at": at + 7})
            at += 20 + parts.measure(part, size) + 16
    base = (
        alt.Chart(pd.DataFrame(entries))
        .transform_filter("datum.form == (narrow ? 'narrow' : 'wide')")
        .encode(x=alt.X("at:Q", axis=None, scale=None), y=alt.value(-14))
    )
    swatch = base.mark_point(shape="square", size=150, fill=LIGHT["neutral"], stroke=LIGHT["neutral"], opacity=1)
    swatch = swatch.encode(fillOpacity=alt.FillOpacity("solid:Q", scale=None))
    return [swatch, parts.words(base, "part", align="left", dx=12)[1]]


def waterfall(
    rows: pd.DataFrame, value: alt.Expr, words: alt.Expr, params: list[alt.Parameter] | None = None
) -> alt.LayerChart:
    """Return how an amount becomes another: every part begins where the one before it ends.

    Parameters
    ----------
    rows : pandas.DataFrame
        ``key``, ``label`` and ``total`` (whether a bar stands from zero because it is a result).
    value, words : altair.Expr
        The bar's amount, negative for what is taken off, and what is written at it; over ``datum.key``.
    params : list of altair.Parameter, optional
        Controls and results.

    Returns
    -------
    altair.LayerChart
    """
    rows, frame = _framed(rows)
    base = (
        alt.Chart(rows)
        .transform_calculate(value=value)
        .transform_calculate(words=words)
        .transform_filter("isFinite(datum.value)")
        .transform_calculate(step="datum.total ? 0 : datum.value")
        .transform_window(until="sum(step)", sort=[alt.SortField("order")])
        .transform_calculate(
            since="datum.total ? 0 : datum.until - datum.value", until="datum.total ? datum.value : datum.until"
        )
        .transform_calculate(edge="max(datum.since, datum.until)", told="datum.label + ': ' + datum.words")
        .encode(y=_rows())
    )
    scale = alt.Scale(nice=False, range=[fit(frame.gutter, 0), fit(WIDTHS["wide"] - 110, WIDTHS["narrow"] - 96)])
    place = _along("since:Q", scale)
    side = (
        alt.when("!datum.total")
        .then(alt.value(LIGHT["neutral"]))
        .when("datum.value < 0")
        .then(alt.value(LIGHT["bad"]))
        .otherwise(alt.value(LIGHT["good"]))
    )
    bar = base.mark_bar(height=_THICK, yOffset=frame.bar).encode(x=place, x2="until:Q", fill=side, tooltip="told:N")
    zero = (
        alt.Chart(pd.DataFrame({"since": [0]})).mark_rule(color=LIGHT["muted"], strokeWidth=fit(1, 0)).encode(x=place)
    )
    values = parts.words(base.encode(x=_along("edge:Q", scale)), "words", align="left", dx=7, yOffset=frame.bar)
    return _finished([zero, bar, *values, *_labelled(rows, frame)], frame, len(rows), params)


def tornado(
    rows: pd.DataFrame,
    worse: alt.Expr,
    better: alt.Expr,
    words: dict[str, alt.Expr],
    params: list[alt.Parameter] | None = None,
) -> alt.LayerChart:
    """Return what each thing takes away or adds when it alone is worse or better, the widest at the top.

    Parameters
    ----------
    rows : pandas.DataFrame
        ``key`` and ``label`` of each thing.
    worse, better : altair.Expr
        How far the result moves, over ``datum.key``: the one negative, the other positive.
    words : dict of str to altair.Expr
        What is written at the ends ``worse`` and ``better``.
    params : list of altair.Parameter, optional
        Controls and results.

    Returns
    -------
    altair.LayerChart
    """
    named, frame = _framed(rows)
    base = (
        alt.Chart(named.drop(columns="order"))
        .transform_calculate(worse=worse, better=better)
        .transform_calculate(worse_words=words["worse"], better_words=words["better"])
        .transform_calculate(width="abs(datum.better) + abs(datum.worse)")
        .transform_window(order="row_number()", sort=[alt.SortField("width", "descending")])
        .transform_calculate(
            told_better="datum.label + ', better: ' + datum.better_words",
            told_worse="datum.label + ', worse: ' + datum.worse_words",
        )
        .encode(y=_rows())
    )
    scale = alt.Scale(nice=False, range=[fit(frame.gutter + 90, 92), fit(WIDTHS["wide"] - 90, WIDTHS["narrow"] - 92)])
    bar = {"height": _THICK, "yOffset": frame.bar}
    place = _along("better:Q", scale)
    layers = [
        base.mark_bar(**bar, fill=LIGHT["good"]).encode(x=place, x2=alt.datum(0), tooltip="told_better:N"),
        base.mark_bar(**bar, fill=LIGHT["bad"]).encode(
            x=_along("worse:Q", scale), x2=alt.datum(0), tooltip="told_worse:N"
        ),
        base.mark_tick(height=_THICK + 6, thickness=1.5, yOffset=frame.bar, color=LIGHT["fg"]).encode(
            x=alt.XDatum(0, axis=None, scale=scale)
        ),
    ]
    for side, align, dx in (("worse", "right", -6), ("better", "left", 6)):
        at = base.encode(x=_along(f"{side}:Q", scale))
        layers += parts.words(at, f"{side}_words", align=align, dx=dx, yOffset=frame.bar)
    return _finished([*layers, *_names(base, frame)], frame, len(rows), params)
