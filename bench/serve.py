"""The sites on 127.0.0.1, compressed as any host of pages does it."""

import contextlib
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles


@contextlib.contextmanager
def served(**folders: Path) -> Iterator[str]:
    """Serve folders, each under its name.

    Parameters
    ----------
    **folders : Path

    Yields
    ------
    str
        The address.
    """
    routes = [Mount(f"/{name}", StaticFiles(directory=folder)) for name, folder in folders.items()]
    app = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware, minimum_size=500, compresslevel=6)])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
