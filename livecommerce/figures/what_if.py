"""Figures of the chapter on what would be if: China's path elsewhere, and one sum in other units."""

import altair as alt
import pandas as pd

from livecommerce import evidence
from livecommerce.charts import forms
from livecommerce.figures import build, in_currencies, labelled, rates_used
from livecommerce.models import scenarios
from livecommerce.models.settings import Setting, answers, computed, inputs, opening
from livecommerce.models.words import choose, number, size
from livecommerce.shown.figure import Figure

# Live commerce as a share of China's e-commerce in 2019, 2022 and 2023, by one counter: eMarketer.
_FIRST, _FOURTH, _FIFTH = "P0066", "P2002", "P2003"

MARKET = {
    "ecommerce": Setting("E-commerce in the first year, billion dollars", 1, 3000, 1, 916),
    "growth": Setting("Its growth, percent a year", -10, 60, 1, 10),
    "pace": Setting("How far it follows China, percent", 0, 200, 5, 100),
}
MARKETS = {
    "United States, from 2021": ("P2004", 10),
    "Southeast Asia, from 2020": ("P0454", "d-sea-ecommerce-growth"),
    "Indonesia, from 2024": ("P1320", "P2012"),
}


def path() -> list[float]:
    """Return live commerce as a share of China's e-commerce in five years, percent.

    Returns
    -------
    list of float
        2019 to 2023; the two years that the counter does not print lie on a line between those it does.

    Examples
    --------
    >>> [round(share, 1) for share in path()]
    [3.5, 7.8, 12.2, 16.5, 19.4]
    """
    first, fourth, fifth = (evidence.records()[row].value for row in (_FIRST, _FOURTH, _FIFTH))
    return [*(first + (fourth - first) * year / 3 for year in range(3)), fourth, fifth]


def markets() -> dict[str, dict[str, float]]:
    """Return the markets to start from.

    Returns
    -------
    dict of str to dict of str to float
        E-commerce in billions of dollars and its growth in percent, by market.

    Examples
    --------
    >>> markets()["Southeast Asia, from 2020"]
    {'ecommerce': 62.0, 'growth': 23.0}
    """

    def value(start: str | float) -> float:
        return evidence.records()[start].value if isinstance(start, str) else start

    return {
        name: {"ecommerce": float(round(value(whole) / 1e9)), "growth": float(round(value(growth)))}
        for name, (whole, growth) in MARKETS.items()
    }


def _market_results(values: dict) -> dict:
    found = scenarios.market_path(values["ecommerce"], values["growth"], path(), values["pace"])
    return {f"live_{year}": amount for year, amount in enumerate(found, 1)}


def _market_says(values: dict, found: dict):
    return (
        "A market with "
        + number(values["ecommerce"])
        + " billion dollars of e-commerce that "
        + choose(values["growth"] < 0, "shrinks by ", "grows by ")
        + number(size(values["growth"]), 1)
        + "% a year, and goes "
        + number(values["pace"], 1)
        + "% of China's way, sells "
        + number(found["live_1"], 1)
        + " billion dollars live in its first year and "
        + number(found["live_5"], 1)
        + " billion in its fifth."
    )


def market_answer(values: dict[str, float]) -> tuple[str, dict[str, float]]:
    """Return what live commerce would be in a market that followed China.

    Parameters
    ----------
    values : dict of str to float
        `MARKET`, by name.

    Returns
    -------
    tuple of str and dict
        In words, and in billions of dollars by year.
    """
    numbers = computed(values)
    found = _market_results(numbers)
    return _market_says(numbers, found), {name: float(amount) for name, amount in found.items()}


