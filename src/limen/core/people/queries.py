"""Reading people: every read takes a viewer, hides what the viewer may not know of, and is itself an entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField

from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.ledger.chain import record_read
from limen.core.people.models import Identifier, Identity, Judgement, Person, Proposal, Relationship, Resolution
from limen.core.people.names import birth_bounds, fold
from limen.core.people.resolving.flat import Claim, Known, folded_number
from limen.core.prepared import Prepared, Slot
from limen.kernel import Subject, UnknownRecord

COMPARTMENTS = ("protected", "asylum", "juvenile", "intelligence")
WAITING = ("open", "unsure")
CHUNK = 5_000


def visible(viewer: Viewer) -> QuerySet[Person]:
    """Return the persons whose records the viewer may know of; sealed ones are not even counted."""
    return unhidden(hidden_from(viewer))


def hidden_from(viewer: Viewer) -> frozenset[str]:
    """Return the compartments whose records the viewer may not know of.

    Raises:
        NotPermitted: to whoever may see nobody.
    """
    viewer.require("people.view")
    return frozenset(COMPARTMENTS) - viewer.compartments


def unhidden(compartments: frozenset[str]) -> QuerySet[Person]:
    """Return the persons whose records are in none of some compartments."""
    rows = Person.objects.all()
    for compartment in sorted(compartments):
        rows = rows.exclude(sealed__contains=compartment)
    return rows


def hidden(viewer: Viewer) -> QuerySet[Person]:
    """Return the persons whose records the viewer may not know of: all that ``visible`` leaves out.

    They are few, so that leaving them out of a long list is quicker than keeping everybody else in.
    """
    viewer.require("people.view")
    sealed = Q(pk=None)
    for compartment in COMPARTMENTS:
        if compartment not in viewer.compartments:
            sealed |= Q(sealed__contains=compartment)
    return Person.objects.filter(sealed__gt="").filter(sealed)


def find(
    *, viewer: Viewer, name: str = "", birth: str = "", number: str = "", limit: int = 50, skip: int = 0
) -> list[Person]:
    """Return persons by name, birth or number, best matches first; the search is logged with who was shown."""
    rows = visible(viewer).filter(same_as=None)
    if number:
        rows = rows.filter(Q(identifiers__number__iexact=number) | Q(travel_documents__number__iexact=number))
    for token in fold(name).split():
        rows = rows.filter(Q(folded__contains=token) | Q(identities__folded__contains=token))
    if birth:
        first, last = birth_bounds(birth)
        rows = rows.filter(birth_first__lte=last, birth_last__gte=first)
    found = list(rows.distinct().order_by("folded", "pk")[skip : skip + limit]) if (name or birth or number) else []
    record_read(
        what="people.find",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("people.person", person.pk) for person in found],
        plain={"found": len(found)},
        personal={"name": name, "birth": birth, "number": number},
    )
    return found


def person(identifier: Any, *, viewer: Viewer, what: str = "people.person") -> Person:
    """Return one person; that the viewer looked is logged.

    Raises:
        UnknownRecord: when there is none, or none the viewer may know of.
    """
    found = (
        visible(viewer)
        .prefetch_related("identities", "identifiers", "relationships__other")
        .filter(pk=identifier)
        .first()
    )
    if found is None:
        raise UnknownRecord("No such person.")
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[Subject("people.person", found.pk)],
    )
    return found


def family(record: Person, *, viewer: Viewer) -> list[Relationship]:
    """Return whom a person belongs to, lasting links first; relatives the viewer may not know of are left out."""
    rows = Relationship.objects.select_related("other").filter(person=record, other__in=visible(viewer))
    return sorted(rows, key=lambda row: (row.until is not None, row.other.folded))


def same_person(record: Person, *, viewer: Viewer) -> Person | None:
    """Return the record a person was judged to be the same as, where the viewer may know of that one."""
    return visible(viewer).filter(pk=record.same_as_id).first() if record.same_as_id else None


def judgements(record: Person, *, viewer: Viewer) -> list[tuple[Judgement, Person]]:
    """Return each judgement on a person with the other record judged, where the viewer may know of that one."""
    known = visible(viewer)
    rows = Judgement.objects.select_related("left", "right").filter(left__in=known, right__in=known)
    mine = rows.filter(Q(left=record) | Q(right=record))
    return [(row, row.right if row.left_id == record.pk else row.left) for row in mine]


def candidates(*, surname: str, given_names: str, birth: str, numbers: list[str]) -> list[Person]:
    """Return who a traveller may be, for the system's own matching; nobody is shown anything here.

    By a document or identifier number first; otherwise by the whole folded name and a birth that does not conflict.
    """
    by_number = Person.objects.filter(
        Q(identifiers__number__in=numbers) | Q(travel_documents__number_folded__in=numbers)
    ).distinct()
    name = fold(surname, given_names)
    rows = Person.objects.filter(Q(folded=name) | Q(identities__folded=name)) if name else Person.objects.none()
    if birth:
        first, last = birth_bounds(birth)
        rows = rows.filter(Q(birth_first=None) | Q(birth_first__lte=last, birth_last__gte=first))
    found = {person.pk: person for person in [*by_number[:20], *rows.distinct()[:20]]}
    return [known.same_as or known for known in found.values()]


def latest_judgement(left: Any, right: Any) -> str:
    """Return the latest judgement on two records, or an empty string."""
    rows = Judgement.objects.filter(Q(left=left, right=right) | Q(left=right, right=left))
    return rows.order_by("-made_at", "-pk").values_list("verdict", flat=True).first() or ""


SAME_AS: Prepared[UUID | None] = Prepared(
    lambda: Person.objects.filter(pk=Slot("pk", UUIDField())).order_by().values_list("same_as_id", flat=True)
)
OTHERS: Prepared[UUID] = Prepared(
    lambda: Person.objects.filter(same_as=Slot("own", UUIDField())).values_list("pk", flat=True)
)


def one_person(person_id: Any) -> list[Any]:
    """Return every record judged to be the same person as this one, itself included."""
    own = SAME_AS.first(pk=person_id) or person_id
    return [own, *OTHERS.all(own=own)]


def same_people(people: Iterable[Any]) -> dict[Any, list[Any]]:
    """Return every record judged to be the same person, for each of many, in two reads."""
    asked = {pk: UUID(str(pk)) for pk in people}
    rows = Person.objects.filter(pk__in=asked.values()).values_list("pk", "same_as_id")
    own = {pk: same or pk for pk, same in rows}
    others: dict[Any, list[Any]] = {}
    for pk, same in Person.objects.filter(same_as__in=set(own.values())).values_list("pk", "same_as_id"):
        others.setdefault(same, []).append(pk)
    roots = {pk: own.get(exact, exact) for pk, exact in asked.items()}
    return {pk: [root, *others.get(root, [])] for pk, root in roots.items()}


def family_of(person_id: Any) -> list[Any]:
    """Return the other people of the family unit a person belongs to now."""
    units = Relationship.objects.filter(person=person_id, until=None, family_unit__isnull=False).values("family_unit")
    rows = Relationship.objects.filter(family_unit__in=units, until=None).exclude(person=person_id)
    return list(rows.values_list("person", flat=True).distinct())


def families_of(people: Iterable[Any]) -> dict[Any, set[Any]]:
    """Return the other people of the family units that each of many people belongs to now, in one read."""
    asked = set(people)
    now = Relationship.objects.filter(until=None, family_unit__isnull=False)
    units: dict[Any, set[Any]] = defaultdict(set)
    for unit, person in now.filter(family_unit__in=now.filter(person__in=asked).values("family_unit")).values_list(
        "family_unit", "person"
    ):
        units[unit].add(person)
    found: dict[Any, set[Any]] = {person: set() for person in asked}
    for members in units.values():
        for person in members & asked:
            found[person] |= members - {person}
    return found


def age_on(born: date | None, day: date) -> int | None:
    """Return the age in whole years, by the last day the birth may have been on; None when unknown."""
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def told_to_anybody(person: Person, day: date) -> bool:
    """Return whether the public site may tell of a person who was named by facts that only they are known by.

    Nothing of any record of the person is sealed, and the person is an adult beyond doubt.
    """
    own = person.same_as or person
    records = [own, *own.others.all()]
    adult = lawbook().value("policy.locator_adult_age", day).value
    ages = [age_on(record.birth_last, day) for record in records if record.birth_last]
    return (
        not any(record.sealed for record in records)
        and bool(ages)
        and all(age is not None and age >= adult for age in ages)
    )


def compared(*, viewer: Viewer) -> tuple[int, Iterator[Known]]:
    """Return how many people a run of this viewer compares, and each of them as the linker takes them.

    Whom the viewer may not know of is not compared. The read is one entry, with the count: it is of the whole register.
    """
    viewer.require("people.resolve")
    rows = visible(viewer)
    count = rows.count()
    record_read(
        what="people.resolve",
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[],
        plain={"people": count},
    )
    return count, _each(rows)


def _each(rows: QuerySet[Person]) -> Iterator[Known]:
    names = ("pk", "surname", "given_names", "birth", "sex", "nationality")
    after: Any = None
    while True:
        found = rows.filter(pk__gt=after) if after else rows
        part = list(found.order_by("pk").values_list(*names)[:CHUNK])
        if not part:
            return
        first, after = part[0][0], part[-1][0]
        claims, own, numbers = _known_of(rows.filter(pk__gte=first, pk__lte=after))
        for key, surname, given, birth, sex, nationality in part:
            claimed = (Claim(surname, given, "", birth, nationality), *claims[key])
            yield Known(str(key), claimed, sex, tuple(numbers[key]), tuple(own[key]))


def _known_of(rows: QuerySet[Person]) -> tuple[dict[Any, list[Claim]], dict[Any, list[str]], dict[Any, list[str]]]:
    """Return what some people claimed, the numbers that are theirs, and those of their documents, by person."""
    claims: dict[Any, list[Claim]] = defaultdict(list)
    own: dict[Any, list[str]] = defaultdict(list)
    numbers: dict[Any, list[str]] = defaultdict(list)
    people = Q(person__in=rows.order_by().values("pk"))
    claimed = Identity.objects.filter(people).order_by("claimed_at", "pk")
    for key, *claim in claimed.values_list("person", "surname", "given_names", "native", "birth", "nationality"):
        claims[key].append(Claim(*claim))
    for key, kind, issuer, number in Identifier.objects.filter(people).values_list(
        "person", "kind", "issuer", "number"
    ):
        own[key].append(folded_number(f"{kind}:{issuer}" if issuer else kind, number))
    carried = rows.filter(travel_documents__isnull=False)
    papers = ("pk", *(f"travel_documents__{name}" for name in ("kind", "issuer", "number")))
    for key, kind, issuer, number in carried.values_list(*papers):
        numbers[key].append(folded_number(f"{kind}:{issuer}", number))
    return claims, own, numbers


def resolutions(*, viewer: Viewer) -> QuerySet[Resolution]:
    """Return the runs over the register, the newest first; they hold counts, nobody's data."""
    viewer.require("people.judge")
    return Resolution.objects.select_related("made_by")


