"""Pictures drawn once: what vl-convert makes is kept by a digest of everything that went into it.

Where ``LIVECOMMERCE_KEPT`` names a folder, as the project's commands do, a picture that was drawn before is read from
it. The name of a file in it is the digest of the call itself: function, specification (with its theme), options,
vl-convert's version and the fonts of the machine. A picture whose cause has changed has another name: none is stale.
"""

import functools
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import vl_convert

from livecommerce.shown.tokens import FONTS

_MACHINES = {
    "darwin": ["/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"],
    "win32": [r"C:\Windows\Fonts", r"~\AppData\Local\Microsoft\Windows\Fonts"],
}.get(sys.platform, ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"])


@functools.cache
def _surroundings() -> list:
    """What a picture depends on besides the call: the program that draws it, and the fonts it finds."""
    ours = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(FONTS.rglob("*")) if path.is_file()]
    found = [path for folder in _MACHINES for path in Path(folder).expanduser().rglob("*") if path.is_file()]
    return [vl_convert.__version__, ours, sorted((str(path), path.stat().st_mtime_ns) for path in found)]


@functools.cache
def _with_our_fonts() -> None:
    """Let vl-convert find the typeface that the book brings along; once, and not before something is drawn."""
    vl_convert.register_font_directory(str(FONTS))


def _bundled(snippet: str, vl_version: str) -> str:
    """Make the bundle in a process of its own.

    A site begins with it and is then written by forks of the process that asked: once vl-convert's engine has begun
    there, it hangs in them.
    """
    code = "import sys, vl_convert; print(vl_convert.javascript_bundle(sys.argv[1], vl_version=sys.argv[2]), end='')"
    command = [sys.executable, "-c", code, snippet, vl_version]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def _drawn(function: str, *arguments: Any, **options: Any) -> str | bytes:
    if function == "javascript_bundle":
        return _bundled(*arguments, **options)
    _with_our_fonts()
    drawn = getattr(vl_convert, function)(*arguments, **options)
    return json.dumps(drawn) if isinstance(drawn, dict) else drawn


def convert(function: str, *arguments: Any, **options: Any) -> str | bytes:
    """Return what a function of vl-convert returns, drawn now or kept from before.

    Parameters
    ----------
    function : str
        Its name, such as ``"vegalite_to_svg"``.
    *arguments, **options
        What it takes, JSON-ready.

    Returns
    -------
    str or bytes
        Bytes for a PNG, text for everything else; for a scene graph, JSON.
    """
    folder = os.environ.get("LIVECOMMERCE_KEPT")
    if not folder:
        return _drawn(function, *arguments, **options)
    cause = json.dumps([function, arguments, options, _surroundings()], sort_keys=True)
    path = Path(folder) / hashlib.sha256(cause.encode()).hexdigest()
    if path.exists():
        content = path.read_bytes()
        return content if function.endswith("png") else content.decode()
    drawn = _drawn(function, *arguments, **options)
    path.parent.mkdir(parents=True, exist_ok=True)
    # Beside it, then in its place: whoever reads at the same time finds a whole picture or none.
    with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
        file.write(drawn if isinstance(drawn, bytes) else drawn.encode())
    os.replace(file.name, path)
    return drawn


def svg(spec: str | dict[str, Any], **options: Any) -> str:
    """Return a chart's picture as SVG; the same whatever was drawn before it.

    Parameters
    ----------
    spec : str or dict
        Of Vega-Lite.
    **options
        What vl-convert takes besides.

    Returns
    -------
    str
    """
    # Vega numbers the paths that it clips by from the start of the process: here from the start of the picture.
    drawn = convert("vegalite_to_svg", spec, vl_version="6.4", **options)
    seen: dict[str, int] = {}
    return re.sub(r"\b(clip|gradient_)(\d+)\b", lambda id: f"{id[1]}{seen.setdefault(id[0], len(seen))}", drawn)
