"""The figure of the page on corrections: what was found in the articles."""

import pandas as pd

from livecommerce import evidence
from livecommerce.charts import bars
from livecommerce.shown.figure import Figure


def _found() -> pd.DataFrame:
    """One row a correction and article it concerns."""
    labels = evidence.table("articles").set_index("article_id").label
    table = evidence.table("corrections").rename(columns={"class": "kind"})
    table["article"] = [sorted({labels[claim.rpartition("-")[0]] for claim in ids.split()}) for ids in table.claim_ids]
    return table.explode("article")


def errors() -> Figure:
    """Return how many corrections each article needed, and how many of them are of high severity.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows = _found()
    count = rows.groupby("article").severity.agg(low="size", inside=lambda found: (found == "high").sum())
    # An article without a correction has its bar, too: an empty one.
    count = count.reindex(evidence.table("articles").label, fill_value=0).rename_axis("label").reset_index()
    drawn = count.sort_values("low", ascending=False, kind="stable").assign(
        high=lambda found: found.low,
        text=lambda found: found.low.astype(str),
        inside_text=lambda found: found.inside.astype(str) + " high",
        kind="observed",
        tone="bad",
        id="",
        source="",
    )
    drawn["statement"] = [
        f"{row.label}: {row.low} corrections, {row.inside} of them of high severity." for row in drawn.itertuples()
    ]
    worst = drawn.iloc[0]
    columns = {
        "correction_id": "Source id",
        "article": "Article",
        "kind": "Class",
        "severity": "Severity",
        "printed": "Printed",
        "reading": "Read as",
    }
    ids = tuple(rows.correction_id.unique())
    return Figure(
        figure_id="errors",
        chart=bars.bars(drawn),
        finding=f"The {worst.label} needed {worst.low} corrections, {worst.inside} of high severity",
        measure="Corrections by article; filled: of high severity. One that concerns two articles counts in each.",
        alt=f"Bars by article, the longest first. {' '.join(drawn.statement)}",
        sources=ids,
        labels=evidence.labels(*ids),
        table=rows[list(columns)].rename(columns=columns),
        note="A translation has most because it can be held against its original; the others cannot.",
    )
