"""The book through Jupyter Book, as its own command does it: into any folder, with notebooks run or as stored."""

import argparse
import contextlib
import sys
import tempfile
from pathlib import Path

from jupyter_book.sphinx import build_sphinx

from livecommerce.commands import rerun
from livecommerce.commands.environment import ROOT

_AT_ONCE = 2  # chapters read, with a kernel each, and pages written


def make(out: Path, *, stored: bool = False, pdf: bool = False, quick: bool = False, builder: str = "html") -> bool:
    """Build the website.

    Parameters
    ----------
    out : Path
        Folder of the pages; what Sphinx remembers goes beside it.
    stored : bool
        Take the outputs that the notebooks hold instead of running them.
    pdf : bool
        Print the book, too, if there is a Chromium to print it.
    quick : bool
        For a preview: warnings are shown and do not fail it, and figures of unchanged chapters stay as they are.
    builder : str
        One of Sphinx's.

    Returns
    -------
    bool
        Whether it was built.
    """
    with contextlib.ExitStack() as stack:
        executed = "" if stored else stack.enter_context(tempfile.TemporaryDirectory())
        if executed and not rerun.run_all(Path(executed)):
            return False
        return _sphinx(out, builder, executed, pdf, quick)


def _sphinx(out: Path, builder: str, executed: str, pdf: bool, quick: bool) -> bool:
    """Build from notebooks with outputs: those of a folder, or as they are stored."""
    settings = {
        "external_toc_path": str(ROOT / "_toc.yml"),
        "latex_individualpages": False,
        "nitpicky": not quick,
        "livecommerce_pdf": pdf,
        "livecommerce_quick": quick,
        "livecommerce_executed": executed,
        "nb_execution_mode": "off",
    }
    status = build_sphinx(
        ROOT,
        out,
        use_external_toc=True,
        noconfig=True,
        path_config=ROOT / "_config.yml",
        builder=builder,
        confoverrides=settings,
        warningiserror=not quick,
        keep_going=True,
        jobs=_AT_ONCE,
    )
    return status == 0


def main(arguments: list[str]) -> int:
    """Build into a folder.

    Parameters
    ----------
    arguments : list of str
        The folder; ``--stored``, ``--pdf``, ``--quick`` as in `make`.

    Returns
    -------
    int
        1 if it failed.
    """
    parser = argparse.ArgumentParser(prog="python -m livecommerce.commands.book", description=__doc__)
    parser.add_argument("out", type=Path)
    for name in ("stored", "pdf", "quick"):
        parser.add_argument(f"--{name}", action="store_true")
    parser.add_argument("--builder", default="html")
    chosen = vars(parser.parse_args(arguments))
    return 0 if make(chosen.pop("out").resolve(), **chosen) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
