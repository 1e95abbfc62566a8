"""The least that running the notebooks takes: a kernel for each, two at a time, with their imports, and its end."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

CHAPTERS = Path(__file__).resolve().parents[1] / "chapters"


def imports(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return a notebook that only imports what another one does.

    Parameters
    ----------
    notebook : nbformat.NotebookNode

    Returns
    -------
    nbformat.NotebookNode
    """
    cells = [cell.source.splitlines() for cell in notebook.cells if cell.cell_type == "code"]
    lines = [line for cell in cells for line in cell if line.startswith(("import ", "from "))]
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("\n".join(lines))])


def start(path: Path) -> None:
    """Start a kernel as Jupyter does and import.

    Parameters
    ----------
    path : Path
        A notebook.
    """
    NotebookClient(imports(nbformat.read(path, as_version=4))).execute()


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(start, sorted(CHAPTERS.glob("*.ipynb"))))
