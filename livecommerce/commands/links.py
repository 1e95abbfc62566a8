"""Ask every page outside the book that it links to: ``python -m livecommerce links``."""

import argparse

from livecommerce.commands.environment import PYTHON, ROOT, run


def main(arguments: list[str]) -> int:
    """Ask, and list the answers in ``_build/linkcheck``.

    Parameters
    ----------
    arguments : list of str
        None.

    Returns
    -------
    int
        0; a failure leaves with the status of what failed.
    """
    argparse.ArgumentParser(prog="python -m livecommerce links", description=__doc__).parse_args(arguments)
    out = ROOT / "_build" / "linkcheck"
    run(PYTHON, "-m", "livecommerce.commands.book", out, "--stored", "--builder", "linkcheck")
    return 0
