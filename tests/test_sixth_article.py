"""How to add an article, as chapters/methods.md tells it, with an invented one that is not part of the book."""

import hashlib
import shutil

import pytest
from conftest import ROOT

from livecommerce import check, evidence

TEXT = "Imaginary Live opened in Utopia in May 2021. It sold 12 million dollars in a year, or 120 million yuan.\n"
CLAIMS = """\
example-en-01,example-en,Imaginary Live opened in Utopia in May 2021.,imaginary-live,WORLD,\
launch,event,2021-05,date,,,,opened in Utopia in May 2021,,,sound,,,
example-en-02,example-en,Imaginary Live sold goods for 12 million dollars in 2021.,imaginary-live,WORLD,\
gmv,observed,2021,USD,,12000000,12000000,12 million dollars,12000000,12000000,sound,,,
example-en-03,example-en,Imaginary Live sold goods for about 77 million yuan in 2021.,imaginary-live,WORLD,\
gmv,observed,2021,CNY,,120000000,120000000,120 million yuan,77000000,77000000,corrected,imaginary-rate,,
""".splitlines()
CORRECTION = (
    "imaginary-rate,low,currency,example-en-03,12 million dollars are 120 million yuan,77 million yuan,arithmetic,"
    "120 / 12 = 10 yuan a dollar; at the average of 2021 (P0864) it is 77 million."
)


@pytest.fixture
def evidence_with_it(tmp_path):
    """The book's tables and a folder of texts, with the invented article added by the steps of the methods page."""
    data, texts = tmp_path / "data", tmp_path / "articles"
    shutil.copytree(ROOT / "data", data)
    texts.mkdir()
    if check.ARTICLES.exists():
        shutil.copytree(check.ARTICLES, texts, dirs_exist_ok=True)
    (texts / "example-en.txt").write_text(TEXT, encoding="utf-8")
    digest = hashlib.sha256(TEXT.encode()).hexdigest()

    def add(table: str, *rows: str) -> None:
        with (data / table).open("a", encoding="utf-8") as file:
            file.writelines(f"{row}\n" for row in rows)

    add(
        "articles.csv",
        f"example-en,the example,Example,An example,,en,Nobody,,2022-01-01,printed,{digest},,example-en.txt,"
        "An invented article.,Nobody.,By hand.,Little.,It is short.,Nothing.",
    )
    add("entities.csv", "imaginary-live,Imaginary Live,,platform,,A platform that does not exist,Imaginary Live")
    return data, texts, add


def faults(data, texts):
    return [str(problem) for problem in check.problems(data, texts if check.ARTICLES.exists() else None)]


def test_the_steps_lead_to_sound_evidence(evidence_with_it):
    data, texts, add = evidence_with_it
    add("claims.csv", *CLAIMS)
    add("corrections.csv", CORRECTION)
    assert faults(data, texts) == []


def test_a_step_left_out_is_named(evidence_with_it):
    data, texts, add = evidence_with_it
    add("claims.csv", *CLAIMS)
    (fault,) = faults(data, texts)
    assert "claims.csv" in fault
    assert "imaginary-rate" in fault


def test_it_is_not_part_of_the_book():
    assert "example-en" not in set(evidence.table("articles").article_id)
