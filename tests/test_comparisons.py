"""Sentences that compare: same quantity, place, year and counter, or the sentence says where they differ."""

import re

import pytest
from test_chapters import LINK, PAGES, cells

from livecommerce import evidence
from livecommerce.evidence.formula import references

COMPARES = re.compile(
    r"\b(?:than|against|times|twice|half|double[ds]?|tripled?|while|whereas|versus|more|less|fewer|larger|smaller|higher|"
    r"lower|above|below|most|least|rose|fell|grew|grown|shrank|up|down|compared|beside)\b"
)
DIFFERS = re.compile(r"\]\((?:claims|public-figures)\.ipynb#[\w-]+ \"differs in ([a-z, ]+)\"\)")
# These serve a conversion and are no side of a comparison.
SERVING = {"exchange_rate", "population"}
# What one figure of a sentence may differ in from another.
DIMENSIONS = {
    "quantity": lambda record: record.metric,
    "place": lambda record: record.region,
    "year": lambda record: evidence.span(record.period)[1][:4] if record.period else "",
    "counter": lambda record: record.counted_by,
}


def bases(record: evidence.Record) -> list[evidence.Record]:
    """What a record sets side by side: itself, the figures of a multiple, the first one of another formula."""
    if record.origin != "derived":
        return [record] if record.value == record.value and record.metric not in SERVING else []
    named = [base for one in references(record.source) for base in bases(evidence.records()[one.id])]
    return named if record.unit == "ratio" else named[:1]


def sentences(text: str) -> list[str]:
    """The sentences of a text; rows of a table and items of a list stand for themselves."""
    lines = re.sub(r"(?<!\n)\n(?![\n|*#-]|\d+\. )", " ", text).splitlines()
    return [one for line in lines for one in re.split(r"(?<=[.!?;:])\s+(?=[\[A-Z*])", line)]


def said(dimension: str, values: set[str], sentence: str) -> bool:
    """Whether a sentence names every side of a difference itself."""
    names = evidence.table("regions").set_index("region").name
    words = re.sub(r"\]\([^)]*\)", "]", sentence)
    if dimension == "place":
        spoken = [{names.get(value, value), *PLACES.get(value, ())} for value in values]
    elif dimension == "counter":
        spoken = [{ARTICLES.get(value, value), *re.findall(r"[A-Z0-9][\w-]{2,}", value)} for value in values]
    else:
        spoken = [{value} for value in values]
    return dimension != "quantity" and all(any(name in words for name in names) for names in spoken)


ARTICLES = dict(evidence.table("articles")[["article_id", "title"]].itertuples(index=False))
# How a sentence may name a place.
PLACES = {
    "US": ("US", "America"),
    "GB": ("Britain", "British", "UK"),
    "CN": ("China", "Chinese", "Douyin"),
    "SEA6": ("region",),
    "WORLD": ("world", "everywhere"),
}


def faults(sentence: str) -> list[str]:
    """The differences between the figures of a comparing sentence that it does not say."""
    records = [evidence.records()[identifier] for _, _, identifier in LINK.findall(sentence) if identifier in known()]
    found = [base for record in records for base in bases(record)]
    multiple = any(record.origin == "derived" and record.unit == "ratio" for record in records)
    if len(found) < 2 or not (multiple or COMPARES.search(sentence)):
        return []
    marked = {word.strip() for words in DIFFERS.findall(sentence) for word in words.split(",")}
    unsaid = []
    for dimension, read in DIMENSIONS.items():
        values = {read(record) for record in found} - {""}
        if len(values) > 1 and dimension not in marked and not said(dimension, values, sentence):
            unsaid.append(f"{dimension}: {', '.join(sorted(values))}")
    return unsaid


def known() -> set[str]:
    return set(evidence.records())


@pytest.mark.parametrize("page", PAGES)
def test_a_sentence_that_compares_says_where_its_figures_differ(page):
    found = {
        sentence.strip()[:160]: unsaid
        for text in cells(page, "markdown")
        for sentence in sentences(text)
        if (unsaid := faults(sentence))
    }
    listed = "\n".join(f"“{sentence}”: {'; '.join(unsaid)}" for sentence, unsaid in found.items())
    assert not found, (
        f"{page}: name both sides in the sentence, or mark a link, such as [26%](public-figures.ipynb#P0323 "
        f'"differs in counter, year"):\n{listed}'
    )
