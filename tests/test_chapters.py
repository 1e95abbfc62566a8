"""The chapters: every figure in them has a trail, and their cells stay short."""

import re
from functools import cache

import nbformat
import pytest
from conftest import ROOT

from livecommerce import evidence
from livecommerce.shown.mime import FIGURE

CHAPTERS = ROOT / "chapters"
QUESTIONS = ["bytedance-strategy", "western-platforms", "southeast-asia", "sellers", "what-happened-next"]
PAGES = sorted(path.name for path in CHAPTERS.glob("[!.]*.*"))  # JupyterLab keeps a folder of its own beside them
# A link may hold a mark, too: what its figure differs in from the others of the sentence.
LINK = re.compile(r"\[([^\]]+)\]\((claims|public-figures|corrections)\.ipynb#([\w-]+)(?: \"[^\"]*\")?\)")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@cache
def cells(name: str, kind: str) -> list:
    path = CHAPTERS / name
    if path.suffix == ".md":
        return [path.read_text(encoding="utf-8")] if kind == "markdown" else []
    return [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def links() -> list:
    return [(name, *link) for name in PAGES for text in cells(name, "markdown") for link in LINK.findall(text)]


@pytest.mark.parametrize(("page", "words", "target", "record_id"), links())
def test_a_figure_in_prose_is_what_the_ledger_says(page, words, target, record_id):
    if target == "corrections":
        assert record_id in set(evidence.table("corrections").correction_id), (
            f"{page} links to {record_id}: no such row"
        )
        assert not re.search(r"\d", words), f"{page}: a figure belongs to a claim, not to a correction: “{words}”"
        return
    record = evidence.records().get(record_id)
    assert record, f"{page} links to {record_id}, which is in no table of data/"
    allowed = {record.text, record.printed} - {""}
    mend = f"{page} prints “{words}” for {record_id}; the ledger says {' or '.join(allowed) or 'no figure'}"
    assert words in allowed or not re.search(r"\d", words), mend


def sentences(text: str) -> list[str]:
    """The sentences of a text; rows of a table and items of a list stand for themselves."""
    lines = re.sub(r"(?<!\n)\n(?![\n|*#-]|\d+\. )", " ", text).splitlines()
    return [one for line in lines for one in re.split(r"(?<=[.!?;:])\s+(?=[\[A-Z*])", line)]


# How a sentence says that a figure stands on a page that repeats it, or with whom.
REPEATED = re.compile(
    r"\b(?:pages?|copy|copies|digest|blog|vendors?|trade|trainer|job adverts|agency|account|those who sell services)\b"
)


@pytest.mark.parametrize("page", ["index.ipynb", *(f"{name}.ipynb" for name in QUESTIONS)])
def test_a_figure_on_a_page_that_only_repeats_it_says_so_in_its_sentence(page):
    known = evidence.records()
    for text in cells(page, "markdown"):
        for sentence in sentences(text):
            repeated = [
                row for _, _, row in LINK.findall(sentence) if row in known and known[row].status == "secondary"
            ]
            said = REPEATED.search(re.sub(r"\]\([^)]*\)", "]", sentence))
            assert not repeated or said, (
                f"{page}: {', '.join(repeated)} stand on pages that repeat others: say “as one page has it” or the "
                f"like, or use a nearer row: “{sentence}”"
            )


def unlinked(text: str) -> list[str]:
    """Figures of a text that stand outside links, code and years; what we assume is a link, too, to where we say so."""
    names = "|".join(sorted({re.escape(record.counted_by) for record in evidence.records().values()} - {""}))
    named = rf"\b(?:{names})(?!\w)"  # a publisher such as 100EC or 36Kr has digits in its name
    bare = re.sub(rf"\[[^\]]*\]\([^)]*\)|`[^`]*`|^\d+\. |{named}", "", text, flags=re.MULTILINE)
    return re.findall(r"\S*\d\S*", YEAR.sub("", bare))


@pytest.mark.parametrize("page", PAGES)
def test_a_link_with_a_figure_leads_to_its_row_or_to_what_an_assumption_is(page):
    text = "\n".join(cells(page, "markdown"))
    links = re.findall(r"\[([^\]]*\d[^\]]*)\]\(([^)\s]+)(?: \"[^\"]*\")?\)", YEAR.sub("", text))
    stray = [
        words
        for words, target in links
        if not re.search(r"(claims|public-figures)\.ipynb#|methods\.md#assumed", target)
    ]
    assert not stray, f"{page}: these figures lead to no row: {stray}"


@pytest.mark.parametrize("page", PAGES)
def test_no_figure_in_prose_stands_without_a_link(page):
    found = [figure for text in cells(page, "markdown") for figure in unlinked(text)]
    assert not found, f"{page}: link these figures to their rows: {found}"


def test_a_falsified_figure_would_be_seen():
    assert unlinked("sold 17 billion yuan in 2019") == ["17"]
    assert unlinked("sold [17 billion yuan](claims.ipynb#x) in 2019, `7`") == []


@pytest.mark.parametrize("page", [f"{name}.ipynb" for name in QUESTIONS])
def test_a_chapter_asks_answers_and_says_what_would_change_our_mind(page):
    text = "\n".join(cells(page, "markdown"))
    assert re.match(r"# .+\?\n", text), f"{page} begins with its question as the title"
    for part in ("**The answer in three lines.**", "## Limits", "## What would change our mind"):
        assert part in text, f"{page} lacks “{part}”"


def plain(text: str) -> str:
    """Markdown as it is read."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)|\*\*|^> ", r"\1", text, flags=re.MULTILINE)


@pytest.mark.parametrize("page", [f"{name}.ipynb" for name in QUESTIONS])
def test_the_answer_is_three_sentences_and_short(page):
    answer = next(
        part for part in "\n\n".join(cells(page, "markdown")).split("\n\n") if part.startswith("**The answer")
    )
    sentences = re.split(r"(?<=[.?!])\s+", plain(answer))[1:]  # after the words that announce it
    assert len(sentences) == 3, f"{page}: {sentences}"
    assert len(plain(answer).split()) <= 95, f"{page}: shorten the answer: {answer}"


def test_the_front_page_can_be_read_in_a_minute():
    lead = plain(cells("index.ipynb", "markdown")[0].partition("\n")[2])
    assert len(lead.split()) <= 150, f"{len(lead.split())} words before the chart"


DATE = re.compile(r"^(?:\d{1,2} )?[A-Z][a-z]+ (?:19|20)\d\d(?: to .*)?$")


@pytest.mark.parametrize("page", ["index.ipynb", *(f"{name}.ipynb" for name in QUESTIONS)])
def test_a_paragraph_holds_at_most_four_figures_and_a_box_eighty_words(page):
    for part in "\n\n".join(cells(page, "markdown")).split("\n\n"):
        figures = [words for words, _, _ in LINK.findall(part) if re.search(r"\d", words) and not DATE.match(words)]
        if part.startswith(">"):
            assert len(plain(part).split()) <= 80, f"{page}: a box of {len(plain(part).split())} words: {part[:80]}"
        elif not part.startswith(("#", "- ")):
            assert len(figures) <= 4, (
                f"{page}: {len(figures)} figures; give the most telling, or begin anew: {part[:80]}"
            )


@pytest.mark.parametrize("page", [name for name in PAGES if name.endswith(".ipynb")])
def test_cells_are_short_and_only_call_the_package(page):
    for source in cells(page, "code"):
        assert len(source.splitlines()) <= 6, f"{page}: a cell of more than six lines belongs in the package"
        for word in ("def ", "class ", "pip install", "../", "read_csv"):
            assert word not in source, f"{page}: “{word}” belongs in the package"


def figures_of(page: str) -> list[str]:
    notebook = nbformat.read(CHAPTERS / page, as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.data[FIGURE]["usermeta"]["figure"] for output in outputs if FIGURE in output.get("data", {})]


def test_the_book_shows_at_most_thirty_figures_and_each_chapter_some():
    counted = {name: len(figures_of(f"{name}.ipynb")) for name in QUESTIONS}
    assert min(counted.values()) >= 3, f"a chapter shows its evidence: {counted}"
    shown = [figure for page in PAGES if page.endswith(".ipynb") for figure in figures_of(page)]
    assert len(shown) == len(set(shown)) <= 30, f"{len(shown)} figures: say in a sentence what a sentence can say"


@pytest.mark.parametrize("page", [name for name in PAGES if name.endswith(".ipynb")])
def test_notebooks_are_stored_with_outputs_and_nothing_escapes_comparison(page):
    notebook = nbformat.read(CHAPTERS / page, as_version=4)
    nbformat.validate(notebook)
    assert "widgets" not in notebook.metadata, f"{page}: never store widget state; run python -m livecommerce rerun"
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert outputs, f"{page} has no outputs: nothing would be compared"
    streams = [output.text for output in outputs if output.output_type == "stream"]
    assert not streams, f"{page} prints a message where a reader expects a figure: {streams}"
    tags = {tag for cell in notebook.cells for tag in cell.metadata.get("tags", [])}
    exempt = "NBVAL" in (CHAPTERS / page).read_text(encoding="utf-8") or tags - {
        "hide-input",
        "remove-input",
        "full-width",
    }
    assert not exempt, f"{page} exempts a cell from comparison: {tags}"
