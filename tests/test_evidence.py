"""The ledger: figures in words, and computed figures that anyone can recompute."""

import re

import pytest

from livecommerce import evidence


@pytest.mark.parametrize(
    ("low", "high", "unit", "words"),
    [
        (1.2e12, None, "CNY", "more than 1.2 trillion yuan"),
        (None, 1000, "people", "at most 1,000"),
        (4e11, 5e11, "CNY", "400 billion to 500 billion yuan"),
        (57000, 57000, "people", "57,000"),
        (999.9e9, 999.9e9, "USD", "999.9 billion dollars"),
        (0, 0, "percent", "0%"),
        (None, None, "", ""),
    ],
)
def test_a_figure_has_one_wording(low, high, unit, words):
    assert evidence.phrase(low, high, unit) == words


@pytest.mark.parametrize(("period", "words"), [("2022-02-11", "11 February 2022"), ("2021", "2021")])
def test_a_date_has_one_wording(period, words):
    assert evidence.phrase(None, None, "date", period) == words


def test_every_record_can_be_worded_and_spanned():
    for record in evidence.records().values():
        assert "e+" not in record.text, f"{record.id}: nobody writes {record.text}"
        if record.period:
            start, end = evidence.span(record.period)
            assert start <= end, record.id


@pytest.mark.parametrize(
    ("record_id", "value"),
    [
        # Recomputed by hand from the printed figures and the rates of the Federal Reserve.
        ("d-china-us-2020", 1.2e12 / 6.9042 / 6e9),
        ("d-cinda-dollars", 2.84e12 / 6.7290),
        ("d-luo-hour", 110e6 / 3),
        ("d-sea-phone-orders", 72 / (72 + 28 * 1.7) * 100),
    ],
)
def test_computed_figures_are_what_their_formula_gives(record_id, value):
    assert evidence.records()[record_id].value == pytest.approx(value)


def test_unknown_ids_and_tables_are_errors_not_blanks():
    with pytest.raises(KeyError):
        evidence.frame("no-such-claim")
    with pytest.raises(KeyError):
        evidence.table("no-such-table")


def test_only_evidence_and_check_open_the_tables():
    package = evidence.DATA.parent / "livecommerce"
    for path in package.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if path.parent.name not in {"evidence", "check"}:
            assert not re.search(r"read_csv|\bDATA\b", text), f"{path.name}: ask livecommerce.evidence"


def test_every_figure_beside_the_articles_is_used():
    chapters = evidence.DATA.parent / "chapters"
    listings = {"public-figures", "entities"}  # pages that print every row are no use of one
    texts = [path.read_text(encoding="utf-8") for path in chapters.glob("[!.]*.*") if path.stem not in listings]
    tables = ["claims", "corrections", "agreements", "checks", "derived", "forecasts", "exchange_rates", "answers"]
    tables += ["market_settings", "seller_rules", "reasons"]
    # A row of its own is no use: of `derived` only the formulas count.
    texts += [evidence.table(name).drop(columns="derived_id", errors="ignore").to_csv() for name in tables]
    found = set(re.findall(r"\bP\d{4}\b|\bd-[a-z0-9-]+", " ".join(texts)))
    idle = [record.id for record in evidence.records().values() if record.origin != "claim" and record.id not in found]
    assert not idle, f"use these rows in a chapter, or take them out of data/: {idle}"


def test_no_public_figure_rests_on_a_page_that_was_not_read():
    reliability = evidence.table("public_figures").reliability
    assert "secondhand" not in set(reliability), "a page that was not read stands in data/; read it, or leave it out"