def resolution(identifier: Any, *, viewer: Viewer) -> Resolution:
    """Return one run.

    Raises:
        UnknownRecord: when there is none.
    """
    found = resolutions(viewer=viewer).filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such run.")
    return found


def proposals(
    *, viewer: Viewer, state: str = "", words: str = "", least: Any = None, run: Any = None
) -> QuerySet[Proposal]:
    """Return pairs of records proposed as one person, the likeliest first; ``looked_at`` logs those shown.

    A pair of which the viewer may not know both is left out, of counts as well.

    Args:
        state: a state, or ``waiting`` for those to be decided.
        words: of a name, of either record.
        least: the least probability, 0 to 1.
        run: of one run.
    """
    viewer.require("people.judge")
    viewer.require("people.view")
    rows = Proposal.objects.select_related("left", "right", "decided_by")
    for compartment in COMPARTMENTS:
        if compartment not in viewer.compartments:
            rows = rows.exclude(left__sealed__contains=compartment).exclude(right__sealed__contains=compartment)
    if state:
        rows = rows.filter(state__in=WAITING if state == "waiting" else (state,))
    for token in fold(words).split():
        rows = rows.filter(Q(left__folded__contains=token) | Q(right__folded__contains=token))
    if least is not None:
        rows = rows.filter(probability__gte=least)
    return rows.filter(resolution=run) if run else rows


