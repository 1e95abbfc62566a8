"""The tables as files to download: a folder with a ``datapackage.json``, and each of its tables as JSON, too."""

import csv
import json
import shutil
from pathlib import Path

from sphinx.application import Sphinx

_NUMBERS = {"integer": int, "number": float, "year": int}


def records(path: Path, fields: list[dict]) -> list[dict]:
    """Return the rows of a table with numbers as numbers and missing cells as None.

    Parameters
    ----------
    path : Path
        A CSV file.
    fields : list of dict
        Its columns as ``datapackage.json`` describes them.

    Returns
    -------
    list of dict
    """
    types = {field["name"]: _NUMBERS.get(field["type"], str) for field in fields}
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {name: types[name](cell) if cell else None for name, cell in row.items()} for row in csv.DictReader(file)
        ]


def write(app: Sphinx, error: Exception | None) -> None:
    """Copy the files of the data package beside the pages and add the JSON files.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    error : Exception or None
        What ended the build, if anything did.
    """
    if error or app.builder.format != "html":
        return
    source = Path(app.srcdir) / app.config.livecommerce_downloads
    target = Path(app.outdir) / source.name
    target.mkdir(exist_ok=True)
    package = json.loads((source / "datapackage.json").read_text(encoding="utf-8"))
    # What the description lists and nothing else: whatever happens to lie in the folder is not ours to publish.
    for name in ("datapackage.json", *(resource["path"] for resource in package["resources"])):
        shutil.copy(source / name, target / name)
    for resource in package["resources"]:
        rows = records(source / resource["path"], resource["schema"]["fields"])
        text = json.dumps(rows, ensure_ascii=False, indent=1)
        (target / resource["path"]).with_suffix(".json").write_text(text + "\n", encoding="utf-8")


def register(app: Sphinx) -> None:
    """Add the setting ``livecommerce_downloads``, a folder beside ``_config.yml``.

    Parameters
    ----------
    app : sphinx.application.Sphinx
    """
    app.add_config_value("livecommerce_downloads", "data", "html", str)
    app.connect("build-finished", write)
