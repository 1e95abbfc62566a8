"""Seller and market economics: what economics says must hold, for any settings."""

from dataclasses import fields, replace
from io import StringIO

import numpy as np
import pandas as pd
import pytest

from livecommerce import evidence
from livecommerce.figures import sellers
from livecommerce.models import markets, scenarios
from livecommerce.models.settings import value_of

RNG = np.random.default_rng(20220225)
# One array a setting: every formula takes a thousand hours at once. Money up to a hundred, shares within a whole.
HIGH = {"tax": 25, "goods": 60, "commission": 20, "other_fees": 10, "conversion": 20, "viewers_hour": 10_000}
NAMES = [field.name for field in fields(scenarios.Stream)]
MANY = scenarios.Stream(**{name: RNG.uniform(0.01, HIGH.get(name, 100), 1000) for name in NAMES})
OPENS = sellers.stream(sellers.opening())


# --- Three sellers, worked by hand: every step on paper, in the order of the money, and no formula of the package.

EXACT = {"rel": 1e-9, "abs": 0}


def test_skincare_to_the_united_states_worked_by_hand():
    own = {"order_value": 30, "goods": 25, "commission": 6, "other_fees": 0, "order_fee": 0, "tax": 0, "shipping": 5}
    own |= {"return_rate": 20, "return_cost": 0.36, "viewers_hour": 200, "conversion": 3, "host_pay": 40}
    own |= {"hours": 3, "streams": 12, "set_up": 500, "ads": 0, "affiliate": 17.5}
    values = sellers.opening("US", "beauty", **own)
    words, found = sellers.break_even_answer(values)
    # 30 dollars, a fifth of them refunded: 24 stay. Goods 25% of 24 are 6, commission 6% is 1.44: 16.56.
    # Shipping 5: 11.56. A fifth of 0.36 for returns is 0.072: an order leaves 11.488.
    assert found["margin"] == pytest.approx(11.488, **EXACT)
    # 3% of 200 viewers are 6 orders: 68.928. The set-up, 500 over 12 x 3 = 36 hours, is 125/9: 68.928 - 125/9.
    assert found["left"] == pytest.approx(55.0391111111111, **EXACT)
    # After a host of 40: 15.0391111111111, and 36 times that a month: 541.408.
    assert found["profit"] == pytest.approx(15.0391111111111, **EXACT)
    assert sellers.your_hour_answer(values)[1]["month_left"] == pytest.approx(541.408, **EXACT)
    # 40 and 125/9 are 485/9 an hour; 3% of 11.488 is 0.34464 a viewer: 485/9 / 0.34464 = 48,500,000 / 310,176.
    assert found["viewers_needed"] == pytest.approx(156.362839162282, **EXACT)
    # A creator takes 17.5% of the 24 that stay, 4.2: 7.288 is left.
    assert sellers.order_answer(values)[1]["way_video"] == pytest.approx(7.288, **EXACT)
    assert words.startswith("United States: it pays if host and crew cost under 55 dollars an hour.")


def test_clothes_to_indonesia_worked_by_hand():
    own = {"order_value": 120_000, "goods": 45, "commission": 6.97, "other_fees": 5, "order_fee": 1250, "tax": 0.5}
    own |= {"shipping": 0, "return_rate": 10, "return_cost": 0, "viewers_hour": 300, "conversion": 2}
    own |= {"host_pay": 40_000, "hours": 6, "streams": 12, "set_up": 3_600_000, "ads": 0}
    own |= {"rival_commission": 8, "rival_order_fee": 0}
    values = sellers.opening("ID", "clothes", **own)
    words, found = sellers.break_even_answer(values)
    # 120,000 rupiah, a tenth refunded: 108,000 stay. Of these goods take 48,600, commission 7,527.6, other fees 5,400
    # and tax 540: 45,932.4. The fixed fee of 1,250: an order leaves 44,682.4.
    assert found["margin"] == pytest.approx(44_682.4, **EXACT)
    # 2% of 300 viewers are 6 orders: 268,094.4. The set-up, 3,600,000 over 72 hours, is 50,000: 218,094.4.
    assert found["left"] == pytest.approx(218_094.4, **EXACT)
    # After a host of 40,000: 178,094.4, and 72 times that a month: 12,822,796.8.
    assert found["profit"] == pytest.approx(178_094.4, **EXACT)
    assert sellers.your_hour_answer(values)[1]["month_left"] == pytest.approx(12_822_796.8, **EXACT)
    # 90,000 an hour at 893.648 a viewer.
    assert found["viewers_needed"] == pytest.approx(100.710794406746, **EXACT)
    # Shopee takes 8%, 8,640, in place of 7,527.6 + 5,400 + 1,250: 50,220 before the host; 90,000 / 6 = 15,000 an order.
    assert sellers.order_answer(values)[1]["way_rival"] == pytest.approx(35_220, **EXACT)
    assert "under 218,000 rupiah (13.2 dollars) an hour" in words


