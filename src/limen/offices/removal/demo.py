"""What becomes of people in a detention facility, for the demonstration: each told by the acts that officers do.

One waits for a hearing, one is out on a bond, one reports under supervision, one's custody is to be reviewed, two are
listed on a flight, one is home, and one says that he is a citizen.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from limen.core.custody import acts as custody
from limen.core.custody.models import Stay
from limen.core.people.acts import GiveIdentifier, RecordPerson
from limen.kernel import perform
from limen.offices.removal import acts
from limen.offices.removal.models import Case, Movement, Seat

DATA = Path(__file__).parent / "data" / "days.toml"
CLAIM = ("surname", "given_names", "birth", "sex", "nationality", "birth_country")
COURT = "San Antonio"
COURTROOM = "800 Dolorosa Street\nSan Antonio, Texas"
HOME = "12 Oak Street, San Antonio, Texas"
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Days:
    """The demonstration's facility, who works there, and the moment it is made.

    Args:
        facility: the facility.
        office: the field office that those at liberty report to.
        officers: accounts by the name of their role there, and ``escorts``, two accounts that go along.
        now: the moment it is made.
    """

    facility: Any
    office: Any
    officers: Mapping[str, Any]
    now: datetime

    def at(self, ago: float) -> datetime:
        """Return the moment so many days ago."""
        return self.now - timedelta(days=ago)

    def day(self, ago: float) -> date:
        """Return the day so many days ago, at the facility."""
        return self.at(ago).astimezone(self.facility.zone).date()

    def in_court(self, ago: float) -> datetime:
        """Return nine o'clock of the day so many days ago or, on a weekend, of the Monday after it."""
        at = self.at(ago).astimezone(self.facility.zone).replace(hour=9, minute=0, second=0, microsecond=0)
        return at + timedelta(days=(7 - at.weekday()) if at.weekday() >= SATURDAY else 0)

    def since(self, moment: datetime) -> float:
        """Return how many days ago a moment was."""
        return (self.now - moment) / timedelta(days=1)

    def do(self, act: Any, on: Any = None, *, ago: float, who: str = "deportation", purpose: str = "removal") -> Any:
        """Do an act some days ago and return the record; the one it is done on is read afresh first."""
        if on is not None:
            on.refresh_from_db()
        by = self.officers[who]
        return perform(act, on=on, by=by, at=self.facility, purpose=purpose, when=self.at(ago)).record

    def keep(self, act: Any, on: Any = None, *, ago: float, who: str = "detention") -> Any:
        """Do an act of custody."""
        return self.do(act, on, ago=ago, who=who, purpose="custody")


@dataclass(frozen=True, slots=True)
class Life:
    """One of the facility's people: what the data says of them, the stay in custody, and the case where one is ordered.

    Args:
        days: the demonstration's days.
        row: the data's row.
        stay: the stay in custody.
    """

    days: Days
    row: dict[str, Any]
    stay: Stay

    @property
    def case(self) -> Case:
        """Return the case."""
        return Case.objects.get(person=self.stay.person_id)


def removal_days(facility: Any, office: Any, officers: Mapping[str, Any], *, now: datetime | None = None) -> None:
    """Make what became of the facility's people once; a second run finds it made.

    Numbers of the kind ``bond`` must be leased to the node.

    Args:
        facility: the facility.
        office: the field office that those at liberty report to.
        officers: accounts by role: ``deportation``, ``detention`` and ``supervisor``, and ``escorts``, two accounts
            that go along.
        now: the moment it is made; this one, when absent.
    """
    if Case.objects.filter(place=facility.pk).exists():
        return
    plan = tomllib.loads(DATA.read_text(encoding="utf-8"))
    days = Days(facility, office, officers, now or datetime.now(UTC))
    for row in plan["person"]:
        life = Life(days, row, _arrested(days, row))
        if "final" in row:
            _ordered(life)
        STORIES[row["story"]](life)
    _detainer(days, plan["detainer"])
    _flight(days, "removed", "RPN 1140", planned=9, departs=6)
    _flight(days, "leaving", "RPN 1152", planned=4, departs=-2)


