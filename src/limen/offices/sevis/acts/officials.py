"""Officials: proposed, approved by the government, trained, replaced, and shut out the minute they leave."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from limen.core.access.acts import OpenAccount
from limen.core.access.models import Account
from limen.kernel import BadInput, GuardRefused, Personal, Problem, Ref, Scene, Titled
from limen.offices.sevis import ruling
from limen.offices.sevis.acts.common import CERTIFY, OFFICIAL, OFFICIALS, PETITION, SCHOOL, SPONSOR, CampusCode, Why
from limen.offices.sevis.acts.reports import DESIGNATED
from limen.offices.sevis.acts.yielding import (
    DEPUTY,
    NAME,
    PRINCIPAL,
    OfficialsChanged,
    OfficialsReported,
    OnOfficial,
    give_way,
    post,
    principal_of,
    shut_out,
)
from limen.offices.sevis.models import Campus, Official, School, Sponsor
from limen.offices.sevis.papers import organisations as papers
from limen.offices.sevis.reach import require_own, require_own_or_over
from limen.offices.sevis.roles import ROLES

OF_SCHOOL, OF_SPONSOR = ("pdso", "dso"), ("responsible_officer", "alternate_responsible_officer")
Role = Annotated[
    Literal["pdso", "dso", "responsible_officer", "alternate_responsible_officer"], Titled(ROLES), Field(title="Role")
]
Standing = Annotated[
    Literal["citizen", "permanent_resident"],
    Field(title="Is", description="Only a citizen or a lawful permanent resident may be an official."),
]
Former = Annotated[
    Literal["leaves", "stays"],
    Field(title="The present principal", description="Leaves, or stays as one of the other officials."),
]


class _Of(OnOfficial):
    """Whom an official speaks for."""

    school: Annotated[UUID | None, Ref(SCHOOL), Field(title="School")] = None
    sponsor: Annotated[UUID | None, Ref(SPONSOR), Field(title="Sponsor")] = None
    campus: CampusCode = ""
    role: Role

    def organisation(self) -> School | Sponsor:
        """Return whom they speak for.

        Raises:
            BadInput: when it is nobody, or both, or the campus or the role is another's.
        """
        if (self.school is None) == (self.sponsor is None):
            raise GuardRefused("An official is of one school or of one sponsor.")
        if self.role not in (OF_SCHOOL if self.school else OF_SPONSOR):
            raise _bad("role", "A school has designated school officials, a sponsor responsible officers.")
        if self.campus and self.campus_id is None:
            raise _bad("campus", "That campus is not this school's.")
        if self.school is not None:
            return School.objects.get(pk=self.school)
        return Sponsor.objects.get(pk=self.sponsor or "")

    @property
    def campus_id(self) -> Any:
        """Return the identifier of the campus they speak for; None where it is the whole school, or is unknown."""
        found = Campus.objects.filter(code=self.campus, school=self.school) if self.campus else Campus.objects.none()
        return found.values_list("pk", flat=True).first()

    def within_limit(self, scene: Scene) -> None:
        """Refuse more officials of a campus than the law allows, where it sets a limit."""
        most = ruling.number(scene, "sevis.officials_max")
        if not self.school or not most:
            return
        named = Official.objects.filter(school=self.school, campus=self.campus_id, state__in=("proposed", "active"))
        if named.count() >= most:
            message = f"A campus has {most} officials at most."
            raise ruling.refused(scene, "officials_limit", message, by="officials_max")


class NameOfficial(
    _Of,
    key="sevis.name_official",
    on=OFFICIAL,
    permission=CERTIFY,
    authorities=NAME,
    marks=("sevis.official_named",),
):
    """Name an official of a school or sponsor: from now they work at its place, and nowhere else."""

    account: Annotated[
        UUID | None, Ref("access.account"), Field(title="Account they have", description="By its sign-in name")
    ] = None
    sign_in: Annotated[
        str,
        Field(
            title="Or the sign-in name of the account to open for them", pattern=r"^([\w.@+-]{2,64})?$", max_length=64
        ),
    ] = ""
    name: Annotated[str, Personal, Field(title="Name, where an account is opened", max_length=160)] = ""
    email: Annotated[str, Personal, Field(title="E-mail, where an account is opened", max_length=254)] = ""
    standing: Standing = "citizen"
    position: Annotated[str, Field(title="Position", max_length=120)] = ""

    def guard(self, record: Any, scene: Scene) -> None:
        """Somebody speaks for a school or a sponsor, one is its principal; they have an account or are given one."""
        self.organisation()
        if (self.account is None) == (not self.sign_in):
            raise _bad("account", "Name the account they have, or give a sign-in name for one to be opened.")
        if self.sign_in and not (self.name and self.email):
            raise _bad("name", "An account is opened with a name and an e-mail.")
        self.within_limit(scene)
        if self.role in PRINCIPAL and principal_of(self.school, self.sponsor, self.campus_id) is not None:
            message = "There is a principal already; approve another in their place."
            raise ruling.refused(scene, "one_principal", message)

    def apply(self, record: Any, scene: Scene) -> Official:
        """Post them at its place; open their account where they have none."""
        official = Official(
            school_id=self.school,
            sponsor_id=self.sponsor,
            campus_id=self.campus_id,
            **self.model_dump(include={"role", "sign_in", "name", "email", "standing", "position"}),
            since=scene.day,
        )
        official.account = Account.objects.get(pk=self.account or _opened(official, scene).pk)
        official.name = official.account.full_name
        post(official, scene)
        return official


class ProposeOfficial(
    _Of,
    key="sevis.propose_official",
    on=OFFICIAL,
    permission=PETITION,
    authorities=NAME,
    marks=("sevis.official_proposed",),
):
    """Propose an official of the school or sponsor."""

    name: Annotated[str, Personal, Field(title="Name", min_length=2, max_length=160)]
    sign_in: Annotated[str, Field(title="Sign-in name", min_length=2, max_length=64, pattern=r"^[\w.@+-]+$")]
    email: Annotated[str, Personal, Field(title="E-mail", max_length=254)]
    position: Annotated[str, Field(title="Position", min_length=2, max_length=120)]
    duties: Annotated[str, Field(title="Duties", max_length=500)] = ""
    standing: Standing
    employed: Annotated[bool, Field(title="Is regularly employed by the school or sponsor")]

    def guard(self, record: Any, scene: Scene) -> None:
        """They are the proposer's own organisation's, employed there, and not named twice for one campus."""
        require_own(self.organisation(), scene)
        self.within_limit(scene)
        if not self.employed:
            message = "An official is regularly employed where they speak for."
            raise ruling.refused(scene, "official_not_employed", message)
        same = Official.objects.filter(
            school=self.school, sponsor=self.sponsor, campus=self.campus_id, state__in=("proposed", "active")
        )
        if same.filter(sign_in__iexact=self.sign_in).exists():
            raise GuardRefused(f"{self.sign_in} is named there already.")

    def apply(self, record: Any, scene: Scene) -> Official:
        """Keep the proposal; a sponsor that is designated reports it."""
        if self.school:
            scene.perform(OfficialsReported(), on=School.objects.get(pk=self.school))
        official = Official(
            school_id=self.school,
            sponsor_id=self.sponsor,
            campus_id=self.campus_id,
            **self.model_dump(exclude={"school", "sponsor", "campus", "employed"}),
        )
        if official.sponsor is not None and official.sponsor.state in DESIGNATED:
            papers.officer(official, scene, added=True, since=scene.day)
        return official


class ApproveOfficial(
    OnOfficial,
    key="sevis.approve_official",
    on=OFFICIAL,
    permission=CERTIFY,
    authorities=NAME,
    marks=("sevis.official_named",),
):
    """Approve an official: from now they work at its place, and nowhere else."""

    former: Former = "leaves"

    def guard(self, record: Official, scene: Scene) -> None:
        """A sign-in name that is taken is another official's of the same organisation, or nobody's."""
        known = Account.objects.filter(username__iexact=record.sign_in).first()
        code = _code(record)
        if known is not None and (known.kind != "partner" or known.organisation != code):
            raise GuardRefused(f"The sign-in name “{record.sign_in}” is another's; let the school propose another.")

    def apply(self, record: Official, scene: Scene) -> Official:
        """Open their account where they have none, and post them; a former principal gives way in the same act."""
        found = Account.objects.filter(username__iexact=record.sign_in).first()
        record.account = found or Account.objects.get(pk=_opened(record, scene).pk)
        record.since = scene.day
        if record.role in PRINCIPAL:
            give_way(record, self.former, scene)
        post(record, scene)
        return record


class RefuseOfficial(
    OnOfficial,
    key="sevis.refuse_official",
    on=OFFICIAL,
    permission=CERTIFY,
    authorities=NAME,
    marks=("sevis.official_refused",),
):
    """Refuse an official who was proposed."""

    why: Why

    def apply(self, record: Official, scene: Scene) -> Official:
        """Keep why."""
        record.why = self.why
        return record


class PromoteOfficial(
    OnOfficial,
    key="sevis.promote_official",
    on=OFFICIAL,
    permission=CERTIFY,
    authorities=NAME,
    marks=("sevis.official_named",),
):
    """Make an official the principal, in the place of the present one."""

    former: Former = "stays"

    def guard(self, record: Official, scene: Scene) -> None:
        """They are not the principal already."""
        if record.role in PRINCIPAL:
            raise GuardRefused("They are the principal already.")

    def apply(self, record: Official, scene: Scene) -> Official:
        """Change the two in one act, so that there is one principal at every moment."""
        was = record.role
        record.role = {deputy: principal for principal, deputy in DEPUTY.items()}[was]
        give_way(record, self.former, scene)
        shut_out(record, was, "Became the principal.", scene)
        post(record, scene)
        return record


class AmendOfficial(OnOfficial, key="sevis.amend_official", on=OFFICIAL, permission=OFFICIALS, authorities=NAME):
    """Change an official's position or duties, or record their training."""

    position: Annotated[str, Field(title="Position", max_length=120)] = ""
    duties: Annotated[str, Field(title="Duties", max_length=500)] = ""
    trained_on: Annotated[date | None, Field(title="Trained on")] = None

    def guard(self, record: Official, scene: Scene) -> None:
        """It is their own organisation or the government that says so; training is over once it is recorded."""
        require_own_or_over(record.organisation, scene)
        if not self.model_dump(exclude_defaults=True):
            raise _bad("", "Fill in what changes.")
        if self.trained_on is not None and self.trained_on > scene.day:
            raise GuardRefused("Training is recorded once it is over.")

    def apply(self, record: Official, scene: Scene) -> Official:
        """Write what is told."""
        for name, value in self.model_dump(exclude_defaults=True).items():
            setattr(record, name, value)
        return record


