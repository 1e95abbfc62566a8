"""Stored outputs are compared for real: one changed datum turns the run red."""

import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT

from livecommerce.shown.mime import FIGURE

CHAPTER = ROOT / "chapters" / "index.ipynb"


@pytest.fixture
def excerpt() -> nbformat.NotebookNode:
    """A chapter's code as far as its first chart, as stored."""
    notebook = nbformat.read(CHAPTER, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    chart = next(place for place, cell in enumerate(code) if any(FIGURE in output.data for output in cell.outputs))
    notebook.cells = code[: chart + 1]
    return notebook


def test_one_changed_datum_is_seen(excerpt, tmp_path):
    nbformat.write(excerpt, tmp_path / "as_stored.ipynb")
    spec = excerpt.cells[-1].outputs[0].data[FIGURE]
    rows = max(spec["datasets"].values(), key=len)
    name = next(name for name, value in rows[0].items() if isinstance(value, int | float))
    rows[0][name] += 0.01
    nbformat.write(excerpt, tmp_path / "changed.ipynb")
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-rfp"]
    result = subprocess.run([*command, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, check=False)
    failed = [line for line in result.stdout.splitlines() if line.startswith("FAILED")]
    assert len(failed) == 1, result.stdout[-2000:]
    assert "changed.ipynb" in failed[0]
    assert FIGURE in result.stdout


@pytest.mark.parametrize("option", ["--nbval-sanitize-with", "--nbval-lax", "nbval_sanitize"])
def test_nothing_softens_the_comparison(option):
    for path in (ROOT / "pyproject.toml", ROOT / "livecommerce" / "commands" / "gate.py", ROOT / ".ci" / "run"):
        assert option not in path.read_text(encoding="utf-8"), f"{path.name}: mend the output, not the comparison"


@pytest.mark.parametrize("name", ["pytest.ini", ".pytest.ini", "tox.ini", "conftest.py", "chapters/conftest.py"])
def test_no_other_file_sets_up_pytest(name):
    assert not (ROOT / name).exists(), f"{name} would come before pyproject.toml or change the comparison of outputs"
