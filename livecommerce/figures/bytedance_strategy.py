"""Figures of the chapter on ByteDance's strategy."""

import pandas as pd

from livecommerce.charts import forms
from livecommerce.figures import build, in_currencies, labelled, rates_used, sorted_in, text
from livecommerce.models.settings import Setting, answers, inputs, opening
from livecommerce.models.words import choose, number, year
from livecommerce.shown.figure import Figure

_HOME, _SHOPS, _TIKTOK, _SUPPLY = "Douyin at home", "Shops of its own abroad", "Selling on TikTok", "Logistics"


_MOVES = {
    "wired-en-07": (_HOME, "Douyin tests a shopping cart with Taobao"),
    "wired-en-09": (_HOME, "Cart opened to all verified accounts"),
    "marketing-en-07": (_HOME, "One famous stream convinces Douyin"),
    "zaker-zh-20": (_TIKTOK, "TikTok works with Shopify"),
    "zaker-zh-35": (_TIKTOK, "First stream with Walmart"),
    "zaker-zh-25": (_TIKTOK, "TikTok Shop opens in Indonesia"),
    "zaker-zh-24": (_TIKTOK, "TikTok Shop in Britain, by zaker-zh"),
    "wired-en-11": (_TIKTOK, "TikTok Shop in Britain, by wired-en"),
    "zaker-zh-54": (_SUPPLY, "Two logistics subsidiaries founded"),
    "zaker-zh-61": (_SUPPLY, "Stake in the seller Patozon"),
    "zaker-zh-22": (_TIKTOK, "TikTok Shopping launched"),
    "zaker-zh-13": (_SHOPS, "Fanno opens, aimed at Europe"),
    "zaker-zh-11": (_SHOPS, "Two shops known, Dmonstudio and Fanno"),
    "zaker-zh-01": (_SHOPS, "Dmonstudio closes"),
    "P0408": (_SHOPS, "Fanno's team dissolved"),
    "wired-en-18": (_TIKTOK, "Plan for more of Europe and the US dropped"),
    "wired-en-19": (_TIKTOK, "Shopping test in the US"),
}
_UNTIL = {"until": Setting("Events up to the end of the year", 2018, 2022, 1, 2022)}


def _moves_says(until):
    """How many events there are by then, track by track; the same for Python and for the website."""
    rows = sorted_in(_MOVES, "track")
    counts = {
        track: sum(choose(until >= int(start[:4]), 1, 0) for start in group.start)
        for track, group in rows.groupby("track", sort=False)
    }
    parts = [f"{track}, " + number(count) for track, count in counts.items()]
    said = "By the end of " + year(until) + " the sources date " + number(sum(counts.values())) + " events: " + parts[0]
    for part in parts[1:]:
        said = said + "; " + part
    return said + "."


def moves_answer(values: dict[str, float | str]) -> tuple[str, dict[str, float]]:
    """Return how many of ByteDance's moves there were by the end of a year.

    Parameters
    ----------
    values : dict of str to float or str
        ``until``, a year; the choice of track changes nothing here.

    Returns
    -------
    tuple of str and dict
        In words; nothing else is computed.

    Examples
    --------
    >>> moves_answer({"until": 2018})[0]
    'By the end of 2018 the sources date 2 events: Douyin at home, 2; Selling on TikTok, 0; Logistics, 0; \
Shops of its own abroad, 0.'
    """
    return _moves_says(values["until"]), {}


def moves() -> Figure:
    """Return ByteDance's moves into e-commerce, in order of time, by track.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = sorted_in(_MOVES, "track")
    values = opening(_UNTIL)
    params = inputs(_UNTIL, values)
    says = answers({"says": _moves_says(params["until"])})
    return build(
        "moves",
        rows,
        forms.timeline(rows, params["until"], tuple(says.values())),
        "ByteDance learned to sell at home, then went abroad; shops of its own lasted months, TikTok stayed",
        "Events the sources date. A bar is a span, or a date known only to the half-year or year.",
        note="The two articles date the British shop differently; both dates are shown.",
        says=moves_answer(values)[0],
        model=moves_answer,
    )


def china_market(currency: str = "CNY") -> Figure:
    """Return the size of live commerce in China, by article and year.

    Parameters
    ----------
    currency : {"CNY", "USD"}
        The currency shown at first.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    sources = {
        "marketing-en-20": "marketing-en",
        "d-china-doubled": "marketing-en, forecast",
        "marketing-en-22": "marketing-en, forecast",
        "zaker-zh-34": "zaker-zh",
        "smt-pl-28": "smt-pl",
        "wired-en-04": "wired-en, estimate",
    }
    rows = labelled(dict.fromkeys(sources, ""), series=sources)
    rows.loc[rows.id == "d-china-doubled", "year"] = 2020
    rows = in_currencies(rows)
    return build(
        "china-market",
        rows,
        forms.money_by_year(rows, start=currency),
        f"From {text('marketing-en-20')} in 2019 to an estimated {text('wired-en-04')} in 2022, by four counts",
        "Live commerce in China, sales in a year. One mark a source; no line joins two sources.",
        note="Converted at the average rate of the year measured (Federal Reserve). “More than” is drawn at its bound.",
        named=rates_used(rows),
    )


