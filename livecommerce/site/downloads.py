"""Files to download: the tables, as CSV with ``datapackage.json`` and as JSON, and each figure's rows and pictures."""

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from livecommerce.site import pictures

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


def csv_text(columns: list[str], rows: list[list]) -> str:
    """Return a table as CSV.

    Parameters
    ----------
    columns : list of str
    rows : list of list

    Returns
    -------
    str

    Examples
    --------
    >>> csv_text(["a"], [[1], [None]])
    'a\\n1\\n""\\n'
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def write_figure(folder: Path, figure: dict[str, Any]) -> None:
    """Write a figure's rows and pictures to download, and the card shown where a page is shared.

    Parameters
    ----------
    folder : Path
    figure : dict
        ``spec`` and ``said``, as in `livecommerce.site.domain.figures_of`.
    """
    name, table = figure["said"].figure, figure["said"].table
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text(csv_text(table.columns, table.rows), encoding="utf-8")
    svg = pictures.download_svg(figure["spec"])
    (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
    (folder / f"{name}.png").write_bytes(pictures.png(svg))
    (folder / f"{name}-card.png").write_bytes(pictures.card_png(figure["spec"]))


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
    for resource in (one for one in package["resources"] if "schema" in one):
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
