"""Figures of the chapter on what happened next: the forecasts against the record."""

import altair as alt
import pandas as pd

from livecommerce import evidence
from livecommerce.charts import bars, parts, timed
from livecommerce.charts.theme import finish
from livecommerce.evidence.formula import references
from livecommerce.figures import build, text
from livecommerce.shown.figure import Figure

_VERDICTS = evidence.choices("forecasts", "verdict")
_ELSEWHERE = "in no article"
# What became of a forecast, by its verdict: the line it stands in, and what it is called.
_OUTCOMES = {
    "met": ("came true or better", "came true"),
    "beaten": ("came true or better", "more came"),
    "missed": ("missed or taken back", "missed"),
    "lowered": ("missed or taken back", "taken back"),
    "disputed": ("counters differ", "counters differ"),
    "open": ("time ahead", "time ahead"),
    "not knowable": ("no count found", "no count found"),
}
_TONES = {"met": "good", "beaten": "good", "missed": "bad", "lowered": "bad", "disputed": "doubt"}
_FAILS, _VAGUE = "could fail", "cannot fail"
# What the counts say beside a forecast, by the colour of its verdict.
_FELL = {
    "bad": "Fell short by every count",
    "neutral": "Not settled, the count is too far from its source",
    "doubt": "Counters differ",
    "good": "As much came, or more",
}


def forecasts() -> pd.DataFrame:
    """Return every forecast with the record that holds it.

    Returns
    -------
    pandas.DataFrame
        The columns of ``forecasts.csv`` and of `livecommerce.evidence.frame`; ``name`` (its label), ``holder`` (the
        label of the article it stands in) and ``headline``: whether it can fail, and no earlier edition stands in for
        it.
    """
    table = evidence.table("forecasts").fillna({"claim_id": "", "target": "", "outcome_ids": "", "unit": ""})
    articles = evidence.table("articles").set_index("article_id").label
    table["holder"] = [articles.get(claim.rpartition("-")[0], _ELSEWHERE) for claim in table.claim_id]
    table["headline"] = (table.form != "vague") & table.edition_of.isna()
    table = table.rename(columns={"label": "name"})  # a chart's label is another column
    found = evidence.frame(*table.claim_id.where(table.claim_id != "", table.figure_id))
    entities = [evidence.records()[identifier].entity_id for identifier in found.id]
    return found.assign(**table.drop(columns=["low", "high", "unit"]), entity_id=entities)


def score() -> dict[str, int]:
    """Return the headline: how many forecasts could fail, and how many came true or better, or not.

    Returns
    -------
    dict of str to int
        ``could fail``, ``right``, ``wrong``, ``vague`` and ``all``.

    Examples
    --------
    >>> score()["could fail"] <= score()["all"]
    True
    """
    rows = forecasts()
    count = rows[rows.headline].verdict.value_counts()
    return {
        "all": len(rows),
        "could fail": int(rows.headline.sum()),
        "right": int(count.get("met", 0) + count.get("beaten", 0)),
        "wrong": int(count.get("missed", 0) + count.get("lowered", 0)),
        "vague": int((rows.form == "vague").sum()),
    }


