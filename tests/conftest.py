"""What several rooms of tests share: the built site, a browser, a server of this machine's own."""

import contextlib
import functools
import http.server
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
# What takes longest begins first, or the last of them would run alone.
LONG = [
    "reproducible",
    "sixth_article",
    "jupyterlab",
    "mutations",
    "check",
    "site",
    "pages",
    "figure_page",
    "one_model",
    "commands",
]
# Pages a reader can open; index.html only leads on to the first of them.
CHAPTERS = [f"chapters/{path.stem}.html" for path in sorted((ROOT / "chapters").glob("[!.]*.*"))]
PAGES = [*CHAPTERS, "articles/zaker-zh.html", "search.html", "404.html", "figures/hour.html"]


def copied(book: Path, **settings: str) -> Path:
    """A copy of what Jupyter Book reads, with other settings, to be built from stored outputs."""
    for part in ("chapters", "data", "livecommerce/site/assets"):
        shutil.copytree(ROOT / part, book / part, ignore=shutil.ignore_patterns(".*"))
    shutil.copy(ROOT / "_toc.yml", book)
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    other = {"execute_notebooks: force": 'execute_notebooks: "off"'}
    other["    language: en\n"] = "    language: en\n    livecommerce_pdf: true\n"
    other |= {f'{name}: ""': f"{name}: {value}" for name, value in settings.items()}
    for old, new in other.items():
        assert old in config, f"_config.yml has no {old}"
        config = config.replace(old, new, 1)
    (book / "_config.yml").write_text(config, encoding="utf-8")
    return book


def jupyter_book(book: Path, **environment: str) -> subprocess.CompletedProcess:
    """The usual command in a folder."""
    program = "import sys; from jupyter_book.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "build", str(book), "-W", "-n"]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, check=False)


def pytest_collection_modifyitems(items: list) -> None:
    rank = {f"test_{name}.py": place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path.name, len(rank)))


@pytest.hookimpl(optionalhook=True)  # without xdist, everything runs in one process
def pytest_xdist_make_scheduler(config, log):
    return Together(config, log)


class Together(LoadScopeScheduling):
    """On one worker, what shares a kernel, a build or an opened page: a module, or one page or kind of fault of it."""

    def _split_scope(self, nodeid: str) -> str:
        module, _, test = nodeid.partition("::")
        apart = module.endswith(("test_pages.py", "test_mutations.py"))
        return module + test[test.index("[") :] if apart and "[" in test else module


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
            # The second and third keep the browser itself from asking other hosts; the last keeps every window from
            # drawing suggestions for an address bar that nobody sees, which costs as much as the page.
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,PaintHolding",
            ],
        )
        yield launched
        launched.close()


@contextlib.contextmanager
def opened(browser, address: str, path: str, base: str | None = None, **options):
    """Open a page; what its console and its network say is kept on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
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
    page.goto(f"{base or address}/{path}")
    page.wait_for_load_state("load")
    yield page
    context.close()


@pytest.fixture
def visit(browser, address):
    """Open pages that are closed when the test ends."""
    with contextlib.ExitStack() as stack:
        yield lambda path, **options: stack.enter_context(opened(browser, address, path, **options))


def wake_all(page) -> int:
    # A page without figures has no script for them.
    every = "Object.values(globalThis.lcFigures ?? {})"
    return page.evaluate(f"async () => (await Promise.all({every}.map(f => f.wake()))).length")


@pytest.fixture
def unused_port() -> int:
    """A port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
