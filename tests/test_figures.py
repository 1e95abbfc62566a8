"""Every figure of the book, as an object: complete, valid, the same each time."""

import ast
import functools
import importlib
import inspect
import json
import pkgutil
import re

import pandas as pd
import pytest
from conftest import ROOT

from livecommerce import evidence, figures
from livecommerce.figures import bytedance_strategy, southeast_asia
from livecommerce.shown.controls import controls
from livecommerce.shown.figure import Figure
from livecommerce.shown.mime import FIGURE as MIME
from livecommerce.shown.mime import PICTURE

# Made once: nothing changes a figure that looks at it.
MAKERS = [
    functools.cache(maker)
    for found in pkgutil.iter_modules(figures.__path__)
    for _, maker in inspect.getmembers(importlib.import_module(f"{figures.__name__}.{found.name}"), inspect.isfunction)
    if maker.__module__ == f"{figures.__name__}.{found.name}" and maker.__annotations__.get("return") is Figure
]


MEASURED = evidence.measurements().id


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def figure(request):
    return request.param()


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_its_specification_is_json_and_the_same_each_time(maker):
    once, again = (json.dumps(made.spec(), allow_nan=False) for made in (maker(), maker.__wrapped__()))
    assert once == again, "something random or dated is in the specification"
    assert "http" not in once.replace("https://vega.github.io/schema", ""), "a chart may load nothing from elsewhere"


def test_it_says_what_it_shows(figure):
    assert figure.finding, "give it a finding"
    assert not figure.finding.endswith("."), "a title has no full stop"
    assert len(figure.finding) <= 90, f"{len(figure.finding)} letters: one finding; the rest into measure or note"
    assert len(figure.alt) > 60, "its alternative text must stand for the picture"
    assert figure.measure.endswith("."), "say what is measured, in which unit"


def test_every_source_is_in_the_ledger_and_in_its_table(figure):
    assert figure.sources, "a figure rests on something"
    known = {*evidence.records(), *evidence.table("corrections").correction_id, *evidence.table("agreements").topic_id}
    known |= set(MEASURED)
    assert set(figure.sources) <= known, "add the row to data/, or mend the id"
    assert set(figure.table["Source id"]) == set(figure.sources)


def test_its_sources_are_publishers_and_years(figure):
    ids = {*evidence.records(), *figure.sources}
    for label in figure.said().cited():
        assert label not in ids, f"{label} is no publisher: give its row one"
        assert not re.search(r"[{}*]|^d-|\b[PCA]\d{3,4}\b", label), f"{label} is no publisher"


def test_what_its_marks_say_names_publishers_and_no_formula(figure):
    for rows in figure.spec().get("datasets", {}).values():
        for source in {row["source"] for row in rows if row.get("source")}:
            assert "{" not in source, f"{source}: take parts.inked"


ROWS_OF_MARKS = re.compile(r"\b(?:bars\.bars|_squares)\(")


def test_at_most_eight_figures_are_rows_of_marks():
    rows = [maker.__name__ for maker in MAKERS if ROWS_OF_MARKS.search(inspect.getsource(maker))]
    assert len(MAKERS) <= 30
    assert len(rows) <= 8, f"give some of these another form: {rows}"


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_a_title_that_names_what_a_control_switches_follows_it(maker):
    figure = maker()
    params = {param["name"]: param for param in figure.spec().get("params", [])}
    for control in controls(figure.spec()):
        if control["name"] not in {"currency", "measure", "unit", "year"}:
            continue
        words = {str(word) for option in control["options"] for word in option}
        for part in ("finding", "measure", "note"):
            if any(word in getattr(figure, part) for word in words):
                assert control["name"] in params.get(part, {}).get("expr", ""), f"{part} stays when it is switched"


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_every_figure_that_a_title_or_note_words_is_among_the_sources(maker):
    worded = set(re.findall(r"""\btext\(['"]([\w-]+)['"]\)""", inspect.getsource(maker)))
    idle = worded - set(maker().sources)
    assert not idle, f"name these in build(named=…): {idle}"


def test_every_control_offers_a_value_it_allows(figure):
    for control in controls(figure.spec()):
        if control["kind"] == "choice":
            assert control["value"] in [value for value, _ in control["options"]], control
        else:
            assert control["min"] <= control["value"] <= control["max"], control


