"""Explorers in Jupyter: real widgets that move the same figure."""

import functools

import ipywidgets
import pytest

from livecommerce.explorers import Explorer
from livecommerce.figures import bytedance_strategy, sellers
from livecommerce.shown.controls import controls
from livecommerce.shown.mime import FIGURE as MIME

# Made once for the same settings: nothing changes a figure that shows it.
break_even, your_hour, china_market = map(
    functools.cache, (sellers.break_even, sellers.your_hour, bytedance_strategy.china_market)
)


def outputs(box):
    return box.children[-1].outputs[0]["data"]


def fields(box) -> dict:
    """The fields of an explorer, by what their labels say."""
    found = {}
    for part in box.children:
        if isinstance(part, ipywidgets.Accordion):
            found |= fields(part.children[0])
        elif isinstance(part, ipywidgets.VBox):
            found[part.children[0].children[0].description] = part
    return found


def typed(box, label: str):
    return fields(box)[label].children[0].children[0]


def fault(box, label: str) -> str:
    return fields(box)[label].children[1].value


def hint(box, label: str) -> str:
    return fields(box)[label].children[2].value


def plain(explorer) -> str:
    """What an explorer says, without its markup."""
    return explorer.sentence.value.replace("<br>", "\n").replace("<b>", "").replace("</b>", "")


def button(box, description: str):
    (row,) = [part for part in box.children if type(part) is ipywidgets.HBox]
    return next(part for part in row.children if part.description == description)


CONVERSION = sellers.STREAM["conversion"].label
PRICE = "What a buyer pays for an order, {}"


@pytest.mark.parametrize(
    "make",
    [
        china_market,
        break_even,
    ],
)
def test_every_control_of_the_figure_is_a_widget(make):
    explorer = Explorer(make)
    labels = [control["label"].replace("money", "USD") for control in controls(explorer.figure.spec())]
    assert list(fields(explorer.widget())) == labels, "in the page's order, in its words"


def test_the_currency_switch_redraws_in_the_other_currency():
    box = Explorer(china_market).widget()
    before = outputs(box)[MIME]
    typed(box, "Currency").value = "USD"
    (currency,) = [param for param in outputs(box)[MIME]["params"] if param["name"] == "currency"]
    assert currency["value"] == "USD"
    assert outputs(box)[MIME] != before
    assert "bind" not in currency, "the widget is the control; Vega's own would stand beside it"


def test_a_figure_typed_or_slid_moves_the_sentence_the_slider_and_the_chart():
    explorer = Explorer(break_even)
    box = explorer.widget()
    text, slider = fields(box)[CONVERSION].children[0].children
    text.value = "2"
    assert slider.value == 2
    assert plain(explorer) == break_even(conversion=2).says
    slider.value = 4
    assert text.value == "4"
    assert plain(explorer) == break_even(conversion=4).says
    values = {param["name"]: param.get("value") for param in outputs(box)[MIME]["params"]}
    assert values["conversion"] == 4


@pytest.mark.parametrize("bad", ["", "-1", "many", "1e9", "nan", "inf", "120"])
def test_what_is_not_allowed_is_said_in_the_page_s_words_and_the_last_result_stays(bad):
    explorer = Explorer(break_even)
    box = explorer.widget()
    typed(box, CONVERSION).value = "2"
    typed(box, CONVERSION).value = bad
    assert fault(box, CONVERSION).endswith(": give a number from 0 to 100; the result keeps 2.")
    assert typed(box, CONVERSION).value == bad, "what a reader typed is not taken away"
    assert plain(explorer) == break_even(conversion=2).says
    typed(box, CONVERSION).value = "4"
    assert fault(box, CONVERSION) == ""


LOW, HIGH = (sellers.RANGES[end].label for end in sellers.RANGED["viewers_hour"])


def test_an_end_on_the_wrong_side_of_its_value_is_refused_in_the_page_s_words_and_the_last_result_stays():
    explorer = Explorer(break_even)
    box = explorer.widget()
    typed(box, LOW).value = "300"
    assert fault(box, LOW) == "“300” is above the value of its range, 125: give at most 125; the result keeps 47."
    assert plain(explorer) == break_even().says
    typed(box, LOW).value = "100"
    typed(box, sellers.STREAM["viewers_hour"].label).value = "90"
    said = fault(box, sellers.STREAM["viewers_hour"].label)
    assert said == "“90” is below the low end you set, 100: give at least 100; the result keeps 125."
    assert plain(explorer) == break_even(viewers_hour_low=100).says


