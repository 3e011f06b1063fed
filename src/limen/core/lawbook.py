"""The law pack this node runs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from limen import law

if TYPE_CHECKING:
    from limen.law import Pack


def lawbook() -> Pack:
    """Return the law pack named in the settings."""
    return law.load(settings.LIMEN_LAW_PACK)
