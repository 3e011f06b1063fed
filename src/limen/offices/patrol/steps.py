"""What is left to do on a person's record, in the order it is done. It reads, and changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from limen.offices.patrol import processing_bars
from limen.offices.patrol.models import Apprehension
from limen.offices.patrol.models.events import OPEN


@dataclass(frozen=True, slots=True)
class Step:
    """A step of processing.

    Args:
        key: its name.
        title: what is done.
        done: whether it is.
        act: the act that does it, on the apprehension or, where it says ``custody.``, on the stay.
        note: how far it is.
    """

    key: str
    title: str
    done: bool
    act: str
    note: str = ""


def steps(record: Apprehension, law: Any, day: date) -> list[Step]:
    """Return the steps of a person's processing, done or not, in order."""
    stay = record.stay
    all_asked = processing_bars.asked_of(record, law, day)
    left = processing_bars.unasked(record, law, day)
    asked = _("%(done)s of %(all)s asked") % {"done": len(all_asked) - len(left), "all": len(all_asked)}
    conditions = processing_bars.CONDITIONS
    booked = stay is None or stay.state != "in_transit"
    return [
        Step("take", _("Take the record"), record.taken_by_id is not None, "patrol.take"),
        Step("book", _("Book in at the station"), booked, "custody.book_in"),
        Step("language", _("Language and interpreter"), bool(record.language), "patrol.interview"),
        Step("biographics", _("Who the person is"), bool(record.said.get("biographics")), "patrol.biographics"),
        Step("prints", _("Fingerprints"), bool(record.prints or record.no_prints_why), "patrol.biometrics"),
        Step("documents", _("Documents"), bool(record.document_checks.all()), "patrol.check_document"),
        Step("lookouts", _("Lookouts decided"), not conditions["lookout_undecided"](record, law, day), ""),
        Step("questions", _("Questions"), not left, "patrol.ask_all", asked),
        Step("entry", _("How and when the person came"), bool(record.manner), "patrol.entry"),
        Step("history", _("Records and history"), bool(record.history), "patrol.history"),
        Step("grounds", _("Grounds"), bool(processing_bars.applying(record)), "patrol.ground"),
        Step(
            "examined",
            _("Examined by another officer"),
            not conditions["not_examined"](record, law, day),
            "custody.examine",
        ),
        Step("disposition", _("Disposition"), record.state not in ("apprehended", "processing"), ""),
    ]


def unfinished(record: Apprehension) -> bool:
    """Return whether the person's processing is not over."""
    return record.state in OPEN


def missing(record: Apprehension, law: Any, day: date) -> list[str]:
    """Return the titles of the steps still to be done; nothing once the record is processed."""
    if record.state not in ("apprehended", "processing"):
        return []
    return [step.title for step in steps(record, law, day) if not step.done]
