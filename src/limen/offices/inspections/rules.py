"""What the acts of inspection share: who is a citizen, what stands in the way, how a decision is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import CharField, DateField, Q, QuerySet, UUIDField

from limen.core.access.gate import account_of
from limen.core.casefile.acts import OpenFile
from limen.core.documents.acts import RecordDocument
from limen.core.encounters.acts import CloseEncounter
from limen.core.lookouts.met import Met
from limen.core.people.names import fold, fold_number
from limen.core.people.queries import age_on
from limen.core.prepared import Prepared, Slot, follow
from limen.kernel import BadInput, GuardRefused, Problem, Scene
from limen.law.admission import Admission, admit_until, class_of
from limen.law.visas import visa_needed, waiver_open
from limen.offices.inspections.checks import Check
from limen.offices.inspections.models import Hit, Inspection, Traveller
from limen.offices.inspections.recognising import another_person

if TYPE_CHECKING:
    from limen.core.people.models import Person
    from limen.offices.inspections.presented import Presented

__all__ = ["Admission", "class_of"]

TYPED = ("surname", "given_names", "birth", "sex", "nationality", "kind", "issuer", "number", "expires")
ABOARD = ("booked", "listed", "cleared", "held", "boarded")
OUTCOME_BY_RULE = {"crew": "land_crew"}
AUTHORITY_BY_RULE = {"visa_waiver": "admit.visa_waiver", "crew": "crew.land"}
AUTHORITY_BY_KIND = {
    "nonimmigrant": "admit.nonimmigrant",
    "immigrant": "admit.immigrant",
    "refugee": "admit.refugee",
}
OBSERVE = "observe"
UNDECIDED = ("open", "unsure")
"""How a hit stands that nobody has decided; while there is one, nobody is let in."""


def entry_checks(shown: Presented, chip: Check, law: Any, day: date) -> list[Check]:
    """Return the checks on whether this person may come in with what was presented."""
    found = [chip]
    if not shown.nationality or shown.nationality == law.about["country"]:
        return found
    waiver = waiver_open(law, shown.nationality, day)
    if waiver.open:
        return [*found, Check("visa", "passed", _with(waiver.explanation, waiver.conditions), waiver.citation)]
    rule = visa_needed(law, shown.nationality, law.value("policy.usual_class", day).value, day)
    says = _with(rule.explanation, rule.unless)
    return [*found, Check("visa", "not_done" if rule.needed else "passed", says, rule.citation)]


def _with(says: str, conditions: tuple[str, ...]) -> str:
    return f"{says} See: {'; '.join(conditions)}." if conditions else says


def recordable(shown: Presented, law: Any, day: date) -> bool:
    """Return whether a document can go on record: its kind and issuer are ones the tables know."""
    return bool(law.codes("document_kinds").get(shown.kind, day) and law.codes("icao_states").get(shown.issuer, day))


def recorded(act: type[RecordDocument], shown: Presented, person: Person) -> RecordDocument:
    """Return the act that records the document presented."""
    return act(
        person=person.pk,
        kind=shown.kind,
        issuer=shown.issuer,
        number=shown.number,
        nationality=shown.nationality,
        expires=shown.expires,
        zone_text=shown.zone,
    )


SHARED = 50
"""So many people at most are looked through who are listed about one day under one document number."""


def _listed(most: int, **whom: Any) -> QuerySet[Traveller]:
    """Return the query for whom a manifest lists for a port about a day."""
    return Traveller.objects.filter(
        voyage__port=Slot("port", UUIDField()),
        voyage__direction="inbound",
        voyage__runs_on__gte=Slot("first", DateField()),
        voyage__runs_on__lte=Slot("last", DateField()),
        state__in=ABOARD,
        **whom,
    ).order_by("-voyage__runs_on", "-pk")[:most]


BY_DOCUMENT = Prepared(lambda: _listed(SHARED, document_folded=Slot("number", CharField())))
BY_NAME = Prepared(lambda: _listed(1, folded=Slot("name", CharField()), birth=Slot("birth", CharField())))


def expected(shown: Presented, place_id: UUID, day: date) -> Traveller | None:
    """Return the traveller a manifest lists for this port about this day, by document or by name and birth."""
    near = {"port": place_id, "first": day - timedelta(days=2), "last": day + timedelta(days=1)}
    name = fold(shown.surname, shown.given_names)
    said = {"folded": name, "birth": shown.birth}
    numbered = BY_DOCUMENT.all(number=fold_number(shown.number), **near) if shown.number else []
    found = [row for row in numbered if not another_person(row, said)]
    if found or not shown.birth:
        return min(found, key=lambda row: row.folded != name, default=None)
    return BY_NAME.first(name=name, birth=shown.birth, **near)


def is_citizen(record: Inspection, law: Any) -> bool:
    """Return whether the person presents this country's nationality, or showed evidence of it."""
    said = record.presented.get("citizenship", "")
    if said == "disproved":
        return False
    return bool(said == "shown" or record.presented.get("nationality") == law.about["country"])


