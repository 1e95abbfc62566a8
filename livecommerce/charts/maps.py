"""A shaded map for rates: amounts are bars, because an area says nothing of an amount."""

import altair as alt
import pandas as pd

from livecommerce import evidence
from livecommerce.charts import parts
from livecommerce.charts.theme import finish
from livecommerce.shown.controls import choice
from livecommerce.shown.tokens import LIGHT


def shaded(rows: pd.DataFrame, shapes: list[dict], measures: dict[str, str] | None = None) -> alt.LayerChart:
    """Return a map whose countries are the darker the higher their rate, with the rate in words on each.

    Parameters
    ----------
    rows : pandas.DataFrame
        region, value (empty where nobody counts), label (country and rate, lines apart by a newline), longitude and
        latitude of the label, statement, text, source, id; for a choice also ``measure``.
    shapes : list of dict
        GeoJSON features, each with the ``name`` that ``regions.csv`` has.
    measures : dict of str to str, optional
        Name and wording of each measure, the first one shown at first.

    Returns
    -------
    altair.LayerChart
    """
    rows = parts.inked(rows).reset_index(drop=True)
    within = rows.groupby("measure").value if measures else rows.assign(all=0).groupby("all").value
    low, high = within.transform("min"), within.transform("max")
    # From a fifth to the whole of the region's colour; what nobody counts stays the land's.
    rows["shade"] = (0.2 + 0.7 * (rows.value - low) / (high - low).where(high > low, 1)).fillna(0)
    names = evidence.table("regions").set_index("region").name
    rows["name"] = rows.region.map(names)
    land = alt.Chart(alt.Data(values=shapes)).mark_geoshape(fill=LIGHT["grid"], stroke=LIGHT["bg"])
    base = alt.Chart(parts.kept(rows, "name", "shade", "label", "longitude", "latitude", "measure"))
    base = base.transform_filter("datum.measure == measure") if measures else base
    found = alt.LookupData(alt.Data(values=shapes), "properties.name", ["type", "geometry"])
    counted = (
        base.transform_lookup("name", found)
        .mark_geoshape(stroke=LIGHT["muted"], strokeWidth=0.6)
        .encode(
            fill=alt.Fill("ink:N", scale=None),
            fillOpacity=alt.FillOpacity("shade:Q", scale=None),
            tooltip=parts.STORY,
        )
    )
    placed = base.encode(longitude="longitude:Q", latitude="latitude:Q")
    labels = parts.words(placed, "label", dy=-8)
    chart = alt.layer(land, counted, *labels).project(type="equirectangular")
    if measures:
        chart = chart.add_params(choice("measure", "Measure", measures))
    return finish(chart, height=420, narrow=260)
