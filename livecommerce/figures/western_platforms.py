"""Figures of the chapter on live shopping in the United States, Britain and continental Europe."""

from livecommerce import evidence
from livecommerce.charts import bars, timed
from livecommerce.figures import build, labelled, sorted_in, text
from livecommerce.shown.figure import Figure


def us_channels() -> Figure:
    """Return what sells in TikTok's US shop: streams, short videos and shop tab as parts of a whole, by two counters.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    first, half = "2024, Momentum Works\nand Tabcut", "First half of 2025,\nMomentum Works and Tabcut"
    pieces = {
        "P0272": (first, "streams"),
        "P1101": (first, "short videos"),
        "P1102": (first, "shop tab"),
        "P0333": (half, "streams"),
        "P1103": (half, "short videos"),
        "P1104": (half, "shop tab"),
        "P0323": ("July 2024,\nCharm.io", "streams"),
        "P0324": ("July 2025,\nCharm.io", "streams"),
    }
    rows = labelled(
        {identifier: label for identifier, (label, _) in pieces.items()},
        part={identifier: part for identifier, (_, part) in pieces.items()},
    )
    return build(
        "us-channels",
        rows,
        bars.shares(rows, ["streams", "short videos", "shop tab"]),
        f"In TikTok's US shop short videos made {text('P1101')} of 2024's sales, streams {text('P0272')}, by one count",
        "TikTok Shop in the United States, share of sales by what led to them, percent.",
        note="Charm.io prints the share of streams alone. The half-year stands on a page that repeats Momentum Works.",
    )


def us_forecasts() -> Figure:
    """Return what was estimated and foreseen of US live commerce, a line for each maker's edition.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    editions = {
        "P1960": ("Coresight 2021", "Coresight: {}"),
        "zaker-zh-94": ("Coresight 2021", "{}"),
        "zaker-zh-95": ("Coresight 2021", "Coresight at first: {}"),
        "P0188": ("Coresight March 2023", "in March 2023: {}"),
        "P0190": ("Coresight June 2023", "Coresight in June 2023: {}"),
        "P0203": ("dot.LA", "dot.LA: {}"),
        "P1269": ("eMarketer", "eMarketer: {}"),
    }
    rows = evidence.frame(*editions).assign(
        series=[series for series, _ in editions.values()], label=[label for _, label in editions.values()]
    )
    return build(
        "us-forecasts",
        rows,
        timed.by_year(rows),
        f"Coresight expected {text('P0190')} for 2023, eMarketer {text('P1269')} for 2025",
        "Live commerce in the United States, by the year an estimate is for, dollars. Hollow: expected.",
        note="A line is one edition of one maker. None is a count, and makers do not count the same things as live.",
    )


