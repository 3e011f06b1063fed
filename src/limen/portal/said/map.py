"""What the frames of the map are called, which the office that keeps the map names in English."""

from __future__ import annotations

from django.utils.translation import gettext_noop

LANDS = (
    gettext_noop("Contiguous states"),
    gettext_noop("Alaska"),
    gettext_noop("Hawaii"),
    gettext_noop("Puerto Rico and the Virgin Islands"),
    gettext_noop("Guam and the Northern Marianas"),
)
