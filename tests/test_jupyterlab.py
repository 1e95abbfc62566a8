"""Every chapter with charts in JupyterLab, with no other host in reach: run, drawn, and every control moved."""

import json
import os
import shutil
import subprocess
import sys
import time
import urllib.request

import pytest
from conftest import ROOT
from playwright.sync_api import TimeoutError

from livecommerce.commands import gate

# Those without a chart are run by nbval in their stead.
CHAPTERS = sorted(path.stem for path in (ROOT / "chapters").glob("*.ipynb") if gate.draws(path))
# Set one of Vega's own inputs to something else, and say whether its chart changed.
MOVE = """async (input) => {
    const drawn = () => input.closest(".vega-embed").querySelector("canvas").toDataURL();
    const before = drawn();
    if (input.type === "radio") input.click();
    else {
        if (input.tagName === "SELECT") input.selectedIndex = (input.selectedIndex + 1) % input.options.length;
        else input.value = input.value === input.max ? input.min : input.max;
        for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, { bubbles: true }));
    }
    for (let turn = 0; turn < 40 && drawn() === before; turn++) await new Promise((done) => setTimeout(done, 50));
    return drawn() !== before;
}"""
ACTIVE = "button => button.classList.contains('mod-active')"
# What a reader sees of an explorer and of those that follow it: sentences, and a sum over the charts' pixels, one of
# seven, for no letter is as small.
SEEN = """() => {
    const sum = (canvas) => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const pixels = new Uint32Array(data.buffer);
        let all = 0;
        for (let place = 0; place < pixels.length; place += 7) all = (Math.imul(all, 31) + pixels[place]) | 0;
        return all;
    };
    return [...document.querySelectorAll(".widget-html-content")].map((one) => one.textContent).join() +
        [...document.querySelectorAll(".vega-embed canvas")].map(sum).join();
}"""


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
    options.append("--ServerApp.disable_check_xsrf=True")  # so that the tests may end the kernels they started
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


@pytest.fixture(scope="module")
def window(browser, lab):
    """A browser that keeps JupyterLab's scripts from chapter to chapter, and finds nobody but this machine."""
    nobody = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, proxy=nobody)
    yield context
    context.close()


@pytest.fixture
def page(window, lab):
    page = window.new_page()
    yield page
    for session in page.request.get(f"{lab}api/sessions").json():
        page.request.delete(f"{lab}api/sessions/{session['id']}")
    page.close()


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


def drawn_figures(chapter: str) -> int:
    """How many charts the stored chapter holds."""
    cells = json.loads((ROOT / "chapters" / f"{chapter}.ipynb").read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    return sum("application/vnd.vegalite.v5+json" in output.get("data", {}) for output in outputs)


def moves(control, act) -> bool:
    """Whether the notebook shows something else within five seconds of its being moved."""
    before = control.page.evaluate(SEEN)
    act(control)
    try:
        control.page.wait_for_function(f"before => ({SEEN})() !== before", arg=before, polling=100, timeout=5000)
    except TimeoutError:
        return False
    return True


def type_another(field) -> None:
    held = float(field.input_value())
    # Half of a year is no year.
    another = held - 1 if held > 1900 and held < 2100 else held / 2
    field.fill(f"{another or 1:g}")
    field.press("Enter")


def operate_widgets(page) -> list[bool]:
    """Choose every other option, type into every field, slide every slider; whether each changed what is seen."""
    for fold in page.locator(".jupyter-widget-Collapse-header").all():
        fold.click()
    # From the last to the first: a currency is tried before a base that has none.
    buttons = reversed(page.locator(".widget-toggle-buttons button").all())
    chosen = [moves(button, lambda one: one.click()) for button in buttons if not button.evaluate(ACTIVE)]
    typed = [moves(field, type_another) for field in page.locator(".widget-text input").all()]
    slid = [moves(handle, lambda one: one.press("ArrowRight")) for handle in page.locator(".noUi-handle").all()]
    return chosen + typed + slid


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_runs_and_every_chart_and_widget_answers_without_a_network(page, lab, chapter):
    run_all(page, lab, chapter)
    page.wait_for_function(
        "count => document.querySelectorAll('.vega-embed svg, .vega-embed canvas').length >= count",
        arg=drawn_figures(chapter),
    )
    assert page.locator(".jp-RenderedText[data-mime-type*='stderr']").count() == 0
    assert page.locator(".jp-OutputArea-output:has-text('Traceback')").count() == 0
    inputs = page.locator(".vega-bind input:not(:checked), .vega-bind select")
    still = [box.get_attribute("name") for box in inputs.all() if not box.evaluate(MOVE)]
    assert not still, f"these inputs of charts change nothing: {still}"
    moved = operate_widgets(page)
    assert all(moved), f"widgets that change nothing: {[place for place, change in enumerate(moved) if not change]}"
    assert bool(moved) == ("Explorer(" in (ROOT / "chapters" / f"{chapter}.ipynb").read_text(encoding="utf-8"))
    assert page.locator(".vega-embed .error").count() == 0