def test_an_end_that_nobody_set_goes_along_with_the_value_and_says_so():
    explorer = Explorer(break_even)
    box = explorer.widget()
    typed(box, sellers.STREAM["viewers_hour"].label).value = "5000"
    assert typed(box, HIGH).value == "5000"
    assert hint(box, HIGH).startswith("<i>Moved with your own value, from 701. ")
    assert plain(explorer) == break_even(viewers_hour=5000).says
    typed(box, sellers.STREAM["viewers_hour"].label).value = "125"
    assert typed(box, HIGH).value == "701"


def test_the_title_of_the_chart_follows_the_settings():
    explorer = Explorer(break_even)
    box = explorer.widget()
    typed(box, "Where your buyers are").value = "ID"
    typed(box, CONVERSION).value = "5"
    title = outputs(box)[MIME]["title"]
    figure = break_even(market="ID", conversion=5)
    assert " ".join(title["text"]) == figure.finding
    assert title["subtitle"] == figure.spec()["title"]["subtitle"]


def test_a_figure_that_follows_moves_with_its_leader():
    leader = Explorer(break_even)
    follower = Explorer(your_hour, leader)
    box, led = leader.widget(), follower.widget()
    typed(box, CONVERSION).value = "2"
    assert plain(follower) == your_hour(conversion=2).says
    assert not fields(led)


def test_a_market_sets_every_control_and_what_it_rests_on_and_reset_returns():
    explorer = Explorer(break_even)
    box = explorer.widget()
    market = typed(box, "Where your buyers are")
    market.value = "ID"
    typed(box, "What you sell").value = "clothes"
    assert plain(explorer) == break_even(market="ID", kind="clothes").says
    commission = sellers.STREAM["commission"].label
    assert typed(box, commission).value == "6.97"
    assert hint(box, commission).startswith("<i>From 13 February 2026. ")
    assert hint(box, PRICE.format("IDR")).startswith("<i>5 USD. Borrowed from Southeast Asia, 2025. ")
    button(box, "Reset").click()
    assert market.value == "US"
    assert plain(explorer) == break_even().says


def test_a_change_of_market_keeps_the_reader_s_own_numbers_until_they_are_given_up():
    explorer = Explorer(break_even)
    box = explorer.widget()
    typed(box, PRICE.format("USD")).value = "$25"
    typed(box, CONVERSION).value = "5"
    typed(box, "Where your buyers are").value = "GB"
    assert typed(box, PRICE.format("GBP")).value == "18.98", "25 dollars at 0.7592"
    assert plain(explorer) == break_even(market="GB", order_value=18.98, conversion=5).says
    assert hint(box, PRICE.format("GBP")) == "<i>25 USD. Your own, from 25 USD.</i>"
    assert hint(box, "Where your buyers are") == "<i>2 values are your own and are kept.</i>"
    button(box, "Take what opens here").click()
    assert plain(explorer) == break_even(market="GB").says


def test_the_decision_stands_first_then_the_five_fields_that_decide_and_the_rest_is_folded():
    explorer = Explorer(break_even)
    box = explorer.widget()
    kinds = [type(part) for part in box.children]
    assert kinds.index(ipywidgets.HTML) == 2, "after the market and what is sold"
    assert explorer.sentence.value.startswith("<b>United States: it pays if host and crew cost under ")
    open_fields = [part for part in box.children if type(part) is ipywidgets.VBox]
    assert len(open_fields) == 7, "a market, a kind of goods and five fields"
    folds = [part for part in box.children if isinstance(part, ipywidgets.Accordion)]
    assert [fold.titles[0] for fold in folds] == list(sellers.GROUPS)
    assert {fold.selected_index for fold in folds} == {None}


def test_no_widget_is_wider_than_a_narrow_pane():
    box = Explorer(break_even).widget()
    for part in fields(box).values():
        row = part.children[0].children
        assert sum(float(cell.layout.width.removesuffix("rem")) for cell in row) <= 44, part


def test_what_is_shown_carries_widget_and_figure_alike():
    bundle = Explorer(china_market)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert bundle[MIME]["usermeta"]["figure"] == "china-market"
