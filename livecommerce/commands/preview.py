"""Serve the book while it is written: ``python -m livecommerce preview``.

A saved chapter is built again from its stored outputs and the browser told; the server, the watching and the building
in a process of its own are sphinx-autobuild's. Libraries are imported once, before: a build begins at once.
"""

import argparse
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import uvicorn
from sphinx_autobuild.filter import IgnoreFilter
from sphinx_autobuild.server import RebuildServer
from starlette.applications import Starlette
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

import livecommerce.site  # noqa: F401 - what the first build would wait for
from livecommerce.commands import book
from livecommerce.commands.environment import ROOT, say

OUT = ROOT / "_build" / "preview" / "html"
WATCHED = ["chapters", "livecommerce/shown", "livecommerce/site", "_config.yml", "_toc.yml"]
_STARTED = time.time()
# A file, because the pages' own policy allows no inline script; with the server back, the page is read again.
_RELOAD = """(function listen(lost) {
    const socket = new WebSocket(`ws://${location.host}/-/changed`);
    socket.onopen = () => lost && location.reload();
    socket.onmessage = () => location.reload();
    socket.onclose = () => setTimeout(listen, 1000, true);
})(false);"""


class Pages(StaticFiles):
    """The built pages, each with a script that reads it again after a change."""

    async def get_response(self, path: str, scope) -> Response:
        """Return a file, a page with the script added."""
        found = await super().get_response(path, scope)
        if not str(getattr(found, "path", "")).endswith(".html"):
            return found
        html = Path(found.path).read_text(encoding="utf-8")
        return HTMLResponse(f'{html}<script src="/-/changed.js"></script>', headers={"Cache-Control": "no-store"})


def rebuild(changed_paths: list[Path]) -> bool:
    """Build what has changed.

    Parameters
    ----------
    changed_paths : list of Path
        Only to be named; Sphinx finds for itself what is out of date.

    Returns
    -------
    bool
        Whether it was built.
    """
    say(f"changed: {', '.join(path.name for path in changed_paths)}" if changed_paths else "building")
    began = time.monotonic()
    if any(path.stat().st_mtime > _STARTED for path in (ROOT / "livecommerce").rglob("*.py")):
        say("the package has changed: built in a new process; start the preview again to be quick")
        built = not subprocess.run(
            [sys.executable, "-m", "livecommerce.commands.book", OUT, "--stored", "--quick"]
        ).returncode
    else:
        built = book.make(OUT, stored=True, quick=True)
    say(f"{'built' if built else 'NOT built: the pages are as before'}, {time.monotonic() - began:.1f} s")
    return built


def main(arguments: list[str]) -> int:
    """Build, then serve until interrupted.

    Parameters
    ----------
    arguments : list of str
        ``--port``.

    Returns
    -------
    int
        1 if there is nothing to serve.
    """
    parser = argparse.ArgumentParser(prog="python -m livecommerce preview", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8000)
    port = parser.parse_args(arguments).port
    # A process of its own, as every later build: this one must stay fit to be copied.
    with ProcessPoolExecutor(1) as pool:
        if not pool.submit(rebuild, []).result() and not (OUT / "index.html").exists():
            return 1
    watched = [ROOT / name for name in WATCHED]
    watcher = RebuildServer(watched, IgnoreFilter([], [r"\.ipynb_checkpoints", r"__pycache__", r"/\.[^/]*$"]), rebuild)
    routes = [
        WebSocketRoute("/-/changed", watcher),
        Route("/-/changed.js", lambda request: Response(_RELOAD, media_type="text/javascript")),
        Mount("/", Pages(directory=OUT, html=True)),
    ]
    say(f"http://127.0.0.1:{port}/ shows the book and follows what you save; Ctrl+C ends it")
    uvicorn.run(Starlette(routes=routes, lifespan=watcher.lifespan), host="127.0.0.1", port=port, log_level="warning")
    return 0