def _arrested(days: Days, row: dict[str, Any]) -> Stay:
    """Arrest a person on a warrant, book them in, and see to all that is due to them on arrival."""
    taken = row["taken"]
    person = days.keep(RecordPerson(**{name: row[name] for name in CLAIM}), ago=taken, who="deportation")
    days.keep(GiveIdentifier(kind="a_number", number=row["a_number"]), person, ago=taken, who="deportation")
    arrest = custody.TakeIntoCustody(person=person.pk, under="arrest.warrant")
    stay: Stay = days.keep(arrest, ago=taken, who="deportation")
    days.keep(custody.BookIn(cell=row["cell"]), stay, ago=taken - 0.1)
    for act in (
        custody.AdviseConsular(language="es"),
        custody.RecordCare(kind="medical_screened"),
        custody.RecordCare(kind="health_assessed"),
        custody.Classify(level="low", says="No history of any kind"),
    ):
        days.keep(act, stay, ago=taken - 0.3)
    for again in range(taken - 80, 0, -80):
        days.keep(custody.Classify(level="low", says="Has kept every rule"), stay, ago=again)
    return stay


def _served(life: Life, hearing: float) -> Case:
    """Open a case, charge the person, serve the charges with a hearing so many days ago or, below nought, to come."""
    days, row, stay = life.days, life.row, life.stay
    ago = row["taken"] - 1
    case: Case = days.do(acts.OpenCase(person=stay.person_id, court=COURT, country=row["nationality"]), ago=ago)
    days.do(acts.AddCharge(charge="280", reason="Stayed on after the time allowed."), case, ago=ago)
    charges = acts.ServeCharges(
        how="in_person",
        court=COURT,
        hearing_place=COURTROOM,
        hearing_at=days.in_court(hearing),
        respondent_is="admitted to the United States, but removable",
        allegations="1. You are not a citizen or national.\n2. You stayed on after the time you were allowed.",
    )
    served: Case = days.do(charges, case, ago=ago)
    return served


def _ordered(life: Life) -> None:
    """Bring a person before the judge, who orders removal; the person waives appeal and the order is final."""
    days, row = life.days, life.row
    case = _served(life, row["final"])
    heard = days.since(days.in_court(row["final"])) - 0.05
    for act in (
        acts.HoldHearing(judge="M. Ruiz"),
        acts.OrderRemoval(country=row["nationality"], judge="M. Ruiz"),
        acts.WaiveAppeal(knowing=True),
    ):
        case = days.do(act, case, ago=heard)


def _waits_for_a_hearing(life: Life) -> None:
    _served(life, -4)
    found = acts.Determine(
        stay=life.stay.pk,
        under="detain.proceedings",
        decision="hold",
        flight="Gave three addresses, none of which was true.",
        review_asked=True,
    )
    life.days.keep(found, ago=life.row["taken"] - 1, who="deportation")


def _is_out_on_a_bond(life: Life) -> None:
    days, stay, ago = life.days, life.stay, life.row["taken"] - 1
    _served(life, -28)
    days.keep(acts.Determine(stay=stay.pk, under="detain.proceedings", decision="bond"), ago=ago, who="deportation")
    bond = days.keep(acts.SetBond(stay=stay.pk, amount=5000), ago=ago - 0.1, who="deportation")
    posted = acts.PostBond(
        obligor="Lucia Ferreira",
        obligor_address=HOME,
        security="cash",
        receipt="R-55021",
        address=HOME,
    )
    days.keep(posted, bond, ago=ago - 3, who="deportation")
    days.keep(custody.RecordCare(kind="court_told"), stay, ago=ago - 3.1)


def _reports_under_supervision(life: Life) -> None:
    days, stay, final = life.days, life.stay, life.row["final"]
    review = days.keep(acts.OpenReview(stay=stay.pk, kind="ninety"), ago=final - 20, who="deportation")
    days.keep(acts.NotifyReview(how="in person", language="lo"), review, ago=final - 20, who="deportation")
    plan = acts.PlanRelease(sponsor="Mai Vang", relation="Sister", address=HOME, checked=True)
    days.keep(plan, review, ago=final - 40, who="deportation")
    release = acts.ReleaseOnReview(
        why="His country gives no documents; he has kept every rule.",
        address=HOME,
        office=days.office.pk,
        conditions="Report as told\nSeek a passport of your country",
        ordered_on=days.day(final),
    )
    days.keep(release, review, ago=final - 46, who="supervisor")
    days.keep(custody.RecordCare(kind="court_told"), stay, ago=final - 46.1)
    made = stay.supervisions.get()
    for ago in (25, 11):
        report = acts.ReportIn(how="in person", next_on=days.day(ago - 14))
        days.keep(report, made, ago=ago, who="deportation")


