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
from bench.timing import PYTHON, WORK, Measured, seconds
from livecommerce.commands.environment import ROOT, surroundings

OURS = [PYTHON, "-m", "livecommerce"]


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
    drop = shlex.join(["rm", "-rf", str(pictures)])
    kept = {"LIVECOMMERCE_KEPT": str(pictures)}
    stock.make(book)
    again = shlex.join(["rm", "-rf", str(book / "_build")])
    ours = [
        ("cold-build", "Build, nothing kept: every notebook run, every picture drawn", [*OURS, "build"], drop),
        ("warm-build", "Build, pictures kept: every notebook run", [*OURS, "build"], ""),
        ("stored-build", "Build from stored outputs, pictures kept", [*OURS, "build", "--stored"], ""),
        ("check", "Check of the tables", [*OURS, "check"], ""),
    ]
    found = [
        Measured(name, what, "ours", "seconds", seconds(command, runs, prepare, **kept))
        for name, what, command, prepare in ours
    ]
    cold = seconds([*stock.BUILD, book], runs, again)
    least = seconds([PYTHON, "-m", "bench.limit"], runs)
    return [
        *found,
        Measured("stock-build", "Build, nothing kept: every notebook run", "stock", "seconds", cold),
        Measured("limit-build", "A kernel started for each notebook, and its imports", "limit", "seconds", least),
    ]


def nbval(runs: int) -> list[Measured]:
    """Measure the comparison of every notebook's stored outputs.

    Parameters
    ----------
    runs : int

    Returns
    -------
    list of Measured
    """
    command = [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbval", "chapters"]
    return [Measured("nbval", "Every notebook run and compared, by nbval", "ours", "seconds", seconds(command, runs))]


def gate(runs: int) -> list[Measured]:
    """Measure every check of the project.

    Parameters
    ----------
    runs : int

    Returns
    -------
    list of Measured
    """
    return [Measured("gate", "Every check, the gate", "ours", "seconds", seconds([*OURS, "test"], runs))]


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
    """Measure from saving until the page shows it, beside a build of the stock book.

    Parameters
    ----------
    runs : int

    Returns
    -------
    list of Measured
    """
    folder, book = WORK / "previewed", WORK / "stock"
    grown.grow(folder, "claims", 1)
    change = [PYTHON, ROOT / "bench" / "change.py"]
    found = []
    with previewed(folder) as port:
        for name, what in (
            ("sentence", "One sentence changed, until the preview shows it"),
            ("datum", "One cell of a table changed, its notebook run, until the preview shows it"),
        ):
            times = seconds([*change, folder, str(port), name], runs, cwd=folder, PYTHONPATH=str(folder))
            found.append(Measured(f"preview-{name}", what, "ours", "seconds", times))
    stock.make(book)
    subprocess.run([*stock.BUILD, book], env=surroundings(), check=True, capture_output=True)
    touch = shlex.join(list(map(str, [*change, book, "0", "chapter"])))
    times = seconds([*stock.BUILD, book], runs, touch)
    what = "One sentence changed, the book built again; a changed cell of a table it does not see"
    return [*found, Measured("stock-sentence", what, "stock", "seconds", times)]
