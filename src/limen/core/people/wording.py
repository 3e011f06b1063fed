"""What the comparisons of the resolving model are called, in the viewer's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

COMPARED = {
    "family": _("Surname"),
    "given": _("Given names"),
    "birth": _("Date of birth"),
    "sex": _("Sex on document"),
    "nationality": _("Nationality"),
    "documents": _("Documents"),
    "own_numbers": _("Numbers of the person"),
}
HOW = {
    "unknown": _("not known of both"),
    "same": _("same"),
    "exchanged": _("same words, in other places"),
    "part": _("one has part of the other"),
    "alike": _("alike"),
    "near": _("near"),
    "initial": _("initial"),
    "differ": _("different"),
    "day and month exchanged": _("day and month exchanged"),
    "one digit": _("one digit off"),
    "as far as known": _("same as far as known"),
}


def compared(name: str) -> str:
    """Return what a comparison is called."""
    return str(COMPARED.get(name, name))


def how(name: str) -> str:
    """Return how two records stand, in words."""
    return str(HOW.get(name, name))
