"""What the book is made of besides its tables: settings, contents, chapters. Each can be read before anything runs."""

import ast
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import nbformat
import yaml
from ftfy.badness import is_bad

from livecommerce.check.files import once, read_text
from livecommerce.check.letters import look_alike, unseen
from livecommerce.check.problems import Problem, quoted
from livecommerce.check.shape import exactly, misfits

_TEXT = {"type": "string"}
_ADDRESS = {"type": "string", "pattern": "^(https://[a-z0-9.-]+\\.[a-z]{2,}(:[0-9]+)?(/[A-Za-z0-9._~/-]*)?)?$"}
_TRUE, _FALSE = {"const": True}, {"const": False}
_EXTENSIONS = ["myst_nb", "jupyter_book", "sphinx_comments", "sphinx_external_toc", "sphinx.ext.intersphinx"]
_EXTENSIONS += ["sphinx.ext.autodoc", "numpydoc", "livecommerce.site"]
# What this book sets. A setting nobody reads, or one that would publish a failed cell, must not pass unseen.
_SETTINGS = exactly(
    {
        "title": _TEXT | {"minLength": 1},
        "author": _TEXT | {"minLength": 1},
        "copyright": _TEXT,
        "only_build_toc_files": _TRUE,
        "exclude_patterns": {"type": "array", "items": _TEXT},
        "execute": exactly(
            {"execute_notebooks": {"enum": ["force", "off"]}, "timeout": {"type": "integer", "minimum": 1}}
        ),
        "parse": exactly({"myst_enable_extensions": {"const": ["colon_fence"]}}),
        "html": exactly({"baseurl": _ADDRESS, "favicon": _TEXT, "use_multitoc_numbering": {"type": "boolean"}}),
        "repository": exactly({"url": _ADDRESS, "branch": {"type": "string", "pattern": "^[A-Za-z0-9._/-]+$"}}),
        "sphinx": exactly(
            {
                "recursive_update": _TRUE,
                "config": exactly(
                    {
                        "extensions": {"const": _EXTENSIONS},
                        "project": _TEXT | {"minLength": 1},
                        "html_theme": {"const": "livecommerce"},
                        "language": {"const": "en"},
                        "autodoc_typehints": {"const": "none"},
                        "numpydoc_show_class_members": _FALSE,
                        "autosummary_generate": _FALSE,
                        "nb_execution_raise_on_error": _TRUE,
                        "nb_merge_streams": _TRUE,
                        "nb_ipywidgets_js": {"const": {}},
                        "html_use_index": _FALSE,
                        "html_domain_indices": _FALSE,
                        "html_permalinks_icon": {"const": "#"},
                    }
                ),
            }
        ),
    }
)
_FILE = {"type": "string", "pattern": "^chapters/[a-z0-9-]+$"}
_CONTENTS = exactly(
    {
        "format": {"const": "jb-book"},
        "root": _FILE,
        "parts": {
            "type": "array",
            "minItems": 1,
            "items": exactly(
                {
                    "caption": _TEXT | {"minLength": 1},
                    "chapters": {"type": "array", "minItems": 1, "items": exactly({"file": _FILE})},
                }
            ),
        },
    }
)
# A cell hides what it says or nothing; one that is not run would show an output that nobody made.
_TAGS = {"remove-input", "hide-input", "full-width"}
_FOREIGN = re.compile(r"<(script|img|iframe|style|object|embed|link|form|svg)\b|!\[[^\]]*\]\(\w+:", re.IGNORECASE)
_MERGED = "a merge that is finished"
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7})( |$)", re.MULTILINE)


def unreadable(root: Path) -> list[Problem]:
    """Return what is wrong with the book's settings, its contents and its chapters.

    Parameters
    ----------
    root : pathlib.Path
        The folder of ``_config.yml``.

    Returns
    -------
    list of Problem
        Sorted by file and row.
    """
    found = list(_settings(root, "_config.yml", _SETTINGS))
    wrong = list(_settings(root, "_toc.yml", _CONTENTS))
    found += wrong or _contents(root)
    for path in sorted((root / "chapters").glob("[!.]*")):
        file = f"chapters/{path.name}"
        if path.suffix == ".ipynb":
            found += _notebook(path, file)
        elif path.suffix == ".md":
            found += _markdown(path, file)
    return sorted(found)


def _settings(root: Path, file: str, schema: dict) -> Iterator[Problem]:
    text, problems = read_text(root / file, file)
    yield from problems
    if text is None:
        return
    try:
        twice = list(_twice(yaml.compose(text)))
        value = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        found = f"no YAML ({getattr(error, 'problem', None) or error})".replace("\n", " ")
        yield Problem(file, mark.line + 1 if mark else 0, "", found, "YAML")
        return
    for row, key in twice:
        yield Problem(file, row, key, "the key twice", "each key once")
    yield from misfits(value, schema, file)


def _twice(node: yaml.Node | None) -> Iterator[tuple[int, str]]:
    """Keys that a mapping has twice: YAML's readers take the last and say nothing."""
    seen = set()
    for part in node.value if isinstance(node, yaml.CollectionNode) else []:
        key, value = part if isinstance(part, tuple) else (None, part)
        if key is not None and key.value in seen:
            yield key.start_mark.line + 1, str(key.value)
        seen.add(key.value if key is not None and isinstance(key.value, str) else None)
        yield from _twice(value)


