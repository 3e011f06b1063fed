"""The administrative warrant: issued on a lead by a supervisor, made as a paper, served by the arrest."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.core.people.models import Person
from limen.kernel import Act, Code, GuardRefused, Lines, Personal, Scene
from limen.offices.investigations import papers
from limen.offices.investigations.acts.common import LEAD, SUPERVISE
from limen.offices.investigations.acts.leads import about
from limen.offices.investigations.models import Lead


class IssueWarrant(
    Act, key="investigations.issue_warrant", on=LEAD, permission=SUPERVISE, authorities=("warrant.issue",)
):
    """Issue a warrant for the arrest of the person a lead is about."""

    cause: Annotated[str, Code("warrant_causes"), Field(title="Probable cause, by", max_length=24)]
    says: Annotated[str, Personal, Lines(4), Field(title="In particular", min_length=10, max_length=4000)]
    notice: Annotated[
        str,
        Field(
            title="Notice to Appear it goes with",
            min_length=2,
            max_length=120,
            description="Its day and its file, or that it is issued with this warrant",
        ),
    ]

    def guard(self, record: Lead, scene: Scene) -> None:
        """It names somebody, and another officer than the one who works the lead issues it."""
        if record.about is None:
            raise GuardRefused("A warrant names a person; say first whom the lead is about.")
        if record.officer_id == scene.actor.id:
            raise GuardRefused("An officer other than the one who works the lead issues the warrant.")

    def apply(self, record: Lead, scene: Scene) -> Lead:
        """Make the paper."""
        person = Person.objects.get(leads=record)
        title = scene.law.codes("warrant_causes").get(self.cause, scene.day).title
        paper = papers.warrant(record, person, title, self.says, self.notice, scene)
        scene.about(paper)
        about(record, scene)
        return record
