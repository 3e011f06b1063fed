"""What a person's page says of referrals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limen.core.access.gate import Viewer
from limen.core.offices import office_title
from limen.core.pages import meaning, words
from limen.core.referrals.models import Referral
from limen.core.referrals.queries import of_person, standing
from limen.core.sections import Section


def _referrals(person: Any, viewer: Viewer) -> Any:
    return lines(of_person(person.pk, viewer=viewer), viewer)


def lines(rows: list[Referral], viewer: Viewer) -> list[tuple[Referral, str, str, str]]:
    """Return each referral with its office, its reason in words and how it stands now."""
    now = timezone.now()
    return [(row, office_title(row.to_office), reason(row, viewer), standing(row, now)) for row in rows]


def reason(row: Referral, viewer: Viewer) -> str:
    """Return why it was sent: what the law pack's code means, or the key that a flow gave, as words."""
    found = meaning("referral_reasons", row.reason, viewer.day)
    return found if found != row.reason else words(row.reason)


def _send(person: Any) -> Mapping[str, Mapping[str, Any]]:
    about = {"subject_record": person.record_type, "subject": person.pk, "person": person.pk}
    return {"referrals.send": about}


SECTIONS = [
    Section(
        _("Referrals"),
        "referrals/parts/rows.html",
        "referrals.view",
        _referrals,
        "people.person",
        20,
        begins=_send,
    ),
]
