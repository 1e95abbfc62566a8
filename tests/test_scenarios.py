"""Seller economics: what economics says must hold, for any settings."""

import numpy as np
import pytest

from livecommerce import scenarios
from livecommerce.figures import sellers

NAMES = list(sellers.DEFAULTS)
RNG = np.random.default_rng(20220225)


def settings(count: int) -> dict[str, np.ndarray]:
    """Settings across the whole range of every control."""
    return {name: RNG.uniform(low, high, count) for name, (low, high, *_) in sellers.DEFAULTS.items()}


def test_no_audience_earns_nothing_but_its_cost():
    many = settings(1000)
    lost = scenarios.profit(0, **many)
    assert np.allclose(lost, -scenarios.fixed_cost(many["hours"], many["host_pay"]))


def test_at_the_break_even_audience_profit_is_zero():
    many = settings(1000)
    many["goods_share"] = np.minimum(many["goods_share"], 80)
    viewers = scenarios.break_even_viewers(**many)
    assert np.allclose(scenarios.profit(viewers, **many), 0, atol=1e-6)


@pytest.mark.parametrize(("name", "sign"), [("conversion", 1), ("goods_share", -1), ("commission", -1), ("hours", -1)])
def test_profit_moves_the_way_it_must(name, sign):
    many = settings(1000)
    many["goods_share"] = np.minimum(many["goods_share"], 80)
    more = many | {name: many[name] + 1}
    change = scenarios.profit(5000, **more) - scenarios.profit(5000, **many)
    assert np.all(sign * change >= 0)


def test_the_explorer_opens_at_the_settings_the_table_of_the_chapter_names():
    start = sellers.opening()
    assert list(start) == NAMES
    assert (start["order_value"], start["commission"], start["hours"]) == (30, 5, 3)
    assert (start["conversion"], start["goods_share"], start["return_rate"]) == (1, 50, 10)
