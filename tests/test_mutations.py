"""Hundreds of faults, one by one in the real tables: each is named by file, row and column, or changes no figure.

A plausible value in place of another has no wrong shape. It is named where two cells or rows must agree: a number with
its fragment and its statement, a reading with what is printed, a translation with its original, a period with the years
of its statement. Left out here, since nothing names them: another region, entity, kind or reliability; a number that is
only in words; a bound left out of a public figure or of a corrected row; another operator, unit or bound of a derived
figure; another day or month of the same year; other words in a text; a row at an end that nothing refers to. These are
defended by the articles' fragments, by the notebooks' stored outputs, and by git.
"""

import csv
import functools
import io
import json
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from livecommerce import evidence
from livecommerce.check import ROOT, Problem, problems

DATA = ROOT / "data"
COMPARED = ("low", "high", "printed_low", "printed_high", "unit", "period", "text", "status", "source")
IDS = {
    "articles": "article_id",
    "claims": "claim_id",
    "corrections": "correction_id",
    "agreements": "topic_id",
    "entities": "entity_id",
    "regions": "region",
    "public_figures": "figure_id",
    "answers": "answer_id",
    "derived": "derived_id",
    "forecasts": "forecast_id",
    "reasons": "reason_id",
    "terms": "term_id",
    "checks": "check_id",
    "exchange_rates": "figure_id",
    "seller_rules": "rule_id",
    "market_settings": "market",
}
# Tables whose key is more than one column: a row is no entry of its own.
COMPOUND = {"exchange_rates", "market_settings"}


def places(listing: str) -> list[tuple[str, str]]:
    """Tables and columns, from lines of a table and its columns."""
    lines = [line.split() for line in listing.strip().splitlines()]
    return [(table, column) for table, *columns in lines for column in columns]


REFERENCES = places(
    """
    articles translation_of
    claims article_id entity_id region correction_id same_as
    corrections claim_ids
    agreements claim_ids
    entities parent_id
    public_figures entity_id region
    answers region sells_ids share_ids direction_ids
    forecasts claim_id figure_id outcome_ids edition_of
    reasons claim_ids for_ids against_ids
    terms entity_id
    checks correction_id
    exchange_rates figure_id
    market_settings market figure_ids
    seller_rules market entity_id figure_id
    """
)
NUMBERS = places(
    """
    claims low high printed_low printed_high
    public_figures low high
    forecasts low high
    checks tolerance
    exchange_rates year per_usd
    market_settings low value high
    """
)
CHOICES = places(
    """
    articles language published_basis
    claims metric kind status
    corrections severity class basis
    agreements verdict
    entities kind
    public_figures metric reliability
    answers direction direct agree nearness certainty
    regions group
    derived bound unit
    forecasts basis form verdict
    reasons verdict
    checks relation holds
    exchange_rates currency
    market_settings setting kind unit basis
    seller_rules kind setting
    """
)
TEXTS = places(
    """
    articles title publisher
    claims statement
    corrections reasoning
    agreements explanation
    entities role
    public_figures publisher
    answers market sells share
    regions name
    derived statement
    forecasts reasoning label
    reasons reason reasoning
    terms definition
    checks statement
    exchange_rates publisher
    market_settings note
    seller_rules statement
    """
)

Table = list[list[str]]


@dataclass(frozen=True)
class Mutation:
    """A fault, and where the check must name it."""

    kind: str
    file: str
    row: int | None  # as a spreadsheet counts; 0 is the file, None any row of it
    column: str
    change: Callable[[bytes], bytes]
    what: str
    mentions: str = ""  # where other rows are named instead: what they must mention
    one_cell: bool = False  # whether it can share its file with others

    def __str__(self) -> str:
        return f"{self.kind}: data/{self.file}, row {self.row}, column {self.column or '-'}: {self.what}"


@functools.cache
def rows(table: str) -> Table:
    """The real table, header first."""
    return list(csv.reader(io.StringIO((DATA / f"{table}.csv").read_text("utf-8"), newline="")))


def cells_of(table: str, name: str) -> list[str]:
    """The cells of a column that are not empty."""
    header, *body = rows(table)
    return [row[header.index(name)] for row in body if row[header.index(name)]]


def written(table: Table, **style) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n", **style).writerows(table)
    return text.getvalue().encode("utf-8", "surrogatepass")


def parsed(change: Callable[[Table], Table | None]) -> Callable[[bytes], bytes]:
    """A change of rows as a change of bytes."""

    def of_bytes(raw: bytes) -> bytes:
        table = list(csv.reader(io.StringIO(raw.decode("utf-8", "surrogatepass"), newline="")))
        return written(change(table) or table)

    return of_bytes


