"""The same notebooks as anyone would publish them: Jupyter Book's own theme and settings, Altair's own output.

Altair's charts ask ``cdn.jsdelivr.net`` for three scripts. Here they come from the npm packages of the same versions,
from this machine: no benchmark depends on another host. What the theme asks of others is not answered, nor counted.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import altair as alt
import nbformat
import yaml

from livecommerce.commands.environment import ROOT, surroundings

CDN = "https://cdn.jsdelivr.net/npm"
PACKAGES = [f"vega@{alt.VEGA_VERSION}", f"vega-lite@{alt.VEGALITE_VERSION}", f"vega-embed@{alt.VEGAEMBED_VERSION}"]
_CONFIG = {
    "title": "The same notebooks",
    "author": "",
    "execute": {"execute_notebooks": "force"},
    "only_build_toc_files": True,
}
# Charts as Altair shows them, tables as HTML.
_SHOWN_AS_THEY_COME = """\
from livecommerce.explorers import Explorer
from livecommerce.shown.figure import Figure
from livecommerce.shown.ledger import Ledger

Figure._repr_mimebundle_ = lambda self, *_, **__: self.chart._repr_mimebundle_()
Explorer._repr_mimebundle_ = lambda self, *_, **__: self.figure._repr_mimebundle_()
Ledger._repr_mimebundle_ = lambda self, *_, **__: {"text/html": self._html(), "text/plain": self.caption}"""
BUILD = [sys.executable, "-c", "import sys; from jupyter_book.cli.main import main; sys.exit(main())", "build"]


def make(folder: Path) -> None:
    """Write the book.

    Parameters
    ----------
    folder : Path
        Replaced, if it is there.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    names = []
    for path in sorted((ROOT / "chapters").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = []
        notebook.cells.insert(1, nbformat.v4.new_code_cell(_SHOWN_AS_THEY_COME, id="as-it-comes"))
        nbformat.write(notebook, folder / path.name)
        names.append(path.stem)
    names.remove("index")
    toc = {"format": "jb-book", "root": "index", "chapters": [{"file": name} for name in names]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), encoding="utf-8")
    (folder / "_config.yml").write_text(yaml.safe_dump(_CONFIG), encoding="utf-8")


def build(folder: Path) -> None:
    """Write the book and build its pages.

    Parameters
    ----------
    folder : Path
    """
    make(folder)
    subprocess.run([*BUILD, folder], env=surroundings(), check=True, capture_output=True)


def from_here(site: Path, packages: Path) -> None:
    """Fetch the packages, and let the pages ask this machine for what they would ask of the CDN.

    Parameters
    ----------
    site : Path
        The built pages.
    packages : Path
        Where the scripts go, by the names of their packages.
    """
    packages.mkdir(parents=True, exist_ok=True)
    for package in PACKAGES:
        name = package.partition("@")[0]
        said = subprocess.run(
            ["npm", "pack", "--json", package], cwd=packages, check=True, capture_output=True, text=True
        )
        shutil.unpack_archive(packages / json.loads(said.stdout)[0]["filename"], packages / name)
        described = json.loads((packages / name / "package" / "package.json").read_text(encoding="utf-8"))
        shutil.copy(packages / name / "package" / described["jsdelivr"], packages / f"{name}.js")
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        for package in PACKAGES:
            text = text.replace(f"{CDN}/{package}", f"/npm/{package.partition('@')[0]}.js")
        page.write_text(text, encoding="utf-8")
