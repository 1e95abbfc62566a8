"""Is the evidence sound? ``python -m livecommerce check`` names every fault in ``data/`` by file, row and column."""

import argparse
import ast
import csv
import hashlib
import json
import math
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from itertools import pairwise
from pathlib import Path

from frictionless import FrictionlessException, Package, Report
from frictionless.errors import RowError

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT.parent / "shared" / "articles"  # the texts are evidence, not ours to publish: they stay outside

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_REFERENCE = re.compile(r"\{([^{}]*?)(?:\.(low|high|printed_low|printed_high))?\}")
_ARITHMETIC = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.USub, ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)
_BOUNDS = ("low", "high", "printed_low", "printed_high")
# What the book reads in a claim, whatever a translation made of it.
_READ = ("entity_id", "region", "metric", "kind", "period", "unit", "whole", "low", "high")
# Columns that quote others: a non-breaking space or a zero-width joiner in them may be the source's own.
_QUOTING = {"as_printed", "printed", "native_name", "aliases", "original_title"}
# A Latin letter beside a Greek or Cyrillic one, or with an accent that no alphabet has: it looks like another word.
_LOOK_ALIKE = re.compile(r"[A-Za-z][\u0300-\u052f]|[\u0370-\u052f][A-Za-z]")
# What a spreadsheet would run; "+60 million since 2020" is a note.
_FORMULA = re.compile(r"[=@]|[-+].*[|!]")

# How texts print amounts and name currencies, in English, Polish and Chinese.
_SCALES = {"万亿": 1e12, "千万": 1e7, "百万": 1e6, "亿": 1e8, "万": 1e4, "千": 1e3, "萬億": 1e12, "億": 1e8, "萬": 1e4}
_SCALES |= {"trillion": 1e12, "billion": 1e9, "miliard": 1e9, "million": 1e6, "milion": 1e6, "thousand": 1e3}
_SCALES |= {"tn": 1e12, "bn": 1e9, "b": 1e9, "mld": 1e9, "mln": 1e6, "m": 1e6, "tys": 1e3, "k": 1e3}
_NUMERAL = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
_SCALE = (
    r"万亿|千万|百万|亿|万|千|萬億|億|萬|trillion|billion|miliard|million|milion|thousand|(?:tn|bn?|mld|mln|m|tys|k)\b"
)
_AMOUNT = re.compile(rf"({_NUMERAL})(?:\s*(?:-|–|to|到|至)\s*({_NUMERAL}))?\+?\s*({_SCALE})?", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d.,]*\d)")
_CURRENCIES = {
    "CNY": r"\byuan|\brmb|人民币|(?<![美欧日港新])元|¥",
    "USD": r"\$|\bdollar|\bdolar|\busd|美元|美金",
    "GBP": r"£|\bpound|\bgbp|镑",
    "EUR": r"€|\beuros?\b|\beur\b|欧元",
    "IDR": r"\brp\b|\bidr|rupiah",
    "THB": r"฿|\bthb|\bbaht",
    "MYR": r"\brm ?\d|\bmyr|ringgit",
    "VND": r"₫|\bvnd|\bdong\b",
    "PHP": r"₱|\bphp|\bpesos?\b",
    "SGD": r"s\$|\bsgd|新元",
    "JPY": r"\bjpy|\byen\b|円",
    "KRW": r"₩|\bkrw|\bwon\b|원",
    "BRL": r"r\$|\bbrl|\breais",
    "MXN": r"\bmxn|\bpesos?\b",
}
# A number foreseen has come when the outcome is within this share of it; in these units more is more.
_NEAR = 0.05
_GROWING = {*_CURRENCIES, "percent", "ratio", "people", "count"}
# The metrics that each unit can measure. One that is not listed can have any unit.
_METRICS = {
    **dict.fromkeys(
        _CURRENCIES,
        "market_size gmv sales revenue sales_per_stream sales_per_day order_value host_pay loss exchange_rate",
    ),
    "people": "dau mau users viewers peak_viewers creators population followers follower_threshold",
    "percent": "growth share penetration traffic_share internet_use",
    "count": "views downloads units_sold companies countries",
    "hours": "duration hours_per_day age",
    "months": "duration age",
    "years": "duration age",
    "rank": "rank",
    "ratio": "multiple",
    "date": "launch founding closure partnership",
}

Rows = list[dict[str, str | None]]  # None: a cell that is already named, so that no rule names its cause again
Tables = dict[str, Rows]
Bounds = dict[str, float]  # by column
Fault = tuple[int, str, str, str]  # row, column, what was found, what is allowed


@dataclass(frozen=True, order=True)
class Problem:
    """One fault in the evidence.

    Attributes
    ----------
    file : str
        Folder and name, such as ``data/claims.csv``.
    row : int
        As a spreadsheet counts: the header is 1. Zero for the file as a whole.
    column : str
        Empty for the row as a whole.
    found, allowed : str
        What is there and what may be there, in words; cells are in quotation marks.
    """

    file: str
    row: int
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        place = [self.file]
        if self.row:
            place.append(f"row {self.row}")
        if self.column:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: found {self.found}; allowed: {self.allowed}"


def _quoted(cell: str | None) -> str:
    """The cell as a message shows it, with what nobody sees spelt out."""
    if not cell:
        return "an empty cell"
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cell)
    return f'"{shown}"' if len(shown) <= 200 else f'"{shown[:200]}…" ({len(cell)} characters)'


