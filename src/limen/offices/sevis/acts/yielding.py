"""Who gives way as an official: to another, or because they left; posted and shut out in the act that says so."""

from __future__ import annotations

from typing import Any

from limen.core.access.acts import LeaveOffice, PostOfficer
from limen.kernel import Act, Scene
from limen.offices.sevis.acts.common import CERTIFY, OFFICIAL, OFFICIALS, SCHOOL, Why
from limen.offices.sevis.models import Official, School, Sponsor

OF_SCHOOLS, OF_SPONSORS = "sevis.official", "sevis.officer"
NAME = (OF_SCHOOLS, OF_SPONSORS)
PRINCIPAL = ("pdso", "responsible_officer")
DEPUTY = {"pdso": "dso", "responsible_officer": "alternate_responsible_officer"}


class OnOfficial(Act):
    """An act on an official: of a school it stands on the rules of schools, of a sponsor on those of sponsors."""

    def authority(self, record: Any, scene: Scene) -> str:
        """Return the rules of whom they speak for."""
        sponsor = record.sponsor_id if record is not None else getattr(self, "sponsor", None)
        return OF_SPONSORS if sponsor else OF_SCHOOLS


class OfficialsChanged(
    Act,
    key="sevis.officials_changed",
    on=SCHOOL,
    permission=OFFICIALS,
    authorities=(OF_SCHOOLS,),
    marks=("sevis.official_left",),
    automatic=True,
):
    """Take in that an official left who is to be replaced: the days to report it begin."""


class OfficialsReported(
    Act,
    key="sevis.officials_reported",
    on=SCHOOL,
    permission=OFFICIALS,
    authorities=(OF_SCHOOLS,),
    marks=("sevis.officials_reported",),
    automatic=True,
):
    """Take in that the school reported its officials: the days to report run no more."""


class YieldOfficial(
    OnOfficial,
    key="sevis.yield_official",
    on=OFFICIAL,
    permission=CERTIFY,
    authorities=NAME,
    marks=("sevis.official_ended",),
    automatic=True,
):
    """End an official's posting because another takes it, or their organisation ends."""

    why: Why

    def apply(self, record: Official, scene: Scene) -> Official:
        """Shut them out in the same act."""
        record.until, record.why = scene.day, self.why
        shut_out(record, record.role, self.why, scene)
        return record


class StepDown(
    OnOfficial,
    key="sevis.step_down",
    on=OFFICIAL,
    permission=CERTIFY,
    authorities=NAME,
    automatic=True,
):
    """Go on as one of the other officials, because another becomes the principal."""

    def apply(self, record: Official, scene: Scene) -> Official:
        """Post them anew."""
        was, record.role = record.role, DEPUTY[record.role]
        shut_out(record, was, "Another became the principal.", scene)
        post(record, scene)
        return record


def shut_out_all(organisation: School | Sponsor, scene: Scene, why: str) -> None:
    """End the posting of everyone who speaks for an organisation that ends."""
    for official in organisation.officials.filter(state="active"):
        scene.perform(YieldOfficial(why=why), on=official)


def principal_of(school: Any, sponsor: Any, campus: Any) -> Official | None:
    """Return who is the principal of a school, campus or sponsor now."""
    rows = Official.objects.filter(state="active", school=school, sponsor=sponsor, campus=campus, role__in=PRINCIPAL)
    return rows.first()


def give_way(record: Official, former: str, scene: Scene) -> None:
    """Let the present principal leave, or stay as a deputy, because another takes the place."""
    held = principal_of(record.school_id, record.sponsor_id, record.campus_id)
    if held is None or held.pk == record.pk:
        return
    act = StepDown() if former == "stays" else YieldOfficial(why="Another became the principal.")
    scene.perform(act, on=held)
    scene.facts["former"] = held.pk


def post(record: Official, scene: Scene) -> None:
    """Post an official at their organisation's place, in their role, from the day it is there.

    Once, where they speak for two campuses.
    """
    account, place = record.account, record.organisation.place
    if account is None or account.postings.filter(place=place, role=record.role, valid_to=None).exists():
        return
    scene.perform(PostOfficer(role=record.role, place=place.pk, valid_from=scene.day_in(place.zone)), on=account)


def shut_out(record: Official, role: str, why: str, scene: Scene) -> None:
    """End the posting an official held in a role, unless they hold it for another campus as well."""
    account = record.account
    rows = Official.objects.filter(account=account, school=record.school_id, sponsor=record.sponsor_id, state="active")
    if account is None or rows.filter(role=role).exclude(pk=record.pk).exists():
        return
    scene.perform(LeaveOffice(place=record.organisation.place_id, role=role, reason=why), on=account)
