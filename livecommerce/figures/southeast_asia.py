"""Figures of the chapter on Southeast Asia."""

import pandas as pd

from livecommerce import evidence
from livecommerce.charts import forms
from livecommerce.figures import build, sorted_in, text
from livecommerce.shown.figure import Figure

_COUNTRIES = {
    "SG": "Singapore",
    "MY": "Malaysia",
    "TH": "Thailand",
    "VN": "Vietnam",
    "PH": "Philippines",
    "ID": "Indonesia",
}


def _short(rows: pd.DataFrame) -> pd.Series:
    """The figures in words without their currency, which the subtitle names."""
    return rows.text.str.removesuffix(" dollars")


# Where a country's circle and label stand on the map, in degrees of longitude and latitude.
_PLACES = {
    "SG": (103.85, 1.35),
    "MY": (101.6, 5.8),
    "TH": (101.2, 15.6),
    "VN": (105.7, 21.2),
    "PH": (122.0, 13.0),
    "ID": (115.0, -2.6),
}


def region() -> Figure:
    """Return a map of the six countries: people, internet use, e-commerce and TikTok Shop.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    ids = {
        "people": ("P0483", "P0490", "P0497", "P0504", "P0511", "P0525"),
        "online": ("P0535", "P0541", "P0547", "P0552", "P0558", "P0574"),
        "commerce": ("P0633", "P0629", "P0676", "P0624", "P0636"),
        "tiktok": ("P0375", "P0378", "P0379", "P0376", "P0377"),
    }
    measures = {
        "people": "people, 2024",
        "online": "internet use, 2021",
        "commerce": "e-commerce, latest",
        "tiktok": "TikTok Shop, 2025",
    }
    frames = [evidence.frame(*found).assign(measure=name) for name, found in ids.items()]
    rows = pd.concat(frames, ignore_index=True)
    # The editions found differ by country, so those labels name the year.
    year = (" in " + rows.year.astype(str)).where(rows.measure == "commerce", "")
    rows["label"] = rows.region.map(_COUNTRIES) + "\n" + _short(rows) + year
    rows["size"] = rows.value / rows.groupby("measure").value.transform("max")
    unknown = [
        {"measure": name, "region": region, "label": f"{country}\nnot known"}
        for name in ids
        for region, country in _COUNTRIES.items()
        if region not in set(rows[rows.measure == name].region)
    ]
    story = ["id", "statement", "text", "source"]
    drawn = pd.concat([rows, pd.DataFrame(unknown)], ignore_index=True)
    drawn = drawn[["measure", "region", "label", "size", *story]].fillna(dict.fromkeys(story, ""))
    drawn["longitude"], drawn["latitude"] = zip(*drawn.region.map(_PLACES), strict=True)
    return build(
        "region",
        rows,
        forms.region_map(drawn, evidence.shapes(), measures),
        f"Indonesia has {text('P0483')} people and the largest online trade of the five countries with a figure",
        "Six countries, one measure at a time; money in dollars. The area of a circle is the figure beside it.",
        note="People by the World Bank, internet use by the ITU, e-commerce by e-Conomy SEA in the latest edition we "
        "found for each country, TikTok Shop by Digital in Asia, from a page that repeats it. Map: Natural Earth.",
        picture="A map of the six countries with a circle in each, for a measure that the reader chooses. "
        + "; ".join(drawn.sort_values("measure", kind="stable").label.str.replace("\n", " "))
        + ".",
    )


def by_country() -> Figure:
    """Return TikTok Shop's sales by country, year and counter.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = sorted_in(
        {
            "P0262": ("Indonesia", "Indonesia 2022, Momentum Works: {}"),
            "P0265": ("Indonesia", "Indonesia 2023, insiders: {}"),
            "P0375": ("Indonesia", "Indonesia 2025, Digital in Asia: {}"),
            "P0266": ("other Southeast Asia", "Thailand 2023, insiders: {}"),
            "P0376": ("other Southeast Asia", "Thailand 2025, Digital in Asia: {}"),
            "P0377": ("other Southeast Asia", "Vietnam 2025, Digital in Asia: {}"),
            "P0378": ("other Southeast Asia", "Malaysia 2025, Digital in Asia: {}"),
            "P0379": ("other Southeast Asia", "Philippines 2025, Digital in Asia: {}"),
            "P0271": ("United States", "United States 2024, Momentum Works and Tabcut: {}"),
            "P0341": ("United States", "United States 2024, EchoTik: {}"),
        }
    )
    return build(
        "by-country",
        rows,
        forms.ranges(rows),
        f"Indonesia after the ban: {text('P0375')} in 2025, against {text('P0262')} in 2022, by two counters",
        "TikTok Shop, GMV in a year, dollars, all formats. Each row is one publisher's count; rows are no series.",
        note="The figures of 2025 come from one page that repeats Digital in Asia. Singapore is not known.",
    )


