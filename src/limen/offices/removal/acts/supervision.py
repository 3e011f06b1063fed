"""Supervision: ordered, reported to, missed, changed, broken, ended; and taking a person back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.gate import account_of
from limen.core.clocks.models import RunningClock
from limen.core.clocks.redating import arrange
from limen.core.custody import rules
from limen.core.custody.acts import Release
from limen.core.people.models import Person
from limen.core.places.models import Place
from limen.kernel import Act, BadInput, Code, GuardRefused, Lines, Personal, Problem, Ref, Scene
from limen.kernel.clocks import end_of
from limen.offices.removal import custody_rules
from limen.offices.removal.models import CheckIn, Supervision
from limen.offices.removal.papers import decisions as custody_papers

SUPERVISION = "removal.supervision"
SUPERVISE = "removal.supervise"
KINDS = "supervision_kinds"
CHECK_IN = "removal.check_in"
ORDERS = ("release.recognizance", "supervise.alternative", "supervise.order")

Address = Annotated[str, Personal, Field(title="Where the person lives", min_length=5, max_length=200)]
Telephone = Annotated[str, Personal, Field(title="Telephone", max_length=40)]
Conditions = Annotated[str, Personal, Lines(6), Field(title="Conditions, one a line", max_length=4000)]
Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=2000)]
Note = Annotated[str, Personal, Lines(2), Field(title="Note", max_length=2000)]


def listed(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def next_report(asked: date | None, office: Place, scene: Scene, since: datetime | None = None) -> date | None:
    """Return when the person reports next: the day asked for, the law's last day when none is.

    Args:
        asked: the day agreed with the person, if one was.
        office: where the person reports, in whose zone the days are.
        scene: the act's scene.
        since: when the interval began; now when none is given.

    Raises:
        BadInput: when the day lies behind, or later than the law's interval allows.
    """
    last = custody_rules.last_day(CHECK_IN, scene, office.zone, since)
    if asked is None or last is None:
        return asked or last
    if not scene.day < asked <= last:
        raise BadInput(
            f"The next report is after today and by {last}.",
            problems=[Problem("next_on", "supervision.interval", f"Give a day up to {last}.")],
        )
    return asked


def due_by(record: Supervision, scene: Scene) -> None:
    """Let the deadline of the next report end with the day that was agreed."""
    if record.next_on is not None:
        scene.until[CHECK_IN] = end_of(record.next_on, record.office.zone)


class _Ordering(Act):
    """What an order to live at liberty under conditions says."""

    address: Address
    telephone: Telephone = ""
    office: Annotated[UUID, Ref("places.place"), Field(title="Reports to")]
    conditions: Conditions
    ordered_on: Annotated[date | None, Field(title="Ordered removed on")] = None
    next_on: Annotated[date | None, Field(title="First report on")] = None


class OrderSupervision(
    _Ordering, key="removal.order_supervision", on=SUPERVISION, permission=SUPERVISE, authorities=ORDERS
):
    """Let a person live at liberty under supervision; who is held is released."""

    person: Annotated[UUID, Ref("people.person"), Field(title="Person")]
    kind: Annotated[str, Code(KINDS), Field(title="Kind")]

    def authority(self, record: Any, scene: Scene) -> str:
        """The law pack says what each kind stands on."""
        row = scene.law.codes(KINDS).get(self.kind, scene.day)
        return str(row.attributes["authority"]) if row is not None else ORDERS[0]

    def guard(self, record: Any, scene: Scene) -> None:
        """One supervision at a time, of a kind open to the person, with a report in the law's interval."""
        if not listed(self.conditions):
            raise BadInput("An order says what the person must do.", problems=[_missing("conditions")])
        next_report(self.next_on, Place.objects.get(pk=self.office), scene)
        row = scene.law.codes(KINDS).get(self.kind, scene.day)
        if row.attributes["after_order"] and self.ordered_on is None:
            raise BadInput("An order of supervision follows an order of removal.", problems=[_missing("ordered_on")])
        if Supervision.objects.filter(person=self.person, state__in=("active", "violated")).exists():
            raise GuardRefused("The person is under supervision already; change its conditions instead.")
        stay = rules.open_stay(self.person)
        if stay is not None:
            custody_rules.open_way(stay.authority, self.kind, scene)

    def apply(self, record: Any, scene: Scene) -> Supervision:
        """Make the order, and let the person go where they are held."""
        person = Person.objects.get(pk=self.person)
        row = scene.law.codes(KINDS).get(self.kind, scene.day)
        stay, office = rules.open_stay(person), Place.objects.get(pk=self.office)
        made = Supervision(
            person=person,
            stay=stay,
            kind=self.kind,
            citation=scene.provision.citation if scene.provision else "",
            began_at=scene.at,
            ordered_by=account_of(scene.actor),
            address=self.address,
            telephone=self.telephone,
            office=office,
            conditions=listed(self.conditions),
            ordered_on=self.ordered_on,
            next_on=next_report(self.next_on, office, scene),
        )
        custody_papers.order_of_supervision(made, row.attributes["paper"], scene)
        if stay is not None:
            scene.perform(Release(way=self.kind, reason=row.attributes["reason"], to=self.address), on=stay)
        due_by(made, scene)
        scene.marks.append("removal.supervised")
        return made


def _missing(name: str) -> Problem:
    return Problem(name, "input.missing", "Fill this in.")


def row_of(record: Supervision, scene: Scene) -> Any:
    """Return what the law says of a kind of supervision: as it stands on the day, else as it last stood."""
    table = scene.law.codes(KINDS)
    return table.get(record.kind, scene.day) or next(row for row in table.all() if row.code == record.kind)


