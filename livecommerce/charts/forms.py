"""The form of a sum that a formula draws: what an hour leaves, by its audience."""

import altair as alt
import pandas as pd

from livecommerce.charts import parts
from livecommerce.charts.theme import finish
from livecommerce.shown.tokens import LIGHT


def curve(
    x: alt.X, y: alt.Y, line: alt.Chart, marks: alt.Chart, cost: tuple[str, str], params: list[alt.Parameter]
) -> alt.LayerChart:
    """Return a curve that a formula draws, a cost it must reach, and the points the reader asks about.

    Parameters
    ----------
    x, y : altair.X, altair.Y
        Axes of the curve.
    line : altair.Chart
        Data and formula of the curve.
    marks : altair.Chart
        Data and formula of the points, under the names ``at`` and ``level``, worded as ``words``, of a ``kind``: your
        hour, and break-even, where the curve reaches the cost.
    cost : tuple of str
        Formulas of the cost and of its words.
    params : list of altair.Parameter
        Controls and results; ``reach`` is the end of the axis, ``viewers`` and ``viewers_needed`` are the points.

    Returns
    -------
    altair.LayerChart
    """
    zero = alt.Chart(pd.DataFrame({"level": [0]})).mark_rule(color=LIGHT["muted"]).encode(y="level:Q")
    drawn = line.mark_line(strokeWidth=3, color=LIGHT["accent"], clip=True).encode(x=x, y=y)
    level, words = cost
    due = alt.Chart(pd.DataFrame({"due": [0]})).transform_calculate(level=level, words=words).encode(y="level:Q")
    due = [
        due.mark_rule(color=LIGHT["fg"], strokeWidth=1.5, strokeDash=[5, 3]),
        *parts.words(due.encode(x=alt.value("width")), "words", align="right", dx=-4, dy=-10),
    ]
    place = {"x": "at:Q", "y": "level:Q"}
    hue = {
        "color": alt.Color("kind:N", title=None, scale=alt.Scale(range=[LIGHT["accent"], LIGHT["doubt"]])),
        "shape": alt.Shape("kind:N", title=None),
    }
    told = marks.transform_calculate(told="datum.kind + ': ' + datum.words")
    point = told.mark_point(filled=True, size=110, opacity=1, clip=True).encode(**place, **hue, tooltip="told:N")
    # Free is what lies below a point and right of it, or above and left of it. An hour that does not pay is worded
    # below; one that pays above, as is its break-even where there is room. Where both are near, one is a line farther.
    hour, pays = "datum.kind == 'your hour'", "viewers_needed < viewers"
    above = f"({pays}) && ({hour} || viewers_needed > 0.3 * reach)"
    line_more = f"({hour} && abs(viewers_needed - viewers) < 0.08 * reach ? 18 : 0)"
    said = parts.words(
        marks.encode(**place),
        "words",
        align=alt.ExprRef(f"{above} ? 'right' : 'left'"),
        dx=alt.ExprRef(f"{above} ? -8 : 8"),
        dy=alt.ExprRef(f"{above} ? -12 - {line_more} : 14 + {line_more}"),
        clip=True,
    )
    return finish(alt.layer(zero, drawn, *due, point, *said).add_params(*params), height=280)
