"""The environment that commands run in: ``.venv`` beside the README, made from ``requirements.lock``.

Everything here must run on a bare Python: no import but the standard library's.
"""

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
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


def surroundings() -> dict[str, str]:
    """Return the environment variables that every command of the project runs with.

    Returns
    -------
    dict of str to str
        The environment's own programs first, so that notebooks run in its kernel; a folder for drawn pictures.
    """
    path = os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", "")])
    kept = os.environ.get("LIVECOMMERCE_KEPT", str(ROOT / "_build" / "pictures"))
    return os.environ | REPRODUCIBLE | {"PATH": path, "LIVECOMMERCE_KEPT": kept}


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
    status = subprocess.run(command, cwd=ROOT, env=surroundings(), check=False).returncode
    if status:
        sys.exit(status)


def stamp() -> str:
    """Return what ``.venv`` was made of and for: this folder, this Python, this lock.

    Returns
    -------
    str
        A copied or moved folder has another one, so it never runs the original's code.
    """
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{ROOT}\nPython {sys.version_info[0]}.{sys.version_info[1]}\n{lock}\n"


def _pip() -> list[str | Path]:
    """A pip that installs into ``.venv``: this Python's, or where it has none, one made for the environment."""
    outside = [sys.executable, "-m", "pip", "--python", PYTHON]
    if not subprocess.run([*outside, "--version"], capture_output=True, check=False).returncode:
        return outside
    # Debian and Ubuntu may ship venv without its pip.
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit("This Python has no pip to install with. On Debian or Ubuntu: apt-get install python3-venv")
    run(PYTHON, "-m", "ensurepip", "--default-pip")
    return [PYTHON, "-m", "pip"]


def _uv_alone() -> str:
    """The lines of the lock that are about uv, hashes included."""
    return re.search(r"^uv==.*?(?=^\S)", LOCK.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)[0]


def set_up() -> None:
    """Make ``.venv`` hold what ``requirements.lock`` says; do nothing if it does.

    Raises
    ------
    SystemExit
        If Python is too old or too new, or has no pip and cannot make one.
    """
    if not (3, 11) <= sys.version_info < (3, 14):
        sys.exit(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}.")
    mark = VENV / "made-of"
    made_of = mark.read_text(encoding="utf-8") if PYTHON.exists() and mark.exists() else ""
    if made_of == stamp():
        return
    say("setting up .venv")
    if made_of.splitlines()[:2] != stamp().splitlines()[:2]:
        venv.create(VENV, with_pip=False, clear=True)
    mark.unlink(missing_ok=True)
    # pip fetches uv, and uv the rest in a tenth of pip's time; both refuse a file whose digest is not the lock's.
    if subprocess.run([PYTHON, "-m", "uv", "--version"], capture_output=True, check=False).returncode:
        with tempfile.TemporaryDirectory() as folder:
            alone = Path(folder) / "uv.lock"
            alone.write_text(_uv_alone(), encoding="utf-8")
            run(*_pip(), "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", alone)
    uv = [PYTHON, "-m", "uv", "pip"]
    # Compiled once, here: where Python may not write what it compiles, each kernel would compile the libraries anew.
    run(*uv, "sync", "--quiet", "--python", PYTHON, "--require-hashes", "--compile-bytecode", LOCK)
    run(*uv, "install", "--quiet", "--python", PYTHON, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    mark.write_text(stamp(), encoding="utf-8")