class _Supervising(Act):
    """What the acts on supervision share: the law pack says what each kind stands on."""

    def authority(self, record: Supervision, scene: Scene) -> str:
        """It stands on what the supervision itself stands on."""
        return str(row_of(record, scene).attributes["authority"])


class ReportIn(_Supervising, key="removal.report_in", on=SUPERVISION, permission=SUPERVISE, authorities=ORDERS):
    """Record that the person reported."""

    how: Annotated[Literal["in person", "telephone", "application", "home visit"], Field(title="How")]
    note: Note = ""
    next_on: Annotated[date | None, Field(title="Next report on")] = None

    def guard(self, record: Supervision, scene: Scene) -> None:
        """The next report lies within the law's interval."""
        next_report(self.next_on, record.office, scene)

    def apply(self, record: Supervision, scene: Scene) -> Supervision:
        """Keep it; the time to the next begins."""
        _keep(record, scene, kept=True, how=self.how, note=self.note)
        record.next_on = next_report(self.next_on, record.office, scene)
        due_by(record, scene)
        scene.marks.append("removal.checked_in")
        return record


def _keep(record: Supervision, scene: Scene, *, kept: bool, how: str = "", note: str = "") -> None:
    CheckIn.objects.create(
        supervision=record,
        due_on=record.next_on,
        at=scene.at,
        kept=kept,
        how=how,
        by=account_of(scene.actor),
        note=note,
    )


class MissReport(_Supervising, key="removal.miss_report", on=SUPERVISION, permission=SUPERVISE, authorities=ORDERS):
    """Record that the person did not report."""

    note: Note = ""

    def guard(self, record: Supervision, scene: Scene) -> None:
        """The day has come, and it is recorded once."""
        if record.next_on is None or record.next_on > scene.day:
            raise GuardRefused("The report is not due yet.")
        if record.check_ins.filter(kept=False, due_on=record.next_on).exists():
            raise GuardRefused("That is recorded already.")

    def apply(self, record: Supervision, scene: Scene) -> Supervision:
        """Keep it; the deadline goes on, and is breached."""
        _keep(record, scene, kept=False, note=self.note)
        return record


class ChangeConditions(
    _Supervising, key="removal.change_conditions", on=SUPERVISION, permission=SUPERVISE, authorities=ORDERS
):
    """Change the conditions of supervision, or where the person lives or reports."""

    address: Annotated[str, Personal, Field(title="Where the person lives", max_length=200)] = ""
    telephone: Telephone = ""
    office: Annotated[UUID | None, Ref("places.place"), Field(title="Reports to")] = None
    conditions: Conditions = ""
    next_on: Annotated[date | None, Field(title="Next report on")] = None

    def guard(self, record: Supervision, scene: Scene) -> None:
        """The next report lies within the law's interval, counted from the last."""
        next_report(self.next_on, self._office(record), scene, self._since(record))

    def _office(self, record: Supervision) -> Place:
        return Place.objects.get(pk=self.office) if self.office else record.office

    def _since(self, record: Supervision) -> datetime | None:
        """Return when the interval that runs began; None where none runs, as after a missed report."""
        runs = RunningClock.objects.filter(key=CHECK_IN, subject=record.pk, state="running")
        return runs.values_list("started_at", flat=True).first()

    def apply(self, record: Supervision, scene: Scene) -> Supervision:
        """Keep what is new, and make the order anew: nobody is held to what no paper tells them."""
        scene.personal["before"] = {"address": record.address, "conditions": record.conditions}
        record.address = self.address or record.address
        record.telephone = self.telephone or record.telephone
        record.conditions = listed(self.conditions) or record.conditions
        record.next_on = self.next_on or record.next_on
        record.office = self._office(record)
        if record.next_on is not None:
            until = end_of(record.next_on, record.office.zone)
            arrange(CHECK_IN, record, scene, until=until, answers_at=record.office_id)
        custody_papers.order_of_supervision(record, row_of(record, scene).attributes["paper"], scene)
        return record


class Violate(Act, key="removal.violate", on=SUPERVISION, permission=SUPERVISE, authorities=("supervise.violate",)):
    """Record that the person broke a condition."""

    why: Why

    def apply(self, record: Supervision, scene: Scene) -> Supervision:
        """Keep what was broken."""
        record.why = self.why
        return record


class Forgive(_Supervising, key="removal.forgive", on=SUPERVISION, permission=SUPERVISE, authorities=ORDERS):
    """Let supervision go on after a condition was broken."""

    why: Why

    def apply(self, record: Supervision, scene: Scene) -> Supervision:
        """Keep why."""
        record.why = self.why
        return record


class EndSupervision(
    _Supervising, key="removal.end_supervision", on=SUPERVISION, permission=SUPERVISE, authorities=ORDERS
):
    """End supervision."""

    why: Why

    def apply(self, record: Supervision, scene: Scene) -> Supervision:
        """Keep when and why; nothing is due any more."""
        record.ended_at, record.why, record.next_on = scene.at, self.why, None
        scene.marks.append("removal.supervision_ended")
        return record


class LapseSupervision(
    _Supervising,
    key="removal.lapse_supervision",
    on=SUPERVISION,
    permission="removal.keep",
    authorities=ORDERS,
    marks=("removal.supervision_ended",),
    automatic=True,
):
    """End the supervision of somebody who has left the country."""

    def apply(self, record: Supervision, scene: Scene) -> Supervision:
        """Keep when; nothing is due any more."""
        record.ended_at, record.next_on = scene.at, None
        return record
