"""Timing by hyperfine, and what a measurement looks like."""

import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from livecommerce.commands.environment import ROOT, surroundings

WORK = ROOT / "_build" / "bench"
PYTHON = sys.executable


@dataclass(frozen=True)
class Measured:
    """One quantity, measured several times.

    Attributes
    ----------
    id : str
        Of the row, in the book and in the JSON.
    what : str
        In words.
    who : {"ours", "stock", "limit"}
        This book, Jupyter Book as it comes, or what the machine needs at least.
    unit : {"seconds", "milliseconds", "KiB", "MiB"}
    values : list of float
        One a run.
    axis : str
        What was grown, or nothing.
    times : int
        How often, 1 for the book as it is.
    """

    id: str
    what: str
    who: str
    unit: str
    values: list[float]
    axis: str = ""
    times: int = 1

    def row(self) -> dict:
        """Return it as the JSON holds it: the middle of the runs and how far they spread."""
        summary = {"median": statistics.median(self.values), "low": min(self.values), "high": max(self.values)}
        named = {name: value for name, value in vars(self).items() if name != "values"}
        return named | {"runs": len(self.values)} | {name: round(value, 3) for name, value in summary.items()}


def seconds(
    command: list[str | Path], runs: int, prepare: str = "", cwd: Path = ROOT, **environment: str
) -> list[float]:
    """Return how long a command took, by hyperfine; one that fails ends the benchmark.

    Parameters
    ----------
    command : list of str or Path
    runs : int
    prepare : str, optional
        A command to run before each, not counted.
    cwd : Path, optional
    **environment : str
        Variables of its environment.

    Returns
    -------
    list of float
        One a run.
    """
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        given = ["hyperfine", "--runs", str(runs), "--export-json", file.name, "--style", "basic"]
        given += ["--prepare", prepare] if prepare else []
        line = shlex.join(map(str, command))
        subprocess.run([*given, line], cwd=cwd, env=surroundings() | environment, check=True)
        return json.loads(Path(file.name).read_text(encoding="utf-8"))["results"][0]["times"]


def timed(id: str, what: str, command: list[str | Path], runs: int, who: str = "ours", **how: str | Path) -> Measured:
    """Return how long a command took as a row.

    Parameters
    ----------
    id, what : str
    command : list of str or Path
    runs : int
    who : {"ours", "stock", "limit"}, optional
    **how : str or Path
        As `seconds` takes it.

    Returns
    -------
    Measured
    """
    return Measured(id, what, who, "seconds", seconds(command, runs, **how))


def with_peak(command: list[str | Path], runs: int, cwd: Path, **how: str) -> tuple[list[float], float]:
    """Return how long a command took, and the most memory that one of its processes held, in MiB.

    Parameters
    ----------
    command : list of str or Path
    runs : int
    cwd : Path
    **how : str
        As `seconds` takes it.

    Returns
    -------
    tuple of (list of float, float)
    """
    WORK.mkdir(parents=True, exist_ok=True)
    told = WORK / "peak.txt"
    told.unlink(missing_ok=True)
    times = seconds([PYTHON, ROOT / "bench" / "peak.py", told, *command], runs, cwd=cwd, **how)
    return times, max(float(line) for line in told.read_text(encoding="utf-8").split())


def load() -> float:
    """Return how many processes asked for a core during the last minute: above the number of cores, they waited."""
    return round(os.getloadavg()[0], 1)
