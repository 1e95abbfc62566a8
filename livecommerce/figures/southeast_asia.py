"""Figures of the chapter on Southeast Asia."""

import pandas as pd

from livecommerce import evidence
from livecommerce.charts import bars, maps, timed
from livecommerce.figures import build, labelled, sorted_in, text
from livecommerce.shown.figure import Figure

# Where a country's label stands on the map, in degrees of longitude and latitude.
_PLACES = {
    "ID": (115.0, -2.6),
    "MY": (110.0, 7.2),
    "PH": (122.0, 13.0),
    "SG": (103.85, 1.35),
    "TH": (101.2, 15.6),
    "VN": (110.6, 17.6),
}


def tiktok_shop() -> Figure:
    """Return TikTok Shop's sales in Southeast Asia by year and counter.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    labels = {
        "P0313": "{}",
        "P0314": "{}",
        "P0234": "Momentum Works: {}",
        "P0256": "",  # the same as Momentum Works has for 2022: one label serves both
        "P0264": "",
        "P1151": "",
        "P0315": "target",
        "P0317": "unnamed counter: {}",
        "P0368": "Longport: {}",
        "P0373": "Digital in Asia: {}",
    }
    rows = evidence.frame(*labels).assign(series="TikTok Shop", label=list(labels.values()))
    return build(
        "tiktok-shop-sea",
        rows,
        timed.by_year(rows, height=380),
        f"TikTok Shop in Southeast Asia: {text('P0313')} in 2021, {text('P0234')} in 2023",
        "TikTok Shop in Southeast Asia: sales in a year in all formats, dollars. A line joins one counter's years.",
        note="What was ordered, before cancellations and returns. A pale bar runs from the lowest count of a year to "
        f"the highest. {text('P0317')} and {text('P0373')} stand on pages that repeat others.",
    )


def sold_live() -> Figure:
    """Return the share of sales that is made in streams, where somebody counts it.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = labelled(
        {
            "P1250": "Southeast Asia 2025, Kalodata",
            "P1223": "Indonesia 2024, a trainer's guess",
            "P0333": "US, half of 2025,\nMomentum Works and Tabcut",
        }
    )
    rows["kind"] = ["observed", "guess", "observed"]
    unknown = pd.DataFrame({"label": ["Southeast Asia, Shopee", "Southeast Asia, Lazada"], "region": "SEA6"})
    drawn = pd.concat([rows.iloc[:2], unknown, rows.iloc[2:]], ignore_index=True)
    story = ["id", "statement", "text", "source"]
    drawn[story] = drawn[story].fillna("")
    drawn["kind"] = drawn.kind.fillna("observed")
    return build(
        "sea-live-share",
        rows,
        bars.bars(drawn, whole=100),
        f"By one count TikTok Shop made {text('P1250')} of its sales in Southeast Asia in streams in 2025",
        "Streams as a share of what is sold, percent; TikTok Shop unless another platform is named.",
        note="We found no count of what Shopee and Lazada sell live. The pale part is Kalodata's range over the "
        "countries, as one page has it; the US figure, of the first half-year, also comes from a page that repeats it. "
        "The dashed bar is what one trainer of sellers said.",
    )


