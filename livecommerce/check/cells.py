"""Cells: text that is what it seems, then types, constraints and keys."""

import html
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from frictionless import Error, FrictionlessException, Package
from frictionless.errors import RowError
from ftfy.badness import is_bad

from livecommerce.check.letters import look_alike, unseen
from livecommerce.check.problems import Fault, Tables, quoted

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_LONGEST = 2000  # characters; no cell of a table that people read has more


# Columns that quote others: a space of another width or a joiner of another script in them may be the source's own.
_QUOTING = {"as_printed", "printed", "native_name", "aliases", "original_title"}
# Columns that may have words of another alphabet: names and titles as they stand on their pages.
_NAMING = {"publisher", "title", "author", "counted_by", "made_by"}
_JOINERS = "\u200b\u200c\u200d"


# A Latin letter with an accent that no alphabet has: it looks like another.
_ACCENT = re.compile(r"[A-Za-z][\u0300-\u036f]")


# What a spreadsheet would run; "+60 million since 2020" is a note.
_FORMULA = re.compile(r"[\"' ]*[=@|]|[-+] *([A-Za-z_.]*\(|\$?[A-Z]{1,3}\$?\d+\b|[\d.]+ *[-+*/]|.*[|!])")


# What programs write in place of a value they do not have, and people in place of one they mean to look up.
_ERROR = re.compile(r"#(REF|N/A|VALUE|NAME|DIV/0|NUM|NULL|SPILL|CALC)[!?]?|#{4,}|\[object Object\]")
_PLACEHOLDER = re.compile(
    r"nan|NaN|None|NULL|[Nn]ull|undefined|[Nn]/[Aa]|TODO|TB[CDA]|FIXME|nil|unknown|\(blank\)|[Xx]{3,5}|\?+|-+"
)


# A letter that an encoding does not have becomes a question mark, where no question ends.
_LOST = re.compile(r"\?\?|\w\?\w|^\?")
# A letter between or before digits that is typed for one: 2O20, l.5.
_TYPED = re.compile(r"\d[OlI]|(?<![^\W\d_])[OlI]\.?\d")
# Remarks to oneself or to the next editor.
_WORD = re.compile(r"[^\W\d_]{3}")
_COMMENT = re.compile(r"^#|^//|\s(#|//)\s|<!--|/\*")


@cache  # the same words stand in many cells
def _clean(cell: str, column: str) -> str:
    """The cell without the characters nobody sees."""
    if cell.isascii() and cell.isprintable():
        return cell.strip()
    if column not in _QUOTING:
        cell = unicodedata.normalize("NFC", cell)
    kept = []
    for place, character in enumerate(cell):
        category = unicodedata.category(character)
        around = cell[max(place - 1, 0) : place] + cell[place + 1 : place + 2]
        joins = column in _QUOTING and character in _JOINERS and not any(map(str.isascii, around))
        if category == "Cc" or (category[0] == "Z" and column not in _QUOTING):
            kept.append(" ")
        elif category != "Cf" or joins:
            kept.append(character)
    return "".join(kept).strip()


