"""The chapters in JupyterLab, with every other host out of reach: run, drawn, and moved by real widgets."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request

import pytest
from conftest import ROOT
from playwright.sync_api import expect as playwright_expect

CHAPTERS = ["bytedance-strategy", "western-platforms", "southeast-asia", "sellers"]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on 127.0.0.1 over a copy of the chapters, stopped by its process id."""
    home = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "chapters", home / "chapters")
    settings = home / "settings" / "@jupyterlab" / "notebook-extension"
    settings.mkdir(parents=True)
    # Draw all cells, also those out of sight, so that they can be counted.
    (settings / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}), encoding="utf-8")
    folders = {"JUPYTER_RUNTIME_DIR": home / "runtime", "JUPYTERLAB_SETTINGS_DIR": home / "settings"}
    environment = os.environ | {name: str(path) for name, path in folders.items()}
    options = ["--no-browser", "--ip=127.0.0.1", "--allow-root", "--IdentityProvider.token=", "--port=0"]
    command = [sys.executable, "-m", "jupyterlab", *options, f"--ServerApp.root_dir={home / 'chapters'}"]
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        yield _address(home / "runtime", server)
    finally:
        server.terminate()
        server.wait(30)


def _address(runtime, server) -> str:
    """Wait until the server says where it listens and answers there."""
    for _ in range(120):
        assert server.poll() is None, "JupyterLab ended at its start"
        for file in runtime.glob("jpserver-*.json") if runtime.exists() else []:
            address = json.loads(file.read_text(encoding="utf-8"))["url"]
            try:
                urllib.request.urlopen(f"{address}api/status", timeout=2)
                return address
            except OSError:
                pass
        time.sleep(0.5)
    pytest.fail("JupyterLab did not start within a minute")


@pytest.fixture
def page(browser, lab):
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.route("**/*", lambda call: call.continue_() if call.request.url.startswith(lab) else call.abort())
    yield page
    context.close()


def run_all(page, lab, chapter) -> None:
    page.goto(f"{lab}lab/tree/{chapter}.ipynb?reset")
    page.wait_for_selector(".jp-NotebookPanel .jp-CodeCell")
    # A cell sent before the kernel listens is never answered.
    page.wait_for_selector("text=/Python 3.* \\| Idle/")
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    numbered = "p => /\\[\\d+\\]/.test(p.textContent)"
    prompts = "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
    page.wait_for_function(f"() => {prompts}.every({numbered})", timeout=60_000)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chart_of_a_chapter_is_drawn_without_a_network(page, lab, chapter):
    run_all(page, lab, chapter)
    cells = page.locator(".jp-CodeCell").count() - 1  # the first one imports
    page.wait_for_function(
        "count => document.querySelectorAll('.vega-embed svg, .vega-embed canvas').length >= count", arg=cells
    )
    assert page.locator(".jp-RenderedText[data-mime-type*='stderr']").count() == 0
    assert page.locator(".jp-OutputArea-output:has-text('Traceback')").count() == 0


def explorer(page, control: str):
    """The output that holds a widget of this class."""
    page.wait_for_selector(f"{control}:visible")
    return page.locator(f".jp-OutputArea-output:has({control})").first


def test_the_currency_switch_is_a_widget_that_redraws_the_chart(page, lab):
    run_all(page, lab, "bytedance-strategy")
    stage = explorer(page, ".widget-toggle-buttons")
    # JupyterLab draws on a canvas: its pixels are what a reader sees change.
    pixels = "stage => stage.querySelector('.vega-embed canvas')?.toDataURL()"
    before = stage.evaluate(pixels)
    assert before
    stage.get_by_role("button", name="US dollars").click()
    for _ in range(100):
        page.wait_for_timeout(100)
        if stage.evaluate(pixels) not in (None, before):
            return
    pytest.fail("the chart did not change within ten seconds")


def test_the_break_even_sliders_move_the_sentence(page, lab):
    run_all(page, lab, "sellers")
    stage = explorer(page, ".widget-slider .noUi-handle")
    sentence = stage.locator(".widget-html-content")
    before = sentence.inner_text()
    assert "breaks even" in before
    stage.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    playwright_expect(sentence).not_to_have_text(before)
    assert "breaks even" in sentence.inner_text()
