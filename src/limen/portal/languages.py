"""The languages the interface is written in, and how an address names them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language of the site.

    Args:
        code: as in the address and as HTML's ``lang`` has it.
        name: what its readers call it.
        english: its English name.
        rtl: whether it is written from right to left.
    """

    code: str
    name: str
    english: str
    rtl: bool = False


ORIGINAL = "en"
"""The language that content is written in first; its addresses have no prefix."""

SPOKEN = {
    spoken.code: spoken
    for spoken in (
        Spoken("en", "English", "English"),
        Spoken("es", "Español", "Spanish"),
        Spoken("fr", "Français", "French"),
        Spoken("ar", "العربية", "Arabic", rtl=True),
        Spoken("zh-hans", "简体中文", "Chinese (simplified)"),
        Spoken("pt", "Português", "Portuguese"),
        Spoken("ht", "Kreyòl ayisyen", "Haitian Creole"),
        Spoken("vi", "Tiếng Việt", "Vietnamese"),
    )
}


def prefixed(code: str, path: str, *, text: bool = False) -> str:
    """Return the address of a path of the site in a language.

    Args:
        code: the language.
        path: the path from the site's root, without a leading slash; empty for the home page.
        text: whether the version without images, scripts and styles is meant.
    """
    parts = ["" if code == ORIGINAL else f"{code}/", "text/" if text else "", path.lstrip("/")]
    return "/" + "".join(parts)
