"""Execute every notebook and store its outputs: ``python -m livecommerce rerun``."""

import argparse
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from livecommerce.commands.environment import ROOT

CHAPTERS = ROOT / "chapters"
_WIDGET = "application/vnd.jupyter.widget-view+json"


def settled(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what differs from run to run or from machine to machine: widgets, Python's version, cell metadata of a run.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Just executed; changed in place.

    Returns
    -------
    nbformat.NotebookNode
        The same notebook.
    """
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(_WIDGET, None)
    return notebook


def execute(path: Path) -> str:
    """Return a notebook's text after running it.

    Parameters
    ----------
    path : Path
        An ``.ipynb`` file.

    Returns
    -------
    str
        What the file should hold.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, record_timing=False, resources={"metadata": {"path": str(path.parent)}})
    client.execute()
    return nbformat.writes(settled(notebook)) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Run all chapters.

    Parameters
    ----------
    arguments : list of str, optional
        ``--unchanged``: write nothing, and fail if a file would change.

    Returns
    -------
    int
        1 if ``--unchanged`` was given and a file would change.
    """
    parser = argparse.ArgumentParser(prog="python -m livecommerce rerun", description=__doc__)
    parser.add_argument("--unchanged", action="store_true", help="write nothing; fail if a notebook would change")
    chosen = parser.parse_args(arguments)
    paths = sorted(CHAPTERS.glob("*.ipynb"))
    stale = []
    for number, path in enumerate(paths, 1):
        print(f"[{number}/{len(paths)}] {path.name}", flush=True)
        text = execute(path)
        if text == path.read_text(encoding="utf-8"):
            continue
        stale.append(path.name)
        if not chosen.unchanged:
            path.write_text(text, encoding="utf-8")
    if chosen.unchanged and stale:
        print(f"out of date: {', '.join(stale)}; run `python -m livecommerce rerun` and commit", file=sys.stderr)
        return 1
    return 0