_COUNTED, _EXPECTED = "counted", "expected"


def china_counters() -> Figure:
    """Return what publishers count or expect of live commerce in China, year by year.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = in_currencies(
        sorted_in(
            {
                "P0027": (_COUNTED, "2019, KPMG and AliResearch"),
                "P0026": (_EXPECTED, "2020, KPMG and AliResearch"),
                "P0029": (_COUNTED, "2020, Mitsui's institute"),
                "P0054": (_COUNTED, "2020, CNBC, no counter named"),
                "P0050": (_COUNTED, "2021, 100EC"),
                "P0063": (_COUNTED, "2021, eMarketer"),
                "P0064": (_EXPECTED, "2022, eMarketer"),
                "P0055": (_EXPECTED, "2022, CNBC, no counter named"),
                "P0065": (_EXPECTED, "2023, eMarketer in January 2022"),
                "P0081": (_EXPECTED, "2023, eMarketer a year later"),
                "P0001": (_COUNTED, "2023, first half, Ministry of Commerce"),
                "P0015": (_COUNTED, "2024, 100EC"),
            }
        )
    )
    return build(
        "china-counters",
        rows,
        forms.ranges(rows, currency="CNY"),
        f"Counts of one year differ, {text('d-china-2021-spread')} for 2021; 100EC's 2024 is "
        f"{text('d-china-2019-2024')} what KPMG and AliResearch had for 2019",
        "Live commerce in China, sales in a year unless named otherwise, by publisher. What was expected is set apart.",
        note="No publisher counts as another does, and none is joined to another. 100EC's figure of 2021 comes from a "
        "page that repeats it. Converted at the average rate of the year, which is among the sources.",
        named=("d-china-2021-spread", "d-china-2019-2024", *rates_used(rows)),
    )


def platforms() -> Figure:
    """Return the sales of the three Chinese platforms, by year and counter.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = in_currencies(
        sorted_in(
            {
                "P0142": ("Taobao Live", "2018, Taobao Live, by Taobao"),
                "P0137": ("Taobao Live", "2020, Taobao Live, by Alibaba"),
                "P0165": ("Kuaishou", "2020, Kuaishou, by a page that fits its filing"),
                "P0108": ("Kuaishou", "2022, Kuaishou, by its report"),
                "P0109": ("Kuaishou", "2023, Kuaishou, by its report"),
                "P0163": ("Douyin", "2020, Douyin, own shops only"),
                "P0160": ("Douyin", "2020, Douyin, other shops included, by 36Kr"),
                "P0103": ("Douyin", "2021, Douyin, by Caixin; disputed by it"),
                "P0161": ("Douyin", "2021, Douyin, other shops included, by 36Kr"),
                "P0125": ("Douyin", "2022, Douyin, by The Information"),
                "P0127": ("Douyin", "2022, Douyin, by Cinda Securities"),
                "P0121": ("Douyin", "2023, Douyin, product cards left out, by LatePost"),
                "P0096": ("Douyin", "2023, January to October, Douyin, by LatePost"),
                "P0120": ("Douyin", "2023, Douyin, by 36Kr"),
                "P0129": ("Douyin", "2024, first half, Douyin, by 36Kr"),
                "P0098": ("Douyin", "2024, Douyin, by Dao Insights"),
            }
        )
    )
    return build(
        "platforms",
        rows,
        forms.ranges(rows, currency="CNY"),
        f"In 2022 Douyin's shop sold {text('d-douyin-kuaishou-2022')} as much as Kuaishou's; in 2020 it sold less "
        "or more, by whether other shops count",
        "GMV in a year unless named otherwise, all formats, not live alone. Each row is one publisher's count.",
        note="Douyin publishes no total; every figure is a report of one. Taobao Live has published none since 2020 "
        "that we found. Converted at the average rate of the year.",
        named=("d-douyin-kuaishou-2022", *rates_used(rows)),
    )


