"""The checks made on what a traveller presents. Each says what was looked at, whether it passed, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from limen.core.documents.models import TravelDocument
from limen.core.people.models import Person
from limen.core.people.names import birth_bounds, fold
from limen.exchange.mrz import Document
from limen.offices.inspections.models import Traveller
from limen.offices.inspections.presented import Presented
from limen.offices.inspections.recognising import another_person

Result = Literal["passed", "failed", "warning", "not_done"]


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Args:
        key: which, e.g. ``expiry``.
        result: ``passed``, ``failed``, ``warning`` where the officer is to look and nothing is closed, or ``not_done``
            where there was nothing to check it on.
        says: a sentence for the officer.
        citation: the provision it rests on, where one does.
    """

    key: str
    result: Result
    says: str
    citation: str = ""

    def kept(self) -> dict[str, str]:
        """Return it as the inspection keeps it."""
        return asdict(self)


def document_checks(
    shown: Presented, zone: Document | None, on_record: TravelDocument | None, law: Any, day: date
) -> list[Check]:
    """Return every check on the document itself."""
    return [
        _digits(zone),
        _expiry(shown, day),
        _issuer(shown, law, day),
        _nationality(shown, law, day),
        _reported(on_record),
        _holder(shown, on_record.person if on_record else None),
    ]


def _digits(zone: Document | None) -> Check:
    if zone is None:
        return Check("zone", "not_done", "No machine-readable zone was read; the fields were typed.")
    if zone.valid:
        return Check("zone", "passed", "Every check digit of the zone holds.")
    return Check("zone", "failed", " ".join(fault.message for fault in zone.faults[:3]))


def _expiry(shown: Presented, day: date) -> Check:
    if not shown.has_document:
        return Check("expiry", "failed", "No document was presented.")
    if shown.expires is None:
        return Check("expiry", "not_done", "The document gives no date of expiry that can be read.")
    if shown.expires < day:
        return Check("expiry", "failed", f"The document expired on {shown.expires:%Y-%m-%d}.")
    return Check("expiry", "passed", f"Valid to {shown.expires:%Y-%m-%d}.")


def _issuer(shown: Presented, law: Any, day: date) -> Check:
    if not shown.issuer:
        return Check("issuer", "failed", "The issuing state cannot be read.")
    code = law.codes("icao_states").get(shown.issuer, day)
    if code is None:
        return Check("issuer", "failed", f"“{shown.issuer}” issues no travel documents on {day:%Y-%m-%d}.")
    return Check("issuer", "passed", f"Issued by {code.title}.", code.citation)


def _nationality(shown: Presented, law: Any, day: date) -> Check:
    code = law.codes("icao_states").get(shown.nationality, day) if shown.nationality else None
    if code is None:
        return Check("nationality", "failed", "The nationality is missing or not one the tables know.")
    return Check("nationality", "passed", f"{code.title}.")


def _reported(on_record: TravelDocument | None) -> Check:
    if on_record is None:
        return Check("reported", "passed", "No report against this document; it has not been seen before.")
    if on_record.state == "reported":
        return Check("reported", "failed", f"Reported {on_record.reported_why}.")
    return Check("reported", "passed", "No report against this document.")


def _holder(shown: Presented, holder: Person | None) -> Check:
    if holder is None:
        return Check("holder", "not_done", "The document has not been shown here before.")
    if conflicts(shown, holder):
        return Check("holder", "failed", "The document is on record for somebody with another name or date of birth.")
    return Check("holder", "passed", "Shown before by the same person.")


def lookouts_check(exactly: str) -> Check:
    """Return how the lookouts were searched: it fails where only exact names and numbers could be.

    Args:
        exactly: why there was no index to search, or nothing.
    """
    if exactly:
        says = "Only exact names and numbers were searched; other spellings may be missed."
        return Check("lookouts", "failed", f"{exactly} {says}")
    return Check("lookouts", "passed", "The lookouts in force were searched, other spellings among them.")


def conflicts(shown: Presented, person: Person) -> bool:
    """Return whether what is presented cannot be this person: another birth, or no part of a name in common."""
    first, last = birth_bounds(shown.birth)
    held_first, held_last = person.birth_first, person.birth_last
    if first and last and held_first and held_last and (first > held_last or last < held_first):
        return True
    names = set(fold(shown.surname, shown.given_names).split())
    known = set(person.folded.split())
    for claim in person.identities.all():
        known.update(claim.folded.split())
    return bool(names and known and not names & known)


NOT_AWAITED = {"arrived": "was inspected already", "off_list": "was taken off the list by the carrier"}
"""How somebody stands on a list whom nobody awaits at the counter any more."""


def list_check(shown: Presented, traveller: Traveller, place_id: UUID) -> Check:
    """Return how somebody presented fits whom an officer says a carrier listed.

    A voyage may be diverted, and a person on another port's list is inspected where they stand: it is a warning that
    stays on the record, and closes nothing.
    """
    voyage = traveller.voyage
    listed = f"{traveller.display_name} on {voyage.label} of {voyage.runs_on:%Y-%m-%d}"
    told = []
    if voyage.port is not None and voyage.port_id != place_id:
        told.append(f"The list of {listed} is for {voyage.port.name}; ask whether the voyage was diverted.")
    if traveller.state in NOT_AWAITED:
        told.append(f"{listed} {NOT_AWAITED[traveller.state]}.")
    if another_person(traveller, {"folded": fold(shown.surname, shown.given_names), "birth": shown.birth}):
        told.append(f"Who is presented has another name or date of birth than {listed}.")
    return Check("list", "warning", " ".join(told)) if told else Check("list", "passed", f"Listed as {listed}.")