def test_collectables_to_britain_worked_by_hand():
    own = {"order_value": 40, "goods": 50, "other_fees": 0, "order_fee": 0, "tax": 0, "shipping": 3.48}
    own |= {"return_rate": 5, "return_cost": 6.44, "viewers_hour": 80, "conversion": 4, "host_pay": 20}
    own |= {"hours": 3, "streams": 10, "set_up": 300, "ads": 10, "ad_viewer": 0.5}
    values = sellers.opening("GB", "collectables", **own)
    words, found = sellers.break_even_answer(values)
    # 40 pounds, a twentieth refunded: 38 stay. Goods 19 and the 5% that collectables pay, 1.9: 17.1. Postage 3.48 and
    # a twentieth of 6.44, 0.322: an order leaves 13.298.
    assert found["margin"] == pytest.approx(13.298, **EXACT)
    # 10 pounds of advertising bring 20 viewers at 50 pence: 100 in all, 4% order: 4 orders leave 53.192.
    # Less the advertising, 10, and the set-up, 300 over 30 hours, 10: 33.192.
    assert found["left"] == pytest.approx(33.192, **EXACT)
    # After a host of 20: 13.192, and 30 times that a month: 395.76.
    assert found["profit"] == pytest.approx(13.192, **EXACT)
    assert sellers.your_hour_answer(values)[1]["month_left"] == pytest.approx(395.76, **EXACT)
    # 20 + 10 + 10 at 0.53192 a viewer.
    assert found["viewers_needed"] == pytest.approx(75.1992780869304, **EXACT)
    assert "under 33.2 pounds (43.7 dollars) an hour" in words


@pytest.mark.parametrize("market", markets.names())
def test_hour_and_month_give_one_verdict(market):
    values = sellers.opening(market)
    hour, month = sellers.break_even_answer(values)[1], sellers.your_hour_answer(values)[1]
    assert np.isclose(month["month_left"], values["hours"] * values["streams"] * hour["profit"])
    assert np.isclose(month["month_needs"], hour["viewers_needed"], equal_nan=True)


# --- Where an assumption decides, the answer says so.


def test_where_the_assumed_set_up_decides_the_decision_names_what_is_left_without_it():
    values = sellers.opening("VN")
    words, found = sellers.break_even_answer(values)
    without, alone = sellers.break_even_answer(values | {"set_up": 0})
    assert found["left"] < 0 < alone["left"]
    assert words.startswith("Vietnam: with the set-up that is our assumption no host is cheap enough; without it, one ")
    under = without.partition("under ")[2].partition(" dong")[0]
    assert f"without it, one who costs under {under} dong" in words.partition("\n")[0]
    assert "it decides whether this hour pays" in words
    assert "there is no set-up" in without


def test_a_set_up_of_one_s_own_is_not_called_an_assumption():
    assert ", our assumption, " in sellers.break_even_answer(sellers.opening("VN"))[0]
    words = sellers.break_even_answer(sellers.opening("VN", set_up=9_000_000))[0]
    assert "assumption" not in words
    assert "with the set-up that is yours no host is cheap enough" in words


def test_beside_the_answer_two_counters_of_an_hour_s_sales_are_named():
    words = sellers.break_even_answer(sellers.opening("US"))[0]
    low, high = (evidence.records()[name].text for name in ("d-us-live-hour-2024", "d-us-live-hour-charm"))
    assert f"An average hour there sold {low} or {high} in 2024. " in words
    assert words.index(low) < words.index("Momentum Works") < words.index("Charm.io")


# --- What must hold for any settings.


def test_no_audience_earns_nothing_but_its_cost():
    alone = replace(MANY, viewers_hour=0, ads=0)
    assert np.allclose(alone.profit, -MANY.host_pay - MANY.set_up)


def test_at_break_even_the_profit_is_zero():
    assert np.isclose(replace(OPENS, viewers_hour=OPENS.break_even_viewers).profit, 0)
    assert np.isclose(replace(OPENS, host_pay=OPENS.left).profit, 0)