class EndOfficial(
    OnOfficial,
    key="sevis.end_official",
    on=OFFICIAL,
    permission=OFFICIALS,
    authorities=NAME,
    marks=("sevis.official_ended",),
):
    """End an official's posting: they are shut out this minute."""

    left_on: Annotated[date, Field(title="Left on")]
    why: Why

    def guard(self, record: Official, scene: Scene) -> None:
        """It is their own organisation or the government that says so; nobody shuts themselves out."""
        require_own_or_over(record.organisation, scene)
        if record.account_id == scene.actor.id:
            raise GuardRefused("Nobody ends their own posting; another official or the government does it.")
        if self.left_on > scene.day:
            raise GuardRefused("A posting ends the minute it is ended: come back on the day.")
        due = _due(record, self.left_on, scene)
        if scene.day > due:
            ruling.warn(scene, f"The change was due to be reported by {due}.")
        if record.role in PRINCIPAL:
            ruling.warn(scene, "There is no principal now; propose another.")

    def apply(self, record: Official, scene: Scene) -> Official:
        """Shut them out in the same act; a school that ends a deputy has reported the change by it."""
        record.until, record.why = self.left_on, self.why
        school = record.school
        if school is not None:
            replaced = record.role in PRINCIPAL or scene.place.id != school.place_id
            scene.perform(OfficialsChanged() if replaced else OfficialsReported(), on=school)
        sponsor = record.sponsor
        if sponsor is not None and sponsor.state in DESIGNATED and scene.place.id == sponsor.place_id:
            papers.officer(record, scene, added=False, since=self.left_on, why=self.why)
        shut_out(record, record.role, self.why, scene)
        return record