def _custody_is_to_be_reviewed(life: Life) -> None:
    days, stay, final = life.days, life.stay, life.row["final"]
    asked = _asked(life, final - 3)
    for ago in (final - 4, final - 5, final - 6):
        days.do(acts.TakeStep(), asked, ago=ago)
    for ago in (final - 32, final - 60):
        days.do(acts.Remind(how="telephone", note="No answer yet."), asked, ago=ago)
    review = days.keep(acts.OpenReview(stay=stay.pk, kind="ninety"), ago=final - 57, who="deportation")
    days.keep(acts.NotifyReview(how="in person", language="ti"), review, ago=final - 57, who="deportation")


def _asked(life: Life, ago: float) -> Any:
    case, row = life.case, life.row
    act = acts.RequestDocument(
        person=case.person_id, case=case.pk, country=row["nationality"], consulate=row["consulate"]
    )
    return life.days.do(act, ago=ago)


def _gets_a_document(life: Life) -> None:
    days, ago = life.days, life.row["final"] - 20
    act = acts.ReceiveDocument(number=life.row["document"], issued_on=days.day(ago - 8), expires=days.day(-90))
    days.do(act, _asked(life, ago), ago=ago - 8)


def _detainer(days: Days, row: dict[str, Any]) -> None:
    """Ask a sheriff to say when he lets a person go."""
    person = days.keep(RecordPerson(**{name: row[name] for name in CLAIM}), ago=1, who="deportation")
    said = {name: value for name, value in row.items() if name not in CLAIM}
    expected = days.at(-9)
    days.keep(acts.IssueDetainer(person=person.pk, release_expected=expected, **said), ago=1, who="deportation")


def _says_he_is_a_citizen(life: Life) -> None:
    says = "Says his mother was born in Laredo and that he has her birth certificate at home."
    life.days.keep(acts.ClaimCitizenship(person=life.stay.person_id, reason=says), ago=0.02, who="deportation")


def _flight(days: Days, story: str, number: str, *, planned: float, departs: float) -> None:
    """Plan a flight, list who has a document to travel on; one that is over left, and the port saw it leave."""
    rows = [row for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["person"] if row["story"] == story]
    plan = acts.PlanMovement(
        number=number,
        chartered=True,
        carrier="Global Charter",
        country=rows[0]["nationality"],
        destination="La Aurora International",
        departs_at=days.at(departs),
        arrives_at=days.at(departs - 0.15),
        capacity=12,
    )
    movement: Movement = days.do(plan, ago=planned)
    for account, role in zip(days.officers["escorts"], ("lead", "officer"), strict=True):
        days.do(acts.AddEscort(account=account.pk, role=role), movement, ago=planned)
    numbers = [row["a_number"] for row in rows]
    cases = Case.objects.filter(person__identifiers__number__in=numbers).order_by("pk")
    seats = []
    for place, case in enumerate(cases, 1):
        listed = acts.ManifestPerson(movement=movement.pk, case=case.pk, label=f"{place}A")
        seats.append(days.do(listed, ago=planned - 1))
    days.keep(acts.ClearMedically(by="R. Nurse, RN"), seats[0], ago=planned - 2)
    if departs > 0:
        _departed(days, movement, seats, departs)


def _departed(days: Days, movement: Movement, seats: list[Seat], ago: float) -> None:
    days.do(acts.OpenBoarding(), movement, ago=ago + 0.2)
    for seat in seats:
        aboard = acts.Embark(print_reference="FP-77", print_by="D. Officer", photograph="PH-77")
        days.do(aboard, seat, ago=ago + 0.15)
    days.do(acts.Depart(), movement, ago=ago)
    days.do(acts.VerifyDeparture(how="port", by="P. Watch, at the gate"), movement, ago=ago - 0.2)


STORIES = {
    "hearing": _waits_for_a_hearing,
    "bond": _is_out_on_a_bond,
    "citizen": _says_he_is_a_citizen,
    "supervision": _reports_under_supervision,
    "review": _custody_is_to_be_reviewed,
    "leaving": _gets_a_document,
    "removed": _gets_a_document,
}
"""What becomes of a person, by the story that the data names."""
