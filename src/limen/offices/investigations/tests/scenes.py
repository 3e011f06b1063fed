"""Scenes of investigations: an office and who works there, leads and arrests brought to where a story begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from limen.core.access.gate import SYSTEM, Viewer
from limen.core.documents.models import Paper
from limen.kernel import perform
from limen.offices.investigations import acts
from limen.offices.investigations.models import Arrest, Lead
from tests.architecture.making import NOON, TODAY
from tests.factories import Service

__all__ = ["NOON", "TODAY", "Office"]
AGENT, CHIEF = "special_agent", "investigations_supervisor"
SAYS = "Left the school in September; the landlord has not seen him since."
CIRCUMSTANCES = "Met at the door, said who he was, and came along."
FINDINGS = {
    "unlawful_why": "Says his stay ended in May and that he has asked for nothing.",
    "escape_why": "Has a bag packed and a ticket for tonight.",
}


@dataclass
class Office:
    """An office of investigations in a small service."""

    service: Service
    place: Any = None

    def __post_init__(self) -> None:
        self.place = self.place or self.service.place("office", "SAC-NY", "New York", zone="America/New_York")

    def do(self, act: Any, on: Any = None, role: str = AGENT, name: str = "") -> Any:
        """Do an act at the office as somebody of it; the record is read afresh first."""
        if on is not None:
            on.refresh_from_db()
        made = self.service.act(act, on, at=self.place, role=role, purpose="investigation", name=name)
        made.refresh_from_db()  # what the flows did to it since
        return made

    def by_chief(self, act: Any, on: Any = None) -> Any:
        """Do an act as the supervisor."""
        return self.do(act, on, CHIEF)

    def sent(self, **more: Any) -> Lead:
        """Return a lead that a flow of another office sent."""
        act = acts.ReceiveLead(**_said(more))
        return perform(act, by=SYSTEM, at=self.place, purpose="administration").record

    def lead(self, **more: Any) -> Lead:
        """Return a lead that an officer wrote."""
        made: Lead = self.do(acts.RecordLead(**_said(more)))
        return made

    def taken(self, **more: Any) -> Lead:
        """Return a lead with an agent."""
        made: Lead = self.do(acts.TakeLead(), self.lead(**more))
        return made

    def warrant(self, lead: Lead) -> Paper:
        """Return the warrant issued on a lead."""
        act = acts.IssueWarrant(cause="statements", says="His own words to the school.", notice="Issued with it")
        self.by_chief(act, lead)
        return Paper.objects.get(form="i200", about=lead.pk, state="made")

    def arrest(self, **more: Any) -> Arrest:
        """Return an arrest without a warrant."""
        made: Arrest = self.do(arresting(**more))
        return made

    def viewer(self, role: str = AGENT, purpose: str = "investigation") -> Viewer:
        """Return somebody of the office as a viewer."""
        account = self.service.officer(role, f"{role}_at_large", self.service.agency)
        return Viewer(account, self.place, purpose, TODAY)


def _said(more: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": "tip",
        "area": "immigration_fraud",
        "summary": SAYS,
        "source_grade": "C",
        "information_grade": "3",
        **more,
    }


def arresting(**more: Any) -> acts.MakeArrest:
    """Return the arrest of somebody not on record, without a warrant, unless more is said."""
    said: dict[str, Any] = {
        "under": "without_warrant",
        "where": "41 Elm Street, Queens",
        "entry": "public",
        "citizenship": "not_claimed",
        "circumstances": CIRCUMSTANCES,
        **more,
    }
    if "person" not in said:
        said = {"surname": "Marsh", "given_names": "Ivo", "birth": "1998-02-03", "nationality": "UTO", **said}
    if said["under"] == "without_warrant":
        said = {**FINDINGS, **said}
    return acts.MakeArrest(**said)