# Files: from bytes to rows of text.


def _text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
    """The file's text, or None; and what is wrong with its bytes."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        found = "no such file" if isinstance(error, FileNotFoundError) else f"no readable file ({error.strerror})"
        return None, [Problem(file, 0, "", found, "a file that can be read")]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
        return None, [Problem(file, row, "", "bytes that are not UTF-8", "text saved as UTF-8")]
    problems = []
    if text.startswith("\ufeff"):
        problems.append(Problem(file, 0, "", "a byte-order mark (BOM)", "UTF-8 without a BOM"))
    if "\r" in text:
        problems.append(Problem(file, 0, "", "Windows or old Mac line ends (CR)", "LF line ends"))
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), problems


def _read(path: Path, file: str, columns: list[str]) -> tuple[Rows | None, list[Problem]]:
    """The table's rows, or None when no rule could be applied to them; and what is wrong with its shape."""
    text, problems = _text(path, file)
    if text is None:
        return None, problems
    if not text.strip():
        return None, [*problems, Problem(file, 0, "", "an empty file", f"a header row: {','.join(columns)}")]
    lines = []
    try:
        for cells in csv.reader(StringIO(text, newline=""), strict=True):
            lines.append(cells)  # noqa: PERF402  (the rows before a fault tell where it is)
    except csv.Error as error:
        found = f"a quotation mark that is not closed or not doubled ({error})"
        allowed = 'a cell that holds a comma or " is put in "…", each " in it doubled'
        return None, [*problems, Problem(file, len(lines) + 1, "", found, allowed)]

    header, *lines = lines
    if not set(header) & set(columns):
        found, allowed = f"the first row {_quoted(','.join(header))}", f"a header row: {','.join(columns)}"
        return None, [*problems, Problem(file, 1, "", found, allowed)]
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    extra = [name for name in dict.fromkeys(header) if name not in columns]
    missing = [name for name in columns if name not in header]
    problems += [Problem(file, 1, name, "the column twice", "each column once") for name in twice]
    problems += [
        Problem(file, 1, name, f"the column {_quoted(name)}", "the columns that datapackage.json describes")
        for name in extra
    ]
    problems += [Problem(file, 1, name, "no such column", f"the columns {','.join(columns)}") for name in missing]
    if header != columns and not (twice or extra or missing):
        problems.append(Problem(file, 1, "", "the columns in another order", f"the order {','.join(columns)}"))
    if missing:
        return None, problems

    if not lines:
        return None, [*problems, Problem(file, 1, "", "a header and no rows", "rows with cells in them")]
    if not text.endswith("\n"):
        found, allowed = "a row that no line end follows: the file may be cut off", "a line end after the last row"
        problems.append(Problem(file, len(lines) + 1, "", found, allowed))
    rows = []
    for number, cells in enumerate(lines, start=2):
        if not any(cells):
            problems.append(Problem(file, number, "", "an empty row", "rows with cells in them"))
        elif len(cells) != len(header):
            allowed = f"{len(header)} cells, as in the header (a cell that holds a comma is put in quotation marks)"
            problems.append(Problem(file, number, "", f"{len(cells)} cells", allowed))
        padded = cells + [""] * len(header)
        # A column that the description lacks reads as empty, so that no rule needs to ask whether it is there.
        rows.append(defaultdict(str, {name: padded[header.index(name)] for name in columns}))
    return rows, problems


def _misdescribed(file: str, error: Exception) -> Problem:
    """What is wrong with a description that cannot be used."""
    if isinstance(error, json.JSONDecodeError):
        return Problem(file, error.lineno, "", f"no JSON ({error.msg})", "JSON")
    if isinstance(error, FrictionlessException):
        found = "; ".join(reason.note for reason in error.reasons) or error.error.note
    else:
        found = f"what frictionless cannot read ({type(error).__name__}: {error})"
    return Problem(file, 0, "", found, "a description that the Data Package standard allows")


def _described(data: Path, file: str) -> tuple[dict[str, dict], list[Problem]]:
    """Each table's path and schema by name; and what is wrong with ``datapackage.json``."""
    text, problems = _text(data / "datapackage.json", file)
    if text is None:
        return {}, problems
    try:
        package = Package.from_descriptor(json.loads(text))
        described = {
            resource.name: {"path": str(Path(resource.path)), "schema": resource.schema.to_descriptor()}
            for resource in package.resources
        }
    except Exception as error:  # frictionless meets some malformed descriptions with whatever breaks first
        return {}, [*problems, _misdescribed(file, error)]
    return described, problems


def _load(data: Path) -> tuple[dict[str, dict], Tables, list[Problem]]:
    """The tables' descriptions, the rows of every table that can be read, and what is wrong up to there."""
    described, problems = _described(data, f"{data.name}/datapackage.json")
    tables = {}
    for name, resource in described.items():
        columns = [field["name"] for field in resource["schema"]["fields"]]
        rows, faults = _read(data / resource["path"], f"{data.name}/{resource['path']}", columns)
        problems += faults
        if rows is not None:
            tables[name] = rows
    for path in sorted(data.glob("*.csv")) if described else []:
        if path.name not in {resource["path"] for resource in described.values()}:
            allowed = "a table that datapackage.json describes, or no such file"
            problems.append(Problem(f"{data.name}/{path.name}", 0, "", "a table that nothing describes", allowed))
    return described, tables, problems


