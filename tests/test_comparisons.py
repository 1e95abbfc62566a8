"""Sentences and titles that compare: same quantity, place, year and counter, or they say where these differ."""

import ast
import inspect
import re
import textwrap

import pytest
from test_chapters import LINK, PAGES, cells, sentences
from test_figures import MAKERS

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
    "WORLD": ("world", "everywhere", "all its countries"),
    "EURO5": ("European Union",),
}


def faults(sentence: str) -> list[str]:
    """The differences between the figures of a comparing sentence that it does not say."""
    records = [evidence.records()[identifier] for _, _, identifier in LINK.findall(sentence) if identifier in known()]
    found = [base for record in records for base in bases(record)]
    multiple = any(record.origin == "derived" and record.unit == "ratio" for record in records)
    if len(found) < 2 or not (multiple or COMPARES.search(sentence)):
        return []
    marked = {word.strip() for words in DIFFERS.findall(sentence) for word in words.split(",")}
    return [words for dimension, words in unsaid(found, sentence).items() if dimension not in marked]


def unsaid(found: list[evidence.Record], sentence: str) -> dict[str, str]:
    """What records differ in and a sentence does not name: the dimension, and it with its values."""
    missing = {}
    for dimension, read in DIMENSIONS.items():
        values = {read(record) for record in found} - {""}
        if len(values) > 1 and not said(dimension, values, sentence):
            missing[dimension] = f"{dimension}: {', '.join(sorted(values))}"
    return missing


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


def built(maker) -> tuple[list[evidence.Record], set[str]]:
    """The records that a figure's title words, and what its maker marks as differing."""
    found, marked = [], set()
    # A title that follows a control is worded by a function of its own.
    helpers = [
        one
        for name, one in vars(inspect.getmodule(maker)).items()
        if inspect.isfunction(one) and one.__annotations__.get("return") is str
        if re.search(rf"\b{name}\(rows", inspect.getsource(maker)) and one.__module__ == maker.__module__
    ]
    for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(maker)))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"build", "Figure"}:
            given = {word.arg: word.value for word in node.keywords}
            finding = node.args[3] if node.func.id == "build" else given["finding"]
            worded = [ast.unparse(finding), *map(inspect.getsource, helpers)]
            for identifier in re.findall(r"\b(?:text\(|words\[)'([\w-]+)'", "".join(worded)):
                found += bases(evidence.records()[identifier])
            marked |= set(re.findall(r"\w+", ast.literal_eval(given["differs"]))) if "differs" in given else set()
    return found, marked & set(DIMENSIONS)


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_a_title_that_compares_says_where_its_figures_differ(maker):
    (found, marked), figure = built(maker), maker()
    differing = unsaid(found, f"{figure.finding}. {figure.measure}")
    unmarked = [words for dimension, words in differing.items() if dimension not in marked]
    assert not unmarked, (
        f"{maker.__name__}: name both sides in the title or the measure, or mark them with build(differs=…), which the "
        f"measure then says: “{figure.finding}”: {'; '.join(unmarked)}"
    )
    idle = marked - differing.keys()
    assert not idle, f"{maker.__name__}: the figures of the title do not differ in {', '.join(idle)}"


def test_a_title_of_unlike_things_would_be_seen():
    sides = [evidence.records()[one] for one in ("P0320", "P0693")]
    assert set(unsaid(sides, "In 2024 TikTok's US streams sold 900 million dollars, Whatnot 3 billion")) > {"place"}
    assert not unsaid(sides[:1] * 2, "The same again")
