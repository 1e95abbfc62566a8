"""Figures of the chapter on what happened next: the forecasts against the record."""

import pandas as pd

from livecommerce import evidence
from livecommerce.charts import forms
from livecommerce.evidence.formula import references
from livecommerce.figures import build, sorted_in, text
from livecommerce.shown.figure import Figure

_VERDICTS = evidence.choices("forecasts", "verdict")
_BASES = evidence.choices("forecasts", "basis")
_ELSEWHERE = "in no article"
# What a chart of amounts needs of a row; the rest has gaps, for which a chart has no use.
_DRAWN = ["id", "label", "statement", "text", "source", "counted_by"]
_MARKETS = {
    "live-commerce-us": "US live",
    "live-commerce-cn": "China live",
    "social-commerce-us": "US social",
    "ecommerce-sea": "SE Asia",
}


def _forecasts() -> pd.DataFrame:
    """Every forecast with the record that holds it: its columns, and those of `evidence.frame`."""
    table = evidence.table("forecasts").fillna({"claim_id": "", "target": "", "outcome_ids": "", "unit": ""})
    table["holder"] = [claim.rpartition("-")[0] or _ELSEWHERE for claim in table.claim_id]
    table = table.rename(columns={"label": "name"})  # a chart's label is another column
    records = evidence.frame(*table.claim_id.where(table.claim_id != "", table.figure_id))
    entities = [evidence.records()[identifier].entity_id for identifier in records.id]
    return records.assign(**table.drop(columns=["low", "high", "unit"]), entity_id=entities)


def verdicts() -> Figure:
    """Return how many forecasts were met, missed, or cannot be judged, by kind and by article.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = _forecasts()
    count = rows.verdict.value_counts()
    came, failed = count.met + count.beaten, count.missed + count.lowered
    by_basis = rows.groupby(["verdict", "basis"]).size()
    listed = "; ".join(f"{verdict}, {basis}: {number}" for (verdict, basis), number in by_basis.items())
    columns = {
        "id": "Source id",
        "forecast_id": "Forecast",
        "holder": "Article",
        "statement": "What was foreseen",
        "made_by": "By",
        "basis": "Kind",
        "verdict": "Verdict",
        "reasoning": "Why",
    }
    return Figure(
        figure_id="verdicts",
        chart=forms.verdicts(rows, _VERDICTS, _BASES),
        finding=f"Of {len(rows)} forecasts {came} came true or better, {failed} were missed or lowered, and "
        f"{count.disputed} hang on who counts; the others cannot be judged, or not yet",
        measure="Forecasts, targets and expectations of the articles and of public pages, by verdict and kind.",
        alt=f"Bars by verdict, split by kind of forecast. {listed}.",
        sources=tuple(rows.id),
        labels=evidence.labels(*rows.id),
        table=rows[list(columns)].rename(columns=columns),
        note="Plan: what a company meant to do or sell. Estimate: a number by one who watches the market. Judgement: "
        "what an author or speaker thinks. Analogy: what worked in China is expected abroad.",
    )


def _counter(identifier: str) -> str:
    """Who counted; for a computed figure, who counted the first figure of its formula."""
    record = evidence.records()[identifier]
    return _counter(next(references(record.source)).id) if record.origin == "derived" else record.counted_by


def _compared() -> pd.DataFrame:
    """A row for every forecast and counter with a number in one unit and for one time, with the share that came."""
    known, rows = evidence.records(), []
    for forecast in _forecasts().itertuples():
        outcomes = [known[identifier] for identifier in forecast.outcome_ids.split()]
        alike = [
            outcome.id
            for outcome in outcomes
            if forecast.target and outcome.kind == "observed" and outcome.unit == forecast.unit
            if outcome.period in {"", forecast.target}
        ]
        if not alike or pd.isna(forecast.value):
            continue
        found = evidence.frame(*alike)
        found["counted_by"] = found["source"] = [_counter(identifier) for identifier in alike]
        # Measured from the nearer end of a range: within it, a forecast is right.
        foreseen = found.value.clip(forecast.low, forecast.high)
        rows.append(
            found.assign(
                forecast_id=forecast.forecast_id,
                foreseen=forecast.text,
                group=forecast.verdict,
                share=100 * found.value / foreseen,
                name=forecast.name,
            )
        )
    return pd.concat(rows, ignore_index=True)


def _percent(low: float, high: float) -> str:
    """A span of whole percentages."""
    return " to ".join(dict.fromkeys(f"{bound:.0f}" for bound in (low, high))) + "%"


def foreseen() -> Figure:
    """Return what came as a share of what was foreseen, by counter.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = _compared()
    span = rows.groupby("forecast_id").share
    rows = rows.assign(least=span.transform("min"), most=span.transform("max"))
    rows["label"] = [f"{row.name}: {_percent(row.least, row.most)}" for row in rows.itertuples(index=False)]
    rows = rows.sort_values(["group", "least"], key=lambda by: by.map(_VERDICTS.index) if by.name == "group" else -by)
    told = rows.drop_duplicates("label").label
    words = evidence.frame("d-shop-2022-over-target").assign(name="", foreseen="", share=None)
    columns = {
        "id": "Source id",
        "name": "Forecast",
        "foreseen": "Foreseen",
        "text": "Came",
        "counted_by": "Counted by",
        "share": "Came, percent of foreseen",
        "group": "Verdict",
        "statement": "What it says",
    }
    table = pd.concat([rows.assign(share=rows.share.round(1)), words], ignore_index=True)[list(columns)]
    return Figure(
        figure_id="foreseen",
        chart=forms.against(rows[[*_DRAWN, "group", "share", "least", "most"]], [40, 60, 100, 200, 400, 1000]),
        finding=f"Southeast Asia alone sold {text('d-shop-2022-over-target')} TikTok Shop's target of 2022; that of "
        "2024 was missed by every count",
        measure="What came, percent of what was foreseen, logarithmic scale. A point is one counter; the dashed line "
        "is what was foreseen.",
        alt="Points by forecast and counter, on both sides of a line where what came is what was foreseen. "
        + "; ".join(told)
        + ".",
        sources=tuple(dict.fromkeys(table.id)),
        labels=evidence.labels(*dict.fromkeys(table.id)),
        table=table.rename(columns=columns),
        note="China and Douyin in 2020: none of the counters counted both years. TikTok Shop in 2022 is Southeast Asia "
        "alone, EchoTik's 2023 the whole world. Southeast Asia in 2025 is an estimate of the year as one page quotes "
        "it.",
    )