# Cells: text that is what it seems, then types, constraints and keys.


def _clean(cell: str, column: str) -> str:
    """The cell without the characters nobody sees."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    if column not in _QUOTING:
        cell = unicodedata.normalize("NFC", cell)
    kept = []
    for character in cell:
        category = unicodedata.category(character)
        if category == "Cc" or (category[0] == "Z" and column not in _QUOTING):
            kept.append(" ")
        elif category != "Cf" or column in _QUOTING:
            kept.append(character)
    return "".join(kept).strip()


def _tidy(described: dict[str, dict], tables: Tables) -> Iterator[tuple[str, *Fault]]:
    """Name text that is not what it seems and numbers that are no plain decimals, so that no later rule trips."""
    for name, rows in tables.items():
        types = {field["name"]: field["type"] for field in described[name]["schema"]["fields"]}
        for number, row in enumerate(rows, start=2):
            for column, cell in row.items():
                clean = _clean(cell, column)
                if clean != cell:
                    row[column] = clean
                    allowed = (
                        f"{_quoted(clean)}: no white space at the ends, no characters that nobody sees, "
                        "an accent and its letter as one character (NFC)"
                    )
                    yield name, number, column, _quoted(cell), allowed
                elif "\ufffd" in cell or "??" in cell:
                    yield name, number, column, _quoted(cell), "the characters that got lost when the file was saved"
                elif _FORMULA.match(cell):
                    yield name, number, column, _quoted(cell), "text that no spreadsheet runs as a formula"
                elif column not in _QUOTING and _LOOK_ALIKE.search(cell):
                    shown = cell.encode("ascii", "backslashreplace").decode()
                    allowed = "words in the letters of one alphabet, without look-alikes"
                    yield name, number, column, _quoted(shown), allowed
                elif cell and types[column] in {"number", "integer", "year"} and not _NUMBER.fullmatch(cell):
                    row[column] = None
                    yield name, number, column, _quoted(cell), "a plain decimal number, such as 433800000000 or 0.5"


def _allowed(field: dict, note: str) -> str:
    """What a field allows, in words; frictionless's note says which constraint is broken."""
    constraints = field.get("constraints", {})
    words = {
        "required": "a value: this column is never empty",
        "enum": f"one of {', '.join(map(str, constraints.get('enum', [])))}",
        "pattern": f"text like {_quoted(str(field.get('example', '')))} (pattern {constraints.get('pattern')})",
        "maxLength": f"at most {constraints.get('maxLength')} characters",
    }
    broken = re.match(r'constraint "(\w+)"', note)
    if not broken:
        return f"a value of type {field['type']}"
    return words.get(broken[1], f"{broken[1]} {constraints.get(broken[1])}")


def _validated(described: dict[str, dict], tables: Tables) -> Report:
    """What ``frictionless`` says of the tables' types, constraints and keys."""
    resources = []
    for name, rows in tables.items():
        schema = described[name]["schema"]
        columns = [field["name"] for field in schema["fields"]]
        # A key into a table that cannot be read would be missed in every row: that table's own fault says enough.
        unreadable = described.keys() - tables.keys()
        keys = [key for key in schema.get("foreignKeys", []) if key["reference"]["resource"] not in unreadable]
        cells = [columns, *([row[column] for column in columns] for row in rows)]
        resources.append({"name": name, "data": cells, "schema": schema | {"foreignKeys": keys}})
    return Package.from_descriptor({"resources": resources}).validate(limit_errors=sys.maxsize)


def _typed(described: dict[str, dict], tables: Tables) -> Iterator[tuple[str, *Fault]]:
    """Cells that break a type, a constraint or a key."""
    for task in _validated(described, tables).tasks if tables else []:
        schema = described[task.name]["schema"]
        fields = {field["name"]: field for field in schema["fields"]}
        for error in task.errors:
            if error.type == "blank-row":  # named while reading
                continue
            if not isinstance(error, RowError):
                raise FrictionlessException(error)
            if error.type == "foreign-key":
                columns, reference = error.field_names, error.reference_name or task.name
                allowed = f"a value of {error.reference_field_names[0]} in {described[reference]['path']}"
            elif error.type == "primary-key":
                columns, allowed = schema["primaryKey"], f"a row of its own ({error.note})"
            elif error.type == "unique-error":
                columns, allowed = [error.field_name], f"a value that no other row has ({error.note})"
            else:
                columns, allowed = [error.field_name], _allowed(fields[error.field_name], error.note)
            row = tables[task.name][error.row_number - 2]
            found = " and ".join(_quoted(row[column]) for column in columns)
            yield task.name, error.row_number, ", ".join(columns), found, allowed


# Rules that a column's description cannot say. Each yields row, column, what was found and what is allowed.


def _in_calendar(period: str) -> bool:
    """Whether the days exist and an interval runs forwards; a missing month or day is the first, ``..`` any day."""
    try:
        days = [date.fromisoformat(day + "-01-01"[len(day) - 4 :]) for day in period.removeprefix("../").split("/")]
    except ValueError:
        return False
    # No figure here is older or reaches further: another century is a slip of the keyboard.
    return days == sorted(days) and days[0].year >= 1900 and days[-1].year < 2100