def looked_at(
    rows: list[Proposal], *, viewer: Viewer, what: str = "people.proposals", words: str = ""
) -> list[Proposal]:
    """Log that proposals were shown, with the people in them, and return them."""
    people = dict.fromkeys(key for row in rows for key in (row.left_id, row.right_id))
    record_read(
        what=what,
        actor=viewer.account,
        place=viewer.place,
        purpose=viewer.purpose,
        subjects=[
            *(Subject("people.proposal", row.pk) for row in rows),
            *(Subject("people.person", key) for key in people),
        ],
        plain={"shown": len(rows)},
        personal={"words": words} if words else None,
    )
    return rows


def proposal(identifier: Any, *, viewer: Viewer) -> Proposal:
    """Return one proposal with both records; that the viewer looked at them is logged.

    Raises:
        UnknownRecord: when there is none, or one of the records is none the viewer may know of.
    """
    known = ("identities", "identifiers", "travel_documents")
    both = [f"{side}__{name}" for side in ("left", "right") for name in known]
    found = proposals(viewer=viewer).prefetch_related(*both).filter(pk=identifier).first()
    if found is None:
        raise UnknownRecord("No such proposal.")
    looked_at([found], viewer=viewer, what="people.proposal")
    return found


def next_proposal(*, viewer: Viewer) -> Proposal | None:
    """Return the likeliest pair that nobody has decided."""
    return proposals(viewer=viewer, state="open").first()


READERS = {"people.person": person, "people.resolution": resolution, "people.proposal": proposal}
"""How each record of this room is read before an act is done to it."""

SHOWN = {
    "people.person": (
        "display_name",
        "surname",
        "given_names",
        "birth",
        "sex",
        "nationality",
        "birth_country",
        "same_as_id",
    ),
    "people.resolution": (
        *("engine", "model", "at_least", "people", "pairs", "proposed", "again", "judged", "seconds", "made_at"),
        "withdrawn_why",
    ),
    "people.proposal": (
        *("resolution_id", "left_id", "right_id", "probability", "bits", "why", "proposed_at", "reason"),
        *("decided_at", "decided_by_id"),
    ),
}
"""What a reader may have of each as data."""


def known_by(text: str, *, viewer: Viewer) -> list[Person]:
    """Return the persons that a number, or else a name, means; ten at most; logged as a search."""
    by_number = find(viewer=viewer, number=text, limit=10)
    return by_number or find(viewer=viewer, name=text, limit=10)


LOOKUPS = {"people.person": known_by}
"""How each record is found by what a person knows it by."""