def live_sellers() -> Figure:
    """Return who sells live in the United States: streams inside what a platform sells, beside one firm's whole.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    sold = {
        "P0271": ("TikTok Shop, 2024,\nUnited States", "P0320"),
        "P0332": ("TikTok Shop, half of 2025,\nUnited States", "P1243"),
        "P0693": ("Whatnot, 2024, by 36Kr,\nall its countries", ""),
        "P1420": ("Whatnot, 2025, by Whatnot,\nNorth America, Europe", ""),
        "P1269": ("All US live commerce, 2025,\nexpected by eMarketer", ""),
    }
    rows = labelled({identifier: label for identifier, (label, _) in sold.items()})
    rows["inside"] = [evidence.records()[part].value if part else None for _, part in sold.values()]
    rows["inside_text"] = [f"in streams {text(part)}" if part else "" for _, part in sold.values()]
    rows["tone"] = ["us" if region == "US" else "neutral" for region in rows.region]
    return build(
        "live-sellers",
        rows,
        bars.bars(rows, "dollars"),
        f"In 2024 TikTok's US streams sold {text('P0320')}, all Whatnot {text('P0693')}",
        "Sales (GMV), dollars. Filled: sold live; outlined: all that TikTok Shop sold; dashed: expected.",
        note="All that Whatnot sells is drawn as live. The half-year stands on a page that repeats Momentum Works.",
        named=("P0320", "P1243"),
        differs="place and counter",
    )


def launches() -> Figure:
    """Return who opened, tested and closed live shopping or the shop around it, a lane for each service.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    events = [
        ("Facebook (Meta)", "neutral", "zaker-zh-77", "opening", "by early 2022"),
        ("Facebook (Meta)", "neutral", "P0686", "closure", "{}"),
        ("Instagram (Meta)", "neutral", "zaker-zh-77", "opening", "by early 2022"),
        ("Instagram (Meta)", "neutral", "P0689", "closure", "{}"),
        ("TikTok Shop, US", "us", "zaker-zh-35", "test", "with Walmart"),
        ("TikTok Shop, US", "us", "P0349", "dropped plan", ""),
        ("TikTok Shop, US", "us", "wired-en-19", "test", ""),
        ("TikTok Shop, US", "us", "P0346", "opening", "{}"),
        ("TikTok Shop, Britain", "europe", "P0281", "opening", "2021"),
        ("TikTok Shop, Spain, Ireland", "europe", "P0349", "dropped plan", "TikTok: never planned"),
        ("TikTok Shop, Spain, Ireland", "europe", "P0342", "opening", "{}"),
        ("TikTok Shop, Germany, France, Italy", "europe", "P0349", "dropped plan", "TikTok: never planned"),
        ("TikTok Shop, Germany, France, Italy", "europe", "P0296", "opening", "by April 2025"),
        ("YouTube", "neutral", "zaker-zh-77", "opening", "by early 2022"),
        ("YouTube", "neutral", "wired-en-21", "opening", "with Shopify"),
        ("Amazon Live, US", "us", "zaker-zh-66", "test", "trials"),
        ("Amazon Live, US", "us", "zaker-zh-67", "opening", "{}"),
    ]
    rows = evidence.frame(*(identifier for _, _, identifier, _, _ in events))
    for column, place in (("lane", 0), ("tone", 1), ("event", 3), ("label", 4)):
        rows[column] = [entry[place] for entry in events]
    return build(
        "launches",
        rows,
        timed.lanes(rows, evidence.table("forecasts").judged.max()),
        f"Meta had closed live shopping by {text('P0689')}, before TikTok's US shop opened",
        "Live shopping, and the shop around it at TikTok, by service. A bar is the time it was open.",
        note=f"The Financial Times reported the dropped plans. TikTok said on {text('P2101')} that it had never "
        "planned to open on the continent in that half-year. Amazon Live was still in service in 2026, says a page "
        "of a vendor.",
        named=("P2101", "P2010"),
    )


def buyers() -> Figure:
    """Return how many people say that they have bought live or taken part, by country, year and survey.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = sorted_in(
        {
            "P0204": ("United States", "2022, adults shopped, Bizrate for EMARKETER"),
            "P1298": ("United States", "2022, mobile users, Influencer M. Factory"),
            "d-us-took-part-2022": ("United States", "2022, took part, Morning Consult"),
            "P1134": ("United States", "2025, adults bought, Savings.com"),
            "P1299": ("Britain and Europe", "Britain 2022, mobile users, Influencer M. Factory"),
            "P1324": ("Britain and Europe", "France 2022, took part, YouGov"),
            "P1126": ("Britain and Europe", "Germany 2021, consumers used, IFH Köln"),
            "P1122": ("Britain and Europe", "Germany 2024, consumers used, ECC Köln"),
            "P1418": ("Canada", "2021, took part, Caddle"),
            "P0007": ("China", "2020, internet users used, CNNIC"),
            "P0024": ("China", "2022, internet users used, CNNIC"),
        }
    )
    # A share that is worked out of another has no region of its own.
    rows["region"] = rows.region.replace("", "US")
    return build(
        "buyers",
        rows,
        bars.bars(rows),
        f"US surveys of 2022 disagree: {text('P0204')} of adults or {text('P1298')} of mobile users had bought live",
        "Share of those asked who have bought live, used it or taken part, by country, year and survey.",
        note="The surveys ask different questions of different groups. Bizrate counts shopping by video, too. "
        "Germany's share of 2024 stands on a page that repeats it.",
        differs="counter",
    )
