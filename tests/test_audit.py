"""The judgement: complete, and redone from the tables each time."""

import pytest

from livecommerce import evidence
from livecommerce.evidence import audit


def corrected() -> set[str]:
    """Claims that some correction names."""
    return {claim_id for ids in evidence.table("corrections").claim_ids for claim_id in ids.split()}


def test_every_check_comes_out_as_the_table_says():
    written = evidence.table("checks").set_index("check_id").holds
    results = audit.results()
    assert list(results.check_id) == list(written.index), "a check was left out"
    for row in results.itertuples():
        assert row.holds == (written[row.check_id] == "yes"), (
            f"{row.check_id}: {row.left_value:g} and {row.right_value:g}; mend the formula or `holds` in checks.csv"
        )


def test_arithmetic_that_fails_has_its_correction():
    known = set(evidence.table("corrections").correction_id)
    for row in audit.results().itertuples():
        if not row.holds:
            assert row.correction_id in known, f"{row.check_id} fails; name the correction that explains it"


def test_two_currencies_that_do_not_fit_have_a_correction():
    pairs = audit.currencies()
    assert len(pairs) >= 2, "the articles print two amounts in two currencies"
    for pair in pairs[~pairs.fits].itertuples():
        assert {pair.yuan, pair.dollars} & corrected(), f"{pair.yuan}: {pair.implied:.2f} yuan a dollar in {pair.year}"


def test_a_translation_that_departs_from_its_original_has_a_correction():
    departures = audit.translations()
    assert "zaker-en-17" in set(departures.claim_id), "daily users printed as revenue: the comparison sees nothing"
    for row in departures.itertuples():
        assert row.claim_id in corrected(), f"{row.claim_id}: {row.differs} not as in {row.same_as}"


def test_nearly_every_claim_of_the_original_has_its_twin():
    claims = evidence.table("claims")
    originals = set(claims[claims.article_id == "zaker-zh"].claim_id)
    assert len(originals - set(claims.same_as.dropna())) <= 1, "read the translation of these sentences"


@pytest.mark.parametrize("severity", ["high", "medium", "low"])
def test_every_severity_was_looked_for(severity):
    assert (evidence.table("corrections").severity == severity).sum() >= 5


def test_agreements_leave_the_translation_out():
    for row in evidence.table("agreements").itertuples():
        articles = {claim_id.rpartition("-")[0] for claim_id in row.claim_ids.split()}
        assert "zaker-en" not in articles, f"{row.topic_id}: zaker-en is no second voice"
        assert len(articles) >= 2, f"{row.topic_id}: one article cannot agree with itself"
