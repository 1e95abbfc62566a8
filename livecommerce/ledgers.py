"""The tables that figures and sentences lead to, one address a row: claims, corrections, entities, figures, checks."""

import re
from collections import defaultdict
from functools import cache
from typing import Any

import pandas as pd

from livecommerce import evidence
from livecommerce.evidence import answer, audit
from livecommerce.models import markets
from livecommerce.shown.ledger import Cell, Ledger, Line

_WORD = re.compile(r"\b[A-Za-z][A-Za-z0-9]*(?:-[a-z0-9]+)*\b")


@cache
def _addresses() -> set[str]:
    """The id of every row that a text may lead to."""
    return {*evidence.records(), *evidence.table("forecasts").forecast_id}


@cache
def _languages() -> dict[str, str]:
    """The language of each article, as an ISO 639-1 code."""
    return dict(evidence.table("articles")[["article_id", "language"]].itertuples(index=False))


@cache
def _articles() -> dict[str, str]:
    """What lists and filters call each article."""
    return dict(evidence.table("articles")[["article_id", "label"]].itertuples(index=False))


def _article(claim_id: str) -> str:
    return _articles()[claim_id.rpartition("-")[0]]


def parts(text: str) -> Line:
    """Return a text as the parts of a line, with every id in it a link to its row.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of dict

    Examples
    --------
    >>> parts("as in marketing-en-20.")
    [{'text': 'as in '}, {'text': 'marketing-en-20', 'row': 'marketing-en-20'}, {'text': '.'}]
    """
    found, end = [], 0
    for match in _WORD.finditer(text):
        if match[0] not in _addresses():
            continue
        found += [{"text": text[end : match.start()]}, {"text": match[0], "row": match[0]}]
        end = match.end()
    return [part for part in [*found, {"text": text[end:]}] if part["text"]]


def _labelled(label: str, *line: dict[str, str]) -> Cell:
    """One line under a label, or nothing when there is nothing to say."""
    return [[{"text": f"{label}: "}, *line]] if any(part["text"] for part in line) else []


def _links(ids: list[str]) -> Line:
    """Ids as links, separated by commas."""
    line = []
    for row_id in ids:
        line += [{"text": ", "}, {"text": row_id, "row": row_id}]
    return line[1:]


def _plain(*texts: str) -> Cell:
    return [[{"text": text}] for text in texts if text]


def _card(record: evidence.Record) -> dict[str, str]:
    """What a link to the record shows before it is followed."""
    return {
        "statement": record.statement,
        "source": _behind(record),
        "printed": record.as_printed,
        "reading": record.text,
        "status": record.status,
    }


def _behind(record: evidence.Record) -> str:
    """The publisher or article of a record; of a computed one, those of what it is computed from."""
    known = dict.fromkeys(label for name, label in evidence.labels(record.id).items() if name != record.id)
    return f"computed from {'; '.join(known)}" if known else record.source


def _amounts(record: evidence.Record) -> dict[str, list[dict]]:
    """The numbers that a record can be found by: what it is read as and, if that is another, what is printed."""
    bounds = dict.fromkeys([(record.printed_low, record.printed_high), (record.low, record.high)])
    found = [{"low": low, "high": high, "unit": record.unit} for low, high in bounds if (low, high) != (None, None)]
    return {"amounts": found} if found else {}


def _of(origin: str) -> list[evidence.Record]:
    return [record for record in evidence.records().values() if record.origin == origin]


def _words(value: float) -> str:
    """A bare number as the rest of the book writes it."""
    return evidence.phrase(value, value, "")


def _years(period: str) -> str:
    return period.removeprefix("../")[:4]


def _others() -> dict[str, list[str]]:
    """For each claim, how others speak of the same thing: verdict and question, then their ids."""
    found = defaultdict(list)
    for topic in evidence.table("agreements").itertuples():
        ids = topic.claim_ids.split()
        for claim_id in ids:
            found[claim_id].append((topic, [other for other in ids if other != claim_id]))
    return found


# The notebook in which each table's rows stand, for links in Jupyter; the site finds them by itself.
_HOMES = {
    "claims": "claims",
    "public_figures": "public-figures",
    "derived": "public-figures",
    "corrections": "corrections",
    "forecasts": "what-happened-next",
    "entities": "entities",
    "agreements": "agreement",
}