def verdicts() -> Figure:
    """Return what became of every forecast, a square each.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows, counts = forecasts(), score()
    became = [(_VAGUE, _VAGUE) if row.form == "vague" else _OUTCOMES[row.verdict] for row in rows.itertuples()]
    rows["line"], rows["outcome"] = zip(*became, strict=True)
    drawn = rows[rows.headline | (rows.form == "vague")]
    columns = {
        "id": "Source id",
        "name": "Forecast",
        "holder": "Article",
        "statement": "What was foreseen",
        "made_by": "By",
        "outcome": "What became of it",
        "verdict": "Verdict",
        "reasoning": "Why",
    }
    told = "; ".join(f"{outcome}: {number}" for outcome, number in drawn.outcome.value_counts(sort=False).items())
    return Figure(
        figure_id="verdicts",
        chart=_squares(drawn),
        finding=f"Of {counts['could fail']} forecasts that could fail, {counts['right']} came true or better and "
        f"{counts['wrong']} were missed or taken back",
        measure="A square is a forecast, target or expectation of the articles or of a public page beside them.",
        alt=f"Rows of squares by what became of the forecasts. {told}.",
        sources=tuple(drawn.id),
        labels=evidence.labels(*drawn.id),
        table=drawn[list(columns)].rename(columns=columns),
        note=f"Later editions of a forecast are left out. {counts['vague']} expectations have no size or no date, or "
        "name what was there already: nothing that happens can prove them wrong.",
    )


def _squares(rows: pd.DataFrame) -> alt.LayerChart:
    """One square a row, in a line for each outcome, below how many could fail; ten to a line on a phone."""
    rows = parts.inked(rows.assign(tone=rows.verdict.map(_TONES).where(rows.line != _VAGUE).fillna("neutral")))
    rows = rows.sort_values("verdict", key=lambda column: column.map(list(_OUTCOMES).index), kind="stable")
    left, step, tall = 160, 24, 34
    lines, top = [], {"wide": 0, "narrow": 0}
    for line in [_FAILS, *dict.fromkeys(line for line, _ in _OUTCOMES.values()), _VAGUE]:
        found = rows[rows.line == line] if line != _FAILS else rows.head(0)
        count = len(found) if line != _FAILS else (rows.line != _VAGUE).sum()
        kinds = found.outcome.value_counts(sort=False) if found.outcome.nunique() > 1 else {}
        told = ", ".join(f"{number} {outcome}" for outcome, number in kinds.items())
        lines.append({"line": line, "said": f"{line}: {count}", "told": told, "last": len(found), **top})
        top = {"wide": top["wide"] + tall, "narrow": top["narrow"] + 30 + step * -(-len(found) // 10)}
    heads = pd.DataFrame(lines)
    rows = rows.merge(heads[["line", *top]], on="line").assign(place=lambda found: found.groupby("line").cumcount())
    pointer = parts.pointed("line")
    scale = alt.Scale(domain=[0, 1], range=[0, 1], nice=False, zero=False)
    x, y = alt.X("x:Q", axis=None, scale=scale), alt.Y("y:Q", axis=None, scale=scale)
    squares = (
        alt.Chart(parts.kept(rows, "place", "wide", "narrow", "line", "outcome", "name", "verdict"))
        .transform_calculate(
            x=f"narrow ? 10 + {step} * (datum.place % 10) : {left + 10} + {step - 2} * datum.place",
            y=f"narrow ? datum.narrow + 34 + {step} * floor(datum.place / 10) : datum.wide + {tall / 2}",
        )
        .mark_square(size=280, opacity=1, strokeWidth=1.5)
        .encode(
            x=x,
            y=y,
            fill=alt.condition(f"datum.line == '{_VAGUE}'", alt.value("transparent"), alt.Fill("ink:N", scale=None)),
            stroke=alt.Stroke("ink:N", scale=None),
            opacity=parts.beside(pointer),
            tooltip=[
                alt.Tooltip("statement:N", title="What was foreseen"),
                alt.Tooltip("outcome:N", title="Verdict:"),
                alt.Tooltip("source:N", title="From"),
            ],
        )
        .add_params(pointer)
        .properties(name="marks")
    )
    base = alt.Chart(heads).encode(x=x, y=y)
    names = base.transform_calculate(x="0", y=f"narrow ? datum.narrow + 12 : datum.wide + {tall / 2}")
    bold = f"datum.line == '{_FAILS}' || datum.line == '{_VAGUE}'"
    behind = base.transform_filter("datum.told").transform_calculate(
        x=f"narrow ? 6 + {step} * datum.last : {left + 6} + {step - 2} * datum.last",
        y=f"narrow ? datum.narrow + 34 : datum.wide + {tall / 2}",
    )
    words = [
        *parts.words(names.transform_filter(f"!({bold})"), "said", align="left"),
        *parts.words(names.transform_filter(bold), "said", align="left", fontWeight="bold"),
        *parts.words(behind, "told", align="left"),
    ]
    return finish(alt.layer(squares, *words), height=top["wide"], narrow=top["narrow"])


def _counter(identifier: str) -> str:
    """Who counted; for a computed figure, who counted the first figure of its formula."""
    record = evidence.records()[identifier]
    return _counter(next(references(record.source)).id) if record.origin == "derived" else record.counted_by


def compared() -> pd.DataFrame:
    """Return a row for every headline forecast with a number and every count of the same thing, place and time.

    Returns
    -------
    pandas.DataFrame
        The columns of `livecommerce.evidence.frame` for the count, with ``forecast_id``, ``name``, ``verdict``,
        ``foreseen`` (in words) and ``share``: what came, percent of what was foreseen.
    """
    known, rows = evidence.records(), []
    for forecast in forecasts().query("headline").itertuples():
        alike = [
            outcome.id
            for outcome in map(known.get, forecast.outcome_ids.split())
            if outcome.kind == "observed" and outcome.unit == forecast.unit and forecast.target
            if outcome.origin == "derived"
            or (outcome.entity_id, outcome.region, outcome.period)
            == (forecast.entity_id, forecast.region, forecast.target)
        ]
        if not alike or pd.isna(forecast.value):
            continue
        found = evidence.frame(*alike)
        found["counted_by"] = found["source"] = [_counter(identifier) for identifier in alike]
        # Measured from the nearer end of a range: within it, a forecast is right.
        share = 100 * found.value / found.value.clip(forecast.low, forecast.high)
        named = {name: getattr(forecast, name) for name in ("forecast_id", "name", "verdict", "region")}
        rows.append(found.assign(foreseen=forecast.text, share=share, **named))
    return pd.concat(rows, ignore_index=True)


def foreseen() -> Figure:
    """Return what came as a share of what was foreseen, from the least count to the greatest.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = compared()
    rows["label"] = rows.name
    spans = rows.groupby("forecast_id", sort=False).share.agg(["min", "max"])
    drawn = rows.drop_duplicates("forecast_id").set_index("forecast_id")
    drawn["low"], drawn["high"] = spans["min"], spans["max"]
    drawn["text"] = [
        " to ".join(dict.fromkeys(f"{bound:.0f}" for bound in span)) + "%" for span in spans.itertuples(index=False)
    ]
    drawn["kind"] = "observed"
    drawn["tone"] = drawn.verdict.map(_TONES).fillna("neutral")
    drawn["group"] = [f"{_FELL[tone]}: {(drawn.tone == tone).sum()}" for tone in drawn.tone]
    order = drawn.tone.map(list(_FELL).index)
    drawn = drawn.assign(order=order).sort_values(["order", "high"], ascending=[True, False]).reset_index()
    missed = (spans["max"] < 100).sum()
    columns = {
        "id": "Source id",
        "name": "Forecast",
        "foreseen": "Foreseen",
        "text": "Came",
        "counted_by": "Counted by",
        "share": "Came, percent of foreseen",
        "verdict": "Verdict",
        "statement": "What it says",
    }
    told = "; ".join(f"{row.label}: {row.text}" for row in drawn.itertuples())
    return Figure(
        figure_id="foreseen",
        chart=bars.bars(drawn, reference=100, said="as foreseen"),
        finding=f"Of {len(drawn)} forecasts that a count can be held against, {missed} fell short by every count",
        measure="What came, percent of what was foreseen, from the lowest count to the highest.",
        alt=f"Bars against a line where what came is what was foreseen. {told}.",
        sources=tuple(dict.fromkeys(rows.id)),
        labels=evidence.labels(*dict.fromkeys(rows.id)),
        table=rows.assign(share=rows.share.round(1))[list(columns)].rename(columns=columns),
        note="A pale end runs from the lowest count to the highest. Counters differ: counts fall on both sides, one of "
        "the whole world falls short and is not drawn, or the maker had lowered its figure. For 2022 Southeast Asia "
        "alone, without the rest of the world, passed TikTok Shop's target for the whole world. The highest count of "
        "2024 holds every order, cancelled ones too.",
    )


