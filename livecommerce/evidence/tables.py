"""The only code that opens ``data/``: typed tables out."""

import json
from functools import cache
from pathlib import Path

import pandas as pd

from livecommerce.evidence import money

_PACKAGE = Path(__file__).resolve().parents[1]
# Beside the package where the book is written; inside it where a wheel was installed.
DATA = next(filter(Path.is_dir, (_PACKAGE / "data", _PACKAGE.parent / "data")), _PACKAGE.parent / "data")

_DTYPES = {"integer": "Int64", "number": "float64", "year": "Int64"}


@cache
def _package() -> dict[str, dict]:
    """Each table's description in ``datapackage.json``, by name."""
    described = pd.read_json(DATA / "datapackage.json", typ="series")["resources"]
    return {resource["name"]: resource for resource in described if "schema" in resource}


@cache
def _read(name: str) -> pd.DataFrame:
    resource = _package()[name]
    types = {field["name"]: _DTYPES.get(field["type"], "str") for field in resource["schema"]["fields"]}
    return pd.read_csv(DATA / resource["path"], dtype=types, keep_default_na=False, na_values=[""])


def table(name: str) -> pd.DataFrame:
    """Return a table of ``data/`` with the types that ``datapackage.json`` gives it.

    Parameters
    ----------
    name : str
        A resource of the data package, such as ``"claims"``.

    Returns
    -------
    pandas.DataFrame
        One row per row of the CSV file; missing cells are NA.

    Raises
    ------
    KeyError
        If the data package has no table of that name.

    Examples
    --------
    >>> table("articles").article_id.tolist()[:2]
    ['zaker-zh', 'zaker-en']
    """
    if name not in _package():
        raise KeyError(f"no table {name!r} in data/; there are {', '.join(_package())}")
    return _read(name).copy()


def choices(name: str, column: str) -> list[str]:
    """Return what a column may hold, in the order in which ``datapackage.json`` lists it.

    Parameters
    ----------
    name, column : str
        A table and a column with a closed list of values.

    Returns
    -------
    list of str

    Examples
    --------
    >>> choices("corrections", "severity")
    ['high', 'medium', 'low']
    """
    fields = {field["name"]: field for field in _package()[name]["schema"]["fields"]}
    return fields[column]["constraints"]["enum"]


def columns() -> list[dict[str, str]]:
    """Return what the data package says of every column of every table.

    Returns
    -------
    list of dict
        table, name, type, description (meaning and unit) and allowed (constraints in words).

    Examples
    --------
    >>> columns()[0]["table"]
    'articles'
    """
    return [
        {
            "table": name,
            "name": column["name"],
            "type": column["type"],
            "description": column.get("description", column.get("title", "")),
            "allowed": _allowed(column.get("constraints", {})),
        }
        for name, resource in _package().items()
        for column in resource["schema"]["fields"]
    ]


def _allowed(constraints: dict) -> str:
    """Constraints in words."""
    words = []
    for name, value in constraints.items():
        if name == "enum":
            words.append("one of " + ", ".join(map(str, value)))
        elif value is True:
            words.append(name)
        elif value is not False:
            words.append(f"{name} {value}")
    return "; ".join(words)


def benchmark() -> dict:
    """Return what ``python -m bench`` measured of this book.

    Returns
    -------
    dict
        machine, versions, goals, and parts: each with its day, its load and its rows.

    Examples
    --------
    >>> sorted(benchmark())
    ['goals', 'machine', 'parts', 'versions']
    """
    return json.loads((DATA / "benchmark.json").read_text(encoding="utf-8"))


def measurements() -> pd.DataFrame:
    """Return every measurement of this book, with the day and the load of the machine.

    Returns
    -------
    pandas.DataFrame
        One row a measurement: id, what, who (ours, stock, limit), unit, axis and times where the book was grown, runs,
        median, low, high, part, day, load.

    Examples
    --------
    >>> set(measurements().who) <= {"ours", "stock", "limit"}
    True
    """
    parts = benchmark()["parts"].items()
    return pd.DataFrame(
        [
            row | {"id": f"bench-{row['id']}", "part": name, "day": part["day"], "load": max(part["load"])}
            for name, part in parts
            for row in part["rows"]
        ]
    )


def shapes() -> list[dict]:
    """Return the outlines of the six countries of Southeast Asia, for a map.

    Returns
    -------
    list of dict
        GeoJSON features in degrees of longitude and latitude, with an ISO 3166 code as their id.

    Examples
    --------
    >>> [shape["id"] for shape in shapes()]
    ['ID', 'MY', 'PH', 'SG', 'TH', 'VN']
    """
    return json.loads((DATA / "southeast-asia.geojson").read_text(encoding="utf-8"))["features"]


def rates() -> money.Rates:
    """Return the average exchange rates by year and currency.

    Returns
    -------
    dict of (int, str) to float
        Units of the currency per US dollar, average of the year.

    Examples
    --------
    >>> round(rates()[2020, "CNY"], 2)
    6.9
    """
    return {(int(row.year), row.currency): row.per_usd for row in table("exchange_rates").itertuples()}