def video_share() -> Figure:
    """Return the share of video in the region's e-commerce, and of TikTok Shop in its platforms.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    video, shop = "video, live or not", "TikTok Shop"
    rows = sorted_in(
        {
            "P0460": (video, "Video in e-commerce, region, 2022: {}"),
            "P0631": (video, "Video in e-commerce, Philippines, 2024: {}"),
            "P0459": (video, "Video in e-commerce, region, 2025: {}"),
            "P0429": (shop, "TikTok Shop among platforms, region, 2022: {}"),
            "P0312": (shop, "TikTok Shop among platforms, region, 2023: {}"),
        }
    )
    return build(
        "video-share",
        rows,
        forms.ranges(rows, suffix="%"),
        f"Video made {text('P0460')} of the region's e-commerce in 2022 and {text('P0459')} in 2025",
        "Share of sales, percent. Video by e-Conomy SEA, platforms by Momentum Works: two counts, two bases.",
        note="Video is streams and short films together. The figure of 2025 was estimated before the year was over; "
        "it and that of 2022 come from one page that quotes the report.",
    )


def internet_use() -> Figure:
    """Return the share of people who use the internet, by country, a year at a time.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    figures = evidence.table("public_figures")
    ids = figures[figures.metric == "internet_use"].figure_id
    rows = evidence.frame(*ids)
    rows["label"] = rows.region.map(_COUNTRIES)
    rows["shown"] = rows.label + ": " + rows.value.map("{:.0f}%".format)
    rows["benchmark"] = evidence.records()["zaker-zh-48"].low
    order = list(_COUNTRIES.values())
    rows = rows.sort_values("label", key=lambda names: names.map(order.index), kind="stable")
    above = (rows[rows.year == 2021].value > rows.benchmark.iloc[0]).sum()
    return build(
        "internet-use",
        rows,
        forms.by_year(rows, [2021, 2023], top=100, unit="%"),
        f"In 2021 {text('zaker-zh-48')} used the internet in {above} of {rows.label.nunique()} countries, not in "
        "the largest",
        "People who use the internet, percent of the population. The dashed line is the article's figure for all six.",
        note="ITU figures as the World Bank publishes them; for the Philippines 2023 is not known.",
        picture="Bars by country for 2021 or 2023, as the reader chooses. In 2021 "
        + "; ".join(rows[rows.year == 2021].shown)
        + f". A dashed line marks {text('zaker-zh-48')}.",
        named=("zaker-zh-48",),
    )


def internet_users() -> Figure:
    """Return the number of internet users in the region, by publisher.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = evidence.frame("P0450", "P0453", "P0456", "P0457", "zaker-zh-49", "d-sea-online", "P0461")
    rows.loc[rows.id == "d-sea-online", "year"] = 2021
    rows["series"] = rows.counted_by.replace({"ADB": "ADB, whole region", "computed": "ITU shares × population"})
    rows["label"] = _short(rows)
    return build(
        "internet-users",
        rows,
        forms.lines(rows, zero=False),
        f"For 2021 zaker-zh has {text('zaker-zh-49')} users; two other counts are lower",
        "Internet users in Southeast Asia. Each publisher has its own line; the ADB counts more countries.",
        note="zaker-zh credits Google and Bain, who publish e-Conomy SEA; a report of its 2021 edition gives "
        f"{text('P0456')}.",
    )


def shares() -> Figure:
    """Return the article's percentages beside what can be recomputed.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    groups = {
        "zaker-zh-48": ("as printed", "Internet users, as printed: {}"),
        "d-sea-online-share": ("recomputed", "Internet users 2021, from ITU shares: {}"),
        "zaker-zh-50": ("as printed", "Smartphones, as printed: {}"),
        "zaker-zh-52": ("as printed", "Mobile share of shop visits, February 2019: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "sea-shares",
        rows,
        forms.ranges(rows, suffix="%"),
        f"A smartphone for {text('zaker-zh-50')} of the people would leave nobody out, not even infants",
        "Southeast Asia, six countries, percent. The mobile share is one of visits, not of orders.",
        note="Phone subscriptions can pass one a person; smartphone owners cannot.",
    )


