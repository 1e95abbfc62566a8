"""Measure the book: ``python -m bench``, or some of its parts: ``python -m bench builds pages``.

What is measured goes into ``data/benchmark.json``, which the page "How this report is built and checked" shows; parts
that are not asked for stay as they were, each with its own day and load.
"""

import argparse
import importlib.metadata
import json
import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime

from bench import commands, controls, goals, growth, pages
from bench.timing import ROOT, load

PARTS = {
    "builds": commands.builds,
    "nbval": commands.nbval,
    "previews": commands.previews,
    "pages": pages.measure,
    "controls": controls.measure,
    "growth": growth.measure,
    "gate": commands.gate,
}
RESULTS = ROOT / "data" / "benchmark.json"
_PACKAGES = ("jupyter-book", "sphinx", "myst-nb", "altair", "vl-convert-python", "pandas")


def machine() -> dict[str, str | int]:
    """Return what kind of machine this is; nothing that names it.

    Returns
    -------
    dict
        cores, memory in GiB, system.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release()["PRETTY_NAME"] if sys.platform == "linux" else platform.platform()
    return {"cores": os.cpu_count(), "memory_gib": round(memory), "system": system}


def versions() -> dict[str, str]:
    """Return the versions that matter.

    Returns
    -------
    dict of str to str
    """
    browser = subprocess.run([shutil.which("chromium"), "--version"], capture_output=True, text=True, check=True).stdout
    found = {"Python": platform.python_version(), "Chromium": browser.split()[1]}
    return found | {name: importlib.metadata.version(name) for name in _PACKAGES}


def store(measured: dict[str, dict]) -> None:
    """Put parts in the place of what was measured of them before.

    Parameters
    ----------
    measured : dict of str to dict
        Day, load and rows of each.
    """
    parts = (json.loads(RESULTS.read_text(encoding="utf-8"))["parts"] if RESULTS.exists() else {}) | measured
    everything = [row for part in parts.values() for row in part["rows"]]
    results = {"machine": machine(), "versions": versions(), "goals": goals.judged(everything), "parts": parts}
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def show(rows: list[dict]) -> None:
    """Print what was measured.

    Parameters
    ----------
    rows : list of dict
        As `bench.timing.Measured.row` gives them.
    """
    for row in rows:
        spread = f"{row['median']:,.1f} {row['unit']} ({row['low']:,.1f} to {row['high']:,.1f}, {row['runs']} runs)"
        grown = f", {row['axis']} × {row['times']}" if row["axis"] else ""
        print(f"{row['what']}{grown}, {row['who']}: {spread}")


def main(arguments: list[str]) -> int:
    """Measure and store.

    Parameters
    ----------
    arguments : list of str
        Parts, or none for all; ``--runs``.

    Returns
    -------
    int
        0; a command that fails ends it.
    """
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; none means all")
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args(arguments)
    if unknown := set(chosen.parts) - PARTS.keys():
        parser.error(f"no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    measured = {}
    try:
        for name in chosen.parts or PARTS:
            before, rows = load(), [one.row() for one in PARTS[name](chosen.runs)]
            measured[name] = {"day": f"{datetime.now(UTC):%Y-%m-%d}", "load": [before, load()], "rows": rows}
            show(rows)
    finally:
        # Last of all: a chapter shows this file, and what compares the chapters would see it change.
        store(measured)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