def claims_citizenship(record: Inspection, law: Any) -> bool:
    """Return whether the person is a citizen or says so and nobody has disproved it."""
    return is_citizen(record, law) or record.presented.get("citizenship") == "claimed"


def no_class_for_citizens(record: Inspection, law: Any) -> None:
    """Refuse to give a citizen a class of admission."""
    if claims_citizenship(record, law):
        raise GuardRefused("A citizen is given no class of admission; record the entry of a citizen instead.")


HITS = Prepared(lambda: Hit.objects.filter(inspection=Slot("inspection", UUIDField())).select_related("lookout"))


def nothing_open(record: Inspection) -> None:
    """Refuse while a lookout is undecided, or at the counter when one means this person."""
    hits = HITS.all(inspection=record.pk)
    if any(hit.state in UNDECIDED for hit in hits):
        raise GuardRefused("A lookout may mean this person; decide whether it does first.")
    stops = [hit for hit in hits if hit.state == "confirmed" and hit.lookout.action != OBSERVE]
    if stops and record.state == "primary":
        raise GuardRefused("A lookout means this person; refer them to secondary.")


def overridden(record: Inspection, reason: str) -> None:
    """Refuse when a check failed and no reason is given for going on all the same."""
    failed = record.failed_checks
    if failed and not reason:
        raise BadInput(
            f"A check failed: {failed[0]['says']} Refer the person, or say why you admit them all the same.",
            problems=[Problem("override", "override.missing", "Choose a reason; a supervisor reviews it.")],
            citation=failed[0]["citation"],
        )


def class_fits(record: Inspection, code: str, law: Any, day: date) -> None:
    """Refuse a waiver class to a national of a state outside the programme on the day."""
    rule = class_of(law, code, day).attributes.get("rule")
    if rule == "visa_waiver":
        waiver = waiver_open(law, record.presented.get("nationality", ""), day)
        if not waiver.open:
            raise GuardRefused(waiver.explanation, citation=waiver.citation)


def outcome_of(code: str, law: Any, day: date) -> str:
    """Return the outcome that admitting in a class is: crew are permitted to land, everyone else is admitted."""
    return OUTCOME_BY_RULE.get(class_of(law, code, day).attributes["rule"], "admit")


def admitting_authority(code: str, law: Any, day: date) -> str:
    """Return the authority a class is admitted under."""
    found = class_of(law, code, day)
    by_rule = AUTHORITY_BY_RULE.get(found.attributes["rule"])
    authority = by_rule or AUTHORITY_BY_KIND.get(found.attributes["kind"])
    if authority is None:
        raise BadInput(
            f"“{found.title}” is not a class a person is admitted in at the counter.",
            problems=[Problem("class_of_admission", "class.not_at_counter", "Use the act made for it.")],
        )
    return authority


def stay(
    record: Inspection,
    code: str,
    law: Any,
    day: date,
    *,
    stated: date | None = None,
    petition_to: date | None = None,
    override: str = "",
) -> Admission:
    """Return how long the law lets the person stay in a class.

    Args:
        record: the inspection.
        code: the class.
        law: the law pack.
        day: the local day of admission.
        stated: the day the officer states, for rules that leave it to them.
        petition_to: the last day of the petition, for classes that rest on one.
        override: why the person is admitted despite a failed check; where the passport requirement is waived, the
            passport's last day does not bound the stay.
    """
    reason = law.codes("override_reasons").get(override, day) if override else None
    waived = reason is not None and bool(reason.attributes.get("passport_waived"))
    expires = "" if waived else record.presented.get("expires")
    return admit_until(
        law,
        code,
        day,
        stated=stated,
        petition_to=petition_to,
        passport_expires=date.fromisoformat(expires) if expires else None,
        nationality=record.presented.get("nationality", ""),
    )


