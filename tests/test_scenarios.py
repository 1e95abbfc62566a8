"""Seller and market economics: what economics says must hold, for any settings."""

from dataclasses import fields, replace

import numpy as np
import pytest

from livecommerce.figures import sellers
from livecommerce.models import markets, scenarios
from livecommerce.models.settings import value_of

RNG = np.random.default_rng(20220225)
# One array a setting: every formula takes a thousand hours at once. Money up to a hundred, shares within a whole.
HIGH = {"tax": 25, "goods": 60, "commission": 20, "other_fees": 10, "conversion": 20, "viewers_hour": 10_000}
NAMES = [field.name for field in fields(scenarios.Stream)]
MANY = scenarios.Stream(**{name: RNG.uniform(0.01, HIGH.get(name, 100), 1000) for name in NAMES})
OPENS = scenarios.Stream(**{name: sellers.preset("US")[name] for name in NAMES})


# --- Three sellers, worked by hand on paper; no number below comes from the package.


def test_skincare_to_the_united_states_worked_by_hand():
    values = {"goods": 25, "return_rate": 20, "viewers_hour": 200}
    words, found = sellers.break_even_answer(sellers.opening("US") | values)
    # 30 dollars, a fifth refunded: 24. Goods 25% and commission 6% leave 69%: 16.56. Shipping 5 and a fifth of the 36
    # cents that a refund keeps back: 11.488. Of 200 viewers 3% order: 6 orders leave 68.928 an hour.
    assert found["left"] == pytest.approx(68.928)
    # At 100 dollars for host and crew: 100 / (0.03 x 11.488) viewers.
    assert found["viewers_needed"] == pytest.approx(290.16, abs=0.01)
    assert words.startswith("United States: it pays if host and crew cost under 68.9 dollars an hour.")


def test_clothes_to_indonesia_worked_by_hand():
    values = {"order_value": 120_000, "goods": 45, "viewers_hour": 300, "conversion": 2, "host_pay": 40_000}
    words, found = sellers.break_even_answer(sellers.opening("ID") | values)
    # 120,000 rupiah, a tenth refunded: 108,000. Goods 45, commission 6.97, other fees 5 and tax 0.5 leave 42.53%:
    # 45,932.4. The fee of 1,250 an order: 44,682.4. Of 300 viewers 2% order: 6 orders leave 268,094.4 an hour.
    assert found["left"] == pytest.approx(268_094.4)
    assert found["profit"] == pytest.approx(228_094.4)
    assert "under 268,000 rupiah (16.3 dollars) an hour" in words


def test_collectables_to_britain_worked_by_hand():
    values = {"order_value": 40, "goods": 50, "commission": 5, "tax": 0, "return_rate": 5, "return_cost": 6.44}
    values |= {"viewers_hour": 80, "conversion": 4, "host_pay": 20}
    words, found = sellers.break_even_answer(sellers.opening("GB") | values)
    # 40 pounds, a twentieth refunded: 38. Goods 50 and commission 5 leave 45%: 17.1. Postage 3.48 and a twentieth of
    # 6.44: 13.298. Of 80 viewers 4% order: 3.2 orders leave 42.5536 an hour, 22.5536 after a host of 20.
    assert found["left"] == pytest.approx(42.5536)
    assert found["profit"] == pytest.approx(22.5536)
    assert "under 42.6 pounds (56.1 dollars) an hour" in words


# --- What must hold for any settings.


def test_no_audience_earns_nothing_but_its_cost():
    alone = replace(MANY, viewers_hour=0, ads=0)
    assert np.allclose(alone.profit, -MANY.host_pay)


def test_at_break_even_the_profit_is_zero():
    assert np.isclose(replace(OPENS, viewers_hour=OPENS.break_even_viewers).profit, 0)
    assert np.isclose(replace(OPENS, host_pay=OPENS.left).profit, 0)
    needed = scenarios.month_break_even_viewers(OPENS, 36, 500)
    assert np.isclose(scenarios.month_profit(replace(OPENS, viewers_hour=needed), 36, 500), 0)


@pytest.mark.parametrize(
    "name", ["goods", "commission", "other_fees", "order_fee", "tax", "shipping", "return_cost", "host_pay"]
)
def test_what_costs_more_earns_less(name):
    more = replace(MANY, **{name: getattr(MANY, name) + 1})
    assert np.all(more.profit <= MANY.profit)


