"""Letters: what a reader sees, and what stands there."""

import re
import unicodedata
from functools import cache

from confusable_homoglyphs.confusables import is_confusable

# Fillers of Korean and Khmer, the empty Braille cell, selectors of a variant: letters and signs that leave no trace.
_EMPTY = re.compile("[\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]")


@cache
def twins(character: str) -> frozenset[str]:
    """Return the plain letters and digits for which Unicode says that a character can be taken.

    Parameters
    ----------
    character : str
        One character.

    Returns
    -------
    frozenset of str

    Examples
    --------
    >>> sorted(twins("\\u0430"))  # a Cyrillic letter
    ['a']
    >>> sorted(twins("é"))
    []
    """
    if character.isascii():
        return frozenset()
    found = {glyph["c"] for part in is_confusable(character) or [] for glyph in part["homoglyphs"]}
    if unicodedata.category(character) in {"Lu", "Ll", "Nd"}:  # wide, mathematical: other forms of plain ones
        found.add(unicodedata.normalize("NFKC", character))
    return frozenset(glyph for glyph in found if len(glyph) == 1 and glyph.isascii() and glyph.isalnum())


def look_alike(text: str, ours: bool = False) -> str:
    """Return the first word of a text that looks like one in plain letters and is another.

    Parameters
    ----------
    text : str
    ours : bool, optional
        Whether the text is in our own English: then no word of it has a letter that looks like a plain one. Words that
        others wrote may be of another alphabet, as long as they cannot be read as plain ones.

    Returns
    -------
    str
        Empty where there is none.

    Examples
    --------
    >>> look_alike("TikTok or \\u0422ikTok") == "\\u0422ikTok"  # its first letter is Cyrillic
    True
    >>> look_alike("café, 抖音, выросло")
    ''
    """
    for word in re.findall(r"[^\W_]+", "" if text.isascii() else text):
        strange = [bool(twins(letter)) for letter in word]
        mixed = any(letter.isascii() and letter.isalpha() for letter in word)
        like = all(letter.isascii() or twin for letter, twin in zip(word, strange, strict=True))
        if any(strange) and (ours or mixed or like):
            return word
    return ""


def unseen(text: str) -> str:
    """Return the first character that shows nothing, or that Unicode gives no meaning to.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        Empty where there is none.

    Examples
    --------
    >>> unseen("TikTok") or unseen("วันที่")
    ''
    >>> unseen("TikTok\\u3164") == "\\u3164"  # a Korean letter without a shape
    True
    """
    return next((mark for mark in text if not mark.isascii() and _shows_nothing(mark)), "")


def _shows_nothing(mark: str) -> bool:
    return unicodedata.category(mark) in {"Co", "Cn", "Cs"} or bool(_EMPTY.match(mark))
