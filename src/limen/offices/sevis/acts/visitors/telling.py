"""What exchange visitors tell of themselves on the public site, with a code that only their e-mail has.

The sponsor is told, which is what the visitor's own days are for; the sponsor enters it, or sets it aside.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from limen.kernel import Act, Lines, Personal, Scene
from limen.offices.sevis.acts.common import KEEP, VISITOR, VISITOR_RECORD
from limen.offices.sevis.acts.students.telling import SendsCode
from limen.offices.sevis.acts.visitors.parts import Phone, USAddress
from limen.offices.sevis.acts.visitors.rules import require_sponsor
from limen.offices.sevis.acts.visitors.updating import dealt_with, told_address
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.papers import visitors as papers
from limen.offices.sevis.ruling import refuse

REPORT = ("sevis.report_visitor",)
LONGEST = 500
TOLD = "sevis.visitor_address_told"

Why = Annotated[str, Personal, Lines(3), Field(title="Why", min_length=5, max_length=LONGEST)]


class SendVisitorCode(
    SendsCode, key="sevis.send_visitor_code", on=VISITOR, permission=KEEP, authorities=REPORT, automatic=True
):
    """Send a visitor a code to the e-mail address on record; whoever has it may tell of a change."""


class TellVisitorAddress(
    Act, key="sevis.tell_visitor_address", on=VISITOR, permission=KEEP, authorities=REPORT, automatic=True
):
    """Take in what a visitor tells of themself: where they live, where mail goes, their telephone."""

    us_address: Annotated[USAddress | None, Personal, Field(title="Address in the United States")] = None
    mailing_address: Annotated[USAddress | None, Personal, Field(title="Mailing address")] = None
    phone: Annotated[Phone, Personal, Field(title="Telephone", description="Ten digits")] = ""
    besides: Annotated[str, Personal, Lines(3), Field(title="What else changed", max_length=LONGEST)] = ""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """Something is said, and an address is whole."""
        if not (self._said() or self.besides):
            raise refuse("nothing", "Say what has changed.")
        for field in ("us_address", "mailing_address"):
            part = getattr(self, field)
            if part is not None and not part.whole:
                raise refuse("address_half", "An address has a street and a ZIP code.", field=field)

    def _said(self) -> dict[str, Any]:
        parts = {"us_address": self.us_address, "mailing_address": self.mailing_address}
        said: dict[str, Any] = {name: part.kept() for name, part in parts.items() if part is not None}
        return {name: value for name, value in {**said, "phone": self.phone}.items() if value}

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Let it wait for the sponsor, with what waited before; the visitor has kept their own days."""
        record.told = {**record.told, **self._said()}
        record.told_besides = "\n".join(filter(None, (record.told_besides, self.besides)))[-LONGEST:]
        if record.told_on is None:
            record.told_on = scene.day
            scene.marks.append("sevis.visitor_told")
        if self.us_address is not None:
            scene.marks.append(TOLD)
        return record


class TakeVisitorTold(Act, key="sevis.take_visitor_told", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT):
    """Enter the address and telephone that a visitor told of themself."""

    print_form: Annotated[bool, Field(title="Print the form DS-2019")] = False

    def guard(self, record: Visitor, scene: Scene) -> None:
        """Something waits that can be entered as it is."""
        require_sponsor(record, scene)
        if not record.told:
            raise refuse("told_none", "The visitor told of no address or telephone that waits.")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Keep it."""
        said = record.told
        if "us_address" in said:
            told_address(record, USAddress(**said["us_address"]), scene)
        record.mailing_address = said.get("mailing_address") or record.mailing_address
        record.phone = said.get("phone") or record.phone
        dealt_with(record, scene)
        if self.print_form:
            papers.certificate(record, scene)
        return record


class SetVisitorToldAside(
    Act, key="sevis.set_visitor_told_aside", on=VISITOR, permission=VISITOR_RECORD, authorities=REPORT
):
    """Set aside what a visitor told of themself: it was a mistake, or was settled with them."""

    why: Why

    def guard(self, record: Visitor, scene: Scene) -> None:
        """Something waits."""
        require_sponsor(record, scene)
        if record.told_on is None:
            raise refuse("told_none", "The visitor told of nothing that waits.")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """End it."""
        dealt_with(record, scene)
        return record
