"""How a figure behaves in a reader's hands, on a page of its own: mouse, finger, keyboard, address, failures."""

import re
from urllib.parse import urlencode

import altair as alt
import figure_page
import pandas as pd
import pytest
from test_figures import MAKERS

from livecommerce.charts import parts
from livecommerce.charts.theme import finish
from livecommerce.explorers import Settings
from livecommerce.figures import sellers
from livecommerce.shown.controls import choice, controls, read_number, slider
from livecommerce.shown.figure import Figure, Start

# Three stalls, and a sum that a reader moves.
STALLS = pd.DataFrame(
    {
        "stall": ["1 Tea", "2 Rice", "3 Silk"],
        "sold": [2, 5, 9],
        "statement": ["The tea stall", "The rice stall", "The silk stall of a very long name, <b>as printed</b>"],
        "text": ["2 boxes", "5 boxes", "9 boxes"],
        "source": ["Market 2021", "Market 2021", "=HYPERLINK(1)"],
        "id": ["S1", "S2", "S3"],
    }
)
# Where it opens: in two markets of different money, and for tea alone in one of them.
STARTS = [
    Start({"market": "HERE"}, {"price": 4.0, "share": 30.0}, {"price": "From here."}, {"price": ["S1"]}, "USD", 1.0),
    Start({"market": "THERE"}, {"price": 400.0, "share": 50.0}, {"price": "From there."}, {}, "THB", 40.0),
    Start({"market": "THERE", "kind": "tea"}, {"share": 20.0}, {"share": "Of tea.", "kind": "Tea is told."}, {}),
]
SAYS = (
    "'A box costs ' + format(price, ',.1~f') + ', and ' + format(share, '.1~f') + '% of it stays: ' "
    "+ format(left, ',.2~f') + '.'"
)
FINDING = "'What stays ' + (market == 'HERE' ? 'here' : 'there')"


