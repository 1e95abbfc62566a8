"""Figures of the chapter on ByteDance's strategy."""

import pandas as pd

from livecommerce import charts
from livecommerce.figure import Figure
from livecommerce.figures import build, in_currencies, labelled, sorted_in, text

_HOME, _SHOPS, _TIKTOK, _SUPPLY = "Douyin at home", "Shops of its own abroad", "Selling on TikTok", "Logistics"


def moves() -> Figure:
    """Return ByteDance's moves into e-commerce, in order of time, by track.

    Returns
    -------
    livecommerce.figure.Figure
    """
    tracks = {
        "wired-en-07": (_HOME, "Douyin tests a shopping cart with Taobao"),
        "wired-en-09": (_HOME, "Cart opened to all verified accounts"),
        "marketing-en-07": (_HOME, "A stream of 110 million yuan convinces Douyin"),
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
    rows = sorted_in(tracks, "track")
    return build(
        "moves",
        rows,
        charts.timeline(rows, "Track"),
        "ByteDance learned to sell at home, then went abroad; shops of its own lasted months, TikTok stayed",
        "Events the articles date. A bar is a span, or a date known only to the half-year or year.",
        note="The two articles date the British shop differently; both dates are shown.",
    )


def china_market(currency: str = "CNY") -> Figure:
    """Return the size of live commerce in China, by article and year.

    Parameters
    ----------
    currency : {"CNY", "USD"}
        The currency shown at first.

    Returns
    -------
    livecommerce.figure.Figure
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
        charts.money_by_year(rows, start=currency),
        f"From {text('marketing-en-20')} in 2019 to an estimated {text('wired-en-04')} in 2022, by four counts",
        "Live commerce in China, sales in a year. One mark a source; no line joins two sources.",
        note="Converted at the average rate of the year measured (Federal Reserve). “More than” is drawn at its bound.",
    )


def three_platforms() -> Figure:
    """Return sales of three platforms in 2019, as printed and as read, against the whole market.

    Returns
    -------
    livecommerce.figure.Figure
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
        charts.printed_and_read(pd.concat([printed, as_read], ignore_index=True), whole),
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
    livecommerce.figure.Figure
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
        charts.ranges(rows, "Year", log=True),
        "The narrow count of Douyin's 2020 falls among the forecasts; the wide one is far above the highest",
        "Douyin, sales in a year, yuan, logarithmic scale. Articles' figures, sums over them, and two reported counts.",
        note="The dollar figure of 2021 is converted at the average rate of 2021. The two reported counts of 2020 "
        "differ because one leaves out orders filled by other shops.",
    )


def audience() -> Figure:
    """Return how many people and downloads the articles count, kind by kind.

    Returns
    -------
    livecommerce.figure.Figure
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
        charts.ranges(rows, "What is counted"),
        f"Downloads are not users: {text('marketing-en-14')} of TikTok and Douyin worldwide, {text('marketing-en-01')} "
        "daily users of Douyin",
        "Size of the audience, by what is counted. A download is not a person, and a monthly user is not a daily one.",
        note="One article calls the downloads “users”, another calls China's live shoppers Douyin's, and a third "
        "prints Douyin's daily users as revenue.",
    )
