"""Execute notebooks and store their outputs: ``python -m livecommerce rerun [NAME ...]``."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError, DeadKernelError

from livecommerce import check
from livecommerce.commands import kernels
from livecommerce.commands.environment import ROOT

CHAPTERS = ROOT / "chapters"
_AT_ONCE = 2
_WIDGET = "application/vnd.jupyter.widget-view+json"
# Whatever name and version of Python an editor writes beside them.
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def settled(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Drop what differs from run to run or from machine to machine: widgets, the kernel's name, Python's version.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Just executed; changed in place.

    Returns
    -------
    nbformat.NotebookNode
        The same notebook.
    """
    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop(_WIDGET, None)
    return notebook


def parsed(text: str) -> nbformat.NotebookNode:
    """Return a notebook.

    Parameters
    ----------
    text : str
        What its file holds.

    Returns
    -------
    nbformat.NotebookNode

    Raises
    ------
    ValueError
        If it is none.
    """
    try:
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except Exception as error:  # nbformat raises whatever the spoilt part leads it to
        raise ValueError(f"it is no notebook: {error}") from error
    return notebook


def executed(path: Path, text: str) -> str:
    """Return a notebook's text after running it.

    Parameters
    ----------
    path : Path
        Where it lies.
    text : str
        What it held when it was read.

    Returns
    -------
    str
        What the file should hold.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell fails.
    """
    notebook = parsed(text)
    kernels.execute(notebook, str(path.parent))
    return nbformat.writes(settled(notebook)) + "\n"


def store(path: Path, text: str) -> None:
    """Replace a file by a whole new one: whatever happens meanwhile, it holds the old text or the new.

    Parameters
    ----------
    path : Path
    text : str
    """
    # A dot before the name: nothing that lists the chapters takes it for one.
    file, beside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with open(file, "w", encoding="utf-8") as new:
            new.write(text)
        os.chmod(beside, path.stat().st_mode)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def rerun(path: Path, write: bool) -> str:
    """Run one notebook and store its outputs, if it is still the one that was read.

    Parameters
    ----------
    path : Path
        An ``.ipynb`` file.
    write : bool
        Whether to store them.

    Returns
    -------
    str
        What became of it: ``same``, ``changed``, or why it is left as it was.
    """
    try:
        before = path.read_text(encoding="utf-8")
        after = executed(path, before)
        if after == before:
            return "same"
        if not write:
            return "changed"
        if path.read_text(encoding="utf-8") != before:
            return "left as it is: it was saved again while it ran; run it once more"
        store(path, after)
        return "changed"
    except (CellExecutionError, DeadKernelError) as error:
        return f"left as it is: {error}"
    except (OSError, ValueError) as error:
        return f"left as it is: {error}"


def run_all(folder: Path) -> bool:
    """Run every notebook and write it with its outputs into a folder.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    bool
        Whether every cell ran; why one did not is said.
    """

    def one(path: Path) -> str:
        try:
            (folder / path.name).write_text(executed(path, path.read_text(encoding="utf-8")), encoding="utf-8")
        except (CellExecutionError, DeadKernelError, OSError, ValueError) as error:
            return f"{path.name}: {error}"
        return ""

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        failed = list(filter(None, pool.map(one, longest_first(CHAPTERS.glob("*.ipynb")))))
    print("".join(f"{line}\n" for line in failed), end="", file=sys.stderr)
    return not failed


def longest_first(paths: Iterable[Path]) -> list[Path]:
    """Return notebooks in the order to run them: were the long ones last, the last of them would run alone.

    Parameters
    ----------
    paths : iterable of Path

    Returns
    -------
    list of Path
    """
    return sorted(paths, key=lambda path: (-path.stat().st_size, path))


def chosen_paths(names: list[str]) -> list[Path]:
    """Return the notebooks of some names, or all.

    Parameters
    ----------
    names : list of str
        Such as ``sellers``, ``sellers.ipynb`` or ``chapters/sellers.ipynb``.

    Returns
    -------
    list of Path

    Raises
    ------
    SystemExit
        If there is no such notebook; it says which there are.
    """
    found = {path.stem: path for path in sorted(CHAPTERS.glob("*.ipynb"))}
    wanted = [Path(name).name.removesuffix(".ipynb") for name in names]
    unknown = sorted(set(wanted) - set(found))
    if unknown:
        sys.exit(f"no notebook {', '.join(unknown)}; there are {', '.join(found)}")
    return [found[name] for name in dict.fromkeys(wanted)] or list(found.values())


def main(arguments: list[str]) -> int:
    """Run chapters, two at a time.

    Parameters
    ----------
    arguments : list of str
        Names of notebooks, or none for all. ``--unchanged``: write nothing, and fail if a file would change.

    Returns
    -------
    int
        1 if the evidence is not sound, a notebook was left as it was, or with ``--unchanged`` one would change.
    """
    parser = argparse.ArgumentParser(prog="python -m livecommerce rerun", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="notebooks; none means all")
    parser.add_argument("--unchanged", action="store_true", help="write nothing; fail if a notebook would change")
    chosen = parser.parse_args(arguments)
    paths = chosen_paths(chosen.names)
    if check.main([]):
        return 1
    became = {}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        running = {pool.submit(rerun, path, not chosen.unchanged): path.name for path in longest_first(paths)}
        for number, done in enumerate(as_completed(running), 1):
            name = running[done]
            became[name] = done.result()
            print(f"[{number}/{len(paths)}] {name}: {became[name]}", flush=True)
    stale = sorted(name for name, result in became.items() if result == "changed")
    if chosen.unchanged and stale:
        print(f"out of date: {', '.join(stale)}; run `python -m livecommerce rerun` and commit", file=sys.stderr)
    failed = [name for name, result in became.items() if result not in {"same", "changed"}]
    return 1 if failed or (chosen.unchanged and stale) else 0
