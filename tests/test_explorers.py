"""Explorers in Jupyter: real widgets that move the same figure."""

import pytest

from livecommerce.explorers import Explorer
from livecommerce.figure import MIME, controls
from livecommerce.figures import sellers, strategy, western


def outputs(box):
    return box.children[-1].outputs[0]["data"]


@pytest.mark.parametrize("make", [strategy.china_market, western.us_and_china, sellers.break_even])
def test_every_control_of_the_figure_is_a_widget(make):
    explorer = Explorer(make)
    box = explorer.widget()
    assert [child.description for child in box.children[:-2]] == [
        control["label"] for control in controls(explorer.figure.spec())
    ]


def test_the_currency_switch_redraws_in_the_other_currency():
    box = Explorer(strategy.china_market).widget()
    before = outputs(box)[MIME]
    box.children[0].value = "USD"
    (currency,) = [param for param in outputs(box)[MIME]["params"] if param["name"] == "currency"]
    assert currency["value"] == "USD"
    assert outputs(box)[MIME] != before
    assert "bind" not in currency, "the widget is the control; Vega's own would stand beside it"


def test_the_break_even_sentence_follows_the_slider():
    box = Explorer(sellers.break_even).widget()
    conversion = box.children[0]
    sentence = box.children[-2]
    before = sentence.value
    conversion.value = 2
    assert sentence.value != before
    assert sentence.value == sellers.break_even(conversion=2).says


def test_what_is_shown_carries_widget_and_figure_alike():
    bundle = Explorer(strategy.china_market)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle[MIME]["usermeta"]["figure"] == "china-market"