def tiktok_shop() -> Figure:
    """Return TikTok Shop's sales in Southeast Asia by publisher.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = evidence.frame("P0313", "P0314", "P0234", "P0256", "P0264", "P0315", "P0317")
    rows["series"] = rows.counted_by.replace({"Business Times Online (btimesonline)": "Business Times Online"})
    rows.loc[rows.kind == "target", "series"] = "target"
    # Two counters give the same figure for 2022; one label serves both.
    rows["label"] = _short(rows).where(rows.id != "P0256", "")
    return build(
        "tiktok-shop-sea",
        rows,
        forms.lines(rows),
        f"TikTok Shop went from {text('P0313')} to {text('P0234')} in two years, ban included",
        "TikTok Shop, Southeast Asia, GMV in a year, dollars. One line a publisher; a lone mark is a single report.",
        note="GMV is what was ordered, before returns. The page with the figure of 2024 names no counter.",
    )


def rivals() -> Figure:
    """Return the large marketplaces of the region in 2022 and 2023.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    pairs = {"P0432": "P0431", "P0434": "P0433", "P0436": "P0435", "P0314": "P0234"}
    before, after = evidence.frame(*pairs), evidence.frame(*pairs.values())
    rows = after.assign(low=before.value, high=after.value, platform=["Shopee", "Lazada", "Tokopedia", "TikTok Shop"])
    rows["group"] = ["grew" if gain > 0 else "shrank" for gain in rows.high - rows.low]
    rows["label"] = rows.platform + ": " + _short(before) + " in 2022, " + _short(after) + " in 2023"
    return build(
        "rivals",
        pd.concat([before, after], ignore_index=True),
        forms.ranges(rows),
        f"In a year TikTok Shop went from {text('d-sea-shopee-2022')} of Shopee's sales to {text('d-sea-shopee-2023')}",
        "GMV, dollars, Southeast Asia (Tokopedia: Indonesia), by Momentum Works. The bar runs from 2022 to 2023.",
        note="These are all sales. How much of them was live is not in the counts.",
        named=(
            "d-sea-shopee-2022",
            "d-sea-shopee-2023",
        ),
    )


def indonesia() -> Figure:
    """Return TikTok Shop's course in Indonesia and its neighbours.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    events = {
        "P0398": ("Indonesia", "Shops open in Indonesia"),
        "zaker-zh-25": ("Indonesia", "TikTok Shop in Indonesia, by zaker-zh"),
        "P0399": ("Indonesia", "First sale inside a stream"),
        "P0400": ("Indonesia", f"{text('P0400')} selling streams a day"),
        "P0401": ("Indonesia", f"{text('P0401')} selling streams a day"),
        "P0282": ("other countries", "Thailand, Malaysia, Singapore and others open"),
        "P0303": ("Indonesia", "Selling stops: the ban"),
        "P0302": ("Indonesia", "Back, with control of Tokopedia"),
    }
    rows = sorted_in(events, "track")
    return build(
        "indonesia",
        rows,
        forms.timeline(rows),
        f"From the first live sale on {text('P0399')} to the ban of {text('P0303')}, and back within months",
        "TikTok Shop in Southeast Asia: openings, selling streams a day, ban and return.",
        note=f"Selling streams grew to {text('d-streams-id')} as many in half a year, by one report citing a person "
        "near TikTok.",
        named=("d-streams-id",),
    )
