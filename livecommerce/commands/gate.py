"""Run every check of the project: ``python -m livecommerce test``; code, data, notebooks, site."""

import argparse

from livecommerce.commands.environment import PYTHON, run


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
    argparse.ArgumentParser(prog="python -m livecommerce test", description=__doc__).parse_args(arguments)
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", ".")
    run(PYTHON, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
    run(PYTHON, "-m", "livecommerce", "check")
    run(PYTHON, "-m", "livecommerce", "rerun", "--unchanged")
    run(PYTHON, "-m", "livecommerce", "build", "--pdf")
    # Side by side, a module or notebook at a time: the cells of a notebook share a kernel.
    spread = ["-n", "2", "--dist", "loadscope"]
    run(PYTHON, "-m", "pytest", *spread, "--nbval", "--doctest-modules", "livecommerce", "tests", "chapters")
    return 0
