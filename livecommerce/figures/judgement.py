"""Figures about the articles themselves: what was found in them, and how far they agree."""

import pandas as pd

from livecommerce import charts, evidence
from livecommerce.figure import Figure

ARTICLES = ["zaker-zh", "zaker-en", "wired-en", "smt-pl", "marketing-en"]


def _found() -> pd.DataFrame:
    """One row a correction and article it concerns."""
    table = evidence.table("corrections").rename(columns={"class": "kind"})
    table["article"] = [
        sorted({claim_id.rpartition("-")[0] for claim_id in ids.split()}, key=ARTICLES.index) for ids in table.claim_ids
    ]
    return table.explode("article")


def errors() -> Figure:
    """Return how many corrections each article needed, by class and severity.

    Returns
    -------
    livecommerce.figure.Figure
    """
    rows = _found()
    by_article = rows.groupby("article").correction_id.nunique()
    high = rows[rows.severity == "high"].correction_id.nunique()
    order = rows.kind.value_counts().index.tolist()
    counts = ", ".join(f"{article} {by_article[article]}" for article in ARTICLES)
    return Figure(
        figure_id="errors",
        chart=charts.counts(rows, ARTICLES, order),
        finding=f"{rows.correction_id.nunique()} errors, contradictions and doubts, {high} of them high in severity",
        measure="Corrections by class; one that concerns two articles counts in each. Choose an article.",
        alt=f"Bars by class of error, split by severity, for all articles or one of them. By article: {counts}.",
        sources=tuple(rows.correction_id.unique()),
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


def agreement() -> Figure:
    """Return which articles speak of which question, and how far they agree.

    Returns
    -------
    livecommerce.figure.Figure
    """
    table = evidence.table("agreements")
    table["id"] = table.claim_ids.str.split()
    rows = table.explode("id", ignore_index=True)
    claims = evidence.frame(*rows.id)
    rows = rows.assign(
        reason=rows.question,
        article=[identifier.rpartition("-")[0] for identifier in rows.id],
        group=rows.verdict,
        statement=claims.statement,
        text=claims.text,
        source=claims.source,
    )
    count = table.verdict.value_counts()
    shown = rows[["id", "question", "article", "statement", "text", "verdict", "explanation"]]
    verdicts = " ".join(
        f"{question} {verdict}." for question, verdict in zip(table.question, table.verdict, strict=True)
    )
    return Figure(
        figure_id="agreement",
        chart=charts.matrix(rows[["reason", "article", "group", "statement", "text", "source", "id"]], "Verdict"),
        finding=f"On {len(table)} shared questions the articles agree on {count.get('agree', 0)} and contradict each "
        f"other on {count.get('contradict', 0)}",
        measure="Questions that two or more articles speak of. A mark is an article that does; its shape, the verdict.",
        alt=f"A grid of questions by article. {verdicts}",
        sources=tuple(dict.fromkeys(rows.id)),
        table=shown.rename(
            columns={
                "id": "Source id",
                "question": "Question",
                "article": "Article",
                "statement": "What it says",
                "text": "Read as",
                "verdict": "Verdict",
                "explanation": "Why",
            }
        ),
        note="zaker-en is left out: a translation adds no second voice.",
    )
