"""Figures of the chapter on Western platforms."""

from livecommerce.charts import forms
from livecommerce.figures import build, in_currencies, labelled, rates_used, sorted_in, text
from livecommerce.shown.figure import Figure

_OPENED, _TESTED, _CLOSED = "opened", "tested", "closed or dropped"


def openings() -> Figure:
    """Return who opened, tested and closed live shopping in the West, and when.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    events = {
        "zaker-zh-66": (_TESTED, "Amazon: small trials"),
        "zaker-zh-67": (_OPENED, "Amazon Live"),
        "zaker-zh-35": (_TESTED, "TikTok with Walmart, first stream"),
        "zaker-zh-39": (_TESTED, "TikTok with Walmart, second stream"),
        "wired-en-11": (_OPENED, "TikTok Shop in Britain (by wired-en)"),
        "P0706": (_TESTED, "Twitter with Walmart"),
        "P0349": (_CLOSED, "TikTok Shop: plan for five more countries dropped"),
        "wired-en-21": (_OPENED, "YouTube extends shopping with Shopify"),
        "P0686": (_CLOSED, "Facebook closes live shopping"),
        "smt-pl-05": (_TESTED, "TikTok with TalkShopLive, reported plan"),
        "wired-en-19": (_TESTED, "TikTok tests shopping in the US"),
        "P0689": (_CLOSED, "Instagram closes live shopping (US)"),
        "P0346": (_OPENED, "TikTok Shop in the US, open to all"),
        "P0305": (_CLOSED, "TikTok Storefront, the link to Shopify, closes"),
    }
    rows = sorted_in(events, "track")
    return build(
        "openings",
        rows,
        forms.timeline(rows),
        f"Plans dropped and services closed from {text('P0349')}, while others still opened or tested",
        "Live shopping on Western platforms: openings, tests and closures. A bar is a span of time.",
        note="The articles date few of the closures; those dates come from news reports of the time.",
    )


def us_and_china(currency: str = "USD") -> Figure:
    """Return the US figures and forecasts beside China's, on one logarithmic scale.

    Parameters
    ----------
    currency : {"USD", "CNY"}
        The currency shown at first.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    places = {
        "zaker-zh-32": "US, printed",
        "zaker-zh-94": "US, forecast by Coresight",
        "zaker-zh-95": "US, forecast by Coresight",
        "marketing-en-20": "China, printed",
        "zaker-zh-34": "China, printed",
        "smt-pl-28": "China, printed",
        "wired-en-04": "China, printed",
    }
    rows = in_currencies(labelled(dict.fromkeys(places, ""), series=places))
    return build(
        "us-and-china",
        rows,
        forms.money_by_year(rows, start=currency, log=True),
        f"By one article China's live commerce of 2020 was {text('d-china-us-2020')} that of the US",
        "Live commerce, sales in a year, logarithmic scale: each grid line is ten times the one below.",
        note="China's four figures come from four sources and are not one series. Converted at the average rate of the "
        "year.",
        named=("d-china-us-2020", *rates_used(rows)),
    )


def audiences() -> Figure:
    """Return the audiences of single streams and of platforms, by what is counted.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    groups = {
        "zaker-zh-37": ("peak of a stream", "First Walmart stream on TikTok, 2020: {}"),
        "wired-en-30": ("peak of a stream", "Largest Prime Day stream, 2022: {}"),
        "zaker-zh-69": ("daily users", "Amazon Live, early 2022, as printed: {}"),
        "zaker-zh-70": ("daily users", "Taobao Live, 2019: {}"),
        "marketing-en-06": ("viewers or views", "One Douyin stream, 2020: {}"),
        "wired-en-29": ("viewers or views", "All Prime Day streams, 2022: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "audiences",
        rows,
        forms.ranges(rows, log=True),
        f"The best Prime Day stream peaked at {text('wired-en-30')} viewers, TikTok's first with Walmart at "
        f"{text('zaker-zh-37')}",
        "Audience, logarithmic scale. Peaks, daily users and views are different things: compare within a kind.",
        note="The figure for Amazon Live is implausible: five months later the peak of one stream was "
        f"{text('d-prime-amazon')} as high.",
        named=("d-prime-amazon",),
    )


def reasons() -> Figure:
    """Return which article gives which reason for success or failure.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    given = {
        "zaker-zh-90": ("Buyers are not used to it", "against it, abroad or in the West"),
        "smt-pl-30": ("Buyers are not interested", "against it, abroad or in the West"),
        "smt-pl-17": ("Audiences responded weakly", "against it, abroad or in the West"),
        "zaker-zh-42": ("Few viewers buy", "against it, abroad or in the West"),
        "zaker-zh-91": ("Streams reach the wrong people", "against it, abroad or in the West"),
        "wired-en-17": ("Streams reach the wrong people", "against it, abroad or in the West"),
        "smt-pl-13": ("TikTok pushed partners too hard", "against it, abroad or in the West"),
        "zaker-zh-43": ("Users are too young", "against it, abroad or in the West"),
        "zaker-zh-44": ("Regulation", "against it, abroad or in the West"),
        "zaker-zh-45": ("Retail giants are left alone", "against it, abroad or in the West"),
        "zaker-zh-53": ("Close to China in culture", "for it, in China or Southeast Asia"),
        "zaker-zh-51": ("Used to buying by phone", "for it, in China or Southeast Asia"),
        "wired-en-02": ("The pandemic", "for it, in China or Southeast Asia"),
        "wired-en-03": ("Shops shut by zero Covid", "for it, in China or Southeast Asia"),
        "marketing-en-18": ("Advertising at its ceiling", "for it, in China or Southeast Asia"),
    }
    rows = sorted_in({i: (group, reason) for i, (reason, group) in given.items()})
    rows["reason"] = rows.label
    rows["article"] = [identifier.rpartition("-")[0] for identifier in rows.id]
    return build(
        "reasons",
        rows,
        forms.matrix(rows),
        "Only one reason stands in two articles: streams reach the wrong people",
        "Reasons the articles give for or against live shopping, by article. None of them is tested.",
        note="zaker-en translates zaker-zh and would only repeat it.",
    )


