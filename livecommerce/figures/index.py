"""The figure of the front page: the answer at a glance."""

from livecommerce.charts import forms
from livecommerce.figures import build, sorted_in, text
from livecommerce.shown.figure import Figure


def where_it_is_live() -> Figure:
    """Return what is sold by video platforms in China, Southeast Asia and the US, and how much of it in streams.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    every, live = "all formats", "in streams"
    rows = sorted_in(
        {
            "d-douyin-2024-dollars": (every, "China, Douyin, 2024, all formats: {}"),
            "d-douyin-live-2024-dollars": (live, "China, Douyin, 2024, in streams: {}"),
            "P0234": (every, "Southeast Asia, TikTok Shop, 2023, all formats: {}"),
            "P0271": (every, "United States, TikTok Shop, 2024, all formats: {}"),
            "P0320": (live, "United States, TikTok Shop, 2024, in streams: {}"),
            "P0693": (live, "United States, Whatnot, 2024: {}"),
        }
    )
    return build(
        "where-it-is-live",
        rows,
        forms.ranges(rows, log=True),
        f"Streams make {text('d-douyin-live-2024')} of Douyin's sales at home and {text('P0272')} to {text('P0323')} "
        "of "
        "TikTok Shop's in the US, by who counts; in Southeast Asia the share is not known",
        "GMV in a year, dollars, logarithmic scale: each grid line is ten times the one before. Southeast Asia is of "
        "2023.",
        note="Douyin by Dao Insights, TikTok Shop by Momentum Works (in the US with Tabcut), Whatnot by 36Kr, all of "
        "it counted as live. Yuan converted at the average rate of the year.",
        named=("d-douyin-live-2024", "P0272", "P0323", "P0867"),
    )
