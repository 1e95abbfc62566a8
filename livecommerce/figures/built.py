"""The figure of the page on how the book is built: what more claims and articles cost."""

import altair as alt
import pandas as pd

from livecommerce import evidence
from livecommerce.charts import parts
from livecommerce.charts.theme import finish
from livecommerce.shown.controls import choice
from livecommerce.shown.figure import Figure

_COMMANDS = {"check": "check the tables", "rerun": "run two notebooks", "build": "build the pages"}
_DECADES = [1, 10, 100, 1000]
_AXES = {"claims": "claims", "articles": "articles"}


def _grown() -> pd.DataFrame:
    """One row a command, axis and size, the last of each line marked."""
    rows = evidence.measurements()
    rows = rows[rows.axis.isin(_AXES) & (rows.unit == "seconds")].copy()
    rows["command"] = [name.rsplit("-", 1)[1] for name in rows.id]
    rows["label"] = rows.command.map(_COMMANDS)
    rows["text"] = [f"{evidence.phrase(round(value), round(value), '')} seconds" for value in rows["median"]]
    rows["statement"] = [f"To {row.label}, with {row.times} times the {row.axis}" for row in rows.itertuples()]
    rows["source"] = "our benchmark"
    last = rows.groupby(["axis", "command"]).times.transform("max")
    return rows.assign(last=rows.times == last, dash=rows.command)


def _chart(rows: pd.DataFrame) -> alt.LayerChart:
    """Time by size, both by their ratios: a straight rise of one step a step is growth in proportion."""
    axis = choice("axis", "Grown by", _AXES)
    kept = parts.kept(parts.inked(rows), "axis", "command", "label", "times", "median", "last")
    base = alt.Chart(kept).transform_filter("datum.axis == axis")
    ends = (parts.WIDTHS["wide"] - 60, parts.WIDTHS["narrow"] - 60)
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
    y = alt.Y("median:Q", title=None, scale=alt.Scale(type="log"), axis=seconds)
    drawn = base.encode(x=x, y=y, detail="command:N", color=alt.Color("ink:N", scale=None))
    line = drawn.mark_line(strokeWidth=2).encode(strokeDash=alt.StrokeDash("command:N", legend=None))
    points = drawn.mark_point(filled=True, size=70, opacity=1).encode(tooltip=parts.STORY)
    last = base.transform_filter("datum.last").encode(x=x, y=y)
    layers = [line, points.properties(name="marks"), *parts.words(last, "command", align="left", dx=10)]
    return finish(alt.layer(*layers).add_params(axis), height=300)


def growth() -> Figure:
    """Return how the time of each command grows with the claims, and with the articles.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = _grown()
    claims = rows[rows.axis == "claims"]
    most = claims.times.max()
    ends = claims[claims.times == most].set_index("command")["median"]
    ratios = (ends / claims[claims.times == 1].set_index("command")["median"]).sort_values()
    slowest = ratios.index[-1]
    words = evidence.phrase(round(ratios.iloc[-1]), round(ratios.iloc[-1]), "")
    finding = f"With {most} times the claims the {slowest} takes {words} times as long, the rest less"
    columns = {"id": "Source id", "statement": "What was measured", "median": "Seconds", "runs": "Runs", "load": "Load"}
    return Figure(
        figure_id="growth",
        chart=_chart(rows),
        finding=finding,
        measure="Seconds, by how many times the articles or claims the book has; both scales by ratio.",
        alt=f"{finding}. " + " ".join(f"{row.statement}: {row.text}." for row in rows.itertuples()),
        sources=tuple(rows.id),
        labels=evidence.labels(*rows.id),
        table=rows[list(columns)].rename(columns=columns),
        note="The tables are grown by a program that copies sound rows under new ids; the rest of the book stays.",
    )
