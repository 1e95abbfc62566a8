"""The map against the tables."""

import json
from collections.abc import Iterator
from pathlib import Path

from livecommerce.check.problems import Problem, Tables, quoted

NAME = "southeast-asia.geojson"


def named(data: Path, tables: Tables) -> Iterator[Problem]:
    """Countries on the map that ``regions.csv`` does not have, or has under another name: nothing would be drawn there.

    Parameters
    ----------
    data : pathlib.Path
    tables : dict of str to list of dict

    Yields
    ------
    Problem
        With the country's code as its column.
    """
    names = {row["region"]: row["name"] for row in tables.get("regions", [])}
    try:
        shapes = [(one["id"], one["properties"]["name"]) for one in json.loads((data / NAME).read_bytes())["features"]]
    except (OSError, ValueError, LookupError, TypeError) as error:
        yield Problem(f"{data.name}/{NAME}", 0, "", f"no map ({type(error).__name__}: {error})", "GeoJSON")
        return
    for code, name in shapes:
        if names and names.get(code) != name:
            allowed = f"{quoted(names.get(code))}, its name in regions.csv"
            yield Problem(f"{data.name}/{NAME}", 0, str(code), quoted(name), allowed)
