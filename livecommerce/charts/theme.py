"""The look of every chart: meaning in colour, one typeface, one size."""

from functools import cache

import altair as alt

from livecommerce import evidence
from livecommerce.shown.tokens import FALLBACK, FAMILY, LIGHT

# Of the plot: what a surface 680 pixels wide leaves beside Vega's padding.
WIDTH = 670
FONT = f"{FAMILY}, {FALLBACK.replace(chr(34), '')}"
SIZE = 13.5

CURRENCIES = {"CNY": "yuan", "USD": "US dollars"}
# How large amounts are written on an axis: SI's G is a billion to nobody who reads about money.
AMOUNTS = (
    "abs(datum.value) >= 1e12 ? format(datum.value / 1e12, '~r') + ' trn' : "
    "abs(datum.value) >= 1e9 ? format(datum.value / 1e9, '~r') + ' bn' : "
    "abs(datum.value) >= 1e6 ? format(datum.value / 1e6, '~r') + ' m' : format(datum.value, ',~r')"
)

MEANINGS = ("neutral", "china", "seasia", "us", "europe", "other", "good", "bad", "doubt")
# The groups of `regions.csv`, each with its colour's name. The world as a whole has none of its own.
_GROUPS = {
    "china": "china",
    "southeast-asia": "seasia",
    "united-states": "us",
    "britain-europe": "europe",
    "other": "other",
    "world": "neutral",
}


@cache
def _regions() -> dict[str, str]:
    table = evidence.table("regions")
    return dict(zip(table.region, table.group.map(_GROUPS), strict=True))


def meaning(region: str) -> str:
    """Return the name of the colour that a region has in every chart.

    Parameters
    ----------
    region : str
        A key of ``regions.csv``; empty for what belongs to none.

    Returns
    -------
    str
        A name in `livecommerce.shown.tokens.LIGHT`.

    Examples
    --------
    >>> meaning("ID"), meaning("")
    ('seasia', 'neutral')
    """
    return _regions()[region] if region else "neutral"


def ink(name: str) -> str:
    """Return the colour of a meaning or of a region.

    Parameters
    ----------
    name : str
        A token, or a key of ``regions.csv``.

    Returns
    -------
    str
        As charts hold it; the site replaces it by a variable that follows light and dark.

    Examples
    --------
    >>> ink("ID") == ink("seasia")
    True
    """
    return LIGHT[name if name in LIGHT else meaning(name)]


def config() -> dict:
    """Return Vega-Lite's configuration: text, rules and colours.

    Returns
    -------
    dict
    """
    text = {"labelColor": LIGHT["muted"], "titleColor": LIGHT["muted"], "labelFontSize": SIZE, "titleFontSize": SIZE}
    rules = {"gridColor": LIGHT["grid"], "domainColor": LIGHT["muted"], "tickColor": LIGHT["muted"]}
    return {
        "font": FONT,
        "background": LIGHT["bg"],
        "view": {"stroke": None},
        "axis": text
        | rules
        | {"titleFontWeight": "normal", "labelLimit": 220, "labelPadding": 5, "labelSeparation": 6},
        "rule": {"color": LIGHT["fg"]},  # Vega's own black is lost in the dark
        "legend": text | {"orient": "top", "titleFontWeight": "normal", "labelLimit": 280, "symbolSize": 80},
        "title": {
            "anchor": "start",
            "color": LIGHT["fg"],
            "subtitleColor": LIGHT["muted"],
            "fontSize": 20,
            "subtitleFontSize": SIZE,
            "subtitlePadding": 6,
            "offset": 14,
        },
        "text": {"color": LIGHT["fg"], "fontSize": SIZE},
        "range": {"category": [LIGHT[name] for name in MEANINGS]},
        # A surface that draws for a phone sets this; forms place their labels by it.
        "params": [{"name": "narrow", "value": False}],
    }


def finish(chart: alt.TopLevelMixin, height: int, narrow: int | None = None) -> alt.TopLevelMixin:
    """Give a chart the book's size and theme.

    Parameters
    ----------
    chart : altair.TopLevelMixin
        A single or layered chart. Its expressions may ask for ``narrow``, which holds on a phone.
    height : int
        Height of the plot in pixels.
    narrow : int, optional
        Height on a phone; the same by default.

    Returns
    -------
    altair.TopLevelMixin
    """
    sized = chart.properties(width=WIDTH, height=height, usermeta={"narrow": {"height": narrow or height}})
    sized.config = alt.Config.from_dict(config())
    return sized
