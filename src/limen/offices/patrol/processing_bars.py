"""Which dispositions the law pack closes to a person apprehended, and why. It reads, and changes nothing.

Every row of ``processing_bars`` names a condition here by its ``when``; a test holds the two to each other. Where what
is recorded leaves a doubt, the condition that protects the person stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from limen.core.custody.rules import family_here
from limen.core.lookouts.models import Hit
from limen.core.lookouts.rules import is_discreet
from limen.core.people.queries import age_on
from limen.offices.patrol.models import Apprehension

Condition = Callable[[Apprehension, Any, date], bool]

UNDECIDED = ("open", "unsure", "returned")
"""How a hit stands that nobody has decided."""
ARRIVING = ("arriving", "stowaway")
"""Manners of coming in which the person applies for admission at a port."""
UNASKED = "questions_unasked"


@dataclass(frozen=True, slots=True)
class Bar:
    """Why a disposition is closed: the sentence and the provision."""

    says: str
    citation: str


def age(record: Apprehension, day: date) -> int | None:
    """Return the person's age by the last day the birth may have been on; None when unknown."""
    return age_on(record.person.birth_last, day)


def is_child(record: Apprehension, law: Any, day: date) -> bool:
    """Return whether the person is, or was taken to be, a child."""
    if record.stay is not None and record.stay.juvenile:
        return True
    years = age(record, day)
    return record.alone if years is None else bool(years < law.value("child.adult_age", day).value)


def is_alone(record: Apprehension, law: Any, day: date) -> bool:
    """Return whether the person is a child with no parent or guardian here who can care for them."""
    held = record.stay is not None and record.stay.alone
    return is_child(record, law, day) and (record.alone or held)


def borders(record: Apprehension, law: Any, day: date) -> bool:
    """Return whether the person is a national of a country that borders this one."""
    return record.person.nationality in law.value("child.bordering_countries", day).value


def asked_of(record: Apprehension, law: Any, day: date) -> dict[str, Any]:
    """Return the questions that are asked of this person, by code, in the law pack's order."""
    child = is_child(record, law, day)
    groups = {"all", "children" if child else "adults"}
    years = age(record, day)
    if record.person.sex != "M" and (years is None or years >= law.value("policy.pregnancy_asked_age", day).value):
        groups.add("women")
    table = law.codes("processing_questions").on(day)
    return {code: row for code, row in table.items() if groups & set(row.attributes["asked_of"])}


def unasked(record: Apprehension, law: Any, day: date, about: frozenset[str] = frozenset()) -> list[Any]:
    """Return the questions still to be asked of this person, all or those about some subjects."""
    asked = {row.code for row in record.questions.all()}
    rows = asked_of(record, law, day)
    return [row for code, row in rows.items() if code not in asked and (not about or row.attributes["about"] in about)]


def shows(record: Apprehension, about: str) -> bool:
    """Return whether an answer about a subject ever showed something; a later answer does not unsay it."""
    return any(row.shows for row in record.questions.all() if row.about == about)


def applying(record: Apprehension) -> dict[str, Any]:
    """Return the findings that grounds of inadmissibility apply, the latest on each ground counting."""
    latest = {row.ground: row for row in record.grounds.all()}
    return {ground: row for ground, row in latest.items() if row.applies}


def _citizen(record: Apprehension, law: Any, _day: date) -> bool:
    if record.citizenship == "disproved":
        return False
    return bool(record.citizenship) or record.person.nationality == law.about["country"]


def _cared(record: Apprehension, kind: str) -> bool:
    return record.stay is not None and any(row.kind == kind for row in record.stay.cares.all())


def _not_telephoned(record: Apprehension, law: Any, day: date) -> bool:
    if not is_child(record, law, day):
        return False
    return not _cared(record, "rights_given") or not (borders(record, law, day) or _cared(record, "telephone"))


def _not_designated(record: Apprehension, law: Any, day: date) -> bool:
    if record.manner in ARRIVING:
        return False
    if record.manner != "without_inspection" or record.entered_on is None:
        return True
    if (day - record.entered_on).days >= law.value("removal.expedited_presence", day).value:
        return True
    miles = law.value("removal.expedited_miles", day).value
    return bool(miles) and (record.event.miles is None or bool(record.event.miles > miles))


def _no_expedited_ground(record: Apprehension, law: Any, day: date) -> bool:
    table = law.codes("inadmissibility_grounds")
    found = [table.get(ground, day) for ground in applying(record)]
    return all(row is None or not row.attributes["expedited"] for row in found)


def _felon(record: Apprehension) -> bool:
    return bool(record.history.get("felony", "none") != "none")


