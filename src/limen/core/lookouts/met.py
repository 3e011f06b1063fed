"""Somebody met by an office, as lookouts are asked about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Met:
    """Somebody screened: who they are, as their papers say, and the office's record they were screened for.

    Args:
        record: the record type of the office's record, e.g. ``inspections.inspection``.
        id: its identifier.
        person: the person's record, where there is one.
        number: the number of the document shown.
        issuer: who issued it; nothing where that is no code of the law pack.
        asked: the ``surname``, ``given_names``, ``birth`` and ``nationality`` that the papers give; any may be missing.
    """

    record: str = ""
    id: Any = None
    person: Any = None
    number: str = ""
    issuer: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
