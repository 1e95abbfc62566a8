"""Draw figures wide and narrow, light and dark, in one PNG each.

    python -m livecommerce.look FUNCTION [FUNCTION …] [--to FOLDER]

A name is that of a function in `livecommerce.figures`, such as ``tiktok_shop``.
"""

import argparse
from pathlib import Path

from livecommerce.look import makers, sheet
from livecommerce.shown.kept import convert


def main() -> None:
    """Draw the figures named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="+", help="functions that make a figure")
    parser.add_argument("--to", type=Path, default=Path("_build/look"), help="a folder")
    asked = parser.parse_args()
    known = dict(makers())
    asked.to.mkdir(parents=True, exist_ok=True)
    for name in asked.names:
        path = asked.to / f"{name}.png"
        path.write_bytes(convert("svg_to_png", sheet(known[name]()), scale=1))
        print(path)


if __name__ == "__main__":
    main()
