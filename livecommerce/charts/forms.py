"""The form of a sum that a formula draws: what an hour earns, by its audience."""

import altair as alt
import pandas as pd

from livecommerce.charts.theme import finish
from livecommerce.shown.tokens import LIGHT


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
    told = marks.transform_calculate(told="datum.kind + ': ' + datum.words")
    point = told.mark_point(filled=True, size=110, opacity=1, clip=True).encode(**place, **hue, tooltip="told:N")
    text = {"align": "left", "dx": 8, "dy": 14, "clip": True}
    halo = marks.mark_text(**text, stroke=LIGHT["bg"], strokeWidth=4).encode(**place, text="words:N")
    words = marks.mark_text(**text).encode(**place, text="words:N")
    return finish(alt.layer(zero, drawn, point, halo, words).add_params(*params), height=280)