def test_no_control_only_fades(figure):
    spec = figure.spec()
    faded = json.dumps([_opacities(layer) for layer in spec.get("layer", [spec])])
    rest = json.dumps(spec | {"layer": [_without_opacity(layer) for layer in spec.get("layer", [])]})
    for control in controls(spec):
        # Once as the parameter's own name; what else names it is what it does.
        uses = len(re.findall(rf"\b{control['name']}\b", rest.replace(json.dumps(spec["usermeta"]), "")))
        assert uses > 1 or control["name"] not in faded, f"pointing at a mark does what {control['name']} does"


def _opacities(layer: dict) -> list:
    return [layer.get("encoding", {}).get("opacity")]


def _without_opacity(layer: dict) -> dict:
    encoding = {channel: how for channel, how in layer.get("encoding", {}).items() if channel != "opacity"}
    return layer | {"encoding": encoding}


def test_ids_are_unique_and_outputs_need_no_html():
    made = [maker() for maker in MAKERS]
    ids = [figure.figure_id for figure in made]
    assert len(ids) == len(set(ids)), "two figures share an address"
    for figure in made:
        bundle = figure._repr_mimebundle_()
        assert set(bundle) == {MIME, PICTURE, "text/plain"}, "HTML from a chart would load other hosts"
        assert "Sources:" in bundle[PICTURE]
        assert bundle[PICTURE] == figure._repr_mimebundle_()[PICTURE], "stored pictures are compared to the byte"


def lines(part, tables: dict, data: str = ""):
    """The rows of a chart's lines, each line's in turn: what its detail tells apart."""
    if isinstance(part, list):
        for one in part:
            yield from lines(one, tables, data)
    elif isinstance(part, dict):
        data = (part.get("data") or {}).get("name", data)
        if isinstance(part.get("mark"), dict) and part["mark"]["type"] == "line" and "detail" in part["encoding"]:
            rows = pd.DataFrame(tables[data])
            yield from (found.to_dict("records") for _, found in rows.groupby(part["encoding"]["detail"]["field"]))
        for name, one in part.items():
            yield from lines(one, tables, data) if name not in {"usermeta", "datasets"} else ()


def counters(line: list[dict]) -> set[str]:
    return {row.get("counted_by") or evidence.records()[row["id"]].counted_by for row in line}


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_no_line_joins_two_counters(maker):
    spec = maker().spec()
    # What this book's own commands take was measured by nobody else.
    found = [line for line in lines(spec, spec.get("datasets", {})) if line[0].get("id") not in set(MEASURED)]
    assert [line for line in found if len(counters(line)) > 1] == [], "one line, one counter"


def test_lines_are_found_between_years_and_across_them():
    for maker in (bytedance_strategy.china_market, southeast_asia.rivals):
        spec = maker().spec()
        assert len(list(lines(spec, spec["datasets"]))) > 1


# A number in words that a reader would take for a figure: no year, no id, no formula, no code.
TYPED = re.compile(r"(?<![\w.{-])\d[\d.,]*(?![\w}])")
YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def typed_numbers(source: str) -> list[str]:
    """The sentences and labels of a module that hold a number of their own."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            text = YEARS.sub("", node.value)
            code = re.search(r"datum\.|narrow \?|format\(|[<>=]=|\w\(|&&|\* \d", text)
            if TYPED.search(text) and not code and not node.value.startswith(("#", "M")):
                found.append(f"line {node.lineno}: {node.value}")
    return found


@pytest.mark.parametrize("module", sorted((ROOT / "livecommerce" / "figures").glob("*.py")), ids=lambda path: path.stem)
def test_no_number_is_typed_into_a_title_a_note_or_a_label(module):
    source = re.sub(r'"""(?:.|\n)*?"""', '""', module.read_text(encoding="utf-8"))
    found = typed_numbers(source)
    assert not found, f"{module.name}: take these numbers from rows, with text(id): {found}"


def test_a_typed_number_would_be_seen():
    assert typed_numbers('finding = f"Streams made 12% of {x} in 2024"')
    assert not typed_numbers('finding = f"In 2024 streams made {x} of the sales"')