def market_path(**settings: float) -> Figure:
    """Return live commerce in a market that goes China's way, a year at a time.

    Parameters
    ----------
    **settings : float
        Any of `MARKET`; the others stay as they open.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    values = opening(MARKET) | settings
    params = inputs(MARKET, values)
    found = answers(_market_results(params))
    says = answers({"says": _market_says(params, found)})
    years = [f"Year {year}, as China in {2018 + year}" for year in range(1, 6)]
    amount = 0
    for name, year in reversed(list(zip(found, years, strict=True))):
        amount = choose(alt.datum.label == year, found[name], amount)
    chart = forms.amounts(
        pd.DataFrame({"label": years}),
        amount,
        alt.datum.label + ": " + number(alt.datum.value, 1) + " billion dollars",
        [*params.values(), *found.values(), *says.values()],
    )
    ids = [start for pair in MARKETS.values() for start in pair if isinstance(start, str)]
    return build(
        "market-path",
        labelled(dict.fromkeys([_FIRST, _FOURTH, _FIFTH, *ids], "")),
        chart,
        "What live commerce would be if a market went China's way",
        "Live commerce, billions of dollars a year: another market's e-commerce times China's share of each year.",
        note="China's shares of 2022 and 2023 are eMarketer's forecasts of January 2022; those of 2020 and 2021 lie on "
        "a line between its figures. The same growth every year is an assumption.",
        says=market_answer(values)[0],
        picture="Five bars, a year each, for the live commerce of the market as set.",
        model=market_answer,
        presets={"Market": markets()},
    )


# Sales, inhabitants and share of e-commerce of each market; what is not known is left empty.
_SUMS = {
    "P0027": ("China, 2019 (KPMG and AliResearch)", 2019, "P0464", None),
    "P0054": ("China, 2020 (CNBC)", 2020, "P0465", None),
    "P0063": ("China, 2021 (eMarketer)", 2021, "P0466", None),
    "P0064": ("China, 2022, forecast (eMarketer)", 2022, "P0467", "P2002"),
    "P0065": ("China, 2023, forecast (eMarketer)", 2023, "P0468", "P2003"),
    "P0015": ("China, 2024 (100EC)", 2024, "P0469", "P0018"),
    "zaker-zh-32": ("United States, 2020 (zaker-zh)", 2020, "P0514", None),
    "zaker-zh-94": ("United States, 2021, forecast (Coresight)", 2021, "P0515", "d-us-live-share-2021"),
    "zaker-zh-95": ("United States, 2023, forecast (Coresight)", 2023, "P0517", None),
    "d-us-two-live-2024": ("United States, 2024 (Whatnot and TikTok)", 2024, "P0518", None),
    "d-sea-video-2025": ("Southeast Asia, 2025, with video (e-Conomy)", 2025, "d-sea-population-2024", "P0459"),
}
BASES = {"nominal": "in all", "head": "per inhabitant", "share": "share of e-commerce"}


def _in_bases() -> pd.DataFrame:
    """Each sum in both currencies and on every base, a row each."""
    rows = labelled({key: label for key, (label, *_) in _SUMS.items()})
    rows["year"] = [year for _, year, *_ in _SUMS.values()]
    rows = in_currencies(rows)
    known = evidence.records()
    found = []
    for row, (_, _, people, share) in zip(rows.itertuples(), _SUMS.values(), strict=True):
        for currency in forms.CURRENCIES:
            amount = getattr(row, f"{currency.lower()}_high")
            bases = {"nominal": amount, "head": amount / known[people].value}
            if share:
                bases["share"] = known[share].value
            for base in BASES:
                unit = "percent" if base == "share" else currency
                value = bases.get(base)
                words = evidence.phrase(value, value, unit, about=True) if base in bases else "not known"
                found.append(
                    {"id": row.id, "label": row.label, "base": base, "currency": currency, "value": value}
                    | {"words": f"{row.label}: {words}", "statement": row.statement, "source": row.source}
                    | {"text": words, "made": "forecast" if row.kind == "forecast" else "counted"}
                )
    return pd.DataFrame(found)


def _units_says(base, currency):
    """The three latest sums in words; the same for Python and for the website."""
    rows = _in_bases()
    latest = rows[rows.id.isin(["P0015", "d-us-two-live-2024", "d-sea-video-2025"])]
    said = "Not known."
    for (shown, money), group in latest.groupby(["base", "currency"], sort=False):
        words = BASES[shown][0].upper() + BASES[shown][1:] + ": " + "; ".join(group.words) + "."
        said = choose((base == shown) & (currency == money), words, said)
    return said


def units_answer(values: dict[str, str]) -> tuple[str, dict[str, float]]:
    """Return the latest sums on a base and in a currency.

    Parameters
    ----------
    values : dict of str to str
        ``base`` and ``currency``.

    Returns
    -------
    tuple of str and dict
        In words; there is nothing to compute.

    Examples
    --------
    >>> units_answer({"base": "share", "currency": "USD"})[0].partition(";")[0]
    'Share of e-commerce: China, 2024 (100EC): about 34%'
    """
    return _units_says(**values), {}


def other_units(base: str = "nominal", currency: str = "USD") -> Figure:
    """Return live commerce by market in yuan or dollars: in all, per inhabitant, or as a share of e-commerce.

    Parameters
    ----------
    base : {"nominal", "head", "share"}
        The base shown at first.
    currency : {"CNY", "USD"}
        The currency shown at first.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    sums = labelled(dict.fromkeys(_SUMS, ""))
    sums["year"] = [year for _, year, *_ in _SUMS.values()]
    bases = [part for _, _, *parts in _SUMS.values() for part in parts if part]
    return build(
        "other-units",
        sums,
        forms.in_units(_in_bases(), BASES, base, currency, says=_units_says),
        f"Per inhabitant China sold {evidence.records()['d-head-ratio-2024'].text} what the two platforms counted in "
        "the "
        "United States did in 2024",
        "Live commerce in a year: in all, per inhabitant, or as a share of e-commerce, by one counter each.",
        note="Each bar is another counter's, of what it calls live commerce: do not subtract one from another. "
        "Southeast Asia's is divided by its inhabitants of 2024.",
        says=units_answer({"base": base, "currency": currency})[0],
        model=units_answer,
        picture="Bars of live commerce in China, the United States and Southeast Asia, on the base and in the currency "
        "chosen.",
        named=tuple(dict.fromkeys([*bases, "d-head-ratio-2024", *rates_used(sums)])),
    )
