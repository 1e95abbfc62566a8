"""The colours, once: charts use them as they are, the site as CSS variables that follow light and dark.

Every colour of a mark differs from the page by at least 3:1 and from its neighbours also for colour-blind readers;
text colours reach 4.5:1. No two tokens share a value, because the site finds them by value.
"""

LIGHT = {
    "bg": "#fffffe",
    "fg": "#1f2328",
    "muted": "#57606b",
    "grid": "#dfe3e8",
    "one": "#0b5fa5",
    "two": "#b3500c",
    "three": "#177a57",
    "four": "#8048a6",
    "five": "#5c6670",
    "six": "#bf2c36",
}
DARK = {
    "bg": "#14181c",
    "fg": "#e6edf3",
    "muted": "#a3adb8",
    "grid": "#353c45",
    "one": "#6cb4ee",
    "two": "#f0a05a",
    "three": "#58c79a",
    "four": "#c79bf0",
    "five": "#aab4be",
    "six": "#ff8f8f",
}


def css() -> str:
    """Return both sets as CSS custom properties: on screen as the reader or the system chooses, on paper light.

    Returns
    -------
    str
        A style sheet.

    Examples
    --------
    >>> "--lc-one: #0b5fa5;" in css()
    True
    """

    def block(selector: str, scheme: str, colours: dict[str, str]) -> str:
        lines = "".join(f"  --lc-{name}: {value};\n" for name, value in colours.items())
        return f"{selector} {{\n  color-scheme: {scheme};\n{lines}}}\n"

    chosen = block('html[data-theme="dark"]', "dark", DARK)
    by_system = block("html:not([data-theme])", "dark", DARK)  # without JavaScript nobody sets data-theme
    return (
        block(":root", "light", LIGHT)
        + f"@media screen {{\n{chosen}}}\n"
        + f"@media screen and (prefers-color-scheme: dark) {{\n{by_system}}}\n"
    )
