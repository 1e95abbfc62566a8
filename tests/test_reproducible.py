"""The same tree gives the same site, to the byte."""

import filecmp
import os

from conftest import copied, jupyter_book

from livecommerce.figures import sellers
from livecommerce.shown import kept
from livecommerce.site import pictures


def test_a_build_elsewhere_is_the_same_to_the_byte(site, tmp_path):
    # Another folder, time zone, language and umask; every picture drawn anew.
    book = copied(tmp_path / "else where")
    umask = os.umask(0o077)
    try:
        built = jupyter_book(
            book, LIVECOMMERCE_KEPT=str(tmp_path / "kept"), TZ="Pacific/Kiritimati", LC_ALL="C", LANG="de_DE.UTF-8"
        )
    finally:
        os.umask(umask)
    assert built.returncode == 0, built.stderr
    again = book / "_build" / "html"
    names = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    _, differ, lost = filecmp.cmpfiles(site, again, names, shallow=False)
    assert (differ, lost) == ([], []), "something random or dated is in these files"


def test_a_picture_is_the_same_whatever_was_drawn_before_it(monkeypatch):
    monkeypatch.delenv("LIVECOMMERCE_KEPT", raising=False)
    web = pictures.web_spec(sellers.break_even().spec())
    drawn = {key: value for key, value in web.items() if key != "narrow"} | pictures.form(web, "wide")
    first = kept.svg(drawn)
    assert 'id="clip' in first, "choose a chart that clips its marks"
    assert kept.svg(drawn) == first, "something in the picture counts on from picture to picture: number it anew"
