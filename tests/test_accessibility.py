"""Open to every reader: axe finds nothing, the keyboard reaches everything, nothing is said by sight alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe


@pytest.mark.parametrize("path", ["claims", "corrections", "entities", "sellers", "index"])
def test_on_a_phone_a_finger_finds_what_it_aims_at(visit, path):
    page = visit(f"chapters/{path}.html")
    page.set_viewport_size({"width": 390, "height": 800})
    # Rows out of sight have estimated heights, and would seem to lie upon each other.
    page.evaluate(
        "document.querySelectorAll('.lc-ledger tr').forEach(row => (row.style.contentVisibility = 'visible'))"
    )
    found = Axe().run(page, options={"runOnly": ["target-size"]}).response["violations"]
    assert [node["html"][:200] for rule in found for node in rule["nodes"]] == []


def test_every_figure_says_in_words_what_it_shows(visit):
    page = visit("chapters/southeast-asia.html")
    figures = page.locator(".lc-figure").all()
    assert len(figures) >= 3
    for figure in figures:
        assert len(figure.locator(".lc-chart").get_attribute("aria-label")) > 60
        assert figure.locator(".lc-finding").inner_text()
        assert figure.locator("table tbody tr").count() > 0


def test_focus_can_be_seen_wherever_it_is(visit):
    page = visit("chapters/sellers.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "lc-skip", "the way past the frame comes first"
    for _ in range(60):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
            const style = getComputedStyle(document.activeElement);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
        }""")
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_the_reader_chooses_light_or_dark_and_the_choice_stays(visit):
    page = visit("chapters/index.html", color_scheme="light")
    background = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.click(".lc-theme")
    dark = page.evaluate(background)
    assert light != dark
    page.reload()
    assert page.evaluate(background) == dark


def test_without_javascript_the_system_chooses_light_or_dark(visit):
    colours = {
        mode: visit("chapters/index.html", color_scheme=mode, java_script_enabled=False)
        .locator("body")
        .evaluate("body => getComputedStyle(body).backgroundColor")
        for mode in ("light", "dark")
    }
    assert colours["light"] != colours["dark"]


def test_foreign_fragments_are_marked_with_their_language(visit):
    page = visit("chapters/claims.html")
    for row, language in (("zaker-zh-01", "zh"), ("smt-pl-01", "pl")):
        assert page.locator(f"#{row} [lang={language}]").count() > 0