def _contents(root: Path) -> Iterator[Problem]:
    """Every chapter stands in the contents, once, and everything there is a chapter."""
    lines = (root / "_toc.yml").read_text(encoding="utf-8").splitlines()
    listed: dict[str, int] = {}
    for row, line in enumerate(lines, start=1):
        if not (named := re.search(r"(?:root|file): *[\"']?(chapters/[a-z0-9-]+)", line.partition("#")[0])):
            continue
        if listed.setdefault(named[1], row) != row:
            yield Problem("_toc.yml", row, "", f"{quoted(named[1])} again", f"each once; row {listed[named[1]]} has it")
        if len(found := list((root / "chapters").glob(f"{Path(named[1]).name}.[im]*"))) != 1:
            allowed = "a chapter: one .ipynb or .md of that name"
            yield Problem("_toc.yml", row, "", f"{quoted(named[1])}, of which there are {len(found)}", allowed)
    for path in sorted((root / "chapters").glob("[!.]*")):
        if path.is_file() and f"chapters/{path.stem}" not in listed:
            allowed = "a chapter that _toc.yml lists, or no such file"
            yield Problem(f"chapters/{path.name}", 0, "", "a file that the contents leave out", allowed)


def _markdown(path: Path, file: str) -> Iterator[Problem]:
    text, problems = read_text(path, file)
    yield from problems
    if text is None:
        return
    if conflict := _CONFLICT.search(text):
        yield Problem(file, text[: conflict.start()].count("\n") + 1, "", quoted(conflict[0]), _MERGED)
    yield from _titled(text, file, "")
    yield from _written(text, file, "")


def _titled(text: str, file: str, column: str) -> Iterator[Problem]:
    """A chapter begins with its title."""
    if not text.startswith("# "):
        yield Problem(file, 0, column, quoted(text.partition("\n")[0]) if text.strip() else "nothing", "a title: # …")


def _written(text: str, file: str, column: str) -> Iterator[Problem]:
    """Prose is in letters that are what they seem, closes what it opens, and brings nothing foreign."""
    if foreign := _FOREIGN.search(text):
        yield Problem(file, 0, column, quoted(foreign[0]), "words, links and directives")
    if len(re.findall(r"^ *(?:```|~~~|:::)", text, re.MULTILINE)) % 2:
        yield Problem(file, 0, column, "a fence that nothing closes", "``` or ::: before and after")
    if mark := unseen(text) or "".join(mark for mark in text if unicodedata.category(mark) == "Cf")[:1]:
        yield Problem(file, 0, column, f"U+{ord(mark):04X}", "characters that can be seen")
    if word := look_alike(text, ours=True):
        yield Problem(file, 0, column, quoted(ascii(word)[1:-1]), "words in the letters of one alphabet")
    if is_bad(text):
        yield Problem(file, 0, column, "letters that got lost when the file was saved", "the letters")


def _notebook(path: Path, file: str) -> Iterator[Problem]:
    text, problems = read_text(path, file)
    yield from problems
    if text is None:
        return
    try:
        notebook = json.loads(text, object_pairs_hook=once)
        # nbformat would give a cell another id and say nothing.
        ids = [cell.get("id") for cell in notebook["cells"]] if isinstance(notebook, dict) else []
        if len({*ids} - {None}) != len(ids):
            raise ValueError("cells without an id, or two with one")
        nbformat.validate(notebook, version=4)
    except json.JSONDecodeError as error:
        yield Problem(file, error.lineno, "", f"no JSON ({error.msg})", "a notebook")
        return
    except Exception as error:  # nbformat raises whatever the spoilt part leads it to
        yield Problem(file, 0, "", f"no notebook ({str(error).strip().splitlines()[0]})", "a notebook of nbformat 4")
        return
    for key in sorted(notebook["metadata"].keys() - {"kernelspec", "language_info"}):
        yield Problem(file, 0, f"metadata/{key}", "a setting of its own", "kernelspec and language_info")
    if (kernel := notebook["metadata"].get("kernelspec", {}).get("name")) != "python3":
        yield Problem(file, 0, "metadata/kernelspec", quoted(kernel), "python3")
    first = next(iter(notebook["cells"]), {"source": ""})
    yield from _titled("".join(first["source"]), file, "cell 1")
    for number, cell in enumerate(notebook["cells"], start=1):
        yield from _cell(cell, file, f"cell {number}")
        if cell["cell_type"] == "code":
            yield from _code(cell, file, f"cell {number}")
        else:
            yield from _written("".join(cell["source"]), file, f"cell {number}")


def _cell(cell: dict, file: str, column: str) -> Iterator[Problem]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "raw" or not source.strip():
        yield Problem(file, 0, column, "a cell that is raw or empty", "text or code")
    if _CONFLICT.search(source):
        yield Problem(file, 0, column, "the marks of a merge", _MERGED)
    if unknown := {*cell["metadata"].get("tags", []), *(cell["metadata"].keys() - {"tags"})} - _TAGS:
        yield Problem(file, 0, column, ", ".join(sorted(unknown)), f"the tags {', '.join(sorted(_TAGS))}")
    if any(output["output_type"] == "error" for output in cell.get("outputs", [])):
        yield Problem(file, 0, column, "an error as its stored output", "a cell that runs: clear it, then rerun")
    if cell.get("attachments"):
        yield Problem(file, 0, column, "an attachment", "text or code")


def _code(cell: dict, file: str, column: str) -> Iterator[Problem]:
    """A cell is Python: no magic, which a reader elsewhere may not have."""
    try:
        ast.parse("".join(cell["source"]))
    except (SyntaxError, ValueError) as error:
        yield Problem(file, 0, column, f"no Python ({str(error).partition('(')[0].strip()})", "Python, without magics")
