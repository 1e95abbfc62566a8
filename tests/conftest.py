"""What several rooms of tests share: the built site, a browser, a server of this machine's own."""

import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
# Pages a reader can open; index.html only leads on to the first of them.
CHAPTERS = [f"chapters/{path.stem}.html" for path in sorted((ROOT / "chapters").glob("[!.]*.*"))]
PAGES = [*CHAPTERS, "search.html", "404.html", "figures/stream.html"]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def site() -> Path:
    """The built pages."""
    if not (SITE / "index.html").exists():
        pytest.fail("There is no built site. Build it first: python3 -m livecommerce build")
    return SITE


@pytest.fixture(scope="session")
def address(site):
    """The built pages on a port of 127.0.0.1, for as long as the tests run."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    """A real Chromium; needed in CI, and elsewhere used when there is one."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        reason = "no Chromium on this machine; on Debian: apt-get install chromium"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=program,
            # The last two keep the browser itself from asking other hosts.
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield launched
        launched.close()


@pytest.fixture
def visit(browser, address):
    """Open a page; what its console and its network say is kept on it."""
    contexts = []

    def go(path: str, base: str = address, **options):
        context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.faults, page.elsewhere, page.asked = [], [], []
        page.on("console", lambda line: line.type in {"error", "warning"} and page.faults.append(line.text))
        page.on("pageerror", lambda error: page.faults.append(str(error)))

        def route(call):
            page.asked.append(call.request.url)
            if call.request.url.startswith((address, "file://", "data:", "blob:")):
                return call.continue_()
            page.elsewhere.append(call.request.url)
            return call.abort()

        page.route("**/*", route)
        page.goto(f"{base}/{path}")
        page.wait_for_load_state("load")
        return page

    yield go
    for context in contexts:
        context.close()


def wake_all(page) -> int:
    return page.evaluate("async () => (await Promise.all(Object.values(lcFigures).map(f => f.wake()))).length")