def remark(record: Inspection, text: str) -> None:
    """Keep a remark below those made before; what another officer wrote stays."""
    record.remarks = "\n".join(filter(None, (record.remarks, text)))


def decide(record: Inspection, outcome: str, scene: Scene, remarks: str = "") -> None:
    """Keep the decision and close the encounter with it."""
    record.outcome, record.decided_at = outcome, scene.at
    remark(record, remarks)
    scene.about(follow(record, "person"))
    encounter = follow(record, "encounter")
    if encounter.state == "open":
        scene.perform(CloseEncounter(outcome=outcome), on=encounter)


def issue_i94(record: Inspection, scene: Scene, **said: str) -> None:
    """Issue the arrival/departure record of an admission or parole, with what was said of the stay."""
    from limen.offices.inspections.acts.admissions import IssueRecord

    act = IssueRecord(
        person=record.person_id,
        inspection=record.pk,
        document=record.document_id,
        mode=record.mode,
        class_of_admission=record.class_of_admission,
        until=record.admit_until,
        duration_of_status=record.duration_of_status,
        citation=record.citation,
        details={name: text for name, text in said.items() if text},
    )
    issued = scene.perform(act).record
    scene.told["i94"] = issued.number
    scene.facts["i94"] = issued.number


def void_i94(record: Inspection, reason: str, scene: Scene) -> None:
    """Void the arrival/departure record of an inspection, where one stands."""
    from limen.offices.inspections.acts.admissions import VoidRecord

    for issued in record.admissions.filter(state="open"):
        scene.perform(VoidRecord(reason=f"Permit revoked: {reason}"[:500]), on=issued)


def open_file(record: Inspection, scene: Scene) -> None:
    """Open a file on the person where there is none, so that the papers bear its number."""
    if not record.person.files.exists():
        scene.perform(OpenFile(person=record.person_id))


def zoned(**moments: datetime | None) -> None:
    """Refuse a moment without its zone: a port, its node and whoever sends it may lie in three.

    Raises:
        BadInput: naming the field.
    """
    for field, moment in moments.items():
        if moment is not None and moment.tzinfo is None:
            text = "Give the time with its zone."
            raise BadInput(text, problems=[Problem(field, "time.zone", text)])


def language_set(record: Inspection) -> None:
    """Refuse to question a person before it is on record in which language."""
    if not record.language:
        raise GuardRefused("Say first in which language the interview is held, and through whom.")


def judged(hit: Hit, reason: str, scene: Scene) -> Hit:
    """Keep who judged a hit and why."""
    hit.decided_by = account_of(scene.actor)
    hit.reason = reason
    if hit.inspection is not None:
        scene.about(hit.inspection)
    return hit


def met_at_counter(record: Inspection, shown: Presented) -> Met:
    """Return whom screening was asked about at the counter."""
    asked = {name: str(getattr(shown, name)) for name in ("surname", "given_names", "birth", "sex", "nationality")}
    return Met(record.record_type, record.pk, record.person_id, shown.number, shown.issuer, asked)


def met_on_list(record: Traveller) -> Met:
    """Return whom screening was asked about on a carrier's list."""
    asked = {name: str(getattr(record, name)) for name in ("surname", "given_names", "birth", "nationality")}
    number, issuer = record.document_number, record.document_issuer
    return Met(record.record_type, record.pk, record.person_id, number, issuer, asked)


def person_of(hit: Hit) -> UUID | None:
    """Return the person a hit is about, where there is one on record."""
    if hit.inspection is not None:
        return hit.inspection.person_id
    return hit.traveller.person_id if hit.traveller is not None else None


def number_shown(hit: Hit) -> str:
    """Return the document number a hit was found on."""
    if hit.inspection is not None:
        return str(hit.inspection.presented.get("number", ""))
    return hit.traveller.document_number if hit.traveller is not None else ""


def is_child_alone(record: Inspection, law: Any, day: date) -> bool:
    """Return whether the person is a child with no adult of the family beside them at this inspection."""
    adult: int = law.value("child.adult_age", day).value
    age = age_on(record.person.birth_last, day)
    if age is None or age >= adult:
        return False
    family = record.person.relationships.filter(until=None, kind__in=("child", "ward")).values_list(
        "other_id", flat=True
    )
    return not Inspection.objects.filter(
        Q(vehicle=record.vehicle) if record.vehicle_id else Q(place=record.place),
        person__in=list(family),
        opened_at__gte=record.opened_at - timedelta(hours=6),
    ).exists()
