"""The figure of the front page: what sells, by channel."""

import pandas as pd

from livecommerce import evidence
from livecommerce.charts import bars
from livecommerce.figures import build, text
from livecommerce.shown.figure import Figure

_LIVE, _EITHER, _VIDEO, _SHELF = "live", "live or video", "video", "shop page"
# Every share that somebody counts, with what it is a share of; Britain's shop is large and nobody parts its channels.
_PIECES = {
    "United States, TikTok Shop\n2024, Momentum Works": {"P0272": _LIVE, "P1101": _VIDEO, "P1102": _SHELF},
    "Southeast Asia, TikTok Shop\n2025, Kalodata": {"P1250": _LIVE},
    "China, Douyin\n2024, Douyin's own data": {"d-douyin-content-2024": _EITHER, "P0102": _SHELF},
    "Spain, TikTok Shop\nChristmas 2025, TikTok": {"P1184": _EITHER},
    "Britain, TikTok Shop": {"P1221": ""},
}
_DRAWN = ["id", "label", "part", "statement", "text", "source", "region", "low", "high"]


def what_sells() -> Figure:
    """Return which part of the sales is made in streams, in short videos and on shop pages, where anyone counts.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = pd.concat(
        evidence.frame(*pieces).assign(label=label, part=list(pieces.values())) for label, pieces in _PIECES.items()
    ).reset_index(drop=True)
    rows["region"] = rows.region.replace("", "CN")  # a computed share has no region of its own
    return build(
        "what-sells",
        rows,
        bars.shares(rows[_DRAWN], [_LIVE, _EITHER, _VIDEO, _SHELF]),
        f"In the US short videos made {text('P1101')} of TikTok Shop's sales in 2024, and streams {text('P0272')}",
        "Share of the shop's sales (GMV) by channel, percent. Counters and years differ from bar to bar.",
        note="Momentum Works counts with Tabcut. Southeast Asia's range, by country, comes from one page that repeats "
        "Kalodata; what is left of the bar is short video and shop pages. For Douyin and Spain no page parts live from "
        "short video; Douyin's piece is what its shop pages leave.",
    )
