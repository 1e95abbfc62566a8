"""Stored outputs are compared for real: one changed datum turns the run red."""

import subprocess
import sys

import pytest
from conftest import ROOT

CHAPTER = ROOT / "chapters" / "sellers.ipynb"


def nbval(path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", str(path)]
    return subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)


def test_one_changed_datum_is_seen(tmp_path):
    text = CHAPTER.read_text(encoding="utf-8")
    datum = '"low": 200.0'
    assert datum in text, "the stored chart no longer holds this datum; choose another one of the chapter"
    copy = tmp_path / CHAPTER.name
    copy.write_text(text.replace(datum, '"low": 200.01', 1), encoding="utf-8")
    result = nbval(copy)
    assert result.returncode == 1, result.stdout[-2000:]
    assert "application/vnd.vegalite.v5+json" in result.stdout


@pytest.mark.parametrize("option", ["--nbval-sanitize-with", "--nbval-lax", "nbval_sanitize"])
def test_nothing_softens_the_comparison(option):
    for path in (ROOT / "pyproject.toml", ROOT / "livecommerce" / "commands" / "gate.py", ROOT / ".ci" / "run"):
        assert option not in path.read_text(encoding="utf-8"), f"{path.name}: mend the output, not the comparison"