def vintages() -> Figure:
    """Return what Coresight forecast for the US, by when it said so.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    groups = {
        "zaker-zh-94": ("for 2021", "For 2021, printed in February 2022: {}"),
        "P0186": ("for 2023", "For 2023, reported in 2020: {}"),
        "zaker-zh-95": ("for 2023", "For 2023, printed in February 2022: {}"),
        "P0188": ("for 2023", "For 2023, reported in March 2023: {}"),
        "P0190": ("for 2023", "For 2023, revised in mid-2023: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "vintages",
        rows,
        forms.ranges(rows),
        f"The forecast for 2023 doubled, from {text('P0186')} to {text('P0190')}",
        "US live commerce, forecasts by Coresight Research, dollars. No measured total for 2023 is known.",
        note="A forecast that rises is not a market that grows: no outcome has been published to test it.",
    )


def countries() -> Figure:
    """Return where TikTok Shop opened, was stopped and came back, country by country.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    asia, west = "Asia", "Europe and the US"
    events = {
        "P0398": (asia, "Indonesia"),
        "P0281": (west, "Britain"),
        "P0282": (asia, "Thailand, Malaysia, Singapore and others"),
        "P0349": (west, "Plan for four EU countries and the US dropped"),
        "P0346": (west, "United States, open to all"),
        "P0303": (asia, "Indonesia stops it"),
        "P0302": (asia, "Indonesia again, through Tokopedia"),
        "P0342": (west, "Spain and Ireland"),
        "P0296": (west, "Germany, France and Italy, by that day"),
    }
    rows = sorted_in(events, "track")
    return build(
        "countries",
        rows,
        forms.timeline(rows),
        f"The countries dropped on {text('P0349')} were opened after all, the last by {text('P0296')}",
        "TikTok Shop by country: openings, stops and one plan dropped. A bar is a date known only to the year or "
        "half-year.",
        note="Countries for which we found no report that stands alone, Mexico and Japan among them, are left out, and "
        "so is Brazil.",
    )


def live_sellers() -> Figure:
    """Return what was sold live in the United States where anybody says, beside what was forecast.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    live, whole, expected = "sold live", "sold in any format", "expected"
    rows = sorted_in(
        {
            "P0271": (whole, "TikTok Shop, 2024, all formats: {}"),
            "P0320": (live, "TikTok Shop, 2024, in streams: {}"),
            "P0693": (live, "Whatnot, 2024: {}"),
            "P0694": (expected, "Whatnot, 2025, expected: {}"),
            "zaker-zh-95": (expected, "All US live commerce, 2023, expected: {}"),
        }
    )
    return build(
        "live-sellers",
        rows,
        forms.ranges(rows),
        f"In 2024 Whatnot, for live auctions and sales, sold {text('d-whatnot-tiktok-live')} what TikTok's streams "
        "sold in "
        "the US",
        "United States, GMV in a year, dollars. How much of Whatnot's is sold outside streams or outside the US is not "
        "known.",
        note=f"The two that can be counted come to {text('d-us-two-live-2024')}. Amazon and YouTube publish nothing.",
        named=("d-whatnot-tiktok-live", "d-us-two-live-2024"),
    )


def buyers() -> Figure:
    """Return how many people say that they have bought or watched live, by country and survey.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    us, china, asia = "United States", "China", "Southeast Asia"
    rows = sorted_in(
        {
            "P0204": (us, "Adults who have bought by stream, 2022: {}"),
            "d-us-took-part-2022": (us, "Asked, who have taken part, 2022: {}"),
            "P0705": (us, "Young people who have bought, with Canada, 2022: {}"),
            "P0763": (us, "Who shop by creators and bought live, 2025: {}"),
            "P0634": (asia, "Internet users who have bought by stream, 2022: {}"),
            "P0619": (asia, "Indonesian consumers who have taken part, 2022: {}"),
            "P0007": (china, "Internet users who use it, December 2020: {}"),
            "P0024": (china, "Internet users who use it, June 2022: {}"),
        }
    )
    return build(
        "buyers",
        rows,
        forms.ranges(rows, suffix="%"),
        f"In 2022 {text('P0204')} of US adults had bought by livestream; in Southeast Asia {text('P0634')} of internet "
        "users",
        "Share of those asked, percent. Surveys with different questions and groups: compare the size, not the "
        "decimals.",
        note="Bought, taken part and used are different things, and the groups differ. China's figures are CNNIC's.",
    )