@pytest.mark.parametrize("name", ["viewers_hour", "conversion"])
def test_more_buyers_help_exactly_when_an_order_leaves_something(name):
    change = scenarios.changed(MANY, name, 10).profit - MANY.profit
    assert np.all((change >= -1e-6) == (MANY.margin >= -1e-12))


def test_the_parts_of_an_order_add_up_to_what_it_leaves():
    assert np.allclose(sum(MANY.order_parts.values()), MANY.margin)


def test_the_bars_of_a_month_add_up_to_what_is_left():
    found = sellers.month_answer(sellers.opening("VN"))[1]
    parts = [found[f"month_{name}"] for name in sellers._MONTHLY if name != "left"]
    assert np.isclose(sum(parts), found["month_left"])


def test_money_scales_with_the_currency_and_people_do_not():
    money = ("order_value", "order_fee", "shipping", "return_cost", "host_pay", "ads", "ad_viewer")
    yuan = replace(MANY, **{name: getattr(MANY, name) * 7 for name in money})
    assert np.allclose(yuan.profit, 7 * MANY.profit)
    assert np.allclose(yuan.break_even_viewers, MANY.break_even_viewers)


def test_a_shelf_leaves_what_live_leaves_before_the_host_and_a_creator_takes_his_share():
    ways = scenarios.routes(MANY, 15, MANY.commission + MANY.other_fees, MANY.order_fee)
    assert np.allclose(ways["shelf"], MANY.margin)
    assert np.allclose(ways["shelf"] - ways["video"], MANY.kept * 0.15)
    assert np.allclose(ways["live"] * MANY.orders, MANY.profit)
    assert np.allclose(ways["rival"], ways["live"]), "the same fees leave the same"


# --- What is not known.

RANGES = {name: tuple(sellers.preset("US")[end] for end in sellers._range_names(name)) for name in markets.UNKNOWN}


def test_draws_are_the_same_from_the_same_seed_and_only_then():
    once, again, other = (scenarios.monte_carlo(OPENS, RANGES, 1000, seed)[0] for seed in (1, 1, 2))
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)


@pytest.mark.parametrize("link", [-100, 0, 50, 100])
def test_the_website_s_even_points_agree_with_a_hundred_thousand_random_draws(link):
    drawn, _ = scenarios.monte_carlo(OPENS, RANGES, link=link)
    assert drawn.shape == (100_000,)
    shown = sellers.distribution_answer(sellers.opening() | {"link": float(link)})[1]
    quartiles = np.quantile(drawn, [0.25, 0.5, 0.75])
    spread = quartiles[2] - quartiles[0]
    assert np.allclose([shown["low"], shown["middle"], shown["high"]], quartiles, atol=0.04 * spread)
    assert abs(shown["lost"] / sellers.POINTS - np.mean(drawn < 0)) < 0.015


def test_buyers_that_run_against_the_audience_narrow_the_outcomes_and_with_it_widen_them():
    spreads = [np.std(scenarios.monte_carlo(OPENS, RANGES, link=link)[0]) for link in (-100, 0, 100)]
    assert spreads == sorted(spreads)


def test_what_is_certain_has_no_spread():
    certain = {name: (getattr(OPENS, name),) * 2 for name in RANGES}
    drawn, weights = scenarios.monte_carlo(OPENS, certain, draws=100)
    assert np.all(drawn == OPENS.profit)
    assert not any(weights.values())


# --- Where the sum opens.


@pytest.mark.parametrize("market", markets.names())
def test_every_market_opens_every_setting_within_its_bounds(market):
    values = sellers.preset(market)
    assert values.keys() == sellers.SUM.keys()
    for name, setting in sellers.SUM.items():
        assert setting.low <= values[name] <= setting.high, name
    assert values.keys() == sellers.hints()[market].keys(), "beside each field stands what it rests on"
    assert sum(values[name] for name in ("goods", "tax", "commission", "other_fees")) < 100


@pytest.mark.parametrize("settings", [sellers.SUM, sellers.BETTER, sellers.LINK])
def test_every_setting_opens_within_its_bounds_and_names_its_unit(settings):
    for name, setting in settings.items():
        assert setting.low <= value_of(setting.start) <= setting.high, name
        units = ("percent", "dollars", "hours", "money", "Viewers", "number of")
        assert any(unit in setting.label for unit in units), f"{name}: say its unit"
