"""Seller and market economics: what economics says must hold, for any settings."""

from dataclasses import replace

import numpy as np
import pytest

from livecommerce.figures import sellers, what_if
from livecommerce.models import scenarios
from livecommerce.models.settings import opening, value_of

RNG = np.random.default_rng(20220225)
# One array a setting: every formula takes a thousand streams at once.
MANY = scenarios.Stream(**{name: RNG.uniform(s.low, s.high, 1000) for name, s in sellers.STREAM.items()})
OPENS = scenarios.Stream(**opening(sellers.STREAM))


def test_no_audience_earns_nothing_but_its_cost():
    alone = replace(MANY, audience=0, ads=0)
    assert np.allclose(alone.profit, -MANY.hours * MANY.host_pay)


def test_nothing_sold_and_nothing_spent_is_nothing():
    assert replace(OPENS, conversion=0, hours=0, ads=0).profit == 0


def test_at_each_break_even_the_profit_is_zero():
    assert np.isclose(replace(OPENS, audience=OPENS.break_even_viewers * 100 / OPENS.watch_rate).profit, 0)
    assert np.isclose(replace(OPENS, conversion=OPENS.break_even_conversion).profit, 0)
    assert np.isclose(replace(OPENS, hours=OPENS.break_even_hours).profit, 0)
    needed = scenarios.month_break_even_viewers(OPENS, 30, 500)
    month = replace(OPENS, audience=needed * 100 / OPENS.watch_rate)
    assert np.isclose(scenarios.month_profit(month, 30, 500), 0)


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        *[(name, -1) for name in ("discount", "commission", "host_share", "goods", "shipping", "hours", "host_pay")],
        ("subsidy", 1),
    ],
)
def test_profit_moves_the_way_it_must(name, sign):
    more = replace(MANY, **{name: getattr(MANY, name) + 1})
    assert np.all(sign * (more.profit - MANY.profit) >= 0)


@pytest.mark.parametrize("name", ["audience", "watch_rate", "conversion"])
def test_more_buyers_help_exactly_when_an_order_leaves_something(name):
    change = scenarios.changed(MANY, name, 10).profit - MANY.profit
    assert np.all((change >= -1e-6) == (MANY.margin >= -1e-12))


def test_the_parts_of_a_month_add_up_to_its_profit():
    whole = np.abs(MANY.orders * MANY.order_value) + MANY.cost
    assert np.allclose((sum(MANY.parts.values()) - MANY.profit) / whole, 0, atol=1e-12)


def test_money_scales_with_the_currency_and_people_do_not():
    money = ("order_value", "shipping", "host_pay", "ads", "ad_price")
    yuan = replace(MANY, **{name: getattr(MANY, name) * 7 for name in money})
    assert np.allclose(yuan.profit, 7 * MANY.profit)
    assert np.allclose(yuan.viewers, MANY.viewers)
    assert np.allclose(yuan.break_even_viewers, MANY.break_even_viewers)


def test_a_dollar_of_advertising_adds_what_it_brings_back_less_itself():
    more = replace(OPENS, ads=OPENS.ads + 1)
    assert np.isclose(more.profit - OPENS.profit, OPENS.return_on_ads - 1)


RANGES = {name.removeprefix("unsure_"): setting.start for name, setting in sellers.UNSURE.items()}


def test_draws_are_the_same_from_the_same_seed_and_only_then():
    once, again, other = (scenarios.monte_carlo(OPENS, RANGES, 1000, seed)[0] for seed in (1, 1, 2))
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)


def test_the_website_s_even_points_agree_with_a_hundred_thousand_random_draws():
    drawn, weights = scenarios.monte_carlo(OPENS, RANGES)
    assert drawn.shape == (100_000,)
    shown = sellers.distribution_answer(opening(sellers.STREAM | sellers.UNSURE))[1]
    quartiles = np.quantile(drawn, [0.25, 0.5, 0.75])
    spread = quartiles[2] - quartiles[0]
    assert np.allclose([shown["low"], shown["middle"], shown["high"]], quartiles, atol=0.03 * spread)
    assert abs(shown["lost"] / sellers.POINTS - np.mean(drawn < 0)) < 0.01
    # The widest swing and the most variance explained name the same settings, in the same order.
    swings = {name: abs(shown[f"swing_{name}"]) for name in RANGES}
    assert {*sorted(swings, key=swings.get)[-2:]} == {*sorted(weights, key=weights.get)[-2:]}


def test_what_is_certain_has_no_spread():
    drawn, weights = scenarios.monte_carlo(OPENS, dict.fromkeys(RANGES, 0), draws=100)
    assert np.all(drawn == OPENS.profit)
    assert not any(weights.values())


def test_no_range_leaves_what_a_setting_can_be():
    for name, setting in sellers.UNSURE.items():
        middle = sellers.STREAM[name.removeprefix("unsure_")]
        ends = [scenarios.between(middle.high, setting.high, share) for share in (0, 1)]
        assert min(ends) >= 0
        if name == "unsure_return_rate":
            assert max(ends) <= 100, "more orders would come back than were sent"


def test_the_explorer_opens_at_the_settings_the_table_of_the_chapter_names():
    start = opening(sellers.STREAM)
    assert (start["order_value"], start["commission"], start["hours"], start["host_pay"]) == (30, 5, 3, 74)
    assert (start["audience"], start["watch_rate"], start["conversion"]) == (10_000, 10, 1)
    assert (start["goods"], start["return_rate"], start["shipping"], start["ad_price"]) == (35, 10, 4, 10)


@pytest.mark.parametrize("settings", [sellers.STREAM, sellers.MONTH, sellers.UNSURE, sellers.BETTER, what_if.MARKET])
def test_every_setting_opens_within_its_bounds_and_names_its_unit(settings):
    for name, setting in settings.items():
        assert setting.low <= value_of(setting.start) <= setting.high, name
        units = ("percent", "dollars", "hours", "People", "Streams")
        assert any(unit in setting.label for unit in units), f"{name}: say its unit"


@pytest.mark.parametrize("name", sellers.CASES)
def test_a_case_lies_within_the_controls_and_sells_what_its_source_says(name):
    values = sellers.case(name)
    for key, value in values.items():
        assert sellers.STREAM[key].low <= value <= sellers.STREAM[key].high, f"{name}: {key}"
    stream = scenarios.Stream(**values)
    sold = sellers.evidence.evaluate("{" + sellers.CASES[name]["sold"] + "}", sellers.evidence.records())
    assert np.isclose(stream.orders * stream.order_value, sold, rtol=0.01)


def test_a_market_without_growth_that_follows_all_the_way_has_china_s_shares():
    assert scenarios.market_path(100.0, 0, what_if.path(), 100) == pytest.approx(what_if.path())


def test_a_market_that_follows_half_the_way_sells_half():
    whole = np.array(scenarios.market_path(62.0, 24, what_if.path(), 100))
    assert np.allclose(scenarios.market_path(62.0, 24, what_if.path(), 50), whole / 2)
    assert np.all(np.diff(whole) > 0)