_LINES = {
    "ecommerce-sea": "Southeast Asia's e-commerce in 2025, e-Conomy SEA",
    "live-commerce-cn": "China, live in 2023, eMarketer",
    "social-commerce-us": "US, social in 2025, eMarketer",
    "live-commerce-us": "{}: US, live in 2023, Coresight",
}


def revisions() -> Figure:
    """Return how the forecasts of one maker for one year moved from edition to edition.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = forecasts().query("target != '' and unit == 'USD'")
    rows = rows.groupby(["made_by", "entity_id", "target"]).filter(lambda line: line.made.nunique() > 1)
    # A forecast known by its year or month only stands at the end of it.
    day = pd.to_datetime([evidence.span(made)[1] for made in rows.made])
    rows = rows.assign(at=day.year + (day.day_of_year - 1) / 365, counted_by=rows.made_by).sort_values("at")
    rows["series"] = rows.made_by + " " + rows.entity_id + " " + rows.target
    first = rows.groupby("series").value.transform("first")
    rows["low"] = rows["high"] = 100 * rows.value / first
    last = ~rows.duplicated("series", keep="last")
    names = evidence.table("entities").set_index("entity_id").name
    rows["label"] = [
        _LINES.get(row.entity_id, f"{names[row.entity_id]}, {row.made_by}") if end else ""
        for row, end in zip(rows.itertuples(), last, strict=True)
    ]
    # The line of the title has its amounts at both ends.
    rows.loc[(rows.entity_id == "live-commerce-us") & ~rows.duplicated("series"), "label"] = "{}"
    rows["kind"] = "forecast"
    first_put = text("P0186").removesuffix(" billion dollars")
    coresight = rows[rows.entity_id == "live-commerce-us"].high
    return build(
        "revisions",
        rows,
        timed.by_year(rows, suffix="%", bottom=50, top=220),
        f"Coresight raised its forecast of US live sales in 2023 from {first_put} to {text('P0190')}",
        "Forecasts by the day they were made, percent of the first. A line has one maker and one year foreseen.",
        picture=f"Four lines that begin at the same height. Coresight's, for US live sales of 2023, ends at "
        f"{coresight.iloc[-1]:.0f} percent of its beginning; e-Conomy SEA's for Southeast Asia rises until the edition "
        "of 2022 and falls after it; eMarketer's two lines, for China and for US social commerce, fall.",
        note="All points are forecasts; Coresight's stand in dollars at both ends. Nobody counted US live sales of "
        "2023. A forecast known by its month or year only stands at the end of it.",
        named=("P0186", "P0190"),
    )