def tiktok_shop_world() -> Figure:
    """Return TikTok Shop's sales worldwide, by year and counter.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = sorted_in(
        {
            "P0253": ("2021 and 2022", "2021, by LatePost: {}"),
            "P0251": ("2021 and 2022", "2022, first half, by LatePost: {}"),
            "P0239": ("2024", "2024, by Tabcut: {}"),
            "P0238": ("2024", "2024, after cancellations, by Cube Asia: {}"),
            "P0270": ("2024", "2024, by Momentum Works and Tabcut: {}"),
            "P0240": ("2024", "2024, by LatePost: {}"),
            "P0237": ("2024", "2024, all orders, by Cube Asia: {}"),
        }
    )
    return build(
        "tiktok-shop-world",
        rows,
        forms.ranges(rows),
        f"By 2024 TikTok Shop sold {text('d-tiktok-douyin-2024')} of what Douyin's shop sold in China",
        "TikTok Shop, world, GMV in a year unless named otherwise, dollars. Each row is one publisher's count.",
        note=f"For 2024 the largest count is {text('d-tiktok-world-spread')} the smallest; cancelled orders explain "
        "part of it.",
        named=("d-tiktok-douyin-2024", "d-tiktok-world-spread"),
    )


def three_platforms() -> Figure:
    """Return sales of three platforms in 2019, as printed and as read, against the whole market.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    read = labelled(
        {"marketing-en-26": "Taobao Live", "marketing-en-27": "Kuaishou", "marketing-en-28": "Douyin"},
        printed_name={
            "marketing-en-26": "“TikTok”",
            "marketing-en-27": "Kuaishou",
            "marketing-en-28": "“TikTok”, again",
        },
    )
    printed = read.assign(version="printed", low=read.printed_low, high=read.printed_high)
    printed["name"] = printed.printed_name + ": " + printed.printed
    as_read = read.assign(version="read", name=read.label + ": " + read.text)
    whole = labelled({"marketing-en-20": f"all of China: {text('marketing-en-20')}"})
    return build(
        "three-platforms",
        pd.concat([read, whole], ignore_index=True),
        forms.printed_and_read(pd.concat([printed, as_read], ignore_index=True), whole),
        f"As printed, three platforms sold {text('d-three-printed-low')} or more: above the {text('marketing-en-20')} "
        "of the whole market",
        "Sales by livestream in China, 2019, from one article. The dark tick marks the low end of a range.",
        note="Read as: Taobao Live for the first “TikTok”, Douyin for the second; Kuaishou a tenth of what is printed.",
        named=("d-three-printed-low",),
    )


def douyin_multiples() -> Figure:
    """Return Douyin's sales in 2019 and what four statements make of 2020 and 2021.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    groups = {
        "marketing-en-28": ("2019", "2019, as printed: {}"),
        "d-douyin-2020-five": ("2020, forecast", "2020, forecast at five times 2019: {}"),
        "d-douyin-2020-six": ("2020, forecast", "2020, forecast at six times: {}"),
        "d-douyin-2020-ten": ("2020, forecast", "2020, forecast at ten times: {}"),
        "d-douyin-2020-twelve": ("2020, forecast", "2020, forecast at twelve times: {}"),
        "d-douyin-2020-implied": ("2020, implied", "2020, if 2021 was seven times as much: {}"),
        "P0163": ("2020, reported", "2020, shops inside Douyin only: {}"),
        "P0160": ("2020, reported", "2020, links to other shops included: {}"),
        "d-douyin-2021-yuan": ("2021", "2021, from dollars: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "douyin-multiples",
        rows,
        forms.ranges(rows, log=True),
        "The narrow count of Douyin's 2020 falls among the forecasts; the wide one is far above the highest",
        "Douyin, sales in a year, yuan, logarithmic scale. Articles' figures, sums over them, and two reported counts.",
        note="The dollar figure of 2021 is converted at the average rate of 2021. The two reported counts of 2020 "
        "differ because one leaves out orders filled by other shops.",
    )


def audience() -> Figure:
    """Return how many people and downloads the articles count, kind by kind.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    groups = {
        "marketing-en-01": ("daily users", "Douyin, China, early 2020: {} a day"),
        "zaker-zh-17": ("daily users", "Douyin, China, early 2022: {} a day"),
        "zaker-zh-04": ("monthly users", "TikTok, world, September 2021: {} a month"),
        "marketing-en-14": ("downloads", "TikTok and Douyin, world, 2020: {} downloads"),
        "smt-pl-26": ("live-shopping users", "All platforms, China, June 2021: {} live shoppers"),
    }
    rows = sorted_in(groups)
    return build(
        "audience",
        rows,
        forms.ranges(rows),
        f"Downloads are not users: {text('marketing-en-14')} of TikTok and Douyin worldwide, {text('marketing-en-01')} "
        "daily users of Douyin",
        "Size of the audience, by what is counted. A download is not a person, and a monthly user is not a daily one.",
        note="One article calls the downloads “users”, another calls China's live shoppers Douyin's, and a third "
        "prints Douyin's daily users as revenue.",
    )
