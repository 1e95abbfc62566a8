"""The explorers of the built book: labels, units, a short way to the chart, nothing that needs a kernel.

How controls behave is in `test_figure_page.py`, on a page that needs no build.
"""

import pytest
from conftest import CHAPTERS

from livecommerce.figures import sellers
from livecommerce.models import markets

PAGE = "chapters/sellers.html"


def says(page, figure="break-even") -> str:
    return page.locator(f"#fig-{figure} .lc-says").inner_text()


def test_every_control_has_a_name_and_a_word_on_what_is_allowed(visit):
    page = visit(PAGE)
    fields = page.locator(".lc-controls input, .lc-controls select")
    assert fields.count() >= 3
    for field in fields.all():
        assert field.evaluate("field => field.labels.length > 0 || field.ariaLabel"), field
    for field in page.locator(".lc-controls [role=spinbutton]").all():
        fault = field.get_attribute("aria-describedby").split()[0]
        assert page.locator(f"#{fault}[role=alert]").count() == 1
        low, high = (float(field.get_attribute(f"aria-value{end}")) for end in ("min", "max"))
        assert low <= float(field.get_attribute("aria-valuenow")) <= high
    for form in page.locator(".lc-controls").all():
        assert form.locator("button[type=reset]").count() == 1


@pytest.mark.parametrize("path", CHAPTERS)
def test_a_chart_is_at_most_fourteen_tabs_from_the_start_of_its_figure(visit, path):
    """Where more stand before it, give the figure groups: what is folded is passed in one step."""
    page = visit(path)
    before = page.evaluate("""() => Object.values(window.lcFigures ?? {}).map(({ id, element, chart }) => {
        const stops = [...element.querySelectorAll("a[href], button, input, select, summary, [tabindex]")];
        const passed = stops.slice(0, stops.indexOf(chart)).filter((stop) =>
            stop.tabIndex >= 0 && stop.checkVisibility() && (stop.type !== "radio" || stop.checked));
        return [id, passed.length + 1];
    })""")
    assert [(name, tabs) for name, tabs in before if tabs > 14] == []


def test_the_rules_are_one_step_from_the_decision_with_the_market_chosen(visit):
    page = visit(PAGE)
    page.select_option("#break-even-market", label="Indonesia")
    page.get_by_role("link", name="of a live seller: Indonesia").click()
    ledger = page.locator("[data-ledger=seller-rules]")
    assert ledger.locator("select[name=market]").input_value() == "Indonesia"
    ledger.locator("output", has_text=f"{len(markets.rules('ID'))} of ").wait_for()
    shown = ledger.locator("tbody tr:visible").all_inner_texts()
    assert len(shown) == len(markets.rules("ID"))
    assert all("Indonesia" in row for row in shown)
    assert ledger.evaluate("ledger => Math.abs(ledger.getBoundingClientRect().top) < innerHeight / 2"), (
        "it is on screen"
    )
    page.select_option("#break-even-market", label="Germany")
    page.get_by_role("link", name="of a live seller: Germany").wait_for()
    ledger.locator("output", has_text=f"{len(markets.rules('DE'))} of ").wait_for()
    assert ledger.locator("tbody tr:visible").count() == len(markets.rules("DE")), "it goes on following the market"
    own = visit("figures/break-even.html")
    assert "seller-rules.market=United+States" in own.get_attribute(".lc-next", "href"), "from a page of its own, too"


def test_the_first_screen_holds_a_number_and_on_a_desktop_how_sure_it_is_and_what_to_mend_first(visit):
    """Where it does not, shorten the answer above, or what stands between it and the decision."""
    phone = visit(PAGE)
    phone.set_viewport_size({"width": 390, "height": 844})
    market = phone.locator("#break-even-market").bounding_box()
    assert market["y"] + market["height"] < 844, "the title with its number, and the market to choose"
    desktop = visit(PAGE)
    lines = desktop.locator("#fig-break-even .lc-says > span")
    assert "of the cases lose money" in lines.nth(0).inner_text()
    assert "To mend first" in lines.nth(1).inner_text()
    place = lines.nth(1).bounding_box()
    assert place["y"] + place["height"] < 900


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


@pytest.mark.parametrize("path", CHAPTERS)
def test_no_page_holds_widget_state_or_loads_a_widget_manager(visit, site, path):
    text = (site / path).read_text(encoding="utf-8")
    page = visit(path)
    for word in ("widget-state", "html-manager", "require.min.js", "embed-amd"):
        assert word not in text
        assert not any(word in url for url in page.asked)
