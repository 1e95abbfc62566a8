"""The figure of the page on how the book is built: what more claims and articles cost."""

import math
from functools import partial

import altair as alt
import pandas as pd

from livecommerce import evidence
from livecommerce.charts import parts
from livecommerce.charts.theme import finish
from livecommerce.shown.controls import choice
from livecommerce.shown.figure import Figure

_COMMANDS = {"check": "check the tables", "rerun": "run two notebooks", "build": "build the pages"}
_DECADES = [1, 10, 100, 1000]
_HEIGHT = 300
_AXES = {"claims": "claims", "articles": "articles"}


def _grown() -> pd.DataFrame:
    """One row a command, axis and size, the last of each line marked."""
    rows = evidence.measurements()
    rows = rows[rows.axis.isin(_AXES) & (rows.unit == "seconds")].sort_values(["axis", "times"])
    rows["command"] = [name.rsplit("-", 1)[1] for name in rows.id]
    rows["label"] = rows.command.map(_COMMANDS)
    rows["text"] = [f"{evidence.phrase(round(value), round(value), '')} seconds" for value in rows["median"]]
    rows["statement"] = [f"To {row.label}, with {row.times} times the {row.axis}" for row in rows.itertuples()]
    rows["source"] = "our benchmark"
    lines = rows.groupby(["axis", "command"])
    rows["last"] = rows.times == lines.times.transform("max")
    rows["ratio"] = rows["median"] / lines["median"].transform("first")
    rows["words"] = [f"{row.command} {_multiple(row.ratio)} ×" if row.last else "" for row in rows.itertuples()]
    return rows


def _multiple(ratio: float) -> str:
    """How many times as long, as a title says it."""
    rounded = round(ratio, 0 if ratio >= 2 else 1)
    return evidence.phrase(rounded, rounded, "")


def _finding(ends: pd.DataFrame) -> str:
    """What growing the book one way costs, from the last point of each command."""
    slowest = ends.loc[ends.ratio.idxmax()]
    longer = f"the {slowest.command} takes {_multiple(slowest.ratio)} times as long, the rest less"
    return f"With {slowest.times} times the {slowest.axis} {longer}"


def _levels(rows: pd.DataFrame, low: float, high: float) -> pd.Series:
    """Where each line's name stands, in seconds: at its end, or as near to it as the other names let it."""
    gap = parts.LINE * parts.SIZES["narrow"]
    levels = rows["median"].astype(float)
    for _, ends in rows[rows["last"]].groupby("axis"):
        down = [_HEIGHT * math.log(high / value, high / low) for value in ends["median"]]
        placed = parts.spread(down, gap, gap / 2, _HEIGHT)
        levels[ends.index] = [high * (low / high) ** (level / _HEIGHT) for level in placed]
    return levels


def _chart(rows: pd.DataFrame, findings: dict[str, str]) -> alt.LayerChart:
    """Time by size, both by their ratios: a straight rise of one step a step is growth in proportion."""
    axis = choice("axis", "Grown by", _AXES)
    follows = alt.param(name="finding", expr=f"axis == 'claims' ? {findings['claims']!r} : {findings['articles']!r}")
    low, high = min(1, rows["median"].min()), rows["median"].max()
    rows = parts.inked(rows.assign(level=_levels(rows, low, high)))
    kept = parts.kept(rows, "axis", "command", "words", "times", "median", "last", "level")
    base = alt.Chart(kept).transform_filter("datum.axis == axis")
    ends = [
        parts.WIDTHS[form] - 14 - max(map(partial(parts.measure, size=size), rows.words))
        for form, size in parts.SIZES.items()
    ]
    # The seconds stand inside the plot, so that its width is known.
    seconds = alt.Axis(
        values=_DECADES, labelExpr="datum.value + ' s'", ticks=False, domain=False, labelAlign="left", labelPadding=-2
    )
    x = alt.X(
        "times:Q",
        title=None,
        axis=alt.Axis(values=_DECADES, labelExpr="datum.value + ' ×'", grid=False, labelFlush=False),
        scale=alt.Scale(type="log", domain=[1, rows.times.max()], range=[45, parts.fit(*ends)]),
    )
    y = alt.Y("median:Q", title=None, scale=alt.Scale(type="log", domain=[low, high], nice=False), axis=seconds)
    drawn = base.encode(x=x, y=y, detail="command:N", color=alt.Color("ink:N", scale=None))
    line = drawn.mark_line(strokeWidth=2).encode(strokeDash=alt.StrokeDash("command:N", legend=None))
    points = drawn.mark_point(filled=True, size=70, opacity=1).encode(tooltip=parts.STORY)
    last = base.transform_filter("datum.last").encode(x=x, y=alt.Y("level:Q", title=None))
    layers = [line, points.properties(name="marks"), *parts.words(last, "words", align="left", dx=10)]
    return finish(alt.layer(*layers).add_params(axis, follows), height=_HEIGHT)


def growth() -> Figure:
    """Return how the time of each command grows with the claims, and with the articles.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = _grown()
    findings = {axis: _finding(ends) for axis, ends in rows[rows["last"]].groupby("axis")}
    columns = {"id": "Source id", "statement": "What was measured", "median": "Seconds", "runs": "Runs", "load": "Load"}
    return Figure(
        figure_id="growth",
        chart=_chart(rows, findings),
        finding=findings["claims"],
        measure="Seconds, by how many times the articles or claims the book has; both scales by ratio. "
        "Behind each name: how many times as long as for the book as it is.",
        alt=f"{findings['claims']}. " + " ".join(f"{row.statement}: {row.text}." for row in rows.itertuples()),
        sources=tuple(rows.id),
        labels=evidence.labels(*rows.id),
        table=rows[list(columns)].rename(columns=columns),
        note="The tables are grown by a program that copies sound rows under new ids; the rest of the book stays.",
    )