@cache
def _homes() -> dict[str, str]:
    """Where each row stands, by id."""
    ids = {table: evidence.table(table).iloc[:, 0] for table in _HOMES}
    return {row_id: f"{_HOMES[table]}.ipynb#{row_id}" for table, found in ids.items() for row_id in found}


def _ledger(name: str, caption: str, columns: tuple[str, ...], rows: list, facets: dict | None = None) -> Ledger:
    return Ledger(name, caption, columns, rows, facets or {}, _homes())


def articles() -> Ledger:
    """Return the articles, in the order of their table, each with a page of its own.

    Returns
    -------
    Ledger
    """
    claims, corrections = evidence.table("claims"), evidence.table("corrections")
    by_article = dict(list(claims.groupby("article_id")))
    concerned = defaultdict(list)
    for place, ids in enumerate(corrections.claim_ids):
        for article in {claim_id.rpartition("-")[0] for claim_id in ids.split()}:
            concerned[article].append(place)
    rows = []
    for row in evidence.table("articles").fillna("").itertuples(index=False):
        own = by_article.get(row.article_id, claims.head(0))
        found = corrections.iloc[concerned[row.article_id]]
        count, sound = own.status.value_counts(), _share_sound(own)
        name = row.name[0].upper() + row.name[1:]
        when = evidence.phrase(None, None, "date", row.published)
        by = ", ".join(part for part in (row.author, row.publisher, when) if part)
        views = [
            [{"text": f"{len(table)} {what}", "view": {"ledger": ledger, "facet": "article", "value": row.label}}]
            for what, ledger, table in (("claims", "claims", own), ("corrections", "corrections", found))
        ]
        judged = [[{"text": sound}], [{"text": ", ".join(f"{number} {status}" for status, number in count.items())}]]
        sections = {
            "What it says": _plain(row.says),
            "For whom, and how it reached us": _plain(row.audience, row.route),
            "What it gets right": _plain(row.strengths),
            "Its worst errors": _worst(found),
            "How sound its claims are": judged,
            "What later years made of it": _plain(row.later),
            "Its rows": views,
        }
        title = [[{"text": name}], [{"text": row.title}], [{"text": by}]]
        card = {"statement": f"{name}: {row.title}", "source": by, "printed": "", "reading": "", "status": sound}
        parts_of_page = [{"title": heading, "text": text} for heading, text in sections.items() if text]
        cells = [title, _plain(row.audience, row.route), [[{"text": sound}], *views]]
        rows.append({"id": row.article_id, "cells": cells, "facets": {}, "card": card, "sections": parts_of_page})
    columns = ("Article", "Name, title, publisher", "For whom, and how it reached us", "What we found")
    return _ledger("articles", "The articles", columns, rows)


def _share_sound(claims: pd.DataFrame) -> str:
    """How many of an article's claims are sound, in words."""
    sound = int((claims.status == "sound").sum())
    return f"{sound} of {len(claims)} claims are sound ({100 * sound / len(claims):.0f}%)"


def _worst(corrections: pd.DataFrame) -> Cell:
    """The errors of high severity, or the three worst: what is printed, and what we read instead."""
    order = corrections.severity.map(evidence.choices("corrections", "severity").index).sort_values(kind="stable")
    worst = corrections.loc[order.index[: max(3, int((order == 0).sum()))]]
    return [
        [{"text": f"{row.printed} → "}, *parts(row.reading), {"text": " "}, {"text": "why", "row": row.correction_id}]
        for row in worst.itertuples()
    ]


def terms() -> Ledger:
    """Return the words that a reader may lack, each with its definition.

    Returns
    -------
    Ledger
        Its rows explain their words wherever a page first uses one.
    """
    known = set(evidence.table("entities").entity_id)
    rows = []
    for row in evidence.table("terms").fillna("").itertuples(index=False):
        aliases = [alias for alias in row.aliases.split(" | ") if alias]
        said = _plain(row.definition)
        if row.entity_id in known:
            said += [[{"text": "What the articles claim of it", "row": row.entity_id}]]
        card = {"statement": f"{row.term}: {row.definition}", "source": "", "printed": "", "reading": "", "status": ""}
        cells = [[*_plain(row.term), *_plain(*aliases)], said]
        entry = {"id": f"term-{row.term_id}", "cells": cells, "facets": {}, "card": card}
        rows.append(entry | {"explains": [row.term, *aliases]})
    return _ledger("terms", "Words used in this book", ("Entry", "Word, and other words for it", "What it means"), rows)


