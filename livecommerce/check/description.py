"""What ``datapackage.json`` may say: a part of the Data Package standard, so that nothing in it passes unread."""

import re
from collections.abc import Iterator

from livecommerce.check.problems import Problem, quoted
from livecommerce.check.shape import exactly, misfits

_TEXT = {"type": "string", "minLength": 1, "maxLength": 3000}
_NAME = {"type": "string", "pattern": "^[a-z][a-z0-9_-]*$"}
_ADDRESS = {"type": "string", "pattern": "^https://[a-z0-9.-]+\\.[a-z]{2,}/[^\\s<>\"'`]*$"}
_COLUMNS = {"type": "array", "items": _NAME, "minItems": 1}
_LICENCE = exactly({"name": _TEXT, "title": _TEXT, "path": _ADDRESS})
_CONSTRAINTS = exactly(
    {},
    required={"type": "boolean"},
    unique={"type": "boolean"},
    enum={"type": "array", "items": _TEXT, "minItems": 1, "uniqueItems": True},
    pattern={"type": "string", "pattern": "^\\^.*\\$$", "format": "regex"},
    minimum={"type": "number"},
    maximum={"type": "number"},
    maxLength={"type": "integer", "minimum": 1},
)
_FIELD = exactly(
    {"name": _NAME, "type": {"enum": ["string", "number", "integer", "year"]}, "title": _TEXT, "description": _TEXT},
    example={},
    constraints=_CONSTRAINTS,
)
_KEY = exactly({"fields": _COLUMNS, "reference": exactly({"resource": {"type": "string"}, "fields": _COLUMNS})})
_SCHEMA = exactly(
    {
        "fields": {"type": "array", "items": _FIELD, "minItems": 1},
        "missingValues": {"const": [""]},
        "primaryKey": _COLUMNS,
    },
    foreignKeys={"type": "array", "items": _KEY},
)
_SAID = {"name": _NAME, "title": _TEXT, "description": _TEXT, "mediatype": _TEXT, "encoding": {"const": "utf-8"}}
_TABLE = exactly(
    _SAID
    | {
        "type": {"const": "table"},
        "path": {"type": "string", "pattern": "^[a-z][a-z0-9_]*\\.csv$"},
        "format": {"const": "csv"},
        "mediatype": {"const": "text/csv"},
        "rows": {"type": "integer", "minimum": 1},
        "schema": _SCHEMA,
    }
)
# A file that is no table is taken whole: its checksum says what it holds.
_FILE = exactly(
    _SAID
    | {
        "type": {"const": "file"},
        "path": {"type": "string", "pattern": "^[a-z][a-z0-9_-]*\\.(geojson|LICENSE)$"},
        "format": _TEXT,
        "hash": {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"},
    }
)
_PACKAGE = exactly(
    {
        "name": _NAME,
        "title": _TEXT,
        "description": _TEXT,
        "created": {"type": "string", "pattern": "^20[0-9]{2}-[0-9]{2}-[0-9]{2}T00:00:00Z$", "format": "date-time"},
        "licenses": {"type": "array", "items": _LICENCE, "minItems": 1},
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {"if": {"properties": {"type": {"const": "file"}}}, "then": _FILE, "else": _TABLE},
        },
    },
    version=_TEXT,
    keywords={"type": "array", "items": _TEXT},
    contributors={"type": "array"},
    sources={"type": "array"},
)
# Of a public or a derived figure: `markets.rules` knows both.
_IN_TWO_TABLES = {("seller_rules", "figure_id")}


def faults(package: dict, file: str) -> Iterator[Problem]:
    """Name what a description says and may not, or leaves out and must say.

    Parameters
    ----------
    package : dict
        The description.
    file : str
        Its name in messages.

    Yields
    ------
    Problem
        With the place in the description as its column, such as ``resources/claims/encoding``.
    """
    wrong = list(misfits(package, _PACKAGE, file))
    yield from wrong or [*_between_tables(package["resources"], file), *_examples(package["resources"], file)]


def _examples(resources: list[dict], file: str) -> Iterator[Problem]:
    """An example is a value that its column allows."""
    for resource in resources:
        for field in resource.get("schema", {}).get("fields", []):
            example, allowed = str(field.get("example", "")), field.get("constraints", {})
            pattern, choices = allowed.get("pattern", ""), allowed.get("enum", [example])
            if example and not (re.search(pattern, example) and example in map(str, choices)):
                place = f"resources/{resource['name']}/schema/fields/{field['name']}/example"
                yield Problem(file, 0, place, quoted(example), f"a value that {field['name']} allows")


def _between_tables(resources: list[dict], file: str) -> Iterator[Problem]:
    """What two resources may not share, and that a column named like another table's key refers to that table."""
    for key in ("name", "path"):
        values = [resource[key] for resource in resources]
        for value in dict.fromkeys(values):
            if values.count(value) > 1:
                yield Problem(file, 0, f"resources/{key}", f"{quoted(value)} twice", f"a {key} of its own for each")
    schemas = {resource["name"]: resource["schema"] for resource in resources if "schema" in resource}
    keys = {schema["primaryKey"][0]: name for name, schema in schemas.items() if len(schema["primaryKey"]) == 1}
    for name, schema in schemas.items():
        referring = {key["fields"][0] for key in schema.get("foreignKeys", [])}
        for column in (field["name"] for field in schema["fields"]):
            other = keys.get(column, name)
            if other != name and column not in referring and (name, column) not in _IN_TWO_TABLES:
                place = f"resources/{name}/schema/foreignKeys"
                yield Problem(file, 0, place, f"no key for {column}", f"a foreign key to {column} in {other}")
