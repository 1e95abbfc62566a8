"""One rule judges every forecast: each of its sentences has a case here."""

import pytest
from conftest import ROOT

from livecommerce.check import forecasts
from livecommerce.check.files import load
from livecommerce.check.verdicts import side, verdict

FORECAST = {
    "form": "number",
    "made_by": "Shop",
    "target": "2020",
    "judged": "2021-01-01",
    "low": "100",
    "high": "100",
    "unit": "CNY",
}
HOLDER = {"entity_id": "shop", "metric": "gmv", "region": "CN", "kind": "target"}
COUNT = HOLDER | {
    "kind": "observed",
    "period": "2020",
    "unit": "CNY",
    "low": "100",
    "high": "100",
    "counted_by": "Bank",
    "reliability": "reported",
    "published": "2021-02",
}


def count(value, **other):
    return COUNT | {"low": value, "high": value} | other


@pytest.mark.parametrize(
    ("changed", "outcomes", "expected"),
    [
        ({}, [count("104")], "met"),
        ({}, [count("106")], "beaten"),
        ({}, [count("94")], "missed"),
        ({"low": "100", "high": ""}, [count("300")], "met"),  # at least so much
        ({"low": "80", "high": "100"}, [count("84")], "met"),
        # Counters.
        ({}, [count("94"), count("106")], "disputed"),
        ({}, [count("94"), count("100")], "disputed"),
        ({}, [count("100"), count("106")], "met"),
        ({}, [count("106", reliability="secondary")], "not knowable"),
        ({}, [count("106"), count("94", reliability="secondary")], "disputed"),
        # What does not compare.
        ({}, [count("106", unit="USD")], "not knowable"),
        ({}, [count("106", period="2019")], "not knowable"),
        ({}, [count("106", entity_id="stall")], "not knowable"),
        ({}, [count("106", metric="revenue")], "not knowable"),
        ({}, [count("106", region="US")], "not knowable"),
        ({}, [count("106", kind="forecast")], "not knowable"),
        ({}, [count("106", counted_by="")], "not knowable"),  # a claim of an article
        ({}, [count("106", metric="sales")], "beaten"),
        ({}, [count("94", published="2020-11")], "not knowable"),  # it may still grow
        ({}, [count("94", published="2020-12")], "not knowable"),
        ({}, [count("94", published="2020")], "not knowable"),
        ({}, [count("106", published="2020-11")], "beaten"),
        ({}, [COUNT | {"low": "90", "high": "110"}], "not knowable"),
        ({}, [COUNT | {"low": "120", "high": ""}], "beaten"),
        # Revisions.
        ({}, [count("90", kind="forecast", counted_by="Shop")], "lowered"),
        ({}, [count("98", kind="forecast", counted_by="Shop")], "not knowable"),
        ({}, [count("90", kind="forecast", counted_by="Bank")], "not knowable"),
        ({}, [count("90", kind="forecast", counted_by="Shop"), count("120")], "disputed"),
        ({}, [count("90", kind="forecast", counted_by="Shop"), count("80")], "missed"),
        # Time.
        ({"judged": "2020-06-01"}, [count("106")], "open"),
        # Events and what cannot fail.
        ({"form": "event"}, [], "not knowable"),
        ({"form": "event"}, [count("", period="2020-05")], "met"),
        ({"form": "event"}, [count("", period="2021-05")], "missed"),
        ({"form": "event", "target": ""}, [count("", period="2023")], "met"),
        ({"form": "event"}, [count("", period="2021-05"), count("", metric="denial")], "disputed"),
        ({"form": "event", "judged": "2020-06-01"}, [], "open"),
        ({"form": "vague"}, [count("106")], "not knowable"),
        ({"form": "vague", "target": ""}, [count("106")], "open"),
    ],
)
def test_the_rule_gives_one_verdict(changed, outcomes, expected):
    found = verdict(FORECAST | changed, HOLDER, outcomes)
    assert found == expected, "mend livecommerce/check/verdicts.py, or the rule in the description of the column"


@pytest.mark.parametrize(
    ("whole", "part", "value", "expected"),
    [
        ("WORLD", "US", "120", "beaten"),
        ("WORLD", "US", "80", ""),
        ("US", "WORLD", "80", "missed"),
        ("US", "WORLD", "120", ""),
    ],
)
def test_a_part_of_the_world_can_show_only_that_the_world_has_more(whole, part, value, expected):
    assert side(FORECAST, HOLDER | {"region": whole}, count(value, region=part)) == expected


def test_every_verdict_of_the_table_is_the_one_that_the_rule_gives():
    _, tables, *_ = load(ROOT / "data")
    known = forecasts.sources(tables)
    for row in tables["forecasts"]:
        holder = known[row["claim_id"] or row["figure_id"]]
        due = verdict(row, holder, [known[outcome] for outcome in row["outcome_ids"].split()])
        assert due == row["verdict"], f"{row['forecast_id']}: judge it by the rule"