@cache
def _strange(cell: str, column: str) -> str:
    """What a text that is not what it seems should be; nothing where it is."""
    if cell.isascii() and cell.isalnum() and not _PLACEHOLDER.fullmatch(cell):
        return ""
    if "  " in cell and column not in _QUOTING:
        return "one space between words"
    if "\ufffd" in cell or is_bad(cell) or (column != "url" and _LOST.search(cell)):
        return "the characters that got lost when the file was saved"
    if column != "url" and html.unescape(cell) != cell:
        return f"{quoted(html.unescape(cell))}: characters, not their names in HTML"
    if _FORMULA.match(cell):
        return "text that no spreadsheet runs as a formula"
    if _ERROR.search(cell) or _PLACEHOLDER.fullmatch(cell):
        return "the value itself, or nothing where there is none"
    if column not in {"url", "sha256"} and _TYPED.search(cell):
        return "digits: a letter looks like one here"
    if column != "url" and _COMMENT.search(cell):
        return "the value without a remark in it"
    if _WORD.search(cell) and len(cell) > 6 and cell[: len(cell) // 2].strip() == cell[-(len(cell) // 2) :].strip():
        return "the text once, not twice"
    if mark := unseen(cell):
        return f"no character that nobody sees, such as U+{ord(mark):04X}"
    if (column not in _QUOTING and _ACCENT.search(cell)) or _look_alike(cell, column):
        return "words in the letters of one alphabet, without look-alikes"
    return ""


def _look_alike(cell: str, column: str) -> str:
    return "" if column == "url" else look_alike(cell, ours=column not in _QUOTING | _NAMING)


def tidy(described: dict[str, dict], tables: Tables) -> Iterator[tuple[str, *Fault]]:
    """Name text that is not what it seems and numbers that are no plain decimals, so that no later rule trips."""
    for name, rows in tables.items():
        types = {field["name"]: field["type"] for field in described[name]["schema"]["fields"]}
        for number, row in enumerate(rows, start=2):
            for column, cell in row.items():
                clean = _clean(cell, column)
                if len(cell) > _LONGEST:
                    # Rules read ids as text; a number of that length is none.
                    row[column] = cell[:_LONGEST] if types[column] == "string" else None
                    yield name, number, column, quoted(cell), f"at most {_LONGEST} characters"
                elif clean != cell:
                    row[column] = clean
                    allowed = (
                        f"{quoted(clean)}: no white space at the ends, no characters that nobody sees, "
                        "an accent and its letter as one character (NFC)"
                    )
                    yield name, number, column, quoted(cell), allowed
                elif cell and types[column] in {"number", "integer", "year"} and not _NUMBER.fullmatch(cell):
                    row[column] = None
                    yield name, number, column, quoted(cell), "a plain decimal number, such as 433800000000 or 0.5"
                elif allowed := _strange(cell, column):
                    shown = ascii(cell)[1:-1] if _look_alike(cell, column) else cell
                    yield name, number, column, quoted(shown), allowed


def _allowed(field: dict, note: str) -> str:
    """What a field allows, in words; frictionless's note says which constraint is broken."""
    constraints = field.get("constraints", {})
    words = {
        "required": "a value: this column is never empty",
        "enum": f"one of {', '.join(map(str, constraints.get('enum', [])))}",
        "pattern": f"text like {quoted(str(field.get('example', '')))} (pattern {constraints.get('pattern')})",
        "maxLength": f"at most {constraints.get('maxLength')} characters",
    }
    broken = re.match(r'constraint "(\w+)"', note)
    if not broken:
        return f"a value of type {field['type']}"
    return words.get(broken[1], f"{broken[1]} {constraints.get(broken[1])}")


@lru_cache(maxsize=200)
def _errors(name: str, schema: str, rows: tuple, lookups: tuple) -> list[Error]:
    """What ``frictionless`` says of a table's types, constraints and keys.

    Kept by all that it rests on, for who changes one table asks again about sixteen.
    """
    described = json.loads(schema)
    tables = {name: (described, rows)}
    for other, columns, cells in lookups:
        tables[other] = ({"fields": [{"name": column, "type": "string"} for column in columns]}, cells)
    package = Package.from_descriptor(
        {
            "resources": [
                {
                    "name": table,
                    "schema": fields,
                    "data": [[field["name"] for field in fields["fields"]], *map(list, cells)],
                }
                for table, (fields, cells) in tables.items()
            ]
        }
    )
    return package.get_resource(name).validate(limit_errors=sys.maxsize).task.errors


def _validated(described: dict[str, dict], tables: Tables) -> Iterator[tuple[str, list[Error]]]:
    """Every table's name and errors."""

    def cells(name: str, columns: Iterable[str]) -> tuple:
        return tuple(tuple(row[column] for column in columns) for row in tables[name])

    for name in tables:
        schema = described[name]["schema"]
        # A key into a table that cannot be read would be missed in every row: that table's own fault says enough.
        unreadable = described.keys() - tables.keys()
        keys = [key for key in schema.get("foreignKeys", []) if key["reference"]["resource"] not in unreadable]
        referred: dict[str, dict[str, None]] = {}
        for key in keys:
            referred.setdefault(key["reference"]["resource"], {}).update(dict.fromkeys(key["reference"]["fields"]))
        lookups = tuple(
            (other, tuple(columns), cells(other, columns))
            for other, columns in referred.items()
            if other not in {"", name}
        )
        rows = cells(name, [field["name"] for field in schema["fields"]])
        yield name, _errors(name, json.dumps(schema | {"foreignKeys": keys}), rows, lookups)


def typed(described: dict[str, dict], tables: Tables) -> Iterator[tuple[str, *Fault]]:
    """Cells that break a type, a constraint or a key."""
    for name, errors in _validated(described, tables):
        schema = described[name]["schema"]
        fields = {field["name"]: field for field in schema["fields"]}
        for error in errors:
            if error.type == "blank-row":  # named while reading
                continue
            if not isinstance(error, RowError):
                raise FrictionlessException(error)
            if error.type == "foreign-key":
                columns, reference = error.field_names, error.reference_name or name
                allowed = f"a value of {error.reference_field_names[0]} in {described[reference]['path']}"
            elif error.type == "primary-key":
                columns, allowed = schema["primaryKey"], f"a row of its own ({error.note})"
            elif error.type == "unique-error":
                columns, allowed = [error.field_name], f"a value that no other row has ({error.note})"
            else:
                columns, allowed = [error.field_name], _allowed(fields[error.field_name], error.note)
            row = tables[name][error.row_number - 2]
            found = " and ".join(quoted(row[column]) for column in columns)
            yield name, error.row_number, ", ".join(columns), found, allowed