def shop(follows: str = "") -> Figure:
    """A sum with a market, a kind of goods, two numbers, hints, a fold and a title that follows."""
    story = [alt.Tooltip("statement:N", title="What"), alt.Tooltip("text:N", title="Read as")]
    story.append(alt.Tooltip("source:N", title="From"))
    bars = (
        alt.Chart(STALLS)
        .mark_point(filled=True, size=80)
        .encode(x="sold:Q", y=alt.Y("stall:N", axis=None, sort=None), tooltip=story)
    )
    words = (
        alt.Chart(STALLS)
        .mark_text(align="left", dy=-14)
        .encode(x=alt.value(2), y=alt.Y("stall:N", axis=None, sort=None), text="stall:N", tooltip=story)
    )
    left = alt.param(name="left", expr="price * share / 100")
    says = alt.param(name="says", expr=SAYS)
    if follows:
        params = [
            alt.param(name="price", value=4),
            alt.param(name="share", value=30),
            alt.param(name="market", value="HERE"),
            alt.param(name="kind", value="any"),
        ]
        params.append(slider("boxes", "Boxes", 1, 9, 1, 2))
    else:
        params = [
            choice("market", "Market", {"HERE": "Here", "THERE": "There"}),
            choice("kind", "Goods", {"any": "Any", "tea": "Tea"}),
            slider("price", "Price, money a box", 0, 1000, 0.5, 4),
            slider("share", "Share that stays, percent", 0, 100, 1, 30),
            alt.param(name="finding", expr=FINDING),
        ]
    chart = finish(alt.layer(bars, words).add_params(*params, left, says), height=150)
    rest = (
        {"follows": follows}
        if follows
        else {
            "starts": STARTS,
            "groups": {"Who gets it": ["share"]},
            "results": {"left": "What stays, money"},
        }
    )
    return Figure(
        f"{follows}-led" if follows else "shop",
        chart,
        "What stays here",
        "Coins",
        "Three points: tea 2, rice 5, silk 9.",
        ("S1", "S2"),
        STALLS[["id", "statement"]],
        says="A box costs 4, and 30% of it stays: 1.2.",
        **rest,
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("pages")
    figure_page.write(found, shop(), shop(follows="shop"))
    return found


@pytest.fixture
def opened(browser, folder):
    """Open the shop's page; what its console says is kept on it."""
    contexts = []

    def go(query: str = "", block: str = "", **options):
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}} | options)
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda line: line.type in {"error", "warning"} and page.faults.append(line.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        if block:
            page.route(block, lambda route: route.abort())
        page.goto((folder / "shop.html").as_uri() + query)
        return page

    yield go
    for context in contexts:
        context.close()


PHONE = {"viewport": {"width": 390, "height": 800}, "has_touch": True, "is_mobile": True}
PRICE, SHARE = "#shop-price", "#shop-share"


def says(page, figure: str = "shop") -> str:
    return page.locator(f"#fig-{figure} .lc-says").text_content()


def fault(page, name: str) -> str:
    return page.locator(f"#shop-{name}-fault").text_content()


def settled(page) -> None:
    """Wait for what the last move set going."""
    page.evaluate("async () => { const f = lcFigures.shop; await f.wake(); await f.apply(); }")


# --- Settings.


READ = {"12": "12", "1,000": "1,000", "$7.50": "7.5", " 30 % ": "30", "€9": "9", "0": "0", "+5": "5", ".5": "0.5"}
# Where one of two readings is not allowed, the other holds: a price ends at 1,000.
READ |= {"150.000": "150", "150,5": "150.5", "0.125": "0.1"}


def test_numbers_are_read_as_people_write_them(opened):
    page = opened()
    for typed, value in READ.items():
        page.fill(PRICE, typed)
        settled(page)
        assert fault(page, "price") == ""
        assert says(page).startswith(f"A box costs {value}, ")


RANGE = "give a number from 0 to 1,000"
REFUSED = {
    "": f"Nothing is given: {RANGE}",
    "-1": f"“-1” is not allowed: {RANGE}",
    "−1": f"“−1” is not allowed: {RANGE}",
    "1001": f"“1001” is not allowed: {RANGE}",
    "2.000.000": f"“2.000.000” is not allowed: {RANGE}",
    "1e2": f"“1e2” is no number: {RANGE}",
    "0x10": f"“0x10” is no number: {RANGE}",
    "1,5": "“1,5” can be read in two ways: write 15 or 1.5",
    "1.000,50": "“1.000,50” can be read in two ways: write 100050 or 1000.5",
    "many": f"“many” is no number: {RANGE}",
    "%": f"“%” is no number: {RANGE}",
    "9" * 60: f"“{'9' * 40}…” is not allowed: {RANGE}",
}


def test_the_package_reads_every_number_as_the_page_does():
    for typed, value in READ.items():
        assert read_number(typed, 0, 1000) == pytest.approx(float(value.replace(",", "")), abs=0.06)
    for typed, wrong in REFUSED.items():
        with pytest.raises(ValueError, match=f"^{re.escape(wrong)}$"):
            read_number(typed, 0, 1000)


def test_a_point_before_three_digits_is_asked_about_where_both_readings_are_allowed(opened):
    page = opened()
    page.evaluate("lcFigures.shop.settings.controls.get('price').max = 1e9")
    page.fill(PRICE, "150.000")
    assert fault(page, "price") == "“150.000” can be read in two ways: write 150000 or 150; the result keeps 4."
    page.fill(PRICE, "1.328")
    assert fault(page, "price").startswith("“1.328” can be read in two ways: write 1328 or 1.3280")
    page.fill(PRICE, "1.3280")
    assert fault(page, "price") == ""


def test_what_is_not_allowed_is_said_in_one_sentence_and_the_last_result_stays(opened):
    page = opened()
    for typed, wrong in REFUSED.items():
        page.fill(PRICE, "5")
        page.fill(PRICE, typed)
        settled(page)
        assert fault(page, "price") == f"{wrong}; the result keeps 5."
        assert page.get_attribute(PRICE, "aria-invalid") == "true"
        assert page.input_value(PRICE) == typed, "what a reader typed is not taken away"
        assert says(page).startswith("A box costs 5, ")
    page.fill(PRICE, "6")
    settled(page)
    assert fault(page, "price") == ""


def test_more_than_a_hundred_percent_is_refused(opened):
    page = opened()
    page.locator("summary", has_text="Who gets it").click()
    page.fill(SHARE, "101")
    assert "from 0 to 100" in fault(page, "share")


HOSTILE = ["", "many", "-5", "1e999", "NaN", "<img src=x onerror=alert(1)>", "9" * 500]


def test_nonsense_in_an_address_is_refused_beside_its_field(opened):
    for bad in HOSTILE:
        asked = {"shop.price": bad, "shop.share": 50, "shop.__proto__": 1, "shop.x.y.z": 2, "no.price": 3}
        page = opened("?" + urlencode(asked))
        settled(page)
        assert "in the address" in fault(page, "price")
        assert len(fault(page, "price")) < 140
        assert says(page).startswith("A box costs 4, and 50%"), "what the address has right counts"
        assert page.faults == []


def test_a_choice_that_does_not_exist_is_refused_and_said(opened):
    page = opened("?shop.market=NOWHERE")
    assert (
        fault(page, "market") == "“NOWHERE” in the address is no choice here: choose one of 2; the result keeps “Here”."
    )
    assert page.input_value("#shop-market") == "HERE"


def test_a_fault_in_a_fold_opens_it(opened):
    page = opened("?shop.share=many")
    assert page.locator(f"{SHARE}-fault").is_visible()


def test_a_malformed_address_throws_nothing(opened):
    for place in ("#100%", "#%E0%A4%A", "#constructor"):
        page = opened(place)
        page.hover("#fig-shop .lc-sources a")
        assert page.faults == []


def hint(page, name: str) -> str:
    return page.locator(f"#fig-shop [data-hint={name}]").text_content()


def test_a_market_sets_what_it_knows_and_says_what_that_rests_on(opened):
    page = opened()
    assert hint(page, "price") == "From here. S1"
    assert page.get_attribute("#fig-shop [data-hint=price] a", "href") == "#S1", "a row is one step away"
    page.select_option("#shop-market", "THERE")
    settled(page)
    assert says(page) == "A box costs 400, and 50% of it stays: 200."
    assert page.locator("#fig-shop .lc-finding").text_content() == "What stays there", "the title follows"
    assert hint(page, "price") == "10 USD. From there."
    page.click("#fig-shop button[type=reset]")
    settled(page)
    assert says(page) == shop().says
    assert page.locator("#fig-shop .lc-finding").text_content() == shop().finding
    assert page.input_value("#shop-market") == "HERE"


def test_a_kind_of_goods_sets_what_rows_tell_of_it_and_leaves_the_rest(opened):
    page = opened()
    page.select_option("#shop-kind", "tea")
    settled(page)
    assert says(page) == shop().says, "no row tells of tea here"
    page.select_option("#shop-market", "THERE")
    settled(page)
    assert says(page) == "A box costs 400, and 20% of it stays: 80."
    assert (hint(page, "kind"), hint(page, "share")) == ("Tea is told.", "Of tea.")


def test_money_is_named_in_field_and_print_and_worth_in_dollars(opened):
    page = opened()
    label = page.locator("label[for=shop-price]")
    assert label.text_content() == "Price, USD a box"
    page.select_option("#shop-market", "THERE")
    assert label.text_content() == "Price, THB a box"
    assert hint(page, "price").startswith("10 USD. ")


def test_a_change_of_market_keeps_what_the_reader_typed_says_so_and_offers_what_opens(opened):
    page = opened()
    page.fill(PRICE, "5")
    page.locator("summary", has_text="Who gets it").click()
    page.fill(SHARE, "31")
    page.select_option("#shop-market", "THERE")
    settled(page)
    assert says(page).startswith("A box costs 200, and 31%"), "money is changed at the year's rate, a share is not"
    assert hint(page, "market") == "2 values are your own and are kept. Take what opens here instead"
    assert hint(page, "price") == "5 USD. Your own, from 5 USD. Take 400 instead"
    page.select_option("#shop-market", "HERE")
    assert page.input_value(PRICE) == "5", "there and back it is the same"
    page.select_option("#shop-market", "THERE")
    page.click("#fig-shop [data-hint=price] button")
    settled(page)
    assert says(page).startswith("A box costs 400, and 31%")
    page.click("#fig-shop [data-hint=market] button")
    settled(page)
    assert says(page) == "A box costs 400, and 50% of it stays: 200."
    assert hint(page, "market") == ""
    again = opened("?shop.share=31&shop.price=200&shop.market=THERE")
    settled(again)
    assert hint(again, "price") == "5 USD. Your own. Take 400 instead", "an address may name its market last"


# What a reader does, one thing after the other: a field and what is chosen or typed there.
MOVES = [
    ("price", "5"),
    ("market", "THERE"),
    ("share", "120"),
    ("kind", "tea"),
    ("share", "31"),
    ("price", "$7.50"),
    ("market", "HERE"),
    ("price", "1,5"),
    ("kind", "any"),
    ("price", "4"),
    ("market", "THERE"),
]
STATE = """() => {
    const { values, faults, controls } = lcFigures.shop.settings;
    return [...controls.keys()].map((name) => [
        values.get(name), faults.get(name)?.sentence ?? "", lcFigures.shop.settings.hint(name).words,
    ]);
}"""


def test_the_widgets_keep_change_and_refuse_what_the_page_does(opened):
    page = opened()
    figure = shop()
    widgets = Settings(controls(figure.spec()), figure.starts)
    for name, given in MOVES:
        page.evaluate("([name, given]) => lcFigures.shop.settings.set(name, given)", [name, given])
        widgets.set(name, given)
        found = [[widgets.values[name], widgets.faults.get(name, ""), widgets.hint(name)] for name in widgets.controls]
        assert page.evaluate(STATE) == found, (name, given)


# Ends of ranges on the wrong side of their value, by the reader, by a new value and by another market.
TURNS = [
    ("viewers_hour_low", "300"),
    ("viewers_hour", "5000"),
    ("viewers_hour_high", "6000"),
    ("viewers_hour", "7000"),
    ("viewers_hour", "125"),
    ("viewers_hour_high", "701"),
    ("return_rate_low", "15"),
    ("market", "ID"),
    ("viewers_hour_low", "60"),
    ("viewers_hour", "55"),
    ("viewers_hour", "40"),
    ("market", "US"),
]


def test_a_range_holds_its_value_on_the_page_as_in_the_widgets_and_the_last_result_stays(browser, folder):
    figure = sellers.break_even()
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(figure_page.write(folder, figure).as_uri())
    page.locator("summary", has_text="What is not known").click()
    before = page.locator(".lc-says").text_content()
    page.fill("#break-even-viewers_hour_low", "300")
    beside = page.locator("#break-even-viewers_hour_low-fault")
    assert beside.inner_text() == "“300” is above the value of its range, 125: give at most 125; the result keeps 47."
    page.evaluate("lcFigures['break-even'].apply()")
    assert page.locator(".lc-says").text_content() == before
    page.evaluate("lcFigures['break-even'].settings.reset()")
    widgets = Settings(controls(figure.spec()), figure.starts, figure.ranges)
    for name, given in TURNS:
        page.evaluate("([name, given]) => lcFigures['break-even'].settings.set(name, given)", [name, given])
        widgets.set(name, given)
        found = [[widgets.values[name], widgets.faults.get(name, ""), widgets.hint(name)] for name in widgets.controls]
        assert page.evaluate(STATE.replace(".shop", "['break-even']")) == found, (name, given)
    page.close()


def test_fields_are_paired_by_name_wherever_they_stand(opened):
    page = opened()
    page.evaluate("document.querySelector('#fig-shop form').prepend(document.querySelector('#shop-price'))")
    page.locator("#fig-shop input[type=range][data-sets=price]").fill("7")
    assert page.input_value(PRICE) == "7"
    page.fill(PRICE, "9")
    assert page.input_value("#fig-shop input[type=range][data-sets=price]") == "9"


def test_arrow_keys_move_a_number_and_it_stays_within_bounds(opened):
    page = opened()
    page.focus(PRICE)
    page.keyboard.press("ArrowUp")
    assert page.input_value(PRICE) == "4.5"
    for _ in range(12):
        page.keyboard.press("ArrowDown")
    assert page.input_value(PRICE) == "0"
    assert fault(page, "price") == ""


def test_a_figure_that_follows_is_moved_and_stays_silent(opened):
    page = opened()
    page.fill(PRICE, "7")
    settled(page)
    assert says(page, "shop-led").startswith("A box costs 7, ")
    assert page.get_attribute("#fig-shop-led .lc-says", "aria-live") == "off"
    link = page.evaluate("lcFigures['shop-led'].address()")
    again = opened("?" + link.split("?")[1])
    settled(again)
    assert says(again, "shop-led") == says(page, "shop-led")


# --- Two sums.


def test_two_sums_stand_side_by_side_in_page_address_and_download(opened):
    page = opened()
    page.fill(PRICE, "10")
    settled(page)
    page.click("[data-acts=keep]")
    page.select_option("#shop-market", "THERE")
    page.fill(PRICE, "800")
    settled(page)
    rows = page.locator(".lc-beside tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["", "Yours", "Kept"],
        ["What stays", "400 THB (10 USD)", "3 USD"],
        ["Market", "There", "Here"],
        ["Price, a box", "800 THB (20 USD)", "10 USD"],
        ["Share that stays, percent", "50", "30"],
    ]
    with page.expect_download() as taken:
        page.click("[data-acts=sum]")
    text = taken.value.path().read_text(encoding="utf-8-sig")
    assert text.splitlines() == [
        '"What","Value","Value, currency","Value, in USD","Kept","Kept, currency","Kept, in USD"',
        '"What stays","400","THB","10","3","USD","3"',
        '"Market","There","","","Here","",""',
        '"Goods","Any","","","Any","",""',
        '"Price, a box","800","THB","20","10","USD","10"',
        '"Share that stays, percent","50","","","30","",""',
    ]
    again = opened("?" + page.evaluate("lcFigures.shop.address()").split("?")[1])
    again.wait_for_selector(".lc-beside table")
    settled(again)
    assert again.locator(".lc-beside tr").all_inner_texts() == rows
    again.click("[data-acts=drop]")
    assert again.locator(".lc-beside table").count() == 0
    assert page.faults == again.faults == []


def test_two_sums_fit_a_phone(opened):
    page = opened("?shop.theirs.market=THERE&shop.market=HERE", **PHONE)
    page.wait_for_selector(".lc-beside table")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_paper_the_settings_stand_in_a_line_and_both_sums_stay(opened):
    page = opened()
    page.fill(PRICE, "1,000")
    settled(page)
    page.click("[data-acts=keep]")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    line = page.locator("#fig-shop .lc-set-as")
    said = "Set as: Market: Here; Goods: Any; Price, USD a box: 1,000; Share that stays, percent: 30."
    assert line.inner_text() == said
    assert page.locator(".lc-beside table").is_visible()
    assert not page.locator("#shop-market").is_visible()
    page.emulate_media(media="screen")
    assert not line.is_visible()


# --- Width.


def test_at_another_width_the_chart_is_drawn_again_at_the_same_settings(opened):
    page = opened()
    page.select_option("#shop-market", "THERE")
    settled(page)
    for width, form in ((390, "narrow"), (1280, "wide"), (390, "narrow")):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_selector(f"#fig-shop .lc-chart[data-live={form}]:not(.lc-late)")
        assert page.locator(f"#fig-shop .lc-{form} svg").count() == 1
        assert page.evaluate("async () => (await lcFigures.shop.view).signal('price')") == 400
    page.emulate_media(media="print")
    assert page.locator("#fig-shop .lc-narrow").is_visible(), "paper shows the chart as it was set"
    assert not page.locator("#fig-shop .lc-wide").is_visible()


# --- Marks.


def first_mark(page):
    """Where the tea stall's point is on the screen."""
    page.evaluate("async () => { await lcFigures.shop.wake(); }")
    return page.locator("#fig-shop .lc-chart .mark-symbol path:visible").first.bounding_box()


def middle(box) -> tuple[float, float]:
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_tap_opens_what_a_mark_says_inside_the_screen_and_a_second_closes_it(opened):
    page = opened(**PHONE)
    page.locator("#fig-shop .lc-chart").scroll_into_view_if_needed()
    x, y = middle(first_mark(page))
    card = page.locator("#lc-card")
    page.touchscreen.tap(x + 9, y + 9)  # a finger is wider than a dot
    card.wait_for(state="visible")
    assert card.inner_text().splitlines()[0] == "The tea stall"
    page.touchscreen.tap(x, y)
    card.wait_for(state="hidden")
    page.touchscreen.tap(x, y)
    card.wait_for(state="visible")
    page.keyboard.press("Escape")
    card.wait_for(state="hidden")
    page.touchscreen.tap(x, y)
    card.wait_for(state="visible")
    page.touchscreen.tap(5, 5)
    card.wait_for(state="hidden")


def test_the_first_tap_on_a_picture_that_is_not_yet_alive_counts(opened):
    page = opened(**PHONE)
    chart = page.locator("#fig-shop .lc-narrow")
    chart.scroll_into_view_if_needed()
    x, y = middle(page.locator("#fig-shop .lc-narrow .mark-symbol path").first.bounding_box())
    page.touchscreen.tap(x, y)
    page.locator("#lc-card").wait_for(state="visible")


def test_no_card_leaves_a_phone(opened):
    page = opened(**PHONE)
    first_mark(page)
    for point in page.locator("#fig-shop .lc-narrow .mark-symbol path").all():
        point.scroll_into_view_if_needed()
        page.touchscreen.tap(*middle(point.bounding_box()))
        box = page.locator("#lc-card").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
        assert box["width"] <= 340
        assert page.locator("#lc-card b").count() == 0, "text stays text"


def test_a_mouse_shows_and_leaves(opened):
    page = opened()
    page.mouse.move(*middle(first_mark(page)))
    page.mouse.move(*[place + 1 for place in middle(first_mark(page))])
    page.locator("#lc-card").wait_for(state="visible")
    assert page.locator("#fig-shop .lc-chart [title], #fig-shop .lc-chart title").count() == 0
    page.mouse.move(2, 2)
    page.locator("#lc-card").wait_for(state="hidden")


def test_arrow_keys_go_mark_by_mark_show_which_and_say_it(opened):
    page = opened()
    page.focus("#fig-shop .lc-chart")
    row, ring = page.locator("#fig-shop .lc-row"), page.locator("#fig-shop .lc-ring")
    said = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
        page.wait_for_function(
            "n => lcFigures.shop.part('.lc-row').textContent.endsWith(n)", arg=f"{len(said) + 1} of 3."
        )
        said.append(row.text_content())
        assert ring.is_visible()
    assert said[0] == "The tea stall. Read as 2 boxes. From Market 2021. 1 of 3."
    assert [text.split(".")[0] for text in said] == [
        "The tea stall",
        "The rice stall",
        "The silk stall of a very long name, <b>as printed</b>",
    ]
    x, y = middle(ring.bounding_box())
    point = page.locator("#fig-shop .lc-wide .mark-symbol path").nth(2).bounding_box()
    assert (x, y) == pytest.approx(middle(point), abs=2), "the ring is round the mark"
    page.keyboard.press("Escape")
    assert not ring.is_visible()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("lcFigures.shop.part('.lc-row').textContent.endsWith('2 of 3.')")


def test_a_chart_is_one_stop_of_the_tab_key(opened):
    page = opened()
    first_mark(page)
    page.focus("#fig-shop .lc-chart")
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.lc-chart')")


# --- Failures.


def test_when_the_chart_script_is_lost_the_picture_stays_and_a_second_try_is_offered(opened):
    page = opened(block="**/charts.js*")
    page.fill(PRICE, "7")
    trouble = page.locator("#fig-shop .lc-trouble")
    trouble.wait_for()
    assert page.locator("#fig-shop .lc-wide > svg").is_visible()
    assert says(page) == shop().says, "no new sentence beside the opening picture"
    page.unroute("**/charts.js*")
    trouble.locator("button", has_text="Try again").click()
    page.wait_for_selector("#fig-shop .lc-chart[data-live]")
    settled(page)
    assert says(page).startswith("A box costs 7, ")
    assert trouble.count() == 0


def test_a_chart_that_vega_rejects_leaves_its_picture_and_one_sentence(opened):
    page = opened()
    page.evaluate("lc.loadRest().then(({ charts }) => (charts.shop = { shared: { mark: 'nonsense' } }))")
    page.fill(PRICE, "7")
    trouble = page.locator("#fig-shop .lc-trouble")
    trouble.wait_for()
    assert (
        trouble.text_content().strip() == "This chart cannot be drawn live, so the picture shows its opening settings."
    )
    assert page.locator("#fig-shop .lc-wide > svg").is_visible()


def test_where_nothing_may_be_stored_or_copied_nothing_breaks(opened):
    page = opened()
    page.evaluate("""() => {
        Object.defineProperty(window, "localStorage", { get() { throw new DOMException("blocked"); } });
        navigator.clipboard.writeText = () => Promise.reject(new DOMException("blocked"));
    }""")
    page.evaluate("document.querySelector('#fig-shop details.lc-data').open = true")
    for button in page.locator("#fig-shop [data-copies]").all():
        button.click()
    assert "does not let" in page.locator("#fig-shop .lc-downloads output").text_content()
    assert page.faults == []


def test_code_to_embed_a_figure_escapes_its_title(opened):
    page = opened()
    code = page.evaluate("""async () => {
        document.querySelector('#fig-shop .lc-finding').textContent = 'He said "<b>"';
        let copied;
        navigator.clipboard.writeText = async (text) => (copied = text);
        const button = document.querySelector('#fig-shop [data-copies=embedding]');
        button.click();
        await new Promise((done) => setTimeout(done, 50));
        return copied;
    }""")
    assert 'title="He said &quot;' in code


# --- The book's own figures.

ALIVE = """async () => {
    const found = [];
    for (const { id, element, chart, reader } of Object.values(lcFigures)) {
        const view = await lcFigures[id].wake();
        const stops = [...element.querySelectorAll("a[href], button, input, select, summary, [tabindex]")];
        const passed = stops.slice(0, stops.indexOf(chart)).filter((stop) =>
            stop.tabIndex >= 0 && stop.checkVisibility() && (stop.type !== "radio" || stop.checked));
        const said = () => [...element.querySelectorAll("[data-said]")].map((part) => part.textContent);
        const opening = said();
        if (view) lcFigures[id].write(view);
        const changed = said().filter((text, place) => text !== opening[place]);
        const titles = [];
        for (const { name, options = [] } of lcFigures[id].settings.controls.values()) {
            for (const [value] of options) {
                await view.signal(name, value).runAsync();
                lcFigures[id].write(view);
                titles.push(element.querySelector(".lc-finding").textContent);
            }
        }
        found.push({
            titles,
            colours: [...element.querySelectorAll(".lc-chart svg [fill], .lc-chart svg [stroke]")]
                .flatMap((part) => [part.getAttribute("fill"), part.getAttribute("stroke")])
                .filter((colour) => colour && !/^(var\\(--lc-|none|transparent|url)/.test(colour)),
            id,
            alive: Boolean(view),
            marks: reader.marks.length,
            tabs: passed.length + 1,
            changed,
            sentences: reader.marks.map((mark) => mark.lines.map((line) => line.join(" ").trim())).flat(),
        });
    }
    return found;
}"""


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """Every figure of the book on one page."""
    return figure_page.write(tmp_path_factory.mktemp("book"), *[maker() for maker in MAKERS])


@pytest.mark.parametrize("width", [1280, 390])
def test_every_figure_of_the_book_comes_alive_near_and_says_what_it_said(browser, book, width):
    page = browser.new_page(viewport={"width": width, "height": 900})
    faults = []
    page.on("console", lambda line: line.type == "error" and faults.append(line.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(book.as_uri())
    found = page.evaluate(ALIVE)
    page.close()
    assert faults == []
    assert len(found) == len(MAKERS)
    assert [row["id"] for row in found if not row["alive"]] == [], "Vega rejects these"
    assert [row["id"] for row in found if not row["marks"]] == [], "give these tooltips: the arrow keys find nothing"
    assert [row for row in found if row["tabs"] > 14] == [], "give these groups: what is folded is passed in one step"
    assert [row for row in found if row["changed"]] == [], "the chart's signal and the figure's own words differ"
    assert [title for row in found for title in row["titles"] if len(title) > 90] == [], "too long at this choice"
    assert {colour for row in found for colour in row["colours"]} == set(), "no token: lost in light or dark"
    unspoken = re.compile(r"[{}_]|\b(?:null|undefined|NaN|datum|bin|id)\b|^[\W\d]*$")
    assert [line for row in found for line in row["sentences"] if unspoken.search(line)] == [], "nobody talks like this"


FILLS = """() => [...document.querySelectorAll(".lc-figure")].map((figure) => {
    const svg = [...figure.querySelectorAll(".lc-chart svg")].find((svg) => svg.checkVisibility());
    const wide = svg.getBoundingClientRect().width;
    const size = (part) => parseFloat(getComputedStyle(figure.querySelector(part) ?? figure).fontSize);
    const letters = [...svg.querySelectorAll("text")].filter((text) => text.textContent.trim());
    const scale = wide / svg.viewBox.baseVal.width;
    return {
        id: figure.dataset.figure,
        fills: wide / figure.getBoundingClientRect().width,
        text: Math.min(...letters.map((text) => parseFloat(getComputedStyle(text).fontSize) * scale)),
        finding: size(".lc-finding"),
        rest: Math.max(size(".lc-note"), size(".lc-sources"), size(".lc-measure")),
    };
})"""


def test_a_picture_fills_its_box_and_its_text_can_be_read_at_every_width(browser, book):
    page = browser.new_page()
    page.goto(book.as_uri())
    for width in (320, 390, 680, 736, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for row in page.evaluate(FILLS):
            assert row["fills"] >= 0.97, (width, row)
            assert row["text"] >= 12.5, (width, row)
            assert row["finding"] >= 20, (width, row)
            assert row["rest"] <= 0.8 * row["finding"], (width, row)
    page.close()


LENGTHS = """() => [...document.querySelectorAll(".lc-wide svg text")].map((text) => {
    const { fontSize, fontWeight } = getComputedStyle(text);
    return [text.textContent, parseFloat(fontSize), Number(fontWeight) >= 600, text.getComputedTextLength()];
})"""


def test_letters_are_as_wide_in_a_browser_as_they_were_measured(browser, book):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(book.as_uri())
    known = parts.letters()
    lengths = [found for found in page.evaluate(LENGTHS) if found[0] and set(map(ord, found[0])) <= known]
    page.close()
    assert len(lengths) > 300
    # Letters that move together, as T and o do, take less than was measured; none may take more.
    off = [found for found in lengths if not -1 < parts.measure(*found[:3]) - found[3] < 1 + 0.04 * found[3]]
    assert off == [], "the script that finds collisions measures these wrongly"


def test_a_tap_on_any_figure_opens_a_card_inside_the_phone_and_a_second_closes_it(browser, book):
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(book.as_uri())
    card = page.locator("#lc-card")
    for name in page.evaluate("Object.keys(lcFigures)"):
        place = page.evaluate(
            """async (name) => {
                const figure = lcFigures[name];
                await figure.wake();
                const [mark] = figure.reader.marks;
                mark.node.scrollIntoView({ block: "center" });
                const { left, top, width, height } = mark.box();
                return [left + width / 2, top + height / 2];
            }""",
            name,
        )
        page.touchscreen.tap(*place)
        card.wait_for(state="visible")
        box = card.bounding_box()
        assert box["x"] >= 0, name
        assert box["x"] + box["width"] <= 390, name
        page.touchscreen.tap(*place)
        card.wait_for(state="hidden")
    context.close()
