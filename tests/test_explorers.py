"""Explorers in Jupyter: real widgets that move the same figure."""

import ipywidgets
import pytest

from livecommerce.explorers import Explorer
from livecommerce.figures import bytedance_strategy, sellers
from livecommerce.shown.controls import controls
from livecommerce.shown.mime import FIGURE as MIME


def outputs(box):
    return box.children[-1].outputs[0]["data"]


def fields(box) -> dict:
    """The rows of controls, by label."""
    found = {}
    for row in box.children:
        if isinstance(row, ipywidgets.Accordion):
            found |= fields(row.children[0])
        elif isinstance(row, ipywidgets.HBox):
            found[row.children[0].description] = row
    return found


CONVERSION = sellers.STREAM["conversion"].label


@pytest.mark.parametrize(
    "make",
    [
        bytedance_strategy.china_market,
        sellers.break_even,
    ],
)
def test_every_control_of_the_figure_is_a_widget(make):
    explorer = Explorer(make)
    assert list(fields(explorer.widget())) == [control["label"] for control in controls(explorer.figure.spec())]


def test_the_currency_switch_redraws_in_the_other_currency():
    box = Explorer(bytedance_strategy.china_market).widget()
    before = outputs(box)[MIME]
    fields(box)["Currency"].children[0].value = "USD"
    (currency,) = [param for param in outputs(box)[MIME]["params"] if param["name"] == "currency"]
    assert currency["value"] == "USD"
    assert outputs(box)[MIME] != before
    assert "bind" not in currency, "the widget is the control; Vega's own would stand beside it"


def test_a_figure_typed_or_slid_moves_the_sentence_the_slider_and_the_chart():
    box = Explorer(sellers.break_even).widget()
    typed, slider, _fault, _hint = fields(box)[CONVERSION].children
    typed.value = "2"
    assert slider.value == 2
    assert box.children[-2].value == sellers.break_even(conversion=2).says
    slider.value = 3
    assert typed.value == "3"
    assert box.children[-2].value == sellers.break_even(conversion=3).says
    values = {param["name"]: param.get("value") for param in outputs(box)[MIME]["params"]}
    assert values["conversion"] == 3


@pytest.mark.parametrize("bad", ["", "-1", "many", "1e9", "nan", "inf"])
def test_what_is_not_allowed_is_said_and_the_last_result_stays(bad):
    box = Explorer(sellers.break_even).widget()
    typed, _slider, fault, _hint = fields(box)[CONVERSION].children
    typed.value = "2"
    typed.value = bad
    assert "Allowed: 0 to 100" in fault.value
    assert box.children[-2].value == sellers.break_even(conversion=2).says
    typed.value = "4"
    assert fault.value == ""


def test_a_figure_that_follows_moves_with_its_leader():
    leader = Explorer(sellers.break_even)
    follower = Explorer(sellers.month, leader)
    box, led = leader.widget(), follower.widget()
    fields(box)[CONVERSION].children[0].value = "2"
    assert led.children[-2].value == sellers.month(conversion=2).says
    assert not fields(led)


def test_a_market_sets_every_control_and_what_it_rests_on_and_reset_returns():
    box = Explorer(sellers.break_even).widget()
    market = fields(box)["Where your buyers are"].children[0]
    market.value = "ID"
    assert box.children[-2].value == sellers.break_even(market="ID").says
    typed, *_, hint = fields(box)[sellers.STREAM["commission"].label].children
    assert (typed.value, hint.value) == ("6.97", "<i>from 2026</i>")
    (reset,) = [child for child in box.children if isinstance(child, ipywidgets.Button)]
    reset.click()
    assert market.value == "US"
    assert box.children[-2].value == sellers.break_even().says


def test_the_five_fields_that_decide_are_on_show_and_the_rest_is_folded():
    box = Explorer(sellers.break_even).widget()
    shown = [row.children[0].description for row in box.children if isinstance(row, ipywidgets.HBox)]
    assert len(shown) == 6, "a market and five fields"
    assert [row.titles[0] for row in box.children if isinstance(row, ipywidgets.Accordion)] == list(sellers.GROUPS)


def test_what_is_shown_carries_widget_and_figure_alike():
    bundle = Explorer(bytedance_strategy.china_market)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle[MIME]["usermeta"]["figure"] == "china-market"