def revisions() -> Figure:
    """Return how the forecasts of one maker for one year moved.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = _forecasts().query("target != '' and unit == 'USD'")
    rows = rows.groupby(["made_by", "entity_id", "target"]).filter(lambda line: line.made.nunique() > 1)
    maker = rows.made_by.str.removesuffix(" Research").str.removesuffix(" SEA")
    rows["series"] = rows.entity_id.map(_MARKETS) + " " + rows.target + ", " + maker
    rows["counted_by"] = rows.made_by
    published = evidence.table("public_figures").set_index("figure_id").published
    outcome = evidence.frame("P0458").assign(
        series=rows.set_index("forecast_id").series["f-sea-2025-first"], made=published["P0458"]
    )
    rows = pd.concat([rows, outcome], ignore_index=True)
    # A forecast known by its year or month only stands at the end of it.
    rows["made"] = [evidence.span(made)[1] for made in rows.made]
    rows = rows.sort_values(["series", "made"], ignore_index=True)
    rows["above"] = (rows.groupby("series").value.diff().fillna(0) >= 0) | (rows.kind == "observed")
    rows["label"] = rows.text.str.removesuffix(" dollars")
    return build(
        "revisions",
        rows,
        forms.revisions(rows[[*_DRAWN, "series", "made", "value", "above"]], [20e9, 50e9, 100e9, 200e9, 500e9, 1e12]),
        f"Southeast Asia was put at {text('d-sea-2025-of-peak')} of the highest forecast we found; for the US in 2023 "
        f"Coresight went from {text('P0186')} to {text('P0190')}, and we found no count",
        "Forecasts in dollars, logarithmic scale, by the day they were made. A line has one maker and one target year.",
        note="The last point of Southeast Asia is the same report's estimate of the year, as one page quotes it; of "
        "its "
        "editions we have four. A forecast known by its month or year only stands at the end of it.",
        named=("d-sea-2025-of-peak", "P0186"),
    )


def live_share() -> Figure:
    """Return which part of the sales is made in streams, by market and counter.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    groups = {
        "d-douyin-live-2024": ("China, Douyin", "Douyin's own data, 2024: {}"),
        "P0272": ("United States", "Momentum Works and Tabcut, 2024: {}"),
        "P0333": ("United States", "Momentum Works, first half of 2025: {}"),
        "P0370": ("United States", "Longport, 2024: {}"),
        "P0323": ("United States", "Charm.io, July 2024: {}"),
        "P0324": ("United States", "Charm.io, July 2025: {}"),
        "P0813": ("one seller's account", "A seller in Indonesia, 2022: {}"),
        "P0823": ("one seller's account", "Newme, in Britain, 2022: {}"),
        "P0824": ("one seller's account", "A seller in China, 2022: {}"),
    }
    rows = sorted_in(groups)
    return build(
        "live-share",
        rows,
        forms.ranges(rows, suffix="%"),
        f"Streams make {text('d-douyin-live-2024')} of the sales of Douyin's shop; of TikTok Shop's in the US, "
        f"{text('P0272')} to {text('P0323')}, by who counts",
        "Share of sales made in live streams, percent.",
        note="Momentum Works' 2025 is from a secondary page. The three shares that Douyin gives leave nothing for "
        "short "
        "videos, so its streams may include them. For Southeast Asia, where TikTok Shop sells most, and for Britain "
        "as a "
        "whole we found no share, only sellers' accounts.",
    )