def _not_examined(record: Apprehension, *_: Any) -> bool:
    if record.stay is None:
        return False
    return all(row.kind != "examination" for row in record.stay.findings.all())


def _family_split(record: Apprehension, *_: Any) -> bool:
    if record.stay is None or record.stay.apart_by_id:
        return False
    return any(not other.apart_by_id for other in family_here(record.stay))


def _needs_doctor(record: Apprehension, *_: Any) -> bool:
    if record.stay is None:
        return False
    last = {row.kind: row.at for row in sorted(record.stay.cares.all(), key=lambda row: row.at)}
    needed, seen = last.get("medical_needed"), last.get("medical_seen")
    return needed is not None and (seen is None or seen < needed)


def _lookout(record: Apprehension, _law: Any, day: date) -> bool:
    found = Hit.objects.filter(subject_record=record.record_type, subject=record.pk, state__in=UNDECIDED)
    return any(not is_discreet(row.lookout, day) for row in found.select_related("lookout"))


STOWAWAY = "stowaway"
"""How somebody came who was found hidden on what brought them."""

CONDITIONS: Mapping[str, Condition] = {
    "citizen": _citizen,
    "not_citizen": lambda record, law, day: not _citizen(record, law, day),
    UNASKED: lambda record, law, day: bool(unasked(record, law, day)),
    "fear_unasked": lambda record, law, day: bool(unasked(record, law, day, frozenset({"fear"}))),
    "fear_shown": lambda record, *_: shows(record, "fear"),
    "fear_not_shown": lambda record, *_: not shows(record, "fear"),
    "child_alone_from_elsewhere": lambda record, law, day: is_alone(record, law, day) and not borders(record, law, day),
    "child_alone_unscreened": lambda record, law, day: (
        is_alone(record, law, day) and borders(record, law, day) and not _cared(record, "screened")
    ),
    "child_alone_bordering": lambda record, law, day: is_alone(record, law, day) and borders(record, law, day),
    "child_alone": is_alone,
    "not_child_alone": lambda record, law, day: not is_alone(record, law, day),
    "child_not_telephoned": _not_telephoned,
    "departure_not_asked": lambda record, *_: not record.asked_return,
    "arriving": lambda record, *_: record.manner in ARRIVING,
    "stowaway_of_age_or_cared_for": lambda record, law, day: (
        record.manner == STOWAWAY and not is_alone(record, law, day)
    ),
    "not_stowaway": lambda record, *_: record.manner != STOWAWAY,
    "aggravated_felon": lambda record, *_: _felon(record),
    "no_aggravated_felony": lambda record, *_: record.history.get("felony") != "aggravated",
    "departed_voluntarily_before": lambda record, *_: bool(record.history.get("returned_before")),
    "no_expedited_ground": _no_expedited_ground,
    "not_designated": _not_designated,
    "status_claimed": lambda record, *_: record.history.get("status", "none") not in ("none", "refuted"),
    "permanent_resident": lambda record, *_: record.history.get("status") == "resident",
    "no_prior_order": lambda record, *_: record.history.get("prior_order") != "obtained",
    "identity_disputed": lambda record, *_: record.history.get("identity") == "disputed",
    "mandatory_detention": lambda record, *_: (
        bool(record.history.get("held_by_law")) or record.manner in ARRIVING or _felon(record)
    ),
    "not_examined": _not_examined,
    "victim_claim": lambda record, *_: shows(record, "trafficking"),
    "family_split_unreasoned": _family_split,
    "medical_emergency": _needs_doctor,
    "lookout_undecided": _lookout,
}
"""Every condition a bar of the law pack may name."""


def bars(record: Apprehension, law: Any, day: date) -> dict[str, list[Bar]]:
    """Return every disposition in force with why it is closed to this person; nothing where it stands open."""
    rows = law.codes("processing_bars").on(day)
    standing = [row for row in rows.values() if CONDITIONS[row.attributes["when"]](record, law, day)]
    closed = {
        code: [Bar(row.title, row.citation) for row in standing if code in row.attributes["closes"]]
        for code in law.codes("processing").on(day)
    }
    for code, row in law.codes("processing").on(day).items():
        wanting = unasked(record, law, day, frozenset(row.attributes["asks"]))
        if wanting and not any(rows[UNASKED].title == bar.says for bar in closed[code]):
            closed[code].insert(0, Bar(rows[UNASKED].title, wanting[0].citation))
    return closed


def opened(record: Apprehension, law: Any, day: date) -> list[str]:
    """Return the dispositions that stand open to this person."""
    return [code for code, why in bars(record, law, day).items() if not why]