def by_country() -> Figure:
    """Return TikTok Shop's sales by country, in 2024 by one counter and in 2025 by another.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    earlier, later = "2024, by Momentum Works and Tabcut", "2025, by Digital in Asia"
    rows = sorted_in(
        {
            "P1216": (earlier, "Indonesia"),
            "P1217": (earlier, "Thailand"),
            "P1218": (earlier, "Vietnam"),
            "P1219": (earlier, "Philippines"),
            "P1220": (earlier, "Malaysia"),
            "P0375": (later, "Indonesia"),
            "P0376": (later, "Thailand"),
            "P0377": (later, "Vietnam"),
            "P0379": (later, "Philippines"),
            "P0378": (later, "Malaysia"),
        }
    )
    return build(
        "by-country",
        rows,
        bars.bars(rows, "dollars"),
        "In 2024 and 2025 TikTok Shop sold most in Indonesia, then in Thailand, by two counters",
        "TikTok Shop's sales in all formats by country, dollars. Each year has a counter of its own.",
        note=f"Both years stand on pages that repeat the counters. Kalodata has {text('P1256')} for Indonesia in 2025. "
        "Singapore is not known. A pale end is a range. With another counter in each year no growth can be read here.",
        named=("P1256",),
    )


def rivals() -> Figure:
    """Return the large marketplaces of the region in 2022 and 2023.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    pairs = {
        "Shopee": ("P0432", "P0431"),
        "Lazada": ("P0434", "P0433"),
        "Tokopedia": ("P0436", "P0435"),
        "TikTok Shop": ("P0314", "P0234"),
    }
    rows = pd.concat(
        [
            evidence.frame(*pair).assign(series=name, tone="seasia" if name == "TikTok Shop" else "neutral")
            for name, pair in pairs.items()
        ],
        ignore_index=True,
    )
    return build(
        "rivals",
        rows,
        timed.slope(rows, height=380, suffix="dollars"),
        f"In 2023 TikTok Shop rose to {text('P0234')}, and Tokopedia fell to the same",
        "Sales in a year in all formats, dollars, Southeast Asia (Tokopedia: Indonesia), by Momentum Works.",
        note="How much of any of them was sold live is not in the counts.",
    )


def indonesia() -> Figure:
    """Return when TikTok Shop opened and stopped in Indonesia and its neighbours, and Vietnam's rules.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    shop, live = "Indonesia, the shop", "Indonesia, live"
    events = [
        ("P0398", shop, "2021-02-15", "opening", "{}"),
        ("P0303", shop, "2023-10-04", "ban", "ban {}"),
        ("P2301", shop, "2023-12-12", "opening", "back {}"),
        ("P0399", live, "2021-03-09", "opening", "{}"),
        ("P0303", live, "2023-10-04", "ban", ""),
        ("P2301", live, "2023-12-12", "opening", ""),
        ("P1230", live, "2025-08-30", "pause", "paused"),
        ("P0282", "Thailand, Malaysia, Singapore", "2022-06-30", "opening", "by mid-2022"),
        ("P0402", "Vietnam", "2022-06-30", "opening", "by mid-2022"),
        ("P1378", "Vietnam", "2025-12-10", "rule", "law passed"),
        ("P1379", "Vietnam", "2026-07-01", "rule", "in force"),
    ]
    rows = evidence.frame(*(event[0] for event in events))
    columns = ("lane", "start", "event", "label")
    rows = rows.assign(**dict(zip(columns, list(zip(*events, strict=True))[1:], strict=True)))
    return build(
        "indonesia",
        rows,
        timed.lanes(rows, evidence.table("public_figures").read.max(), row_height=54),
        f"Indonesia stopped TikTok Shop from {text('P0303')} to {text('P2301')}",
        "TikTok Shop in Southeast Asia, by country. A bar is the time it was open.",
        note=f"TikTok switched live off itself on {text('P1230')} and on again on {text('P2302')}. The other "
        f"lanes begin at the end of the time in which shops opened or were to open. Vietnam passed its law on "
        f"{text('P1378')}; in force since {text('P1379')}.",
        named=("P2302",),
    )


def internet_use() -> Figure:
    """Return the share of people who used the internet in 2021, on a map.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = evidence.frame("P0535", "P0541", "P0547", "P0552", "P0558", "P0574")
    names = evidence.table("regions").set_index("region").name
    rows["label"] = rows.region.map(names) + "\n" + rows.text
    rows["longitude"], rows["latitude"] = zip(*rows.region.map(_PLACES), strict=True)
    return build(
        "internet-use",
        rows,
        maps.shaded(rows, evidence.shapes()),
        f"Indonesia, the largest of the six, was the least online in 2021: {text('P0535')}",
        "People who used the internet in 2021, percent of the population, by the ITU.",
        note=f"ZAKER's feature has {text('zaker-zh-48')} for the six together; these shares and the World Bank's "
        f"populations make {text('d-sea-online-share')}. Map: Natural Earth.",
        picture="A map of the six countries, the darker the more of the people used the internet in 2021: "
        + "; ".join(rows.label.str.replace("\n", " "))
        + ".",
        named=("zaker-zh-48", "d-sea-online-share"),
    )