class RecallOfficial(
    OnOfficial,
    key="sevis.recall_official",
    on=OFFICIAL,
    permission=PETITION,
    authorities=NAME,
    marks=("sevis.official_refused",),
):
    """Recall a proposal before it is decided."""

    why: Why

    def guard(self, record: Official, scene: Scene) -> None:
        """It is their own organisation's."""
        require_own(record.organisation, scene)

    def apply(self, record: Official, scene: Scene) -> Official:
        """Keep why."""
        record.why = self.why
        return record


def _opened(record: Official, scene: Scene) -> Account:
    act = OpenAccount(
        username=record.sign_in,
        full_name=record.name,
        email=record.email,
        kind="partner",
        organisation=_code(record),
    )
    account: Account = scene.perform(act).record
    ruling.warn(scene, "Give the new account a password; its owner enrols a second factor at the first sign-in.")
    return account


def _due(record: Official, since: date, scene: Scene) -> date:
    """Return by when it is reported that an official left: a sponsor's days are others than a school's."""
    if record.sponsor_id is not None:
        return ruling.business_days_after(scene, "sevis.sponsor_change_business_days", since)
    return ruling.days_after(scene, "sevis.official_change_days", since)


def _code(record: Official) -> str:
    return str(record.school.code if record.school is not None else record.organisation.number)


def _bad(field: str, message: str) -> BadInput:
    return BadInput(message, problems=[Problem(field, "official.wrong", message)])