def claims() -> Ledger:
    """Return every claim of the five articles, in the order of the articles.

    Returns
    -------
    Ledger
        To be filtered by article, entity, region, kind, status and year.
    """
    names = evidence.table("entities").set_index("entity_id").name
    twins = evidence.table("claims").dropna(subset="same_as").set_index("claim_id").same_as
    translated = {original: claim_id for claim_id, original in twins.items()}
    others = _others()
    rows = []
    for record in _of("claim"):
        article = record.id.rpartition("-")[0]
        entity = names[record.entity_id]
        twin = twins.get(record.id) or translated.get(record.id, "")
        about = " · ".join(part for part in (entity, record.region, record.period, record.kind) if part)
        cell = _plain(record.statement)
        cell += _labelled("Printed", {"text": record.as_printed, "lang": _languages()[article]})
        cell += _labelled("About", {"text": about})
        cell += _labelled("Correction", {"text": record.correction_id, "row": record.correction_id})
        cell += _labelled("Same text in the other language", {"text": twin, "row": twin})
        for topic, ids in others[record.id]:
            cell += _labelled(f"Others on “{topic.question}”", *_links(ids), {"text": f" ({topic.verdict})"})
        cell += _labelled("Note", *parts(record.note))
        facets = {
            "article": [_articles()[article]],
            "entity": [entity],
            "region": [record.region],
            "kind": [record.kind],
            "status": [record.status],
            "year": [_years(record.period)],
        }
        rows.append(_row(record, facets, cell, _plain(record.text), _plain(record.status)))
    columns = ("Claim", "What it says", "Read as", "Status")
    return _ledger("claims", "Claims of the five articles", columns, rows, {name: name.capitalize() for name in facets})


def _row(record: evidence.Record, facets: dict[str, list[str]], *cells: Cell) -> dict[str, Any]:
    row = {"id": record.id, "cells": list(cells), "facets": facets, "card": _card(record)}
    return row | _amounts(record)


def corrections() -> Ledger:
    """Return every error, contradiction and doubt, worst first.

    Returns
    -------
    Ledger
        To be filtered by severity, class and article.
    """
    table, worst = evidence.table("corrections"), evidence.choices("corrections", "severity")
    table = table.sort_values("severity", key=lambda column: column.map(worst.index), kind="stable")
    rows = []
    for row in table.rename(columns={"class": "group"}).fillna("").itertuples(index=False):
        ids = row.claim_ids.split()
        articles = list(dict.fromkeys(map(_article, ids)))
        what = [[{"text": row.printed}], [{"text": "→ "}, *parts(row.reading)]]
        why = [parts(row.reasoning), *_labelled("Found by", {"text": row.basis}), *_labelled("Claims", *_links(ids))]
        kind = _plain(row.severity, row.group)
        facets = {"severity": [row.severity], "class": [row.group], "article": articles}
        card = {
            "statement": f"{row.printed} → {row.reading}",
            "source": ", ".join(articles),
            "printed": "",
            "reading": "",
            "status": f"{row.severity}, {row.group}",
        }
        rows.append({"id": row.correction_id, "cells": [what, why, kind], "facets": facets, "card": card})
    columns = ("Correction", "Printed → read", "Why", "Severity, class")
    labels = {"severity": "Severity", "class": "Class", "article": "Article"}
    return _ledger("corrections", "Corrections, worst first", columns, rows, labels)


