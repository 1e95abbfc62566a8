"""A book like this one and larger: ``python -m bench.grown FOLDER articles|claims TIMES``; always the same for a seed.

Its tables are valid. What is added are copies of sound rows under new ids, each with a mark of its own in its words.
"""

import argparse
import csv
import itertools
import json
import random
import shutil
import string
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("chapters", "data", "livecommerce", "_config.yml", "_toc.yml", "pyproject.toml")
CLAIMS_OF_A_NEW_ARTICLE = 10
Rows = list[dict[str, str]]
_LONGEST = 140  # characters of a statement, with its mark


def _read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _marks() -> Iterator[str]:
    """Words that tell copies apart; letters, for a number would be read as a claim's."""
    return ("".join(letters) for letters in itertools.product(string.ascii_lowercase, repeat=4))


def _copies(claims: Rows, count: int, seed: int) -> Rows:
    """Copies of claims that rest on no other row; a forecast or a correction would need rows in other tables."""
    alone = [
        row
        for row in claims
        if row["status"] == "sound"
        and row["kind"] not in {"forecast", "target"}
        and not row["same_as"]
        and len(row["statement"]) + len(" (copy aaaa)") <= _LONGEST
    ]
    picked = random.Random(seed).choices(alone, k=count)
    return [
        row | {"statement": f"{row['statement'].removesuffix('.')} (copy {mark})."}
        for row, mark in zip(picked, _marks(), strict=False)
    ]


def _numbered(articles: Rows, claims: Rows) -> Rows:
    """The claims article by article, each under its number there."""
    rows_of = {article["article_id"]: [] for article in articles}
    for row in claims:
        rows = rows_of[row["article_id"]]
        rows.append(row | {"claim_id": f"{row['article_id']}-{len(rows) + 1:02}"})
    return list(itertools.chain(*rows_of.values()))


def _more_articles(articles: Rows, count: int, seed: int) -> Rows:
    """So many new articles, each like one of the old that is no translation."""
    like = [article for article in articles if not article["translation_of"]]
    # The last that the evidence may be of: no claim of another article is of a later time.
    day = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))["created"][:10]
    return [
        random.Random(seed + number).choice(like)
        | {"article_id": f"copy-{number}", "name": f"the copied article {number}", "label": f"Copy {number}"}
        | {"file": f"copy-{number}.txt", "sha256": f"{number:064x}", "published": day}
        for number in range(count)
    ]


def grow(folder: Path, what: str, times: int, seed: int = 1) -> None:
    """Write a grown copy of the book.

    Parameters
    ----------
    folder : Path
        Replaced, if it is there.
    what : {"articles", "claims"}
    times : int
        Of what the book has.
    seed : int, optional
        Of the choice of rows.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, folder / part)
    articles, claims = (_read(ROOT / "data" / f"{name}.csv") for name in ("articles", "claims"))
    if what == "claims":  # a copy is its original's article's
        added = _copies(claims, (times - 1) * len(claims), seed)
    else:
        new = _more_articles(articles, (times - 1) * len(articles), seed)
        articles += new
        spoken = {article["article_id"]: article["language"] for article in articles}
        added = []
        # What an article prints is in its own language.
        for language in sorted({article["language"] for article in new}):
            mine = [article["article_id"] for article in new if article["language"] == language]
            owners = [owner for owner in mine for _ in range(CLAIMS_OF_A_NEW_ARTICLE)]
            copies = _copies([row for row in claims if spoken[row["article_id"]] == language], len(owners), seed)
            added += [row | {"article_id": owner} for row, owner in zip(copies, owners, strict=True)]
    tables = {"articles.csv": articles, "claims.csv": _numbered(articles, claims + added)}
    description = folder / "data" / "datapackage.json"
    package = json.loads(description.read_text(encoding="utf-8"))
    for table in package["resources"]:
        if rows := tables.get(table["path"]):
            _write(folder / "data" / table["path"], rows)
            table["rows"] = len(rows)
    description.write_text(json.dumps(package), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.grown", description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("what", choices=("articles", "claims"))
    parser.add_argument("times", type=int)
    chosen = parser.parse_args()
    grow(chosen.folder, chosen.what, chosen.times)
