"""Rules on the articles and their claims: numbering, statuses, translations, corrections, fragments."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from livecommerce.check.problems import Fault, Rows, Tables, quoted
from livecommerce.check.quantities import BOUNDS

_FIGURE = re.compile(r"\bP[0-9]{4}\b")

# What the book reads in a claim, whatever a translation made of it.
_READ = ("entity_id", "region", "metric", "kind", "period", "unit", "whole", "low", "high")


def statuses(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Everything but sound has a correction, and only what is corrected is read otherwise than printed."""
    for number, row in enumerate(rows, start=2):
        status, correction = row["status"], row["correction_id"]
        if status == "sound" and correction:
            yield number, "correction_id", quoted(correction), "nothing, for the status is sound"
        if status not in {None, "sound"} and not correction:
            yield number, "correction_id", quoted(correction), f"a correction_id, for the status is {status}"
        for bound in ("low", "high") if status not in {None, "corrected"} else ():
            reading, printed = row[bound], row[f"printed_{bound}"]
            if None not in {reading, printed} and float(reading or "inf") != float(printed or "inf"):
                allowed = f"printed_{bound}, which is {quoted(printed)}, for the status is {status} and not corrected"
                yield number, bound, quoted(reading), allowed
        if (row["low"] or row["high"]) and row["printed_low"] == row["printed_high"] == "":
            yield number, "printed_low", "an empty cell, and printed_high empty", "the number that is printed"


def told(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A public figure that a text refers to is in the table."""
    known = {row["figure_id"] for row in tables["public_figures"]}
    for number, row in enumerate(rows, start=2):
        for column in ("note", "reasoning", "explanation"):
            if missing := [one for one in _FIGURE.findall(row.get(column) or "") if one not in known]:
                allowed = f"ids of public figures that are in public_figures.csv; not {', '.join(missing)}"
                yield number, column, quoted(row[column]), allowed


def numbering(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Numbers without gaps show that a claim is missing."""
    articles = {row["article_id"] for row in tables["articles"]}
    last = dict.fromkeys(articles, 0)
    for number, row in enumerate(rows, start=2):
        claim = row["claim_id"]
        named, _, count = claim.rpartition("-")
        article = named if named in articles else row["article_id"]
        if article not in articles:
            continue
        last[article] += 1
        expected = f"{article}-{last[article]:02}"
        if claim != expected:
            yield number, "claim_id", quoted(claim), f"{expected}: an article's claims are numbered without a gap"
        if _is_of(claim, article):
            last[article] = int(count)


def hindsight(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """An article reports nothing that happened after it was published."""
    published = {row["article_id"]: row["published"] for row in tables["articles"]}
    for number, row in enumerate(rows, start=2):
        day, start = published.get(row["article_id"]), (row["period"] or "").removeprefix("../").split("/")[0]
        if day and start and row["kind"] in {"observed", "event"} and start[: len(day)] > day[: len(start)]:
            allowed = f"a time before {day}, when the article was published, for the kind is {row['kind']}"
            yield number, "period", quoted(row["period"]), allowed


def scripts(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Only an article in Chinese prints Chinese."""
    languages = {row["article_id"]: row["language"] for row in tables["articles"]}
    for number, row in enumerate(rows, start=2):
        chinese = re.search(r"[\u4e00-\u9fff]", row["as_printed"] or "")
        if chinese and (language := languages.get(row["article_id"])) not in {"zh", None}:
            yield number, "as_printed", quoted(row["as_printed"]), f"words in {language}, the article's language"


def articles(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A claim is of the article that its id begins with."""
    for number, row in enumerate(rows, start=2):
        article, claim = row["article_id"], row["claim_id"]
        if article and not _is_of(claim, article):
            yield number, "article_id", quoted(article), f"the article that claim_id {claim} begins with"


def _is_of(claim: str, article: str) -> bool:
    return re.fullmatch(re.escape(article) + "-[0-9]{2,}", claim) is not None


def translations(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A claim of a translation names the claim it translates, and is read as that is."""
    originals = {row["article_id"]: row["translation_of"] for row in tables["articles"]}
    claims = {row["claim_id"]: (number, row) for number, row in enumerate(rows, start=2)}
    for number, row in enumerate(rows, start=2):
        original, same_as = originals.get(row["article_id"]), row["same_as"]
        if original is None or not _is_of(row["claim_id"], row["article_id"]):
            continue
        if original and not _is_of(same_as or "", original):
            yield number, "same_as", quoted(same_as), f"a claim_id of {original}, which this article translates"
        if same_as and not original:
            yield number, "same_as", quoted(same_as), "nothing, for the article translates no other"
        elif same_as in claims and _is_of(same_as, original):
            place, other = claims[same_as]
            for column in _READ:
                here, there = row[column], other[column]
                same = float(here) == float(there) if here and there and column in BOUNDS else here == there
                if None not in {here, there} and not same:
                    allowed = f"{quoted(there)}, as in {same_as} (row {place}), which it translates"
                    yield number, column, quoted(here), allowed


def listings(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A correction names every claim that points at it."""
    listed = {row["correction_id"]: (row["claim_ids"] or "").split() for row in tables["corrections"]}
    for number, row in enumerate(rows, start=2):
        correction, claim = row["correction_id"], row["claim_id"]
        if correction and claim not in listed.get(correction, [claim]):
            yield number, "correction_id", quoted(correction), f"a correction whose claim_ids name {claim}"


def claims_named(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """The claims that a row names exist."""
    known = {row["claim_id"] for row in tables["claims"]}
    for number, row in enumerate(rows, start=2):
        unknown = [claim for claim in (row["claim_ids"] or "").split() if claim not in known]
        if unknown:
            allowed = f"values of claim_id in claims.csv, separated by spaces; not {', '.join(unknown)}"
            yield number, "claim_ids", quoted(row["claim_ids"]), allowed


def foreseen(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Every forecast of an article is followed up; a translation's is its original's."""
    followed = {row["claim_id"] for row in tables["forecasts"]}
    for number, row in enumerate(rows, start=2):
        known = None in followed or row["claim_id"] in followed
        if row["kind"] in {"forecast", "target"} and row["same_as"] == "" and not known:
            allowed = f"a claim that forecasts.csv follows up, for its kind is {row['kind']}"
            yield number, "claim_id", quoted(row["claim_id"]), allowed


def against_texts(tables: Tables, articles: Path) -> Iterator[tuple[str, *Fault]]:
    """The texts are those that were read, and every fragment stands in its own."""
    texts = {}
    for number, row in enumerate(tables.get("articles", []), start=2):
        if not row["file"]:
            continue
        try:
            raw = (articles / row["file"]).read_bytes()
            texts[row["article_id"]] = raw.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            yield "articles", number, "file", quoted(row["file"]), f"a UTF-8 text in {articles}"
            continue
        checksum = hashlib.sha256(raw).hexdigest()
        if row["sha256"] and row["sha256"] != checksum:
            yield "articles", number, "sha256", quoted(row["sha256"]), f"{checksum}, the checksum of {row['file']}"
    for number, row in enumerate(tables.get("claims", []), start=2):
        if row["as_printed"] and row["as_printed"] not in texts.get(row["article_id"], row["as_printed"]):
            yield (
                "claims",
                number,
                "as_printed",
                quoted(row["as_printed"]),
                f"an exact fragment of {row['article_id']}",
            )