def entities() -> Ledger:
    """Return every platform, company, product, person, policy and programme, with what is claimed of it.

    Returns
    -------
    Ledger
        To be filtered by kind and article.
    """
    claimed = evidence.table("claims").groupby("entity_id").claim_id.apply(list)
    figures = evidence.table("public_figures").groupby("entity_id").figure_id.apply(list)
    table = evidence.table("entities").fillna("")
    names = table.set_index("entity_id").name
    rows = []
    for row in table.sort_values("name", key=lambda column: column.str.lower()).itertuples(index=False):
        by_article = defaultdict(list)
        for claim_id in claimed.get(row.entity_id, []):
            by_article[_article(claim_id)].append(claim_id)
        name = [
            [{"text": row.name}],
            *([[{"text": row.native_name, "lang": row.native_language}]] if row.native_name else []),
        ]
        said = _plain(row.role)
        said += _labelled("Part of", {"text": names.get(row.parent_id, "")})
        said += _labelled("Printed as", {"text": row.aliases})
        for article, ids in by_article.items():
            said += _labelled(article, *_links(ids))
        said += _labelled("Public figures", *_links(figures.get(row.entity_id, [])))
        facets = {"kind": [row.kind], "article": list(by_article)}
        card = {"statement": row.role, "source": "", "printed": row.aliases, "reading": row.name, "status": row.kind}
        rows.append({"id": row.entity_id, "cells": [name, said, _plain(row.kind)], "facets": facets, "card": card})
    columns = ("Entity", "Name", "What is claimed of it, and where", "Kind")
    return _ledger("entities", "Entities named in the articles", columns, rows, {"kind": "Kind", "article": "Article"})


def public_figures() -> Ledger:
    """Return every public figure the book uses.

    Returns
    -------
    Ledger
        To be filtered by region, year and reliability.
    """
    rows = []
    for record in _of("public figure"):
        cell = [[{"text": record.statement}]]
        cell += _labelled("Printed", {"text": record.as_printed})
        cell += _labelled("Page", {"text": record.source, "href": record.url})
        cell += _labelled("Read", {"text": evidence.phrase(None, None, "date", record.read)})
        cell += _labelled("Counted by", {"text": record.counted_by})
        cell += _labelled("Share of", {"text": record.whole})
        cell += _labelled("Note", *parts(record.note))
        facets = {"region": [record.region], "year": [_years(record.period)], "reliability": [record.status]}
        rows.append(_row(record, facets, cell, _plain(record.text), _plain(record.status)))
    columns = ("Figure", "What it says", "Read as", "Reliability")
    labels = {name: name.capitalize() for name in ("region", "year", "reliability")}
    return _ledger("public-figures", "Public figures used in this book", columns, rows, labels)


def forecasts() -> Ledger:
    """Return every forecast, target and expectation, with what came of it.

    Returns
    -------
    Ledger
        To be filtered by verdict, article, basis and region.
    """
    known = evidence.records()
    rows = []
    for row in evidence.table("forecasts").drop(columns=["low", "high"]).fillna("").itertuples(index=False):
        holder = known[row.claim_id or row.figure_id]
        article = _article(row.claim_id) if row.claim_id else "in no article"
        foreseen = [[{"text": holder.id, "row": holder.id}, {"text": f": {holder.statement}"}]]
        foreseen += _labelled("Made", {"text": f"{evidence.phrase(None, None, 'date', row.made)}, by {row.made_by}"})
        foreseen += _labelled("For", {"text": evidence.phrase(None, None, "date", row.target) if row.target else ""})
        foreseen += _labelled("Foreseen", {"text": holder.text if row.unit else ""})
        outcomes = [
            [{"text": outcome.id, "row": outcome.id}, {"text": f": {outcome.statement}"}]
            # A derived figure's statement does not hold its number.
            + [{"text": f" = {outcome.text}"}] * (outcome.origin == "derived")
            for outcome in map(known.get, row.outcome_ids.split())
        ]
        card = {
            "statement": holder.statement,
            "source": row.made_by,
            "printed": holder.as_printed,
            "reading": row.reasoning,
            "status": row.verdict,
        }
        facets = {"verdict": [row.verdict], "article": [article], "basis": [row.basis], "region": [holder.region]}
        cells = [
            foreseen,
            outcomes or _plain("none yet" if row.verdict == "open" else "nothing found"),
            [[{"text": row.verdict}], parts(row.reasoning)],
        ]
        rows.append({"id": row.forecast_id, "cells": cells, "facets": facets, "card": card})
    columns = ("Forecast", "What was foreseen", "What came", "Verdict, and why")
    labels = {name: name.capitalize() for name in facets}
    return _ledger("forecasts", "Forecasts, targets and expectations", columns, rows, labels)


def derived() -> Ledger:
    """Return every figure computed from others, with its formula.

    Returns
    -------
    Ledger
    """
    rows = []
    for record in _of("derived"):
        cell = [[{"text": record.statement}], [{"text": "= "}, *parts(record.source)]]
        rows.append(_row(record, {}, [*cell, *_labelled("Note", {"text": record.note})], _plain(record.text)))
    columns = ("Figure", "What it says, and its formula", "Result")
    return _ledger("derived", "Figures computed from claims and public figures", columns, rows)


