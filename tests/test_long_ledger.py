"""A ledger of more rows than a page holds: its first part at once, each row within reach, with a script and without."""

import contextlib
import shutil
from types import SimpleNamespace

import pytest
from conftest import opened
from figure_page import page_of
from playwright.sync_api import expect

from livecommerce.site import domain, render, static

ROWS = 2 * domain.PART + 10


def payload() -> dict:
    def row(number: int) -> dict:
        words = "rare" if number == ROWS - 1 else "common"
        cells = [[[{"text": f"A {words} statement "}, {"text": "row-0", "row": "row-0"}]], [[{"text": "sound"}]]]
        card = {"statement": words, "source": "", "printed": "", "reading": "", "status": ""}
        return {"id": f"row-{number}", "cells": cells, "facets": {"kind": [words]}, "card": card}

    columns = ["Claim", "What it says", "Status"]
    rows = [row(number) for number in range(ROWS)]
    return {"name": "long", "caption": "Long", "columns": columns, "rows": rows, "facets": {"kind": "Kind"}}


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The ledger's pages, made by the site's own templates, without Sphinx."""
    folder, ledger = tmp_path_factory.mktemp("long"), payload()
    static.write_to(folder / "_static")
    shutil.copy(static.ASSETS / "favicon.svg", folder / "_static")
    rows = {
        row["id"]: row | {"page": "home", "ledger": "long", "stands": domain.part_page("long", place, "home")}
        for place, row in enumerate(ledger["rows"])
    }
    known = SimpleNamespace(data={"row": rows})
    env = SimpleNamespace(get_domain=lambda _: known)
    builder = SimpleNamespace(
        env=env, outdir=folder, get_relative_uri=lambda page, to: "../" * page.count("/") + f"{to}.html"
    )
    script = render.write_rows(builder, ledger)
    page_of(folder, "home", render.ledger_html(builder, "home", ledger, script=script))
    for number in (2, 3):
        page = domain.part_page("long", (number - 1) * domain.PART, "home")
        page_of(folder, page, render.ledger_html(builder, page, ledger, number))
    return folder


@pytest.fixture
def visit(browser, book):
    def visited(path: str, **options):
        return stack.enter_context(opened(browser, book.as_uri(), path, **options))

    with contextlib.ExitStack() as stack:
        yield visited


def test_without_a_script_every_row_is_a_link_away(visit):
    page = visit("home.html", java_script_enabled=False)
    assert page.locator("tbody tr").count() == domain.PART
    parts = page.locator(".lc-parts a")
    assert parts.count() == 2
    parts.last.click()
    assert page.locator("#row-2009").is_visible()


def test_words_and_choices_look_through_every_part_from_disk(visit):
    page = visit("home.html")
    assert not any("rows.js" in asked for asked in page.asked), "the other rows wait until they are asked for"
    page.fill(".lc-filter input", "rare")
    page.wait_for_selector(f"#row-{ROWS - 1}:visible")
    assert page.locator("tbody tr").count() == 1
    assert page.locator(".lc-filter output").inner_text() == f"1 of {ROWS} rows"
    page.locator(f"#row-{ROWS - 1} a[href='home.html#row-0']").wait_for()
    page.fill(".lc-filter input", "common")
    page.locator(".lc-filter output", has_text="first 500").wait_for()
    assert page.locator("tbody tr").count() == 500
    page.click(".lc-filter button")
    expect(page.locator("tbody tr")).to_have_count(domain.PART)
    assert page.faults == []


def test_a_link_to_a_row_of_another_part_finds_it(visit):
    page = visit(f"home.html#row-{ROWS - 1}")
    page.wait_for_selector(f"#row-{ROWS - 1}:visible")


def test_a_script_that_does_not_load_is_said(visit, book):
    (book / "long" / "rows.js").rename(book / "long" / "away.js")
    try:
        page = visit("home.html")
        page.fill(".lc-filter input", "rare")
        page.locator(".lc-filter output", has_text="did not load").wait_for()
    finally:
        (book / "long" / "away.js").rename(book / "long" / "rows.js")
