"""Conversions: at the rate of the year, and no other."""

import pytest

from livecommerce import evidence
from livecommerce.evidence import money

RATES = {(2020, "CNY"): 6.9, (2020, "GBP"): 0.78}


def test_there_and_back_is_the_same_amount():
    dollars = money.convert(690, "CNY", "USD", 2020, RATES)
    assert dollars == pytest.approx(100)
    assert money.convert(dollars, "USD", "CNY", 2020, RATES) == pytest.approx(690)
    assert money.convert(78, "GBP", "CNY", 2020, RATES) == pytest.approx(690)


def test_a_missing_rate_is_an_error_that_names_it():
    with pytest.raises(KeyError, match="no CNY rate for 2031"):
        money.convert(1, "CNY", "USD", 2031, RATES)


def test_rates_are_those_of_their_public_figures():
    known = evidence.records()
    for row in evidence.table("exchange_rates").itertuples():
        cited = known[row.figure_id]
        # A page prints what a dollar costs, or what the currency costs in dollars.
        expected = cited.value if cited.unit == row.currency else 1 / cited.value
        assert row.per_usd == pytest.approx(expected, rel=1e-5), row
