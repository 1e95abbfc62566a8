"""The project's commands: ``python -m livecommerce build``, ``test``, ``links``, ``rerun``, ``check``.

``build`` and ``test`` need nothing but Python: they first set up ``.venv`` beside the README, so nothing at the top of
this file may import more than the standard library.
"""

import argparse
import importlib.util
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements.lock"
# The same bytes from the same tree: no dates, no hash order.
REPRODUCIBLE = {"SOURCE_DATE_EPOCH": "1640995200", "PYTHONHASHSEED": "0", "TZ": "UTC"}


def say(line: str) -> None:
    """Print a line of progress at once.

    Parameters
    ----------
    line : str
    """
    print(f"== {line}", flush=True)


def run(*command: str | Path) -> None:
    """Run a command in the project's folder and environment; leave with its status if it fails.

    Parameters
    ----------
    *command : str or Path
        Program and arguments.

    Raises
    ------
    SystemExit
        With the command's exit status, if that is not 0.
    """
    say(" ".join(str(part) for part in command))
    # The environment's own programs come first, so that notebooks run in its kernel.
    path = os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", "")])
    status = subprocess.run(command, cwd=ROOT, env=os.environ | REPRODUCIBLE | {"PATH": path}, check=False).returncode
    if status:
        sys.exit(status)


def set_up() -> None:
    """Make ``.venv`` hold what ``requirements.lock`` says; do nothing if it does.

    Raises
    ------
    SystemExit
        If Python is too old, or can neither make an environment with pip nor lend its own pip.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs before anything has checked
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    stamp = VENV / "installed.lock"
    if PYTHON.exists() and stamp.exists() and stamp.read_bytes() == LOCK.read_bytes():
        return
    say("setting up .venv (about a minute)")
    # Debian and Ubuntu may ship venv without its pip; a pip of the system's can serve the environment from outside.
    complete = importlib.util.find_spec("ensurepip") is not None
    venv.create(VENV, with_pip=complete, clear=True)
    pip = [PYTHON, "-m", "pip"] if complete else [sys.executable, "-m", "pip", "--python", PYTHON]
    if subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode:
        sys.exit("This Python has no pip to install with. On Debian or Ubuntu: apt-get install python3-venv")
    quiet = ["--quiet", "--disable-pip-version-check"]
    run(*pip, "install", *quiet, "--require-hashes", "-r", LOCK)
    run(*pip, "install", *quiet, "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_bytes(LOCK.read_bytes())


def build() -> None:
    """Build the website into ``_build/html``; a warning or a failing cell fails it."""
    set_up()
    run(PYTHON.parent / "jupyter-book", "clean", ".")
    run(PYTHON.parent / "jupyter-book", "build", ".", "-W", "-n", "--keep-going")
    say("open _build/html/index.html")


def links() -> None:
    """Ask every page outside the book that it links to, and list the answers in ``_build/linkcheck``."""
    set_up()
    run(PYTHON.parent / "jupyter-book", "build", ".", "--builder", "linkcheck")


def test() -> None:
    """Run every check of the project: code, data, notebooks, site."""
    set_up()
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-m", "livecommerce", "check")
    run(PYTHON, "-m", "livecommerce", "rerun", "--unchanged")
    build()
    # Side by side, a module or notebook at a time: the cells of a notebook share a kernel.
    spread = ["-n", "2", "--dist", "loadscope"]
    run(PYTHON, "-m", "pytest", *spread, "--nbval", "--doctest-modules", "livecommerce", "tests", "chapters")


def main(arguments: list[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : list of str, optional
        As on the command line.

    Returns
    -------
    int
        Exit status.
    """
    parser = argparse.ArgumentParser(prog="python -m livecommerce", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="set up, then build the website into _build/html")
    commands.add_parser("links", help="set up, then ask every page outside the book that it links to")
    commands.add_parser("test", help="set up, then run every check")
    commands.add_parser("rerun", help="execute every notebook and store its outputs", add_help=False)
    commands.add_parser("check", help="is the evidence in data/ sound?", add_help=False)
    chosen, rest = parser.parse_known_args(arguments)
    # The last two have libraries to import and options of their own.
    if chosen.command == "check":
        from livecommerce import check

        return check.main(rest)
    if chosen.command == "rerun":
        from livecommerce import rerun

        return rerun.main(rest)
    if rest:
        parser.error(f"unknown arguments: {' '.join(rest)}")
    {"build": build, "links": links, "test": test}[chosen.command]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