@pytest.mark.parametrize(
    "name", ["goods", "commission", "other_fees", "order_fee", "tax", "shipping", "return_cost", "host_pay", "set_up"]
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


@pytest.mark.parametrize("market", ["US", "VN", "BR"])
def test_the_parts_of_an_hour_s_bar_and_what_is_left_are_as_long_as_what_comes_in(market):
    found = sellers.your_hour_answer(sellers.opening(market, ads=20.0))[1]
    parts = [found[f"hour_{name}"] for name in sellers._PAID]
    assert min(parts) >= 0, "a bar has no negative length"
    assert np.isclose(sum(parts), found["hour_paid"])
    assert np.isclose(found["hour_paid"] + found["hour_left"], found["hour_sold"])


def test_money_scales_with_the_currency_and_people_do_not():
    money = ("order_value", "order_fee", "shipping", "return_cost", "host_pay", "ads", "ad_viewer", "set_up")
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


def test_a_range_that_does_not_hold_its_value_is_refused():
    with pytest.raises(ValueError, match="viewers_hour_low: “300” is above the value of its range, 125: give at most"):
        sellers.break_even(viewers_hour_low=300)
    with pytest.raises(ValueError, match=r"return_rate_high: “5” is below the value of its range, 19\.3"):
        sellers.distribution_answer(sellers.opening() | {"link": 0.0, "return_rate_high": 5})
    with pytest.raises(ValueError, match="conversion: the range 4 to 8 does not hold the value, 3"):
        scenarios.monte_carlo(OPENS, RANGES | {"conversion": (4, 8)}, draws=10)


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
    told = next(start for start in sellers.starts() if start.when == {"market": market})
    assert values.keys() == told.values.keys() == told.hints.keys(), "beside each field stands what it rests on"
    assert sum(values[name] for name in ("goods", "tax", "commission", "other_fees")) < 100


@pytest.mark.parametrize("kind", list(markets.KINDS)[1:])
@pytest.mark.parametrize("market", markets.names())
def test_a_kind_of_goods_opens_what_rows_tell_of_it_and_says_what_they_do_not(market, kind):
    (told,) = [start for start in sellers.starts() if start.when == {"market": market, "kind": kind}]
    own = sellers.preset(market, kind)
    assert {name: own[name] for name in told.values} == told.values
    assert all(sellers.SUM[name].low <= value <= sellers.SUM[name].high for name, value in told.values.items())
    assert told.values.keys() == told.hints.keys() - {"kind"} == told.rows.keys()
    assert all(told.rows.values()), "a kind of goods opens at rows alone"
    assert "price, cost of goods, viewers or share who order" in told.hints["kind"]


def test_each_kind_of_goods_has_rows_somewhere():
    for kind in list(markets.KINDS)[1:]:
        assert any(kind in start.when.values() and start.values for start in sellers.starts()), kind


@pytest.mark.parametrize("settings", [sellers.SUM, sellers.BETTER, sellers.LINK])
def test_every_setting_opens_within_its_bounds_and_names_its_unit(settings):
    for name, setting in settings.items():
        assert setting.low <= value_of(setting.start) <= setting.high, name
        units = ("percent", "dollars", "hours", "money", "Viewers", "number of")
        assert any(unit in setting.label for unit in units), f"{name}: say its unit"


# --- A table of one's own streams.

OWN = """market,kind,order_value,viewers_hour,date
US,beauty,$42,200,3 May
ID,clothes,"1.250.000",,4 May
GB,,35,0,5 May
"""
BAD = """market,kind,order_value,return_rate
US,any,0,10
XX,any,30,10
US,shoes,"12,5",120
ID,any,150.000,-5
"""
TURNED = "market,viewers_hour,viewers_hour_low,viewers_hour_high\nUS,900,,\nUS,,300,\nUS,50,10,40\n"


def test_a_table_of_own_streams_gives_a_row_of_results_each():
    found = sellers.of_table(StringIO(OWN))
    assert found.fault.tolist() == ["", "", ""]
    assert found.money.tolist() == ["USD", "IDR", "GBP"]
    assert found.date.tolist() == ["3 May", "4 May", "5 May"], "other columns stay"
    alone = sellers.break_even_answer(sellers.opening("ID", "clothes", order_value=1_250_000.0))[1]
    assert found.left[1] == alone["left"], "an empty cell opens as its market does"
    assert sellers.of_table(pd.DataFrame({"market": ["US"], "viewers_hour": [200]})).fault.tolist() == [""]


def test_a_table_names_a_range_that_does_not_hold_its_value():
    found = sellers.of_table(StringIO(TURNED))
    assert found.fault.tolist() == [
        "",
        "row 2, viewers_hour_low: “300” is above the value of its range, 125: give at most 125",
        "row 3, viewers_hour_high: “40” is below the value of its range, 50: give at least 50",
    ]


def test_a_table_names_every_fault_by_row_and_column():
    found = sellers.of_table(StringIO(BAD))
    assert found.left.isna().all()
    assert found.fault.tolist() == [
        "row 1, order_value: “0” is not allowed: give a number from 0.01 to 1,000,000,000",
        "row 2, market: “XX” is none of " + ", ".join(markets.names()),
        "row 3, kind: “shoes” is none of any, beauty, clothes, collectables; "
        "row 3, order_value: “12,5” can be read in two ways: write 125 or 12.5; "
        "row 3, return_rate: “120” is not allowed: give a number from 0 to 100",
        "row 4, order_value: “150.000” can be read in two ways: write 150000 or 150; "
        "row 4, return_rate: “-5” is not allowed: give a number from 0 to 100",
    ]
