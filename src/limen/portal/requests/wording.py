"""What whoever sent something is told of it: on the page that follows it up and by e-mail, in the page's language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from limen.law.pack import UnknownKey

if TYPE_CHECKING:
    from limen.portal.requests.models import Submission

Occasion = Literal["acknowledged", "put_off", "answered", "refused", "merged", "asked"]

STANDING = {
    "received": gettext_noop("We have it. Nobody has looked at it yet."),
    "acknowledged": gettext_noop("We have seen it, and it waits for whoever can answer it."),
    "with_office": gettext_noop("Somebody works on it."),
    "answered": gettext_noop("It is answered."),
    "refused": gettext_noop("The records you asked for are not given, or not all of them."),
    "appealed": gettext_noop("You appealed. Somebody else looks at the decision again."),
    "closed": gettext_noop("It is closed."),
    "withdrawn": gettext_noop("You took it back."),
    "merged": gettext_noop("It is worked together with another one that says the same."),
}
"""What each state means to whoever sent it."""

OPENINGS: dict[Occasion, str] = {
    "acknowledged": gettext_noop("We have seen what you sent, number %(number)s. You need do nothing now."),
    "put_off": gettext_noop("We need more time for your request, number %(number)s."),
    "answered": gettext_noop("Here is the answer to what you sent, number %(number)s."),
    "refused": gettext_noop("Here is the decision on your request, number %(number)s."),
    "merged": gettext_noop("What you sent, number %(number)s, is worked together with another one."),
    "asked": gettext_noop("We have a question about your request, number %(number)s."),
}
"""How an e-mail begins."""


def standing(record: Submission) -> str:
    """Return how something sent stands, in words for whoever sent it."""
    return _(STANDING[record.state])


def reasons(record: Submission, day: date, law: Any) -> str:
    """Return why a file was refused as the law pack says it, with the citation; empty where none was."""
    if not record.refused_why:
        return ""
    row = law.codes("file_refusals").get(record.refused_why, day)
    return f"{_(row.title)} ({row.citation})" if row is not None else record.refused_why


def decider(record: Submission) -> str:
    """Return who decided on a request for a file, by name: whoever is refused is told."""
    return record.decided_by.full_name if record.decided_by is not None else ""


def rights(record: Submission, day: date, law: Any) -> str:
    """Return what may be done against a refusal: appeal until a day, or go to court once the appeal is refused too."""
    if record.appeal_until is None:
        return _said("portal.court_words", day, law)
    until = _("You may appeal until %(day)s on the page where you follow this up.") % {"day": record.appeal_until}
    return f"{until} {_said('portal.appeal_words', day, law)}".strip()


def waits(record: Submission) -> str:
    """Return what a question means for the time, while it waits for a reply; nothing where none does."""
    if record.asked_at is None:
        return ""
    if record.stands_still:
        return _("Until we have your reply, the time in which we must decide stands still.")
    return _("The time in which we must decide runs on meanwhile.")


def message(record: Submission, occasion: Occasion, day: date, law: Any) -> tuple[str, str]:
    """Return the subject and the text of an e-mail about something sent."""
    with translation.override(record.page_language):
        subject = _("What you sent us, number %(number)s") % {"number": record.number}
        parts = [_(OPENINGS[occasion]) % {"number": record.number}, *_parts(record, occasion, day, law)]
        parts.append(_("Follow it up on our site with this number and its code. Do not answer this e-mail."))
        return subject, "\n\n".join(part for part in parts if part) + "\n"


def _parts(record: Submission, occasion: Occasion, day: date, law: Any) -> list[str]:
    if occasion == "put_off":
        return [record.put_off_says]
    if occasion == "refused":
        by = _("Decided by: %(name)s") % {"name": decider(record)}
        return [record.answer, reasons(record, day, law), by, rights(record, day, law)]
    if occasion == "answered":
        return [record.answer]
    if occasion == "asked":
        last = record.words.exclude(by=None).last()
        return [last.says if last is not None else "", waits(record)]
    return []


def _said(key: str, day: date, law: Any) -> str:
    try:
        return _(str(law.value(key, day).value))
    except UnknownKey:
        return ""
