"""The same tree gives the same site, to the byte."""

import filecmp
import os

from conftest import copied, jupyter_book


def test_a_build_elsewhere_is_the_same_to_the_byte(site, tmp_path):
    # Another folder, time zone, language and umask; every picture drawn anew.
    book = copied(tmp_path / "else where")
    umask = os.umask(0o077)
    try:
        built = jupyter_book(book, LIVECOMMERCE_KEPT="", TZ="Pacific/Kiritimati", LC_ALL="C", LANG="de_DE.UTF-8")
    finally:
        os.umask(umask)
    assert built.returncode == 0, built.stderr
    again = book / "_build" / "html"
    names = sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    _, differ, lost = filecmp.cmpfiles(site, again, names, shallow=False)
    assert (differ, lost) == ([], []), "something random or dated is in these files"
