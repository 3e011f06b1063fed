"""Setting a page of the site with typst."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from limen.core.documents.papers.fonts import folders, unwritable, writable


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the paper.

    Args:
        title: the title of the page.
        summary: its one sentence.
        service: who publishes it.
        lang: the language, as BCP 47.
        rtl: whether it is written from right to left.
        address: where it stands on the site.
        changed: when it was last changed, as the language writes it.
        blocks: what it says (``blocks``).
        law: the rules it stands on: title, citation and text.
        labels: words of the sheet itself: ``law``, ``changed``, ``page``.
    """

    title: str
    summary: str
    service: str
    lang: str
    rtl: bool
    address: str
    changed: str
    blocks: list[dict[str, Any]]
    law: list[tuple[str, str, str]]
    labels: dict[str, str]


def unwritten(text: str) -> set[str]:
    """Return the scripts of a text that no font of this service writes."""
    return unwritable(text)


def compiled(sheet: Sheet, moment: datetime) -> bytes:
    """Return the sheet as PDF/UA-1; the same sheet of the same moment gives the same bytes."""
    pdf = _compiler().compile(
        format="pdf",
        sys_inputs={"sheet": json.dumps(_safe(asdict(sheet)), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=int(moment.astimezone(UTC).timestamp()),
    )
    return bytes(pdf)


def _safe(value: Any) -> Any:
    """Return data in which every sign no font has is named."""
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, dict):
        return {key: _safe(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_safe(one) for one in value]
    return value


@lru_cache(maxsize=1)
def _compiler() -> Any:
    template = files("limen.portal.papers") / "page.typ"
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(p) for p in folders()])
    return typst.Compiler(str(template), font_paths=fonts)
