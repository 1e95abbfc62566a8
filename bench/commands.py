"""How long the commands take, each beside a stock Jupyter Book and the machine's limit."""

import contextlib
import os
import shlex
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench import grown, stock
from bench.timing import PYTHON, WORK, Measured, timed
from livecommerce.commands.environment import ROOT, surroundings

OURS = [PYTHON, "-m", "livecommerce"]
_RUN = "every notebook run"


def builds(runs: int) -> list[Measured]:
    """Measure builds of the whole book, and the check.

    Parameters
    ----------
    runs : int

    Returns
    -------
    list of Measured
    """
    pictures, book = WORK / "pictures", WORK / "stock"
    drop, again = (shlex.join(["rm", "-rf", str(folder)]) for folder in (pictures, book / "_build"))
    ours = {
        "cold-build": (f"Build, nothing kept: {_RUN}, every picture drawn", [*OURS, "build"], drop),
        "warm-build": (f"Build, pictures kept: {_RUN}", [*OURS, "build"], ""),
        "stored-build": ("Build from stored outputs, pictures kept", [*OURS, "build", "--stored"], ""),
        "check": ("Check of the tables", [*OURS, "check"], ""),
    }
    stock.make(book)
    return [
        *(
            timed(name, what, command, runs, prepare=prepare, LIVECOMMERCE_KEPT=str(pictures))
            for name, (what, command, prepare) in ours.items()
        ),
        timed("stock-build", f"Build, nothing kept: {_RUN}", [*stock.BUILD, book], runs, "stock", prepare=again),
        timed(
            "limit-build",
            "A kernel started for each notebook, and its imports",
            [PYTHON, "-m", "bench.limit"],
            runs,
            "limit",
        ),
    ]


def nbval(runs: int) -> list[Measured]:
    """Measure the comparison of every notebook's stored outputs, as `builds` measures."""
    command = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "chapters"]
    return [timed("nbval", "Every notebook run and compared, by nbval", command, runs)]


def gate(runs: int) -> list[Measured]:
    """Measure every check of the project, as `builds` measures."""
    return [timed("gate", "Every check, the gate", [*OURS, "test"], runs)]


@contextlib.contextmanager
def previewed(folder: Path) -> Iterator[int]:
    """Serve the preview of a copy of the book, as long as it is needed.

    Parameters
    ----------
    folder : Path

    Yields
    ------
    int
        Its port.
    """
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    code = "import sys; from livecommerce.commands import preview; sys.exit(preview.main(sys.argv[1:]))"
    server = subprocess.Popen(
        [PYTHON, "-c", code, "--port", str(port)],
        cwd=folder,
        env=surroundings() | {"PYTHONPATH": str(folder)},
        start_new_session=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        if not any("Ctrl+C ends it" in line for line in server.stdout):
            raise RuntimeError("the preview did not begin")
        yield port
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.communicate()


def previews(runs: int) -> list[Measured]:
    """Measure from saving until the page shows it, beside a build of the stock book, as `builds` measures."""
    folder, book = WORK / "previewed", WORK / "stock"
    grown.grow(folder, "claims", 1)
    change = [PYTHON, ROOT / "bench" / "change.py"]
    kinds = {
        "sentence": "One sentence changed, until the preview shows it",
        "datum": "One cell of a table changed, its notebook run, until the preview shows it",
    }
    with previewed(folder) as port:
        found = [
            timed(f"preview-{kind}", what, [*change, folder, str(port), kind], runs, cwd=folder, PYTHONPATH=str(folder))
            for kind, what in kinds.items()
        ]
    stock.build(book)
    touch = shlex.join(list(map(str, [*change, book, "0", "chapter"])))
    what = "One sentence changed, the book built again; a changed cell of a table it does not see"
    return [*found, timed("stock-sentence", what, [*stock.BUILD, book], runs, "stock", prepare=touch)]
