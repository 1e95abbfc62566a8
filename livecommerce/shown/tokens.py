"""The colours and the typeface, once: charts use them as they are, the site as CSS variables and a font file.

A colour is named by what it means. Each differs from the page by at least 4.5:1, because labels wear the colour of
their marks; regions among themselves, and good, bad and doubt, stay apart for colour-blind readers, too. No two tokens
share a value, because a surface that follows light and dark finds them by value.
"""

import base64
from pathlib import Path

LIGHT = {
    "bg": "#fffffe",
    "fg": "#1f2328",
    "muted": "#57606b",
    "grid": "#dfe3e8",
    "accent": "#0a58a0",
    "china": "#c35105",
    "seasia": "#0f8172",
    "us": "#1e3a66",
    "europe": "#9b38e0",
    "other": "#4e3d19",
    "neutral": "#5c6670",
    "good": "#1e8068",
    "bad": "#8a0f27",
    "doubt": "#8f7008",
}
DARK = {
    "bg": "#14181c",
    "fg": "#e6edf3",
    "muted": "#a3adb8",
    "grid": "#353c45",
    "accent": "#8cc4f5",
    "china": "#f0702c",
    "seasia": "#1fa085",
    "us": "#b4d6f8",
    "europe": "#c964f0",
    "other": "#efd996",
    "neutral": "#a9b3be",
    "good": "#74f0d0",
    "bad": "#ea5f6e",
    "doubt": "#eac01b",
}

# The typeface of page and chart; `subset.py` beside the files says where it comes from.
FAMILY = "Report Sans"
FONTS = Path(__file__).parent / "fonts"
# What stands in for letters that it lacks, Chinese ones above all.
FALLBACK = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif'


def css() -> str:
    """Return the typeface and both sets of colours: on screen as the reader or the system chooses, on paper light.

    Returns
    -------
    str
        A style sheet.

    Examples
    --------
    >>> f"--lc-accent: {LIGHT['accent']};" in css()
    True
    """

    def block(selector: str, scheme: str, colours: dict[str, str]) -> str:
        lines = "".join(f"  --lc-{name}: {value};\n" for name, value in colours.items())
        return f"{selector} {{\n  color-scheme: {scheme};\n{lines}}}\n"

    chosen = block('html[data-theme="dark"]', "dark", DARK)
    by_system = block("html:not([data-theme])", "dark", DARK)  # without JavaScript nobody sets data-theme
    return (
        _faces()
        + f':root {{\n  --lc-font: "{FAMILY}", {FALLBACK};\n}}\n'
        + block(":root", "light", LIGHT)
        + f"@media screen {{\n{chosen}}}\n"
        + f"@media screen and (prefers-color-scheme: dark) {{\n{by_system}}}\n"
    )


def _faces() -> str:
    """The two cuts of the typeface, in the style sheet itself: nothing that comes later moves what is read.

    Letters wait for it, which takes no time to speak of: every page asks for it before the first paint. "Optional"
    would let the first visit go without it, and labels would be wider than they were measured.
    """
    faces = []
    for weight, cut in ((400, "Regular"), (700, "Bold")):
        font = base64.b64encode((FONTS / f"ReportSans-{cut}.woff2").read_bytes()).decode()
        lines = [
            f'font-family: "{FAMILY}"',
            f"font-weight: {weight}",
            "font-display: block",
            f'src: url("data:font/woff2;base64,{font}") format("woff2")',
        ]
        faces.append("@font-face {\n" + "".join(f"  {line};\n" for line in lines) + "}\n")
    return "".join(faces)
