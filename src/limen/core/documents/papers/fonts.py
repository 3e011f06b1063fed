"""Which fonts there are, and what they cannot write."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

PACKAGES = (
    "fontpkg_noto_sans",
    "fontpkg_noto_sans_arabic",
    "fontpkg_noto_sans_devanagari",
    "fontpkg_noto_sans_khmer",
    "fontpkg_noto_sans_tamil",
    "fontpkg_noto_sans_telugu",
    "fontpkg_noto_sans_thai",
)
INVISIBLE = frozenset("\n\t\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069\u202a\u202b\u202c")


@lru_cache(maxsize=1)
def folders() -> tuple[Path, ...]:
    """Return the folders of the installed font packages."""
    found = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is not None and spec.submodule_search_locations:
            found.append(Path(next(iter(spec.submodule_search_locations))))
    return tuple(found)


@lru_cache(maxsize=1)
def written() -> frozenset[int]:
    """Return every code point that some font can write."""
    points: set[int] = set()
    for folder in folders():
        for path in (*folder.rglob("*.ttf"), *folder.rglob("*.otf")):
            with TTFont(path, lazy=True) as font:
                points.update(font.getBestCmap())
    return frozenset(points)


def writable(text: str) -> str:
    """Return text in which every sign no font has is named, e.g. ``[U+1F9FF]``: said, never dropped."""
    known = written()
    return "".join(sign if ord(sign) in known or sign in INVISIBLE else f"[U+{ord(sign):04X}]" for sign in text)