def _periods(rows: Rows, tables: Tables) -> Iterator[Fault]:
    for number, row in enumerate(rows, start=2):
        if row["period"] and not _in_calendar(row["period"]):
            allowed = "days that are in the calendar, an interval's start not after its end, of 1900 to 2099"
            yield number, "period", _quoted(row["period"]), allowed
        # What the statement dates, the period must hold: two cells that one slip does not change alike.
        elif row["period"] and row["statement"] and (years := _YEAR.findall(row["statement"])):
            known = _YEAR.findall(row["period"])
            if not any(min(known) <= year <= max(known) for year in years):
                allowed = f"a time within {' or '.join(dict.fromkeys(years))}, which the statement names"
                yield number, "period", _quoted(row["period"]), allowed


def _published(rows: Rows, tables: Tables) -> Iterator[Fault]:
    for number, row in enumerate(rows, start=2):
        if row["published"] and not _in_calendar(row["published"]):
            yield number, "published", _quoted(row["published"]), "a day that is in the calendar, of 1900 to 2099"


def _readings(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A page was read on a day that is in the calendar, and not before it was published."""
    for number, row in enumerate(rows, start=2):
        read, published = row["read"] or "", row["published"] or ""
        if read and not _in_calendar(read):
            yield number, "read", _quoted(read), "a day that is in the calendar, of 1900 to 2099"
        elif read and re.fullmatch(r"\d{4}(-\d\d){0,2}", published) and read < published[: len(read)]:
            yield number, "read", _quoted(read), f"a day not before {published}, when the page was published"


def _bounds(rows: Rows, tables: Tables) -> Iterator[Fault]:
    for number, row in enumerate(rows, start=2):
        for low, high in (("low", "high"), ("printed_low", "printed_high")):
            if row[low] and row[high] and float(row[low]) > float(row[high]):
                yield number, low, _quoted(row[low]), f"a number not above {high}, which is {row[high]}"
        for bound in _BOUNDS:
            if (row[bound] or "").startswith("-") and row["metric"] not in {None, "growth"}:
                yield number, bound, _quoted(row[bound]), "a number not below 0, for the metric is not growth"
        numbers = [row[bound] for bound in _BOUNDS if row[bound]]
        unit, metric = row["unit"], row["metric"]
        units = [name for name, metrics in _METRICS.items() if metric in metrics.split()]
        if numbers and unit in {"", "date"}:
            yield number, "unit", _quoted(unit), f"the unit of {numbers[0]}, such as CNY, people or percent"
        elif unit and unit != "date" and row["low"] == row["high"] == "":
            yield number, "low", "an empty cell, and high empty", f"a number of the unit {unit} in one of them, or both"
        elif unit == "date" and row["period"] == "":
            yield number, "period", "an empty cell", "the date, for the unit is date"
        elif unit and units and unit not in units:
            yield number, "unit", _quoted(unit), f"a unit of {metric}: {', '.join(units)}"


def _wholes(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A percentage of nothing named compares with nothing."""
    for number, row in enumerate(rows, start=2):
        unit, whole = row["unit"], row["whole"]
        if unit == "percent" and whole == "":
            yield number, "whole", _quoted(whole), "what the percentage is of, for the unit is percent"
        elif whole and unit not in {None, "percent"}:
            yield number, "whole", _quoted(whole), f"nothing, for the unit is {unit or 'empty'} and not percent"


def _amounts(text: str) -> list[float]:
    """The numbers that a text prints in digits, ``1 million 160 thousand`` also as their sum; bare years are none."""
    found = []
    if "few" in text.split():  # "a few hundred" is what one takes it for
        return found
    for first, second, scale in _AMOUNT.findall(text):
        for numeral in filter(None, (first, second)):
            if scale or not _YEAR.fullmatch(numeral):
                plain = re.sub(r",(?=\d{3}(?!\d))", "", numeral).replace(",", ".")
                found.append(float(plain) * _SCALES.get(scale.lower(), 1))
    return found + [one + other for one, other in pairwise(found)]


def _wordings(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Numbers and currencies are those of fragment and statement, where these have digits or name a currency."""
    for number, row in enumerate(rows, start=2):
        # A statement may be rounded to four digits.
        printed = ("printed_low", "printed_high") if "claim_id" in row else ("low", "high")
        for column, bounds, tolerance in (("as_printed", printed, 1e-9), ("statement", ("low", "high"), 1e-3)):
            text = row[column] or ""
            amounts = _amounts(text)
            for bound in bounds if amounts else ():
                value = abs(float(row[bound] or "nan"))
                if row[bound] and not any(math.isclose(value, amount, rel_tol=tolerance) for amount in amounts):
                    shown = ", ".join(f"{amount:.15g}" for amount in dict.fromkeys(amounts))
                    yield number, bound, _quoted(row[bound]), f"a number that {column} has ({shown})"
            named = [unit for unit, words in _CURRENCIES.items() if re.search(words, text, re.IGNORECASE)]
            if named and row["unit"] in _CURRENCIES.keys() - named and row["metric"] != "exchange_rate":
                yield number, "unit", _quoted(row["unit"]), f"the currency that {column} names ({', '.join(named)})"


def _statuses(rows: Rows, tables: Tables) -> Iterator[Fault]:
    for number, row in enumerate(rows, start=2):
        status, correction = row["status"], row["correction_id"]
        if status == "sound" and correction:
            yield number, "correction_id", _quoted(correction), "nothing, for the status is sound"
        if status not in {None, "sound"} and not correction:
            yield number, "correction_id", _quoted(correction), f"a correction_id, for the status is {status}"
        for bound in ("low", "high") if status not in {None, "corrected"} else ():
            reading, printed = row[bound], row[f"printed_{bound}"]
            if None not in {reading, printed} and float(reading or "inf") != float(printed or "inf"):
                allowed = f"printed_{bound}, which is {_quoted(printed)}, for the status is {status} and not corrected"
                yield number, bound, _quoted(reading), allowed
        if (row["low"] or row["high"]) and row["printed_low"] == row["printed_high"] == "":
            yield number, "printed_low", "an empty cell, and printed_high empty", "the number that is printed"


def _numbering(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Numbers without gaps show that a claim is missing."""
    articles = {row["article_id"] for row in tables["articles"]}
    last = dict.fromkeys(articles, 0)
    for number, row in enumerate(rows, start=2):
        claim = row["claim_id"]
        article = claim[:-3] if claim[:-3] in articles else row["article_id"]
        if article not in articles:
            continue
        last[article] += 1
        expected = f"{article}-{last[article]:02}"
        if claim != expected:
            yield number, "claim_id", _quoted(claim), f"{expected}: an article's claims are numbered without a gap"
        if _is_of(claim, article):
            last[article] = int(claim[-2:])


def _hindsight(rows: Rows, tables: Tables) -> Iterator[Fault]:
    published = {row["article_id"]: row["published"] for row in tables["articles"]}
    for number, row in enumerate(rows, start=2):
        day, start = published.get(row["article_id"]), (row["period"] or "").removeprefix("../").split("/")[0]
        if day and start and row["kind"] in {"observed", "event"} and start[: len(day)] > day[: len(start)]:
            allowed = f"a time before {day}, when the article was published, for the kind is {row['kind']}"
            yield number, "period", _quoted(row["period"]), allowed


def _articles(rows: Rows, tables: Tables) -> Iterator[Fault]:
    for number, row in enumerate(rows, start=2):
        article, claim = row["article_id"], row["claim_id"]
        if article and not _is_of(claim, article):
            yield number, "article_id", _quoted(article), f"the article that claim_id {claim} begins with"


def _is_of(claim: str, article: str) -> bool:
    return re.fullmatch(re.escape(article) + "-[0-9]{2}", claim) is not None


def _translations(rows: Rows, tables: Tables) -> Iterator[Fault]:
    originals = {row["article_id"]: row["translation_of"] for row in tables["articles"]}
    claims = {row["claim_id"]: (number, row) for number, row in enumerate(rows, start=2)}
    for number, row in enumerate(rows, start=2):
        original, same_as = originals.get(row["article_id"]), row["same_as"]
        if original is None or not _is_of(row["claim_id"], row["article_id"]):
            continue
        if original and not _is_of(same_as or "", original):
            yield number, "same_as", _quoted(same_as), f"a claim_id of {original}, which this article translates"
        if same_as and not original:
            yield number, "same_as", _quoted(same_as), "nothing, for the article translates no other"
        elif same_as in claims and _is_of(same_as, original):
            place, other = claims[same_as]
            for column in _READ:
                here, there = row[column], other[column]
                same = float(here) == float(there) if here and there and column in _BOUNDS else here == there
                if None not in {here, there} and not same:
                    allowed = f"{_quoted(there)}, as in {same_as} (row {place}), which it translates"
                    yield number, column, _quoted(here), allowed


def _listings(rows: Rows, tables: Tables) -> Iterator[Fault]:
    listed = {row["correction_id"]: (row["claim_ids"] or "").split() for row in tables["corrections"]}
    for number, row in enumerate(rows, start=2):
        correction, claim = row["correction_id"], row["claim_id"]
        if correction and claim not in listed.get(correction, [claim]):
            yield number, "correction_id", _quoted(correction), f"a correction whose claim_ids name {claim}"


def _claims_named(rows: Rows, tables: Tables) -> Iterator[Fault]:
    known = {row["claim_id"] for row in tables["claims"]}
    for number, row in enumerate(rows, start=2):
        unknown = [claim for claim in (row["claim_ids"] or "").split() if claim not in known]
        if unknown:
            allowed = f"values of claim_id in claims.csv, separated by spaces; not {', '.join(unknown)}"
            yield number, "claim_ids", _quoted(row["claim_ids"]), allowed


def _foreseen(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """Every forecast of an article is followed up; a translation's is its original's."""
    followed = {row["claim_id"] for row in tables["forecasts"]}
    for number, row in enumerate(rows, start=2):
        known = None in followed or row["claim_id"] in followed
        if row["kind"] in {"forecast", "target"} and row["same_as"] == "" and not known:
            allowed = f"a claim that forecasts.csv follows up, for its kind is {row['kind']}"
            yield number, "claim_id", _quoted(row["claim_id"]), allowed


def _sources(tables: Tables) -> dict[str, dict[str, str | None]]:
    """The rows that a forecast or its outcome can name, by id; a derived figure has its result as both bounds."""
    found = {row["claim_id"]: row for row in tables["claims"]}
    found |= {row["figure_id"]: row for row in tables["public_figures"]}
    known, _ = _derived(tables)
    for row in tables["derived"]:
        result = str(next(iter(known[row["derived_id"]].values())))
        found[row["derived_id"]] = row | {"low": result, "high": result, "period": "", "kind": "observed"}
    return found


def _holders(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """A forecast stands in one claim or public figure, which stands in no other forecast, and says what that says."""
    sources, seen = _sources(tables), {}
    for number, row in enumerate(rows, start=2):
        claim, figure = row["claim_id"], row["figure_id"]
        if None in {claim, figure}:
            continue
        if bool(claim) == bool(figure):
            allowed = f"either a claim_id or a figure_id; figure_id is {_quoted(figure)}"
            yield number, "claim_id", _quoted(claim), allowed
            continue
        column, holder = ("claim_id", claim) if claim else ("figure_id", figure)
        if holder in seen:
            yield number, column, _quoted(holder), f"another one: row {seen[holder]} has the forecast of {holder}"
            continue
        seen[holder] = number
        source = sources.get(holder, {})
        if source.get("kind") in {"observed", "policy"}:
            yield number, column, _quoted(holder), f"what is foreseen, meant or announced, not {source['kind']}"
            continue
        for bound in ("low", "high"):
            here, there = row[bound], source.get(bound)
            if None not in {here, there} and float(here or "inf") != float(there or "inf"):
                yield number, bound, _quoted(here), f"{_quoted(there)}, as in {holder}"
        unit = "" if source.get("unit") == "date" else source.get("unit")
        if None not in {row["unit"], unit} and row["unit"] != unit:
            yield number, "unit", _quoted(row["unit"]), f"{_quoted(unit)}, as in {holder}"


def _targets(rows: Rows, tables: Tables) -> Iterator[Fault]:
    for number, row in enumerate(rows, start=2):
        for column in ("made", "target", "judged"):
            if row[column] and not _in_calendar(row[column]):
                allowed = "days that are in the calendar, an interval's start not after its end, of 1900 to 2099"
                yield number, column, _quoted(row[column]), allowed
                break
        else:
            made, target, judged = row["made"], row["target"], row["judged"]
            end = (target or "").split("/")[-1]
            if made and end and end < made[: len(end)]:
                yield number, "target", _quoted(target), f"a time not over before {made}, when the forecast was made"
            if made and judged and judged[: len(made)] < made:
                yield number, "judged", _quoted(judged), f"a day not before {made}, when the forecast was made"


def _outcomes(rows: Rows, tables: Tables) -> Iterator[Fault]:
    """The verdict is one that the outcomes allow."""
    sources = _sources(tables)
    for number, row in enumerate(rows, start=2):
        ids, made, verdict = row["outcome_ids"], row["made"], row["verdict"]
        if None in {ids, made, verdict}:
            continue
        unknown = [outcome for outcome in ids.split() if outcome not in sources]
        if unknown:
            allowed = f"ids of claims, public figures or derived figures, separated by spaces; not {', '.join(unknown)}"
            yield number, "outcome_ids", _quoted(ids), allowed
            continue
        outcomes = {outcome: sources[outcome] for outcome in ids.split()}
        ends = {outcome: (source["period"] or "").split("/")[-1] for outcome, source in outcomes.items()}
        early = [outcome for outcome, end in ends.items() if end and end < made[: len(end)]]
        if early:
            allowed = f"outcomes of a time not over before {made}, when the forecast was made; not {', '.join(early)}"
            yield number, "outcome_ids", _quoted(ids), allowed
        elif allowed := _unsettled(row, list(outcomes.values())):
            yield number, "verdict", _quoted(verdict), allowed


def _unsettled(row: dict[str, str | None], outcomes: Rows) -> str:
    """What the verdict would have to be; empty where it may stand."""
    verdict, target, judged = row["verdict"], row["target"], row["judged"]
    if verdict == "open":
        end = (target or "").split("/")[-1]
        over = end and judged and end < judged[: len(end)]
        return f"another verdict, for the target was over when it was judged ({judged})" if over else ""
    if verdict == "lowered":
        smaller = [one for one in outcomes if one["kind"] == "forecast" and _reached(row, one) == "missed"]
        return "" if smaller else "another verdict, for no outcome is a forecast that is smaller"
    reached = {_reached(row, one) for one in outcomes if one["kind"] == "observed" and one["period"] in {"", target}}
    reached -= {""}
    if reached:
        # Right by one counter and more than that by another: nobody finds it wrong.
        fitting = next(verdict for verdict in ("met", "beaten", "missed") if verdict in reached)
        fitting = "disputed" if reached > {"missed"} else fitting
        return "" if verdict == fitting else f"{fitting}, by the outcomes in the unit {row['unit']}"
    needed = {"met": 1, "beaten": 1, "missed": 1, "disputed": 2}.get(verdict, 0)
    return f"open or not knowable, for outcome_ids has fewer than {needed}" if len(outcomes) < needed else ""


def _reached(row: dict[str, str | None], outcome: dict[str, str | None]) -> str:
    """Whether one counter's number meets, beats or misses what was foreseen; empty where the two do not compare."""
    bounds = [float(cell) for cell in (row["low"], row["high"]) if cell]
    numbers = [float(cell) for cell in (outcome["low"], outcome["high"]) if cell]
    number = sum(numbers) / len(numbers) if numbers else math.nan
    if not bounds or math.isnan(number) or row["unit"] not in _GROWING or row["unit"] != outcome["unit"]:
        return ""
    if number < min(bounds) * (1 - _NEAR):
        return "missed"
    return "beaten" if row["high"] and number > max(bounds) * (1 + _NEAR) else "met"


def _rates(rows: Rows, tables: Tables) -> Iterator[Fault]:
    figures = {row["figure_id"]: row for row in tables["public_figures"]}
    seen = set()
    for number, row in enumerate(rows, start=2):
        year, currency, rate = row["year"], row["currency"], row["per_usd"]
        figure = figures.get(row["figure_id"])
        # A year and currency that stand twice are named already.
        if figure is None or not (year and currency and rate) or (year, currency) in seen:
            continue
        seen.add((year, currency))
        # The first two letters of a currency are those of its country.
        expected = {"metric": "exchange_rate", "region": currency[:2], "period": year}
        value = float(figure["low"] or 0)
        if any(figure[column] not in {None, cell} for column, cell in expected.items()):
            yield number, "figure_id", _quoted(row["figure_id"]), f"the rate of currency {currency} in year {year}"
        elif value and not any(math.isclose(float(rate), other, rel_tol=1e-5) for other in (value, 1 / value)):
            yield number, "per_usd", _quoted(rate), f"{value}, which is {row['figure_id']}, or 1 / {value}"


def _derived(tables: Tables) -> tuple[dict[str, Bounds], list[Fault]]:
    """The bounds that each figure has, computed where there is a formula; and what is wrong with the formulas."""
    known, faults = {}, []
    for name, key in (("claims", "claim_id"), ("public_figures", "figure_id")):
        for row in tables[name]:
            known[row[key]] = {bound: float(row[bound] or "nan") for bound in _BOUNDS if row[bound] != ""}
    # Only figures that stand before a formula are known to it, which rules out circles.
    for number, row in enumerate(tables["derived"], start=2):
        result, allowed = _computed(row["formula"] or "", known)
        if allowed:
            faults.append((number, "formula", _quoted(row["formula"]), allowed))
        bounds = {"low", "high"} - {"at least": {"high"}, "at most": {"low"}}.get(row["bound"], set())
        known[row["derived_id"]] = dict.fromkeys(bounds, result)
    return known, faults


def _formulas(rows: Rows, tables: Tables) -> Iterator[Fault]:
    yield from _derived(tables)[1]


def _relations(rows: Rows, tables: Tables) -> Iterator[Fault]:
    known, _ = _derived(tables)
    for number, row in enumerate(rows, start=2):
        for side in ("left", "right"):
            _, allowed = _computed(row[side] or "", known)
            if allowed:
                yield number, side, _quoted(row[side]), allowed


def _computed(formula: str, known: dict[str, Bounds]) -> tuple[float, str]:
    """What a formula gives, NaN for want of a sound figure; and what is allowed where it is wrong."""
    unknown, boundless = [], []
    for text, figure, bound in (match.group(0, 1, 2) for match in _REFERENCE.finditer(formula)):
        if figure not in known:
            unknown.append(figure)
        elif not known[figure].keys() & ({bound} if bound else {"low", "high"}):
            boundless.append(text)
    if formula and not _is_arithmetic(_REFERENCE.sub("1", formula)):
        return math.nan, "numbers and ids in braces with + - * / ** and parentheses"
    if unknown:
        allowed = f"ids of claims, of public figures, or of derived figures in rows above; not {', '.join(unknown)}"
        return math.nan, allowed
    if boundless:
        return math.nan, f"figures that have the bound; not {', '.join(boundless)}"
    result = _result(formula, known) if formula else math.nan
    if isinstance(result, complex) or math.isinf(result):
        return math.nan, "arithmetic with a finite real number as its result"
    return result, ""


def _result(formula: str, known: dict[str, Bounds]) -> float | complex:
    """What the arithmetic gives; infinity where it gives nothing."""

    def number(match: re.Match) -> str:
        bounds = known[match[1]]
        values = [bounds[bound] for bound in ([match[2]] if match[2] else ["low", "high"]) if bound in bounds]
        return repr(sum(values) / len(values))

    try:
        tree = ast.parse(_REFERENCE.sub(number, formula).strip(), mode="eval")
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant):
                node.value = float(node.value)  # a power of whole numbers might never end
        return eval(compile(tree, "formula", "eval"), {"__builtins__": {}, "nan": math.nan, "inf": math.inf})
    except (ArithmeticError, RecursionError):
        return math.inf


def _is_arithmetic(text: str) -> bool:
    try:
        nodes = ast.walk(ast.parse(text.strip(), mode="eval"))
        return all(
            isinstance(node, _ARITHMETIC) or type(getattr(node, "value", None)) in {int, float} for node in nodes
        )
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


# The table a rule judges, the other tables it reads, the rule.
_RULES = [
    ("articles", set(), _published),
    ("claims", set(), _articles),
    ("claims", {"articles"}, _numbering),
    ("claims", set(), _periods),
    ("claims", {"articles"}, _hindsight),
    ("claims", set(), _bounds),
    ("claims", set(), _wholes),
    ("claims", set(), _wordings),
    ("claims", set(), _statuses),
    ("claims", {"articles"}, _translations),
    ("claims", {"corrections"}, _listings),
    ("corrections", {"claims"}, _claims_named),
    ("agreements", {"claims"}, _claims_named),
    ("public_figures", set(), _periods),
    ("public_figures", set(), _bounds),
    ("public_figures", set(), _wholes),
    ("public_figures", set(), _readings),
    ("public_figures", set(), _wordings),
    ("exchange_rates", {"public_figures"}, _rates),
    ("derived", {"claims", "public_figures"}, _formulas),
    ("claims", {"forecasts"}, _foreseen),
    ("forecasts", {"claims", "public_figures", "derived"}, _holders),
    ("forecasts", set(), _targets),
    ("forecasts", {"claims", "public_figures", "derived"}, _outcomes),
    ("checks", {"claims", "public_figures", "derived"}, _relations),
]


def _against_texts(tables: Tables, articles: Path) -> Iterator[tuple[str, *Fault]]:
    """The texts are those that were read, and every fragment stands in its own."""
    texts = {}
    for number, row in enumerate(tables.get("articles", []), start=2):
        if not row["file"]:
            continue
        try:
            raw = (articles / row["file"]).read_bytes()
            texts[row["article_id"]] = raw.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            yield "articles", number, "file", _quoted(row["file"]), f"a UTF-8 text in {articles}"
            continue
        checksum = hashlib.sha256(raw).hexdigest()
        if row["sha256"] and row["sha256"] != checksum:
            yield "articles", number, "sha256", _quoted(row["sha256"]), f"{checksum}, the checksum of {row['file']}"
    for number, row in enumerate(tables.get("claims", []), start=2):
        if row["as_printed"] and row["as_printed"] not in texts.get(row["article_id"], row["as_printed"]):
            yield (
                "claims",
                number,
                "as_printed",
                _quoted(row["as_printed"]),
                f"an exact fragment of {row['article_id']}",
            )


def problems(data: Path, articles: Path | None = None) -> list[Problem]:
    """Return every fault in a data folder, one for each cause.

    Parameters
    ----------
    data : pathlib.Path
        The folder with ``datapackage.json`` and the tables.
    articles : pathlib.Path, optional
        The folder with the articles' texts. Without it, fragments and checksums are not compared.

    Returns
    -------
    list of Problem
        Sorted by file, row and column; empty when the evidence is sound.

    Examples
    --------
    >>> problems(ROOT / "data")
    []
    """
    data = Path(data).resolve()
    described, tables, shape = _load(data)
    found = {}

    def add(problem: Problem) -> None:
        # One problem for a cell, the first; a file as a whole may have several.
        found.setdefault((problem.file, problem.row, problem.column, "" if problem.row else problem.found), problem)

    def add_all(faults: Iterable[tuple[str, *Fault]]) -> None:
        for name, *fault in faults:
            add(Problem(f"{data.name}/{described[name]['path']}", *fault))

    def forget(faults: list[tuple[str, *Fault]]) -> None:
        # What is named is forgotten, so that no later rule names what follows from it.
        for name, row, column, *_ in faults:
            if column in tables[name][row - 2] and [column] != described[name]["schema"].get("primaryKey"):
                tables[name][row - 2][column] = None

    for problem in shape:
        add(problem)
    add_all(_tidy(described, tables))
    try:
        typed = list(_typed(described, tables))
    except Exception as error:  # a description that breaks only when a cell is held against it: a minimum of "x"
        typed = []
        add(_misdescribed(f"{data.name}/datapackage.json", error))
    add_all(typed)
    forget(typed)
    for name, needs, rule in _RULES:
        if {name, *needs} <= tables.keys():
            faults = [(name, *fault) for fault in rule(tables[name], tables)]
            add_all(faults)
            forget(faults)
    if articles is not None and not Path(articles).is_dir():
        add(Problem(str(articles), 0, "", "no such folder", "the folder of the articles' texts"))
    elif articles is not None:
        add_all(_against_texts(tables, Path(articles)))

    # In a row with too many or too few cells, what stands in a column says nothing.
    ragged = {(problem.file, problem.row) for problem in found.values() if problem.row > 1 and not problem.column}
    return sorted(p for p in found.values() if not p.column or (p.file, p.row) not in ragged)


def main(argv: Sequence[str] | None = None) -> int:
    """Check a data folder and print what is found: faults to standard error, a count of rows to standard output.

    Parameters
    ----------
    argv : sequence of str, optional
        ``--data DIR`` and ``--articles DIR``; the command line's by default.

    Returns
    -------
    int
        Exit status: 0 when the evidence is sound, 1 when it is not.
    """
    parser = argparse.ArgumentParser(
        prog="python -m livecommerce check", description="Check that the evidence is sound."
    )
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="folder of the tables (default: %(default)s)")
    parser.add_argument("--articles", type=Path, help=f"folder of the articles' texts (default: {ARTICLES}, if there)")
    options = parser.parse_args(argv)
    articles = options.articles or (ARTICLES if ARTICLES.is_dir() else None)

    found = problems(options.data, articles)
    for problem in found:
        print(problem, file=sys.stderr)
    if articles is None:
        print(f"Fragments were not compared with the articles: there is no folder {ARTICLES}.")
    if found:
        print(f"{len(found)} problem{'s' if len(found) > 1 else ''}", file=sys.stderr)
        return 1
    described, tables, _ = _load(options.data)
    for name, rows in tables.items():
        print(f"{described[name]['path']}: {len(rows)} rows, sound")
    return 0
