"""Figures of the page on agreement: how far the articles say the same."""

from livecommerce import evidence
from livecommerce.charts import forms
from livecommerce.shown.figure import Figure


def agreement() -> Figure:
    """Return which articles speak of which question, and how far they agree.

    Returns
    -------
    livecommerce.shown.figure.Figure
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
        chart=forms.matrix(rows[["reason", "article", "group", "statement", "text", "source", "id"]]),
        finding=f"On {len(table)} shared questions the articles agree on {count.get('agree', 0)} and contradict each "
        f"other on {count.get('contradict', 0)}",
        measure="Questions that two or more articles speak of. A mark is an article that does; its shape, the verdict.",
        alt=f"A grid of questions by article. {verdicts}",
        sources=tuple(dict.fromkeys(rows.id)),
        labels=evidence.labels(*dict.fromkeys(rows.id)),
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
