"""Figures of the page on corrections: what was found in the articles."""

import pandas as pd

from livecommerce import evidence
from livecommerce.charts import forms
from livecommerce.shown.figure import Figure


def _found() -> pd.DataFrame:
    """One row a correction and article it concerns, in the order of the articles."""
    articles = evidence.table("articles").article_id.tolist()
    table = evidence.table("corrections").rename(columns={"class": "kind"})
    table["article"] = [
        sorted({claim_id.rpartition("-")[0] for claim_id in ids.split()}, key=articles.index) for ids in table.claim_ids
    ]
    return table.explode("article")


def errors() -> Figure:
    """Return how many corrections each article needed, by class and severity.

    Returns
    -------
    livecommerce.shown.figure.Figure
    """
    rows, articles = _found(), evidence.table("articles").article_id.tolist()
    by_article = rows.groupby("article").correction_id.nunique()
    high = rows[rows.severity == "high"].correction_id.nunique()
    order = rows.kind.value_counts().index.tolist()
    counts = ", ".join(f"{article} {by_article[article]}" for article in articles)
    return Figure(
        figure_id="errors",
        chart=forms.counts(rows, articles, order),
        finding=f"{rows.correction_id.nunique()} errors, contradictions and doubts, {high} of them high in severity",
        measure="Corrections by class; one that concerns two articles counts in each. Choose an article.",
        alt=f"Bars by class of error, split by severity, for all articles or one of them. By article: {counts}.",
        sources=tuple(rows.correction_id.unique()),
        labels=evidence.labels(*rows.correction_id.unique()),
        table=rows[["correction_id", "article", "kind", "severity", "printed", "reading"]].rename(
            columns={
                "correction_id": "Source id",
                "article": "Article",
                "kind": "Class",
                "severity": "Severity",
                "printed": "Printed",
                "reading": "Read as",
            }
        ),
        note="zaker-en has most because it can be held against its original; the others cannot.",
    )