def agreements() -> Ledger:
    """Return where two or more articles speak of the same thing, one line a source.

    Returns
    -------
    Ledger
        To be filtered by verdict.
    """
    known = evidence.records()
    rows = []
    for row in evidence.table("agreements").itertuples(index=False):
        said = [
            [{"text": claim_id, "row": claim_id}, {"text": f": {known[claim_id].text or known[claim_id].statement}"}]
            for claim_id in row.claim_ids.split()
        ]
        card = {
            "statement": row.question,
            "source": "",
            "printed": "",
            "reading": row.explanation,
            "status": row.verdict,
        }
        cells = [_plain(row.question), said, [[{"text": row.verdict}], parts(row.explanation)]]
        rows.append({"id": row.topic_id, "cells": cells, "facets": {"verdict": [row.verdict]}, "card": card})
    columns = ("Topic", "Question", "What each says", "How far they agree")
    return _ledger("agreements", "Where the articles speak of the same thing", columns, rows, {"verdict": "Verdict"})


def checks() -> Ledger:
    """Return the articles' arithmetic, computed anew.

    Returns
    -------
    Ledger
        To be filtered by kind and outcome.
    """
    rows = []
    for row in audit.results().fillna("").itertuples(index=False):
        outcome = "holds" if row.holds else "does not hold"
        sums = [
            [{"text": "left: "}, *parts(row.left), {"text": f" = {_words(row.left_value)}"}],
            [{"text": "right: "}, *parts(row.right), {"text": f" = {_words(row.right_value)}"}],
            [{"text": f"left {row.relation.replace('-', ' ')} right, within {row.tolerance:g}%"}],
        ]
        verdict = [[{"text": outcome}], *([[{"text": row.correction_id, "row": row.correction_id}]] * (not row.holds))]
        card = {"statement": row.statement, "source": row.kind, "printed": "", "reading": "", "status": outcome}
        facets = {"kind": [row.kind], "outcome": [outcome]}
        cells = [_plain(row.statement, row.note), sums, verdict]
        rows.append({"id": row.check_id, "cells": cells, "facets": facets, "card": card})
    columns = ("Check", "What ought to hold", "Arithmetic", "Outcome")
    return _ledger("checks", "The articles' arithmetic", columns, rows, {"kind": "Kind", "outcome": "Outcome"})


def currencies() -> Ledger:
    """Return every amount that an article prints in two currencies, with the rate that the pair implies.

    Returns
    -------
    Ledger
    """
    known = evidence.records()
    rows = []
    for pair in audit.currencies().itertuples():
        printed = _links([pair.yuan, pair.dollars])
        amounts = {"text": f": {known[pair.yuan].printed} for {known[pair.dollars].printed}"}
        rate = f"{pair.implied:.2f} yuan a dollar; {pair.average:.2f} on average in {pair.year}"
        outcome = "fits" if pair.fits else "does not fit"
        card = {"statement": rate, "source": "", "printed": "", "reading": "", "status": outcome}
        cells = [[[*printed, amounts]], _plain(rate), _plain(outcome)]
        rows.append({"id": f"pair-{pair.yuan}", "cells": cells, "facets": {}, "card": card})
    columns = ("Pair", "Printed", "Rate", "Outcome")
    return _ledger("currencies", "Amounts printed in two currencies", columns, rows)


def translations() -> Ledger:
    """Return the sentences of a translation that are not read as their originals are, side by side.

    Returns
    -------
    Ledger
    """
    rows = []
    for row in audit.translations().itertuples():
        languages = [_languages()[claim_id.rpartition("-")[0]] for claim_id in (row.claim_id, row.same_as)]
        fragments = [
            [
                {"text": row.claim_id, "row": row.claim_id},
                {"text": ": "},
                {"text": row.translated, "lang": languages[0]},
            ],
            [{"text": row.same_as, "row": row.same_as}, {"text": ": "}, {"text": row.original, "lang": languages[1]}],
        ]
        card = {"statement": row.translated, "source": "", "printed": row.original, "reading": "", "status": ""}
        cells = [fragments, [[{"text": row.correction_id, "row": row.correction_id}]]]
        rows.append({"id": f"twin-{row.claim_id}", "cells": cells, "facets": {}, "card": card})
    columns = ("Twins", "Translation and original", "Correction")
    return _ledger("translations", "Sentences that changed in translation", columns, rows)


