"""The project's commands: ``python -m livecommerce build``, ``preview``, ``check``, ``rerun``, ``test``, ``links``.

They need nothing but Python: each first sets up ``.venv`` beside the README, so nothing at the top of this file may
import more than the standard library.
"""

import argparse
import importlib
import os
import subprocess
import sys
from pathlib import Path

from livecommerce.commands.environment import PYTHON, REPRODUCIBLE, VENV, set_up, surroundings

COMMANDS = {
    "build": ("livecommerce.commands.build", "build the website into _build/html"),
    "preview": ("livecommerce.commands.preview", "serve the website and follow what is saved"),
    "check": ("livecommerce.check", "is the evidence in data/ sound?"),
    "rerun": ("livecommerce.commands.rerun", "execute every notebook and store its outputs"),
    "test": ("livecommerce.commands.gate", "run every check"),
    "links": ("livecommerce.commands.links", "ask every page outside the book that it links to"),
}


def _settled() -> bool:
    """Whether this process runs in the project's environment, and so that the same tree gives the same bytes."""
    return Path(sys.prefix).resolve() == VENV and os.environ.items() >= REPRODUCIBLE.items()


def main(arguments: list[str]) -> int:
    """Run a command.

    Parameters
    ----------
    arguments : list of str
        As on the command line.

    Returns
    -------
    int
        Exit status.
    """
    parser = argparse.ArgumentParser(prog="python -m livecommerce", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (_, words) in COMMANDS.items():
        commands.add_parser(name, help=words, add_help=False)
    chosen, rest = parser.parse_known_args(arguments)
    set_up()
    if not _settled():
        try:
            return subprocess.run(
                [PYTHON, "-m", "livecommerce", *arguments], env=surroundings(), check=False
            ).returncode
        except KeyboardInterrupt:
            return 130
    return importlib.import_module(COMMANDS[chosen.command][0]).main(rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
