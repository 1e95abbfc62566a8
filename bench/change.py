"""Change a book and wait until its preview shows it: ``change.py FOLDER PORT sentence|datum``; ``chapter`` waits not.

The standard library alone: what is timed is the preview, not this program's imports.
"""

import csv
import json
import subprocess
import sys
import time
import urllib.request
import uuid
from pathlib import Path

_RERUN = "from livecommerce.commands.rerun import main; main(['claims'])"


def sentence(notebook: Path, words: str) -> None:
    """Add words to the first cell of a notebook."""
    book = json.loads(notebook.read_text(encoding="utf-8"))
    lines = "".join(book["cells"][0]["source"])
    book["cells"][0]["source"] = f"{lines}\n\n{words}.".splitlines(keepends=True)
    notebook.write_text(json.dumps(book, ensure_ascii=False, indent=1), encoding="utf-8")


def datum(table: Path, words: str) -> None:
    """Change the note of the first row of a table."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0]["note"] = words
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def shown(address: str, words: str) -> None:
    """Wait until a page holds some words."""
    while True:
        with urllib.request.urlopen(address) as page:
            if words in page.read().decode():
                return
        time.sleep(0.05)


if __name__ == "__main__":
    folder, port, kind = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    words = f"New words {uuid.uuid4().hex}"
    chapter = "claims" if kind == "datum" else "bytedance-strategy"
    if kind == "datum":
        datum(folder / "data" / "claims.csv", words)
        subprocess.run([sys.executable, "-c", _RERUN], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    elif kind == "sentence":
        sentence(folder / "chapters" / f"{chapter}.ipynb", words)
    else:
        sentence(folder / f"{chapter}.ipynb", words)
    if kind != "chapter":
        shown(f"http://127.0.0.1:{port}/chapters/{chapter}.html", words)
