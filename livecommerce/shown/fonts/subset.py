"""Make the book's typeface: Source Sans 3, cut to the letters the book uses, under a name of its own.

Its licence keeps the name "Source" for Adobe's own files, so a cut must not bear it; and a name that no machine has
installed makes labels measure the same on each. Run it again only to add letters:

    npm pack @expo-google-fonts/source-sans-3@0.4.1 && tar xzf expo-google-fonts-source-sans-3-0.4.1.tgz
    pip install fonttools==4.68.0 brotli==1.2.1
    python livecommerce/shown/fonts/subset.py package
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Report Sans"
CUTS = {"Regular": "400Regular/SourceSans3_400Regular.ttf", "Bold": "700Bold/SourceSans3_700Bold.ttf"}
# Latin-1, Latin Extended-A (Polish and its neighbours), punctuation, currency signs, arrows, a few of mathematics.
LETTERS = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028), 0x202F, 0x2030, *range(0x2032, 0x2034)]
LETTERS += [0x2039, 0x203A, *range(0x20A0, 0x20C0), *range(0x2190, 0x2194), 0x2122, 0x2212, 0x2248]
LETTERS += [0x2264, 0x2265, 0x25A0, 0x25B2, 0x25BC, 0x25CF]


def _renamed(font: TTFont, style: str) -> None:
    """Give a font its name; the notice of its makers and the licence stay."""
    names = {1: FAMILY, 2: style, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}", 6: f"ReportSans-{style}"}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in {0, 5, 13, 14}]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


def main(source: Path, target: Path) -> None:
    """Write each cut twice: TTF for the picture maker, WOFF2 for the page.

    Parameters
    ----------
    source, target : pathlib.Path
        The unpacked npm package, and this folder.
    """
    options = Options(
        layout_features=["kern", "mark", "ccmp", "locl"], hinting=False, name_IDs=["*"], notdef_outline=True
    )
    for style, path in CUTS.items():
        font = TTFont(source / path, recalcTimestamp=False)
        cut = Subsetter(options)
        cut.populate(unicodes=LETTERS)
        cut.subset(font)
        _renamed(font, style)
        font.save(target / f"ReportSans-{style}.ttf")
        font.flavor = "woff2"
        font.save(target / f"ReportSans-{style}.woff2")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).parent)