class Draw:
    """Mutations of one kind, in rows drawn with a seed of its own, so that the set is the same each time."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.random = random.Random(kind)
        self.drawn = set()

    def row(self, table: str, where=lambda row: True) -> int:
        """A row, counted as in a spreadsheet."""
        header, *lines = rows(table)
        fitting = [number for number, line in enumerate(lines, 2) if where(dict(zip(header, line, strict=True)))]
        assert fitting, f"{self.kind}: no row of {table}.csv can take this mutation; loosen its condition"
        fresh = [number for number in fitting if (table, number) not in self.drawn]
        number = self.random.choice(fresh or fitting)
        self.drawn.add((table, number))
        return number

    def cell(self, table: str, column: str, new, where=lambda row: True, needed=True) -> Mutation:
        """Another value in a cell that is not empty; `new` is the value, or makes it of the old one."""
        header = rows(table)[0]
        make = new if callable(new) else lambda old: new

        def fits(row: dict[str, str]) -> bool:
            return bool(row[column] or not needed) and where(row) and make(row[column]) != row[column]

        number, place = self.row(table, fits), header.index(column)
        value = make(rows(table)[number - 1][place])

        def change(lines: Table) -> None:
            lines[number - 1][place] = value

        shown = value if len(value) < 60 else f"{value[:60]}…"
        return Mutation(self.kind, f"{table}.csv", number, column, parsed(change), f"made {shown!a}", one_cell=True)

    def file(self, table: str, change, what: str, row: int | None = 0, column: str = "", mentions="") -> Mutation:
        """A change of the whole file."""
        return Mutation(self.kind, f"{table}.csv", row, column, change, what, mentions)

    def some(self, choices: list, count: int) -> list:
        return self.random.sample(choices, count)


KINDS: dict[str, Callable[[Draw], Iterator[Mutation]]] = {}


def kind(function):
    KINDS[function.__name__.replace("_", " ")] = function
    return function


# Cells.


@kind
def no_numbers(draw):
    words = ["many", "n/a", "10 million", "TRUE", "NaN", "inf", "+5", "--5", "0x10", "5.", "2 000", "#REF!", "½"]
    for word in words:
        yield draw.cell(*draw.random.choice(NUMBERS), word)
    for place in NUMBERS:
        yield draw.cell(*place, lambda cell: f"{cell} or so")


@kind
def numbers_as_people_write_them(draw):
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    for table, column in NUMBERS:
        yield draw.cell(table, column, lambda cell: cell.translate(wide))
        yield draw.cell(table, column, lambda cell: f"{float(cell):.6E}")
        yield draw.cell(table, column, lambda cell: f"{cell.partition('.')[0]},5")
        if (table, column) not in {("checks", "tolerance"), ("exchange_rates", "per_usd")}:
            yield draw.cell(table, column, lambda cell: f"{float(cell):,.0f}", large(column))


def large(column: str):
    return lambda row: bool(row[column]) and float(row[column]) >= 1000


@kind
def other_numbers(draw):
    for table, columns in (("claims", ("printed_low", "printed_high")), ("public_figures", ("low", "high"))):
        for column in columns:
            yield draw.cell(table, column, lambda cell: f"{float(cell) * 1.01:.6f}", in_digits)
            yield draw.cell(table, column, lambda cell: f"{float(cell) * 1000:.6f}", in_digits)
            yield draw.cell(table, column, lambda cell: f"-{cell}", lambda row: row["metric"] != "growth")
    for column in ("low", "high", "printed_low", "printed_high"):
        for factor in (1.01, 0.001):
            make = functools.partial(lambda cell, factor: f"{float(cell) * factor:.6f}", factor=factor)
            yield draw.cell("claims", column, make, lambda row: row["status"] == "sound")
    for column in ("low", "high"):
        for make in (lambda cell: f"{float(cell) * 10:.6f}", lambda cell: ""):
            yield draw.cell("claims", column, make, lambda row: row["same_as"] or row["status"] == "sound")
    for make in (lambda cell: f"{float(cell) * 1.01:.6f}", lambda cell: f"{float(cell) * 10:.6f}"):
        yield draw.cell("claims", "low", make, lambda row: row["status"] == "corrected" and in_digits(row, "statement"))
    for change in (lambda cell: f"{float(cell) * 1.01:.4f}", lambda cell: f"{float(cell) / 10:.5f}"):
        yield draw.cell("exchange_rates", "per_usd", change)
    for year in ("1921", "202", "20211", "-2021", "2021.5", "2031"):
        yield draw.cell("exchange_rates", "year", year)
    for tolerance in ("-5", "500"):
        yield draw.cell("checks", "tolerance", tolerance)


def in_digits(row: dict[str, str], column: str = "as_printed") -> bool:
    """Whether the words have one amount, and in digits."""
    numerals = re.findall(r"\d[\d.,]*\d|\d", row[column])
    return len([numeral for numeral in numerals if not re.fullmatch(r"(19|20)\d\d", numeral)]) == 1


@kind
def low_above_high(draw):
    for table, low, high in (
        ("claims", "low", "high"),
        ("claims", "printed_low", "printed_high"),
        ("public_figures", "low", "high"),
    ):
        for _ in range(3):
            yield draw.cell(table, low, lambda cell: f"{float(cell) * 2 + 1:.6f}", lambda row, high=high: row[high])


@kind
def ids(draw):
    for table, column in IDS.items():
        if table in COMPOUND:
            continue
        header = rows(table)[0]
        first = rows(table)[1][header.index(column)]
        yield draw.cell(table, column, first)  # twice
        yield draw.cell(table, column, str.swapcase)
        yield draw.cell(table, column, lambda cell: f"{cell} ")
        yield draw.cell(table, column, lambda cell: re.sub("[-P]", "_", cell, count=1), lambda row: True)
        yield draw.cell(table, column, "")


@kind
def references(draw):
    for table, column in REFERENCES:
        yield draw.cell(table, column, lambda cell: f"{cell}9")
        yield draw.cell(table, column, str.swapcase)
        yield draw.cell(table, column, lambda cell: f" {cell}")
    for wrong in ("second-en", "zaker-zh zaker-en"):
        yield draw.cell("claims", "article_id", wrong)
    yield draw.cell("claims", "article_id", "zaker-en", lambda row: row["article_id"] == "zaker-zh")
    yield draw.cell("claims", "same_as", "zaker-zh-01", lambda row: not row["same_as"], needed=False)
    yield draw.cell("claims", "same_as", "", lambda row: row["same_as"])
    yield draw.cell("exchange_rates", "figure_id", "P0013")


@kind
def units(draw):
    for unit in ("yuan", "RMB", "pieces", "%", "people "):
        yield draw.cell("claims", "unit", unit)
        yield draw.cell("public_figures", "unit", unit)
    for table in ("claims", "public_figures", "derived"):
        yield draw.cell(table, "unit", str.swapcase)
    for table in ("claims", "public_figures"):
        for unit, metrics in {
            "people": ("gmv", "market_size", "sales", "revenue"),
            "USD": ("dau", "mau", "users", "population", "penetration", "internet_use"),
            "count": ("market_size", "gmv", "users"),
        }.items():
            yield draw.cell(table, "unit", unit, lambda row, metrics=metrics: row["metric"] in metrics)
        for unit in ("", "date"):
            yield draw.cell(table, "unit", unit, lambda row: row["low"])
        for unit, other, word in (("CNY", "USD", "yuan|元"), ("USD", "GBP", r"\$")):

            def named(row: dict[str, str], unit=unit, word=word) -> bool:
                return row["unit"] == unit and bool(re.search(word, row["as_printed"]))

            yield draw.cell(table, "unit", other, named)
    for table in ("claims", "public_figures"):
        yield draw.cell(table, "whole", "", lambda row: row["unit"] == "percent")
    yield draw.cell("claims", "whole", "all sales", lambda row: row["unit"] == "people", needed=False)


@kind
def choices(draw):
    for table, column in CHOICES:
        yield draw.cell(table, column, str.swapcase)
    for table, column in draw.some(CHOICES, 10):
        yield draw.cell(table, column, "quite another")
    yield draw.cell("claims", "status", "corrected", lambda row: row["status"] == "sound")
    yield draw.cell("claims", "correction_id", "", lambda row: row["status"] != "sound")


@kind
def dates(draw):
    wrong = ["2022-02-30", "2022-13", "2022-00", "2021-02-29", "2022-25-02", "11-02-2022", "2022/02", "2022-2-11"]
    wrong += ["2022-02/2021-11", "2021/..", "2022-02-11T00:00", "1022", "2202-02", "Feb 2022", "2/11/2022", "Feb-22"]
    for period in [*wrong, "44603", "2022-02-11/2022-02-10", "../2021-13", "２０２２"]:
        yield draw.cell("claims", "period", period)
        if period in wrong[::2]:
            yield draw.cell("public_figures", "period", period)
    for published in ("2022-02-30", "2022-13", "25.02.2022", "2/25/2022", "3022-02-25", ""):
        yield draw.cell("articles", "published", published)
    for table in ("claims", "public_figures"):
        for years in (-1, 1):
            move = functools.partial(lambda cell, years: f"{int(cell[:4]) + years}{cell[4:]}", years=years)
            yield draw.cell(table, "period", move, dated_in_statement)
    yield draw.cell("claims", "period", "2031", lambda row: row["kind"] in {"observed", "event"})
    yield draw.cell("claims", "period", "", lambda row: row["unit"] == "date")


def dated_in_statement(row: dict[str, str]) -> bool:
    years = set(re.findall(r"\b(?:19|20)\d\d\b", row["statement"]))
    return "/" not in row["period"] and years == {row["period"][:4]}


@kind
def unseen_characters(draw):
    marks = [
        "\u00a0",
        "\u200b",
        "\u200d",
        "\u200e",
        "\u200f",
        "\u00ad",
        "\ufeff",
        "\u2028",
        "\u3000",
        "\x00",
        "\t",
        "\n",
    ]
    for mark in marks:
        for table, column in draw.some(TEXTS, 2):
            yield draw.cell(table, column, lambda cell, mark=mark: f"{cell[:3]}{mark}{cell[3:]}")
        table, column = draw.random.choice([*IDS.items()])
        yield draw.cell(table, column, lambda cell, mark=mark: f"{cell[:3]}{mark}{cell[3:]}")
    for table, column in NUMBERS[::2]:
        yield draw.cell(table, column, lambda cell: f"{cell}\u200b")


@kind
def look_alikes(draw):
    def cyrillic(cell: str) -> str:
        return re.sub("[aeocp]", lambda match: "аеоср"["aeocp".index(match[0])], cell, count=1)

    for table, column in draw.some(TEXTS, 5):
        yield draw.cell(table, column, cyrillic)
        yield draw.cell(table, column, lambda cell: f"Cafe\u0301{cell[4:]}")
        yield draw.cell(table, column, lambda cell: f"Li\u0335ve{cell[4:]}")
        yield draw.cell(table, column, lambda cell: f"Caf\ufffd{cell[4:]}")
    in_words = [place for place in REFERENCES if any(cyrillic(cell) != cell for cell in cells_of(*place))]
    for table, column in [*draw.some(in_words, 4), ("claims", "status"), ("corrections", "severity")]:
        yield draw.cell(table, column, cyrillic)
    for table, column in (("public_figures", "figure_id"), ("exchange_rates", "figure_id")):
        yield draw.cell(table, column, lambda cell: cell.replace("P", "Р"))
    for table, column in [("claims", "claim_id"), ("entities", "entity_id"), ("checks", "check_id")]:
        yield draw.cell(table, column, lambda cell: f"{chr(ord(cell[0]) + 0xFEE0)}{cell[1:]}")


@kind
def formulas_for_a_spreadsheet(draw):
    for attack in ("=1+1", '=HYPERLINK("https://example.org","x")', "@SUM(A1)", "-2+3+cmd|' /C calc'!A0"):
        for table, column in draw.some(TEXTS, 2):
            yield draw.cell(table, column, attack)
        yield draw.cell(*draw.random.choice(NUMBERS), attack)


@kind
def characters_that_seem_others(draw):
    for mark in "\u3164\u2800\u115f\u17b4\ue000\ufe0f\U000f0000\u0378\u202e\u2066":
        for table, column in draw.some([*TEXTS, ("entities", "aliases"), ("claims", "as_printed")], 2):
            yield draw.cell(table, column, lambda cell, mark=mark: f"{cell[:3]}{mark}{cell[3:]}")
    for letter in "\uff54\U0001d42d\u0567\u03bf\u0131\u0261":
        yield draw.cell(*draw.random.choice(TEXTS), lambda cell, letter=letter: f"so{letter}o {cell}")


@kind
def what_programs_leave_behind(draw):
    for left in (
        "#REF!",
        "#N/A",
        "#VALUE!",
        "########",
        "nan",
        "None",
        "NULL",
        "[object Object]",
        "TODO",
        "\u00e2\u20ac\u2122",
    ):
        for table, column in draw.some(TEXTS, 2):
            yield draw.cell(table, column, left)
    for table, column in draw.some(TEXTS, 3):
        yield draw.cell(table, column, lambda cell: f"{cell[:9]}&nbsp;{cell[9:]}")
        yield draw.cell(table, column, lambda cell: cell + " " + "far too long " * 90_000)


@kind
def addresses(draw):
    wrong = [
        "https:///x",
        "https://user:pw@example.org/",
        "http://localhost:8000/",
        "https://192.168.0.1/",
        "https://x",
    ]
    wrong += ["javascript:alert(1)", "data:text/html,x", "https://example.org:0x50/", "https://ex\u00e4mple.org/"]
    wrong += ['https://example.org/"x', "https://example.org/<b>", "https://example.org/%zz", "https:\\\\example.org"]
    for address in wrong:
        yield draw.cell("public_figures", "url", address)
    for address in wrong[::3]:
        yield draw.cell("exchange_rates", "url", address)


@kind
def what_contradicts_its_own_row(draw):
    for _ in range(12):
        yield draw.cell("checks", "holds", lambda cell: {"yes": "no", "no": "yes"}[cell])
    for tolerance in ("100", "11"):
        yield draw.cell("checks", "tolerance", tolerance)
    for _ in range(3):
        yield draw.cell("checks", "correction_id", "", lambda row: row["holds"] == "no")
    for table, column in (("corrections", "claim_ids"), ("agreements", "claim_ids"), ("reasons", "claim_ids")):
        yield draw.cell(table, column, lambda cell: f"{cell} {cell.split()[0]}")
    for published in ("yesterday", "2999", "2024-02-30", "soon (not shown)", "31.12.2024"):
        yield draw.cell("public_figures", "published", published)


@kind
def lost_rows(draw):
    for table in IDS:
        row = draw.row(table)

        def without(lines: Table, row=row) -> Table:
            return [*lines[: row - 1], *lines[row:]]

        yield draw.file(table, parsed(without), "a row lost", None)
        yield draw.file(table, parsed(lambda lines: lines[:-1]), "the last row lost", None)


@kind
def formulas(draw):
    for table, column in (("derived", "formula"), ("checks", "left"), ("checks", "right")):
        for wrong in ("1{P0863}", "{P0863}e3", "{P0863}.5", "{P0863}{P0863}", "{P0863} * 0x10", "{P0863} * NaN"):
            yield draw.cell(table, column, wrong)
        for wrong in ("{P9999}", "{zaker-zh-01}", "2 *", "({P0863}", "{P0863", "open('x')", "{P0863} / 0"):
            yield draw.cell(table, column, wrong)
    for wrong in (
        "9 ** 9 ** 9 ** 9",
        "(0 - 8) ** 0.5",
        "1e999",
        "{P0863.printed_low}",
        "a if b else c",
        "２ * {P0863}",
    ):
        yield draw.cell("derived", "formula", wrong)
    last = rows("derived")[-1][0]
    yield draw.cell("derived", "formula", f"{{{last}}}", lambda row: row["derived_id"] != last)  # not above it


@kind
def emptied_cells(draw):
    package = json.loads((DATA / "datapackage.json").read_bytes())
    for resource in (one for one in package["resources"] if "schema" in one):
        required = [f["name"] for f in resource["schema"]["fields"] if f.get("constraints", {}).get("required")]
        for column in draw.some(required, 2):
            yield draw.cell(resource["name"], column, "")


@kind
def long_cells(draw):
    for place in (("claims", "statement"), ("claims", "as_printed"), ("public_figures", "as_printed")):
        yield draw.cell(*place, lambda cell: cell * 20)
    yield draw.cell("claims", "low", "9" * 400, lambda row: row["status"] == "sound")
    yield draw.cell("public_figures", "low", "9" * 400, in_digits)
    yield draw.cell("exchange_rates", "year", "9" * 5000)


# Files.


@kind
def encodings(draw):
    for table in IDS:
        if table != "exchange_rates":
            row = draw.row(table)
            yield draw.file(table, in_line(row, lambda line: line[:-2] + b"\xe9" + line[-2:]), "a byte of Latin-1", row)
        yield draw.file(table, lambda raw: b"\xef\xbb\xbf" + raw, "a BOM")
    for table in draw.some([*IDS], 4):
        yield draw.file(table, lambda raw: raw.decode().encode("utf-16"), "UTF-16", 1)
    for table in draw.some([*IDS], 3):
        yield draw.file(table, lambda raw: raw.decode().encode("utf-16-le"), "UTF-16 without a mark", None)
    for table in ("articles", "claims", "public_figures", "entities"):
        yield draw.file(table, lambda raw: raw.decode().encode("cp1252", "replace"), "Windows-1252", None)
    for table in ("claims", "entities"):
        yield draw.file(table, lambda raw: raw.decode().encode("ascii", "replace"), "ASCII", None)
    for table in ("claims", "derived"):
        row = draw.row(table)
        half = in_line(row, lambda line: line[:2] + b"\xed\xa0\x80" + line[2:])
        yield draw.file(table, half, "a lone surrogate", row)


def in_line(row: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    """A change of one line; no cell of the real tables holds a line end."""

    def of_bytes(raw: bytes) -> bytes:
        lines = raw.split(b"\n")
        lines[row - 1] = change(lines[row - 1])
        return b"\n".join(lines)

    return of_bytes


@kind
def columns(draw):
    for table in IDS:
        header = rows(table)[0]
        place = draw.random.randrange(len(header))
        name = header[place]

        def drop(lines, place=place):
            return [line[:place] + line[place + 1 :] for line in lines]

        def extra(lines, place=place):
            return [
                [*line[:place], cell, *line[place:]] for line, cell in zip(lines, ["seen", *[""] * 999], strict=False)
            ]

        def twice(lines, place=place):
            return [[*line, line[place]] for line in lines]

        def swapped(lines, place=place):
            return [[*line[place:], *line[:place]] for line in lines]

        def renamed(lines, place=place):
            lines[0][place] = lines[0][place].title()

        yield draw.file(table, parsed(drop), f"without {name}", 1, name)
        yield draw.file(table, parsed(extra), "one more", 1, "seen")
        yield draw.file(table, parsed(twice), f"{name} twice", 1, name)
        yield draw.file(table, parsed(renamed), f"{name} renamed", 1, name)
        if place:
            yield draw.file(table, parsed(swapped), "in another order", 1)
    name = "unit"
    yield draw.file("claims", in_line(1, lambda line: line.replace(b"unit", b"un\xd1\x96t")), "Cyrillic і", 1, name)
    yield draw.file("claims", in_line(1, lambda line: line.replace(b"unit", b"unit ")), "a space", 1, name)


@kind
def lines(draw):
    for table in IDS:
        row = draw.row(table)
        yield draw.file(table, in_line(row, lambda line: b"\n" + line), "an empty row", row)
        row = draw.row(table)
        yield draw.file(table, in_line(row, lambda line: line + b",x"), "a cell more", row)
        row = draw.row(table)
        yield draw.file(table, in_line(row, lambda line: line[line.index(b",") + 1 :]), "a cell less", row)
        row = draw.row(table)
        yield draw.file(table, in_line(row, lambda line: line + b"\n" + line), "the row twice", row + 1)
    for table in draw.some([*IDS], 4):
        row = draw.row(table)
        width = len(rows(table)[0])
        commas = in_line(row, lambda line, width=width: b"," * (width - 1) + b"\n" + line)
        yield draw.file(table, commas, "a row of empty cells", row)
        total = in_line(row, lambda line, width=width: line + b"\nTotal" + b"," * (width - 1))
        yield draw.file(table, total, "a row of totals", row + 1)
        header = ",".join(rows(table)[0]).encode()
        again = in_line(row, lambda line, header=header: line + b"\n" + header)
        yield draw.file(table, again, "the header again", row + 1)


def _amid(claim: str) -> bool:
    """Whether claims of its article stand before and after this one."""
    article, _, last = claim.rpartition("-")
    return {f"{article}-{int(last) - 1:02}", f"{article}-{int(last) + 1:02}"} <= {line[0] for line in rows("claims")}


@kind
def rows_that_others_need(draw):
    needed = {
        "articles": draw.random.choice(cells_of("articles", "translation_of")),
        "claims": draw.random.choice(cells_of("claims", "same_as")),
        "corrections": draw.random.choice(cells_of("claims", "correction_id")),
        "entities": draw.random.choice(cells_of("claims", "entity_id")),
        "public_figures": draw.random.choice(cells_of("exchange_rates", "figure_id")),
        "derived": re.search(r"\{(d-[\w-]+)", "".join(cells_of("derived", "formula")))[1],
    }
    for table, identifier in needed.items():
        for what in ("deleted", "renamed"):

            def change(lines: Table, identifier=identifier, what=what) -> Table:
                if what == "deleted":
                    return [line for line in lines if line[0] != identifier]
                return [[f"{line[0]}-new", *line[1:]] if line[0] == identifier else line for line in lines]

            yield draw.file(table, parsed(change), f"{identifier} {what}", None, mentions=identifier)
    for table in ("claims", "claims"):
        row = draw.row(table, lambda row: _amid(row["claim_id"]))

        def cut(lines: Table, row=row) -> Table:
            return [*lines[: row - 1], *lines[row:]]

        yield draw.file(table, parsed(cut), "a row deleted", row, "claim_id")

        def swap(lines: Table, row=row) -> Table:
            return [*lines[: row - 1], lines[row], lines[row - 1], *lines[row + 1 :]]

        yield draw.file(table, parsed(swap), "two rows swapped", row, "claim_id")


@kind
def quotation_marks(draw):
    for table in IDS:
        row = draw.row(table)
        yield draw.file(table, in_line(row, lambda line: b'"' + line), "a quotation mark that nothing closes", row)
    for table in draw.some([*IDS], 5):
        row = draw.row(table)
        ends = in_line(row, lambda line: b'"' + line.replace(b",", b'" ,', 1))
        yield draw.file(table, ends, "a space after a quotation mark", row)


@kind
def whole_files(draw):
    for table in IDS:
        yield draw.file(table, lambda raw: b"", "emptied")
        yield draw.file(table, lambda raw: raw.split(b"\n")[0] + b"\n", "no row left", 1)
        cut = draw.random.uniform(0.1, 0.9)
        yield draw.file(table, lambda raw, cut=cut: torn(raw, cut), "cut off", None)
        yield draw.file(table, lambda raw: raw.rstrip(b"\n"), "no line end at its end", None)
    for table, other in draw.some([(one, two) for one in IDS for two in IDS if one != two], 3):
        yield draw.file(table, lambda raw, other=other: (DATA / f"{other}.csv").read_bytes(), f"is {other}.csv", 1)
    for table in draw.some([*IDS], 3):
        yield draw.file(table, lambda raw: b"\n\n \n", "only line ends")
        yield draw.file(table, lambda raw: b"PK\x03\x04" + random.Random(1).randbytes(500), "a spreadsheet", None)


def torn(raw: bytes, part: float) -> bytes:
    """The file up to a byte that is in the middle of a row."""
    end = int(len(raw) * part)
    return raw[:end].rstrip(b"\n")


@kind
def as_a_spreadsheet_saves(draw):
    for table in IDS:
        yield draw.file(table, lambda raw: raw.replace(b"\n", b"\r\n"), "CRLF")
        yield draw.file(table, parsed_as(";"), "semicolons", 1)
    for table in draw.some([*IDS], 3):
        yield draw.file(table, parsed_as("\t"), "tabulators", 1)
        yield draw.file(table, lambda raw: raw.replace(b"\n", b"\r"), "CR")
        yield draw.file(table, lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"), "BOM and CRLF")
    month = {f"2022-{number:02}": f"{name}-22" for number, name in enumerate(("Jan", "Feb", "Mar", "Apr"), 1)}
    for date, new in month.items():
        if date in cells_of("claims", "period"):
            yield draw.cell("claims", "period", new, lambda row, date=date: row["period"] == date)
    day = r"\d{4}-\d\d-\d\d"
    for table in ("claims", "public_figures"):
        rewrite = functools.partial(re.sub, r"(\d+)-0?(\d+)-0?(\d+)", r"\2/\3/\1")
        yield draw.cell(table, "period", rewrite, lambda row: re.fullmatch(day, row["period"]))
    for table, column in NUMBERS[:6]:
        yield draw.cell(table, column, lambda cell: f"{float(cell):.2E}", large(column))
        yield draw.cell(table, column, lambda cell: "########", large(column))
    for table, column in draw.some(CHOICES, 3):
        yield draw.cell(table, column, "TRUE")


def parsed_as(delimiter: str) -> Callable[[bytes], bytes]:
    def of_bytes(raw: bytes) -> bytes:
        return written(list(csv.reader(io.StringIO(raw.decode(), newline=""))), delimiter=delimiter)

    return of_bytes


@kind
def what_changes_no_figure(draw):
    def shuffled(lines: Table) -> Table:
        return [lines[0], *reversed(lines[1:])]

    def quoted(raw: bytes) -> bytes:
        return written(list(csv.reader(io.StringIO(raw.decode(), newline=""))), quoting=csv.QUOTE_ALL)

    for table in ("public_figures", "entities", "corrections", "agreements", "checks", "exchange_rates"):
        yield draw.file(table, parsed(shuffled), "rows in another order", None)
    for table in IDS:
        yield draw.file(table, quoted, "every cell in quotation marks", None)
    for table, column in (("claims", "low"), ("public_figures", "high"), ("exchange_rates", "per_usd")):
        yield draw.cell(table, column, lambda cell: f"{cell}{'' if '.' in cell else '.'}00")
        yield draw.cell(table, column, lambda cell: f"00{cell}")
    yield draw.cell("claims", "note", r"a lone \ud800, spelt out", needed=False)
    yield draw.cell("corrections", "reasoning", "<script>alert(1)</script>")
    yield draw.cell("entities", "role", "'; DROP TABLE claims; --")
    yield draw.cell("entities", "aliases", "Tik\u200dTok", needed=False)


@kind
def the_description(draw):
    def told(change: Callable[[bytes], bytes], what: str, row: int | None = 0) -> Mutation:
        return Mutation(draw.kind, "datapackage.json", row, "", change, what)

    yield told(lambda raw: b"", "emptied", 1)
    yield told(lambda raw: raw[: len(raw) // 2], "cut off", None)
    yield told(lambda raw: raw.replace(b'"name": "claims",', b'"name": "claims"'), "a comma left out", None)
    yield told(lambda raw: b"\xef\xbb\xbf" + raw, "a BOM")
    yield told(lambda raw: raw.decode().encode("utf-16"), "UTF-16", 1)
    for table in ("derived", "entities"):

        def without(raw: bytes, table=table) -> bytes:
            package = json.loads(raw)
            package["resources"] = [one for one in package["resources"] if one["name"] != table]
            return json.dumps(package).encode()

        yield Mutation(draw.kind, "datapackage.json", 0, "resources", without, f"without {table}")
    for old, new in (
        (b'"utf-8"', b'"latin-1"'),
        (b'"missingValues": [""]', b'"missingValues": ["", "CN"]'),
        (b'"format": "csv",', b'"format": "csv", "dialect": {"delimiter": ";"},'),
        (b'"type": "number",', b'"type": "number", "decimalChar": ",",'),
        (b'"path": "https:', b'"path": "javascript:'),
        (b'"licenses"', b'"licences"'),
        (b'"primaryKey"', b'"primary_key"'),
        (b'"schema"', b'"Schema"'),
        (b'"claims.csv"', b'"../claims.csv"'),
        (b'"rows": 5,', b'"rows": 5, "rows": 6,'),
    ):
        yield told(lambda raw, old=old, new=new: raw.replace(old, new, 1), f"{new.decode()} for {old.decode()}")


@kind
def the_map(draw):
    def drawn(change: Callable[[bytes], bytes], what: str) -> Mutation:
        return Mutation(draw.kind, "southeast-asia.geojson", 0, "", change, what)

    yield drawn(lambda raw: b"", "emptied")
    yield drawn(lambda raw: raw[:9000], "cut off")
    yield drawn(lambda raw: raw.replace(b"103.", b"130.", 1), "a point moved")
    places = {b'"ID"': b'"MY"', b'"MY"': b'"ID"'}
    yield drawn(lambda raw: re.sub(b'"ID"|"MY"', lambda found: places[found[0]], raw), "two countries swapped")


# What becomes of them.


@contextmanager
def folder(mutations: list[Mutation]) -> Iterator[Path]:
    """A copy of the data with these faults."""
    with tempfile.TemporaryDirectory() as temporary:
        data = Path(temporary) / "data"
        shutil.copytree(DATA, data)
        for mutation in mutations:
            path = data / mutation.file
            raw = path.read_bytes()
            path.write_bytes(mutation.change(raw))
            assert path.read_bytes() != raw, f"{mutation} changed nothing: mend the mutation"
        yield data


def figures(data: Path) -> dict[str, tuple]:
    """What the report prints of every record, computed from this folder."""

    def forget() -> None:
        for function in vars(evidence).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "DATA", data)
        forget()
        try:
            return {
                name: tuple(getattr(record, key) for key in COMPARED) for name, record in evidence.records().items()
            }
        finally:
            forget()


@functools.cache
def real_figures() -> dict[str, tuple]:
    return figures(DATA)


def names(problem: Problem, mutation: Mutation) -> bool:
    """Whether the problem leads to the fault."""
    if mutation.mentions:
        return mutation.mentions in str(problem)
    if problem.file != f"data/{mutation.file}" or not (problem.found and problem.allowed):
        return False
    column = mutation.column
    # Of two cells or rows that contradict each other, the message names one as the place and the other in its words.
    if column and f"(row {mutation.row})" in problem.allowed:
        return problem.column == column
    in_words = column and re.search(rf"\b{column}\b", problem.allowed)
    return mutation.row in {None, problem.row} and (column in {"", *problem.column.split(", ")} or bool(in_words))


def alone(mutation: Mutation) -> str:
    """What becomes of a fault that has a folder of its own: named, harmless, or how it got through."""
    with folder([mutation]) as data:
        try:
            found = problems(data)
            if any(names(problem, mutation) for problem in found):
                return "named"
            if found:
                return f"named elsewhere: {found[0]}"
            return "harmless" if same_figures(figures(data)) else "passed silently with other figures"
        except Exception as error:
            return f"ended in a traceback: {error!r}"


def same_figures(found: dict[str, tuple]) -> bool:
    # In words, for a missing date or number is not equal to itself.
    return {name: repr(record) for name, record in found.items()} == {
        name: repr(record) for name, record in real_figures().items()
    }


def batches(mutations: list[Mutation], size: int = 24) -> list[list[Mutation]]:
    """Faults that do not touch each other: of several tables, or of several rows of one."""

    def apart(one: Mutation, other: Mutation) -> bool:
        return one.file != other.file or (one.one_cell and other.one_cell and one.row != other.row)

    found = []
    for mutation in mutations:
        for batch in found:
            if len(batch) < size and all(apart(mutation, other) for other in batch):
                batch.append(mutation)
                break
        else:
            found.append([mutation])
    return found


@functools.cache
def outcomes(name: str) -> list[tuple[Mutation, str]]:
    """What becomes of every fault of a kind."""
    results = []
    for batch in batches(list(KINDS[name](Draw(name)))):
        with folder(batch) as data:
            try:
                found = problems(data)
                harmless = not found and same_figures(figures(data))
            except Exception:
                found, harmless = [], False  # each of them alone will show which it was
        for mutation in batch:
            named = any(names(problem, mutation) for problem in found)
            results.append((mutation, "named" if named else "harmless" if harmless else alone(mutation)))
    return results


def table() -> str:
    """Kinds, mutations, and how many of them were named or harmless."""
    lines = [("kind", "mutations", "named", "harmless")]
    for name in KINDS:
        ends = [end for _, end in outcomes(name)]
        lines.append((name, len(ends), ends.count("named"), ends.count("harmless")))
    lines.append(("all", *(sum(line[place] for line in lines[1:]) for place in (1, 2, 3))))
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


@pytest.mark.parametrize("name", KINDS)
def test_every_fault_is_named_or_changes_no_figure(name):
    through = [f"{mutation}: {end}" for mutation, end in outcomes(name) if end not in {"named", "harmless"}]
    assert not through, (
        "livecommerce/check.py must name file, row and column of these; add the rule that does:\n" + "\n".join(through)
    )


def test_there_are_hundreds_of_them_in_every_table():
    mutations = [mutation for name, make in KINDS.items() for mutation in make(Draw(name))]
    assert len(mutations) >= 300, f"{len(mutations)} mutations are too few; let each kind draw more"
    for path in DATA.glob("*.csv"):
        count = sum(mutation.file == path.name for mutation in mutations)
        assert count >= 15, f"{path.name} has {count} mutations; add it to IDS, REFERENCES, CHOICES and TEXTS above"
