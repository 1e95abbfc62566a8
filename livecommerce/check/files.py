"""Files: from bytes to rows of text."""

import csv
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path

from frictionless import FrictionlessException, Package

from livecommerce.check import description
from livecommerce.check.problems import Problem, Rows, Tables, quoted

ROOT = Path(__file__).resolve().parents[2]


ARTICLES = ROOT.parent / "shared" / "articles"  # the texts are evidence, not ours to publish: they stay outside
# The days on which somebody looked.
_LOOKED = [("public_figures", "read"), ("forecasts", "judged")]


def read_text(path: Path, file: str) -> tuple[str | None, list[Problem]]:
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
    text, problems = read_text(path, file)
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


def once(pairs: list[tuple[str, object]]) -> dict:
    """Return a JSON object whose keys stand once each; readers of JSON take the last of two and say nothing.

    Parameters
    ----------
    pairs : list of tuple
        Keys and values, as ``json.loads`` finds them.

    Returns
    -------
    dict

    Examples
    --------
    >>> once([("a", 1)])
    {'a': 1}
    """
    keys = [key for key, _ in pairs]
    if again := [key for key in dict.fromkeys(keys) if keys.count(key) > 1]:
        raise ValueError(f"the key {again[0]} twice in one object")
    return dict(pairs)


@cache  # who changes a table asks again about its description
def _understood(text: str, file: str) -> tuple[dict, list[Problem]]:
    """What a description says, empty where it cannot be used; and what is wrong with it."""
    try:
        package = json.loads(text, object_pairs_hook=once)
        Package.from_descriptor(json.loads(text))
    except Exception as error:  # frictionless meets some malformed descriptions with whatever breaks first
        return {}, [misdescribed(file, error)]
    faults = list(description.faults(package, file))
    return {} if faults else package, faults


def _described(data: Path, file: str) -> tuple[dict, list[Problem]]:
    """What ``datapackage.json`` holds, empty where it cannot be used; and what is wrong with it."""
    text, problems = read_text(data / "datapackage.json", file)
    package, faults = _understood(text, file) if text is not None else ({}, [])
    return package, problems + faults


def _whole(path: Path, file: str, hash: str) -> list[Problem]:
    """What is wrong with a file that is taken as it is."""
    text, problems = read_text(path, file)
    if text is not None and hash != (found := f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"):
        allowed = f"the file that datapackage.json describes, {hash}; after a change that is meant, its hash"
        problems.append(Problem(file, 0, "", f"another file, {found}", allowed))
    return problems


def load(data: Path) -> tuple[dict[str, dict], Tables, str, list[Problem]]:
    """The tables' descriptions, the rows of each that can be read, the evidence's day, what is wrong up to there."""
    package, problems = _described(data, f"{data.name}/datapackage.json")
    resources = package.get("resources", [])
    described = {resource["name"]: resource for resource in resources if "schema" in resource}
    tables = {}
    for resource in resources:
        if "hash" in resource:
            problems += _whole(data / resource["path"], f"{data.name}/{resource['path']}", resource["hash"])
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
    return described, tables, package.get("created", "")[:10], problems


def counted(data: Path, described: dict[str, dict], tables: Tables) -> Iterator[Problem]:
    """Tables that have more or fewer rows than their description says: some were lost, or doubled."""
    for name, rows in tables.items():
        if len(rows) != (said := described[name]["rows"]):
            allowed = f"{said} rows, as datapackage.json says; after a change that is meant, their number there"
            yield Problem(f"{data.name}/{described[name]['path']}", 0, "", f"{len(rows)} rows", allowed)


def dated(data: Path, tables: Tables, created: str) -> Iterator[Problem]:
    """A day of the evidence on which nobody read a page or judged a forecast: later days are promised by nobody."""
    looked = [row[column] for name, column in _LOOKED for row in tables.get(name, [])]
    last = max(looked) if looked and None not in looked else created
    if created[: len(last)] > last:
        allowed = f"{last}, the last day on which a page was read or a forecast judged"
        yield Problem(f"{data.name}/datapackage.json", 0, "created", quoted(created), allowed)
