"""Which fonts there are, and what they cannot write."""

from __future__ import annotations

import importlib.util
import unicodedata
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTCollection, TTFont

PACKAGES = (
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_sans_khmer",
    "fontpkg_noto_sans_tamil",
    "fontpkg_noto_sans_telugu",
    "fontpkg_noto_sans_thai",
    "pylopdf_fonts_zh_cn",
)
SUFFIXES = frozenset((".ttf", ".otf", ".ttc", ".otc"))
INVISIBLE = frozenset("\n\t\u200b\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c")
SCRIPTS = {"CJK": "Chinese characters", "HANGUL": "Korean", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}
"""How scripts are named where the first word of a sign's name does not say it plainly."""


@lru_cache(maxsize=1)
def folders() -> tuple[Path, ...]:
    """Return the folders fonts are taken from: of the installed packages, and those the setting PAPER_FONTS adds.

    A service whose travellers write in scripts no package covers (Korean, Hebrew) adds a folder of fonts.
    """
    found = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            found.append(Path(next(iter(spec.submodule_search_locations))))
    return (*found, *(Path(folder) for folder in getattr(settings, "PAPER_FONTS", ())))


@lru_cache(maxsize=1)
def written() -> frozenset[int]:
    """Return every code point that some font can write."""
    points: set[int] = set()
    for folder in folders():
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() in SUFFIXES:
                points.update(_points(path))
    return frozenset(points)


def _points(path: Path) -> set[int]:
    if path.suffix.lower() in (".ttc", ".otc"):
        with TTCollection(path, lazy=True) as collection:
            return {point for font in collection for point in font.getBestCmap() or ()}
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap() or ())


def writable(text: str) -> str:
    """Return text in which every sign no font has is named, e.g. ``[U+1F9FF]``: said, never dropped.

    Signs that stand together are named together; control characters, which say nothing on paper, become blanks.
    """
    if _plainly_written(text):
        return text
    out: list[str] = []
    missing: list[str] = []
    for sign in text:
        control = unicodedata.category(sign) == "Cc" and sign not in INVISIBLE
        if control or _can_write(sign):
            out.extend((_named(missing), " " if control else sign))
            missing.clear()
        else:
            missing.append(sign)
    return "".join((*out, _named(missing)))


def unwritable(text: str) -> set[str]:
    """Return the names of the scripts in a text that no font here writes."""
    if _plainly_written(text):
        return set()
    return {_script(sign) for sign in text if not _can_write(sign) and sign.isprintable()}


def _plainly_written(text: str) -> bool:
    """Return whether a text is of signs that need no looking up one by one, as nearly every text on a form is."""
    return text.isascii() and text.isprintable() and _latin_is_written()


@lru_cache(maxsize=1)
def _latin_is_written() -> bool:
    return written().issuperset(range(ord(" "), ord("~") + 1))


def _script(sign: str) -> str:
    if not sign.isalpha():
        return "symbols"
    first = unicodedata.name(sign, "other letters").split()[0]
    return SCRIPTS.get(first, first.capitalize())


def _can_write(sign: str) -> bool:
    return ord(sign) in written() or sign in INVISIBLE


def _named(signs: list[str]) -> str:
    return f"[{' '.join(f'U+{ord(sign):04X}' for sign in signs)}]" if signs else ""