def codebook() -> Ledger:
    """Return what every column of every table means.

    Returns
    -------
    Ledger
        To be filtered by table.
    """
    rows = []
    for column in evidence.columns():
        row_id = f"{column['table']}.{column['name']}"
        card = {
            "statement": column["description"],
            "source": column["table"],
            "printed": "",
            "reading": "",
            "status": "",
        }
        cells = [_plain(column["type"]), _plain(column["description"]), _plain(column["allowed"])]
        rows.append({"id": row_id, "cells": cells, "facets": {"table": [column["table"]]}, "card": card})
    columns = ("Column", "Type", "Meaning and unit", "Allowed")
    return _ledger("codebook", "Columns of the tables in data/", columns, rows, {"table": "Table"})


def answers() -> Ledger:
    """Return the answer for each market, with the rows that each cell rests on.

    Returns
    -------
    Ledger
        To be filtered by region's group, direction and certainty.
    """
    groups = evidence.table("regions").set_index("region").group
    rows = []
    for row in evidence.answers().itertuples(index=False):
        cells = [
            [[{"text": getattr(row, name)}], _links(getattr(row, ids).split())] for name, ids in answer.CELLS.items()
        ]
        card = {
            "statement": f"{row.market}: does live selling sell? {row.sells}",
            "source": ", ".join(row.counted_by),
            "printed": "",
            "reading": row.share,
            "status": f"certainty {row.certainty}",
        }
        facets = {
            "part": [groups[row.region].replace("-", " ")],
            "direction": [row.direction],
            "certainty": [row.certainty],
        }
        market = [[{"text": row.market}]]
        sure = [[{"text": row.certainty}], *([parts(row.note)] if row.note else [])]
        cells = [market, *cells, _plain(", ".join(row.counted_by) or answer.NOT_COUNTED), sure]
        rows.append({"id": f"answer-{row.answer_id}", "cells": cells, "facets": facets, "card": card})
    columns = (
        "Answer",
        "Market",
        "Does live selling sell?",
        "How much of the sales?",
        "Rising or falling?",
        "Who counts?",
        "How sure?",
    )
    labels = {"part": "Part of the world", "direction": "Direction", "certainty": "Certainty"}
    return _ledger("answers", "Does live shopping travel? The answer by market", columns, rows, labels)


def reasons() -> Ledger:
    """Return the reasons that the articles give for live selling's fate, each against what is counted.

    Returns
    -------
    Ledger
        To be filtered by verdict.
    """
    rows = []
    for row in evidence.table("reasons").fillna("").itertuples(index=False):
        given = _links(row.claim_ids.split())
        sides = [
            *_labelled("For", *_links(row.for_ids.split())),
            *_labelled("Against", *_links(row.against_ids.split())),
        ]
        card = {"statement": row.reason, "source": "", "printed": "", "reading": row.reasoning, "status": row.verdict}
        cells = [
            [[{"text": row.reason}], *_labelled("Given in", *given)],
            sides or _plain("nothing found"),
            [[{"text": row.verdict}], parts(row.reasoning)],
        ]
        facets = {"verdict": [row.verdict]}
        rows.append({"id": f"reason-{row.reason_id}", "cells": cells, "facets": facets, "card": card})
    columns = ("Reason", "What the articles say", "Evidence", "Verdict, and why")
    return _ledger("reasons", "The reasons tested", columns, rows, {"verdict": "Verdict"})


def seller_rules() -> Ledger:
    """Return what the law, the tax office and the platform ask of a live seller, and its fees, newest first.

    Returns
    -------
    Ledger
        To be filtered by market and kind.
    """
    names = evidence.table("regions").set_index("region").name
    table = evidence.table("seller_rules").fillna("").sort_values("since", ascending=False, kind="stable")
    # What is asked in several markets at once is found under each.
    asked = {name: set(markets.rules(code).rule_id) for code, name in markets.names().items()}
    rows = []
    for row in table.itertuples(index=False):
        market = names[row.market]
        when = f"from {evidence.phrase(None, None, 'date', row.since)}"
        if row.until:
            when += f" until {evidence.phrase(None, None, 'date', row.until)}"
        said = [*_plain(f"{market}: {row.statement}", row.note), [{"text": "Page: "}, *_links([row.figure_id])]]
        card = {"statement": row.statement, "source": market, "printed": "", "reading": when, "status": row.kind}
        rows.append(
            {
                "id": row.rule_id,
                "cells": [said, _plain(when), _plain(row.kind)],
                "facets": {
                    "market": [name for name, ids in asked.items() if row.rule_id in ids],
                    "kind": [row.kind],
                    "holds": ["ended" if row.until else "in force"],
                },
                "card": card,
            }
        )
    columns = ("Rule", "What is asked or charged", "When", "Kind")
    labels = {"market": "Market", "kind": "Kind", "holds": "Now"}
    return _ledger("seller-rules", "Rules and fees for live sellers", columns, rows, labels)


