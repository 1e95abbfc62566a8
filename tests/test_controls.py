"""The website's controls: labels, units, keyboard, links that keep them, and what they do with nonsense."""

from urllib.parse import urlencode

import pytest

from livecommerce.figures import sellers

PAGE = "chapters/sellers.html"
FIELD = "#break-even-conversion"
FAULT = "#break-even-conversion-fault"


def says(page, figure="break-even") -> str:
    return page.locator(f"#fig-{figure} .lc-says").inner_text()


def settled(page) -> None:
    """Wait for what the last move set going."""
    page.evaluate("""async () => {
        const applied = new Promise((done) =>
            lcFigures["break-even"].element.addEventListener("lc-applied", done, { once: true }));
        lcFigures["break-even"].apply();
        await applied;
    }""")


@pytest.mark.parametrize("path", [PAGE, "chapters/what-if.html"])
def test_every_control_has_a_name_and_a_word_on_what_is_allowed(visit, path):
    page = visit(path)
    fields = page.locator(".lc-controls input[type=number], .lc-controls input[type=range], .lc-controls select")
    assert fields.count() >= 3
    for field in fields.all():
        assert field.evaluate("field => field.labels.length > 0 || field.ariaLabel"), field
    for field in page.locator(".lc-controls input[type=number]").all():
        assert page.locator(f"#{field.get_attribute('aria-describedby')}[role=alert]").count() == 1
    for form in page.locator(".lc-controls").all():
        assert form.locator("button[type=reset]").count() == 1


def test_a_figure_can_be_typed_or_moved_by_keyboard_alone(visit):
    page = visit(PAGE)
    before = says(page)
    page.focus(FIELD)
    page.keyboard.press("Control+a")
    page.keyboard.type("2")
    settled(page)
    assert says(page) == sellers.break_even(conversion=2).says != before
    slider = page.locator(f"{FIELD}").locator("xpath=preceding-sibling::input")
    slider.focus()
    page.keyboard.press("ArrowRight")
    settled(page)
    assert page.input_value(FIELD) == "2.1"
    assert says(page) == sellers.break_even(conversion=2.1).says


@pytest.mark.parametrize("bad", ["", "-1", "e", "1e9", "31"])
def test_what_is_not_allowed_is_said_and_the_last_result_stays(visit, bad):
    page = visit(PAGE)
    page.fill(FIELD, "2")
    settled(page)
    if bad == "e":  # the one letter that a number field lets a reader type
        page.fill(FIELD, "")
        page.type(FIELD, bad)
    else:
        page.fill(FIELD, bad)
    settled(page)
    assert page.locator(FAULT).inner_text().startswith("Allowed: 0 to 30."), "say what is allowed"
    assert page.get_attribute(FIELD, "aria-invalid") == "true"
    assert says(page) == sellers.break_even(conversion=2).says
    page.fill(FIELD, "3")
    settled(page)
    assert page.locator(FAULT).inner_text() == ""
    assert says(page) == sellers.break_even(conversion=3).says


@pytest.mark.parametrize("bad", ["many", "", "-5", "1e999", "NaN", "<b>"])
def test_nonsense_in_an_address_is_refused_and_said(visit, bad):
    page = visit(f"{PAGE}?{urlencode({'break-even.conversion': bad, 'break-even.hours': 4})}")
    settled(page)
    assert page.input_value(FIELD) == "1"
    assert f"The address asks for “{bad}”" in page.locator(FAULT).inner_text()
    assert says(page) == sellers.break_even(hours=4).says, "what the address has right counts"
    assert page.faults == []


@pytest.mark.parametrize("bad", ["EUR", "", "<b>"])
def test_a_choice_that_does_not_exist_is_refused_and_said(visit, bad):
    page = visit(f"chapters/bytedance-strategy.html?{urlencode({'china-market.currency': bad})}")
    assert page.is_checked("#fig-china-market input[value=CNY]")
    assert f"The address asks for “{bad}”" in page.locator("#fig-china-market .lc-fault").first.inner_text()


def test_unknown_names_in_an_address_are_left_alone(visit):
    page = visit(f"{PAGE}?break-even.nobody=1&nowhere.x=2&utm_source=x&a.b.c=1")
    assert page.locator(".lc-fault:not(:empty)").count() == 0
    assert page.faults == []


def test_a_link_to_a_figure_that_follows_opens_the_whole_scenario(visit):
    page = visit(PAGE)
    page.fill(FIELD, "2")
    page.fill("#month-streams", "12")
    settled(page)
    link = page.evaluate("lcFigures['month'].address()")
    again = visit(link.split("/", 3)[3])
    settled(again)
    assert says(again, "month") == says(page, "month") == sellers.month(conversion=2, streams=12).says
    assert again.input_value(FIELD) == "2"


def test_one_control_moves_the_four_charts_and_one_sentence_is_announced(visit):
    page = visit(PAGE)
    others = ["month", "sensitivity", "distribution"]
    before = {name: says(page, name) for name in others}
    page.fill(FIELD, "2")
    settled(page)
    assert all(says(page, name) != before[name] for name in others)
    live = {name: page.get_attribute(f"#fig-{name} .lc-says", "aria-live") for name in ["break-even", *others]}
    assert live == {"break-even": "polite"} | dict.fromkeys(others, "off")


@pytest.mark.parametrize("name", sellers.CASES)
def test_a_case_sets_the_controls_and_reset_returns(visit, name):
    page = visit(PAGE)
    before = says(page)
    page.locator("#fig-break-even .lc-preset").first.select_option(label=name)
    settled(page)
    assert says(page) == sellers.break_even(**sellers.case(name)).says
    page.locator("#fig-break-even button[type=reset]").click()
    settled(page)
    assert says(page) == before


def test_a_fee_sets_the_commission_alone(visit):
    page = visit(PAGE)
    page.fill(FIELD, "2")
    page.locator("#fig-break-even .lc-preset").last.select_option(label="Malaysia, September 2024")
    settled(page)
    assert says(page) == sellers.break_even(conversion=2, commission=14).says


def test_without_javascript_controls_that_cannot_answer_are_not_shown(visit):
    page = visit(PAGE, java_script_enabled=False)
    assert page.locator(".lc-controls:visible").count() == 0
    assert says(page) == sellers.break_even().says
    assert page.locator("#fig-break-even .lc-wide > svg:visible").count() == 1


def test_in_print_the_result_stands_without_its_controls(visit):
    page = visit(PAGE)
    page.emulate_media(media="print")
    assert page.locator(".lc-controls:visible").count() == 0
    assert page.locator("#fig-break-even .lc-says").is_visible()


@pytest.mark.parametrize("path", [PAGE, "chapters/what-if.html"])
def test_no_page_holds_widget_state_or_loads_a_widget_manager(visit, site, path):
    text = (site / path).read_text(encoding="utf-8")
    page = visit(path)
    for word in ("widget-state", "html-manager", "require.min.js", "embed-amd"):
        assert word not in text
        assert not any(word in url for url in page.asked)
