"""Figures of the chapter on ByteDance's strategy."""

import altair as alt
import pandas as pd

from livecommerce import evidence
from livecommerce.charts import bars, timed
from livecommerce.charts.theme import CURRENCIES
from livecommerce.figures import build, in_currencies, labelled, rates_used, text
from livecommerce.shown.figure import Figure


def _lined(entries: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """Records by id with the series that a line may join and the label at the mark."""
    labels = {identifier: label for identifier, (_, label) in entries.items()}
    rows = labelled(labels, series={identifier: series for identifier, (series, _) in entries.items()})
    return rows.assign(label=list(labels.values()))


def _in_dollars(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows whose amounts in yuan are dollars, at the average rate of their year."""
    yuan = rows.unit == "CNY"
    converted = in_currencies(rows[yuan].copy())
    rows.loc[yuan, ["low", "high", "text"]] = converted[["usd_low", "usd_high", "usd_text"]].to_numpy()
    return rows


def douyin() -> Figure:
    """Return what Douyin's shop sold by year and counter, with what it aimed at.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = _lined(
        {
            "marketing-en-28": ("newsletter", ""),
            "P0163": ("own shops", "own shops"),
            "P0160": ("36Kr, other shops included", "36Kr"),
            "P0103": ("Caixin", "Caixin"),
            "P0161": ("36Kr, other shops included", ""),
            "P0104": ("Caixin", ""),
            "P0125": ("The Information", "The Information"),
            "P0127": ("Cinda", "Cinda"),
            "P0121": ("LatePost", "LatePost, no product cards"),
            "P0120": ("36Kr", ""),
            "P0098": ("36Kr", "36Kr: {}"),
            "P0118": ("target", ""),
            "P0122": ("target", "target {}"),
            "P0099": ("target", "target {}"),
            "P1119": ("100EC", "100EC"),
        }
    )
    return build(
        "douyin",
        rows,
        timed.by_year(rows, height=400),
        f"Douyin's shop sold {text('P0098')} in 2024; 36Kr reported a target of {text('P0122').removesuffix(' yuan')}",
        "GMV of Douyin's shop in China by year, yuan, live and all other formats. A line has one counter.",
        note="Douyin publishes no total. Each mark is a report by a newsroom, a broker or a research house; the "
        "company called those of Caixin and LatePost wrong. 36Kr counts sales in other shops in 2020 and 2021. The "
        "figure of 2019 is also printed as live sales alone. A tick is a target, a hollow mark an expectation.",
    )


_CONTENT, _SHELF = "live and short video", "shelf"


def douyin_channels() -> Figure:
    """Return how much of Douyin's and Kuaishou's sales the shelf made, and how much live and short video.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    entries = {
        "d-douyin-content-2023": ("Douyin 2023", _CONTENT),
        "P0174": ("Douyin 2023", _SHELF),
        "d-douyin-content-2024": ("Douyin 2024", _CONTENT),
        "P0102": ("Douyin 2024", _SHELF),
        "d-douyin-content-618": ("Douyin, sale of June 2025", _CONTENT),
        "P1366": ("Douyin, sale of June 2025", _SHELF),
        "d-kuaishou-content-2024": ("Kuaishou, early 2024", _CONTENT),
        "P0168": ("Kuaishou, early 2024", _SHELF),
        "d-kuaishou-content-2025": ("Kuaishou, autumn 2025", _CONTENT),
        "P1282": ("Kuaishou, autumn 2025", _SHELF),
    }
    rows = labelled(
        {identifier: label for identifier, (label, _) in entries.items()},
        part={identifier: part for identifier, (_, part) in entries.items()},
    ).assign(tone="china")
    return build(
        "douyin-channels",
        rows,
        bars.shares(rows, [_CONTENT, _SHELF]),
        f"On Douyin the shelf made {text('P0174')} of sales in 2023 and {text('P0102')} in 2024, by two sources",
        "Share of each shop's sales, by channel. Live and short video are what the shelf leaves.",
        note="No page parts live from short video. One page on Douyin in 2024, citing official data, gives "
        f"{text('P0177')} to streams by merchants, {text('P0178')} to streams by influencers and nothing to short "
        f"video. A news summary has {text('P1425')} for the shelf in all of 2025, which does not fit the others.",
        named=("P0177", "P0178", "P1425"),
    )


def _growth(words: pd.Series, unit: str) -> str:
    """The finding on China's market in a currency."""
    return f"Live selling in China: {words['marketing-en-20']} {unit} in 2019, {words['P0015']} in 2024"


def china_market(currency: str = "CNY") -> Figure:
    """Return the size of live commerce in China by year and counter, counted and expected.

    Parameters
    ----------
    currency : {"CNY", "USD"}
        The currency shown at first.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = _lined(
        {
            "marketing-en-20": ("newsletter", "{}"),
            "P0027": ("KPMG", ""),
            "P0026": ("KPMG", ""),
            "P0029": ("Mitsui", ""),
            "P1911": ("iiMedia", ""),
            "P2012": ("iiMedia", "iiMedia"),
            "zaker-zh-34": ("ZAKER", "ZAKER"),
            "P0050": ("100EC", "100EC"),
            "P0015": ("100EC", "100EC: {}"),
            "P0063": ("eMarketer", "eMarketer"),
            "P0064": ("eMarketer", ""),
            "P0065": ("eMarketer", "eMarketer in 2022"),
            "P0081": ("eMarketer, a year later", "eMarketer, a year later"),
            "wired-en-04": ("Cinda", "Cinda"),
            "P1450": ("ECDB", "ECDB"),
            "P1310": ("Ministry of Commerce", "Ministry, nine months"),
            "P1429": ("iResearch", "iResearch"),
        }
    )
    rows = in_currencies(rows)
    findings = {code: _growth(rows.set_index("id")[f"{code.lower()}_text"], unit) for code, unit in CURRENCIES.items()}
    follows = alt.param(name="finding", expr=f"currency == 'CNY' ? {findings['CNY']!r} : {findings['USD']!r}")
    return build(
        "china-market",
        rows,
        timed.by_year(rows, height=420, currency=currency).add_params(follows),
        findings[currency],
        "Live commerce in China in a year, by counter. Hollow and dashed: expected. A line has one counter.",
        note="The ministry counts the platforms it watches, in nine months of 2023. iiMedia's sum of 2019 stands on a "
        "page that repeats it. Converted at the average rate of the year (Federal Reserve).",
        named=rates_used(rows),
        differs="quantity and counter",
    )


def moves() -> Figure:
    """Return ByteDance's moves into selling, a lane for each way that it tried.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    cart, partners, shop = "Douyin's shopping cart", "TikTok for other shops", "TikTok Shop"
    own, europe, supply = "Dmonstudio, own shop", "Fanno, own shop", "Own logistics"
    events = {
        "wired-en-07": (cart, "test", ""),
        "wired-en-09": (cart, "opening", "after a test"),
        "zaker-zh-20": (partners, "opening", "Shopify"),
        "zaker-zh-35": (partners, "test", "stream with Walmart"),
        "P0305": (partners, "closure", "Storefront closed"),
        "P0399": (shop, "opening", "Indonesia"),
        "P0349": (shop, "dropped plan", ""),
        "P0346": (shop, "opening", "US"),
        "zaker-zh-12": (own, "opening", ""),
        "zaker-zh-01": (own, "closure", "{}"),
        "zaker-zh-13": (europe, "opening", ""),
        "P0408": (europe, "closure", "{}"),
        "zaker-zh-54": (supply, "opening", "two companies founded"),
    }
    rows = labelled(
        dict.fromkeys(events, ""),
        lane={identifier: lane for identifier, (lane, _, _) in events.items()},
        event={identifier: event for identifier, (_, event, _) in events.items()},
    )
    rows["label"] = [label for _, _, label in events.values()]
    rows["tone"] = rows.lane.map({cart: "china"}).fillna("neutral")
    return build(
        "moves",
        rows,
        timed.lanes(rows, evidence.table("public_figures").read.max(), row_height=54),
        "ByteDance's own shops closed within months; TikTok Shop stayed",
        "What ByteDance opened, tried, gave up and closed, as the sources date it. A bar is the time it was open.",
        note="An arrow: no end is known; of the logistics companies the sources tell nothing after 2022. TikTok Shop "
        "is drawn from its first stream in Indonesia. That it gave up its plan for Europe and the US is a newspaper's "
        "report of 2022, which TikTok disputed. One insider dates Fanno's end.",
    )


def tiktok_shop_world() -> Figure:
    """Return what TikTok Shop sold worldwide, by year and counter, and what it aimed at.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = _lined(
        {
            "P0253": ("TikTok Shop", ""),
            "P0394": ("TikTok Shop", ""),
            "P0396": ("target", "target"),
            "P0257": ("TikTok Shop", ""),
            "P0259": ("target", ""),
            "P0361": ("TikTok Shop", "EchoTik"),
            "P0292": ("TikTok Shop", ""),
            "P0291": ("target", "target {}"),
            "P0239": ("TikTok Shop", "Tabcut: {}"),
            "P0270": ("TikTok Shop", ""),
            "P0237": ("TikTok Shop", "Cube Asia: {}"),
            "P1252": ("TikTok Shop", ""),
            "P1236": ("TikTok Shop", "Momentum Works: {}"),
            "P1111": ("TikTok Shop", "insiders"),
            "P0397": ("target", "target"),
        }
    )
    rows = _in_dollars(rows)
    return build(
        "tiktok-shop-world",
        rows,
        timed.by_year(rows, height=400),
        f"By every count TikTok Shop fell short of {text('P0291')} in 2024, its target",
        "TikTok Shop, GMV worldwide in a year, dollars, all formats. A band runs from the lowest count to the highest.",
        note="The one count for 2022 comes from a page that repeats it; Southeast Asia alone had "
        f"{text('P0314')} by the same firm. The target of 2022 is reported in yuan and converted. The highest count of "
        "2024 has all orders, cancelled ones too.",
        named=("P0314", *rates_used(rows[rows.unit == "CNY"])),
    )
