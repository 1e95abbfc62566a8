"""Build the website into ``_build/html``: ``python -m livecommerce build``.

Evidence that is not sound, a failing cell or a warning fails it, and leaves the last good site where it is.
"""

import argparse
import contextlib
import os
import shutil
import tempfile
import time
from pathlib import Path

from livecommerce import check
from livecommerce.commands.environment import PYTHON, ROOT, run, say

BUILT = ROOT / "_build"


def _sweep() -> None:
    """Put back what a build that was killed had laid aside, and remove what it left; others may still be running."""
    for last in BUILT.glob("last-*/html"):
        if not (BUILT / "html").exists():
            os.replace(last, BUILT / "html")
    for folder in [*BUILT.glob("next-*"), *BUILT.glob("last-*")]:
        if time.time() - folder.stat().st_mtime > 3600:
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(new: Path, place: Path) -> None:
    """Let a finished folder take the place of the one that stands there.

    Parameters
    ----------
    new, place : Path
        On the same file system.
    """
    while new.exists():
        with tempfile.TemporaryDirectory(prefix="last-", dir=place.parent) as aside:
            last = Path(aside) / place.name
            with contextlib.suppress(FileNotFoundError):
                os.replace(place, last)
            try:
                os.replace(new, place)
            except OSError:
                # Another build was quicker, and its pages go aside in the next round; or nothing can be put here.
                if not place.exists():
                    os.replace(last, place)
                    raise


def main(arguments: list[str]) -> int:
    """Build.

    Parameters
    ----------
    arguments : list of str
        ``--stored``: take the outputs that the notebooks hold; ``--pdf``: print the book, too.

    Returns
    -------
    int
        1 if the evidence is not sound; another failure leaves with the status of what failed.
    """
    parser = argparse.ArgumentParser(prog="python -m livecommerce build", description=__doc__.splitlines()[0])
    parser.add_argument("--stored", action="store_true", help="take the stored outputs of the notebooks")
    parser.add_argument("--pdf", action="store_true", help="print the book as a PDF, too")
    chosen = parser.parse_args(arguments)
    options = [f"--{name}" for name, wanted in vars(chosen).items() if wanted]
    if check.main([]):
        return 1
    BUILT.mkdir(exist_ok=True)
    _sweep()
    # In a folder of its own: a build that fails, is killed or runs beside another leaves the last good site alone.
    with tempfile.TemporaryDirectory(prefix="next-", dir=BUILT) as folder:
        new = Path(folder) / "html"
        run(PYTHON, "-m", "livecommerce.commands.book", new, *options)
        put_in_place(new, BUILT / "html")
    say("open _build/html/index.html")
    return 0
