"""Run every check of the project: ``python -m livecommerce test``; code, data, notebooks, site.

A notebook is executed twice: once by ``rerun``, which compares every byte of it, and once more by nbval or, if it draws
charts, in JupyterLab. The website is built from the stored outputs, which ``rerun`` has found to be what a run gives.
"""

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from livecommerce.commands.environment import PYTHON, ROOT, run
from livecommerce.shown.mime import FIGURE


def draws(notebook: Path) -> bool:
    """Return whether a notebook holds charts, or explorers of them.

    Parameters
    ----------
    notebook : Path
        An ``.ipynb`` file with its outputs.

    Returns
    -------
    bool
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return any(FIGURE in output.get("data", {}) for cell in cells for output in cell.get("outputs", []))


def main(arguments: list[str]) -> int:
    """Run them, the quick ones first.

    Parameters
    ----------
    arguments : list of str
        None.

    Returns
    -------
    int
        0; a failure leaves with the status of what failed.
    """
    parser = argparse.ArgumentParser(prog="python -m livecommerce test", description=__doc__.splitlines()[0])
    parser.parse_args(arguments)
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
    # Side by side, for neither keeps two cores busy; each checks the tables first.
    book = [["rerun", "--unchanged"], ["build", "--stored", "--pdf"]]
    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda command: run(PYTHON, "-m", "livecommerce", *command), book))
    # Side by side, a module or notebook at a time: the cells of a notebook share a kernel. Three for two cores, for a
    # browser's test mostly waits; in the order of tests/conftest.py, the long ones first.
    spread = ["-n", "3", "--dist", "loadscope", "--no-loadscope-reorder", "--durations=25"]
    plain = [path for path in sorted((ROOT / "chapters").glob("*.ipynb")) if not draws(path)]
    run(PYTHON, "-m", "pytest", *spread, "--nbval", "--doctest-modules", "livecommerce", "tests", *plain)
    return 0