_WHO = {"ours": "this book", "stock": "a stock Jupyter Book", "limit": "the machine's limit"}
_PARTS = {
    "builds": "commands",
    "nbval": "commands",
    "previews": "commands",
    "gate": "commands",
    "pages": "pages",
    "controls": "controls",
    "growth": "growth",
}


def _quantity(value: float, unit: str) -> str:
    return f"{value:,.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def measurements() -> Ledger:
    """Return how long it takes to make this book and to read it, beside a stock Jupyter Book and the machine's limit.

    Returns
    -------
    Ledger
        To be filtered by what is measured and whose it is.
    """
    rows = []
    for row in evidence.measurements().itertuples(index=False):
        grown = f"{row.axis}, {row.times} times as many" if row.axis else ""
        result = _quantity(row.median, row.unit)
        spread = f"{_quantity(row.low, row.unit)} to {_quantity(row.high, row.unit)}" if row.runs > 1 else ""
        runs = f"{row.runs} runs" if row.runs > 1 else "one run"
        when = f"on {evidence.phrase(None, None, 'date', row.day)}, load {row.load:g}"
        cells = [_plain(row.what, grown), _plain(_WHO[row.who]), _plain(result, spread), _plain(runs, when)]
        card = {"statement": row.what, "source": _WHO[row.who], "printed": "", "reading": result, "status": runs}
        facets = {"part": [_PARTS[row.part]], "who": [_WHO[row.who]]}
        rows.append({"id": row.id, "cells": cells, "facets": facets, "card": card})
    columns = ("Row", "What is measured", "Whose", "Median, and the spread", "Runs, day, load")
    return _ledger("measurements", "How long it takes", columns, rows, {"part": "Part", "who": "Whose"})


def goals() -> Ledger:
    """Return what this book set out to reach, and what was found.

    Returns
    -------
    Ledger
        To be filtered by verdict.
    """
    rows = []
    for goal in evidence.benchmark()["goals"]:
        found = "" if goal["found"] is None else _quantity(goal["found"], goal["unit"])
        most = f"at most {_quantity(goal['most'], goal['unit'])}"
        card = {"statement": goal["what"], "source": most, "printed": "", "reading": found, "status": goal["verdict"]}
        cells = [_plain(goal["what"]), _plain(most), _plain(found), _plain(goal["verdict"])]
        facets = {"verdict": [goal["verdict"]]}
        rows.append({"id": f"bench-{goal['id']}", "cells": cells, "facets": facets, "card": card})
    columns = ("Goal", "Of what", "To be", "Found", "Verdict")
    return _ledger("goals", "Goals", columns, rows, {"verdict": "Verdict"})


def machine() -> Ledger:
    """Return on what it was measured: the kind of machine, and the versions of what makes the book.

    Returns
    -------
    Ledger
    """
    measured = evidence.benchmark()
    kind = measured["machine"]
    said = {
        "Cores": str(kind["cores"]),
        "Memory": f"{kind['memory_gib']} GiB",
        "System": kind["system"],
        "Measured on": ", ".join(
            sorted({evidence.phrase(None, None, "date", part["day"]) for part in measured["parts"].values()})
        ),
    }
    rows = []
    for name, value in (said | measured["versions"]).items():
        card = {"statement": f"{name}: {value}", "source": "", "printed": "", "reading": "", "status": ""}
        row_id = f"bench-{name.lower().replace(' ', '-')}"
        rows.append({"id": row_id, "cells": [_plain(name), _plain(value)], "facets": {}, "card": card})
    return _ledger("machine", "On what it was measured", ("Row", "What", "Which"), rows)
