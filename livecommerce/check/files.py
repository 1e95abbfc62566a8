"""Files: from bytes to rows of text."""

import csv
import json
from collections import defaultdict
from io import StringIO
from pathlib import Path

from frictionless import FrictionlessException, Package

from livecommerce.check.problems import Problem, Rows, Tables, quoted

ROOT = Path(__file__).resolve().parents[2]


ARTICLES = ROOT.parent / "shared" / "articles"  # the texts are evidence, not ours to publish: they stay outside


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
        found, allowed = f"the first row {quoted(','.join(header))}", f"a header row: {','.join(columns)}"
        return None, [*problems, Problem(file, 1, "", found, allowed)]
    twice = [name for name in dict.fromkeys(header) if header.count(name) > 1]
    extra = [name for name in dict.fromkeys(header) if name not in columns]
    missing = [name for name in columns if name not in header]
    problems += [Problem(file, 1, name, "the column twice", "each column once") for name in twice]
    problems += [
        Problem(file, 1, name, f"the column {quoted(name)}", "the columns that datapackage.json describes")
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


def misdescribed(file: str, error: Exception) -> Problem:
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
        return {}, [*problems, misdescribed(file, error)]
    return described, problems


def load(data: Path) -> tuple[dict[str, dict], Tables, list[Problem]]:
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
