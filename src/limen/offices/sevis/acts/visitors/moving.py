"""An exchange visitor goes on elsewhere or as something else: to another sponsor, in another category."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from limen.kernel import Act, Personal, Ref, Scene
from limen.offices.sevis.acts.common import SPONSOR, VISITOR, VISITOR_RECORD, Remarks
from limen.offices.sevis.acts.visitors.asking import CATEGORY, check_category, granted, spend
from limen.offices.sevis.acts.visitors.creating import judge_residence
from limen.offices.sevis.acts.visitors.parts import SiteGiven
from limen.offices.sevis.acts.visitors.placing import check_site, placed
from limen.offices.sevis.acts.visitors.programme import check_end, leave_category
from limen.offices.sevis.acts.visitors.rules import category_of, check_length, require_sponsor
from limen.offices.sevis.models import Sponsor, Visitor
from limen.offices.sevis.papers import visitors as papers
from limen.offices.sevis.ruling import refuse

TRANSFER = ("sevis.transfer_visitor",)
Print = Annotated[bool, Field(title="Print the form DS-2019")]


class VisitorTransferOut(
    Act, key="sevis.transfer_visitor", on=VISITOR, permission=VISITOR_RECORD, authorities=TRANSFER
):
    """Release an exchange visitor to another sponsor, from a day on."""

    sponsor: Annotated[UUID, Ref(SPONSOR), Field(title="To sponsor", description="Its programme number")]
    effective_on: Annotated[date, Field(title="From")]
    remarks: Remarks = ""

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The other sponsor is designated for the same category, and the day lies within the programme."""
        require_sponsor(record, scene)
        row = category_of(record.category, scene)
        if not row.attributes["transfer"]:
            raise refuse("not_transferable", f"“{row.title}” does not transfer.", row.citation)
        if record.transfer_to_id is not None:
            raise refuse("transfer_pending", "A transfer is pending already.", field="sponsor")
        other = Sponsor.objects.get(pk=self.sponsor)
        if other.pk == record.sponsor_id:
            raise refuse("transfer_self", "That is the visitor's sponsor now.", field="sponsor")
        cited = scene.law.require_authority("sevis.transfer_visitor", scene.day).citation
        if other.state != "designated" or record.category not in other.categories:
            text = f"{other.name} is not designated for “{row.title}”: a transfer keeps the category."
            raise refuse("transfer_category", text, cited, "sponsor")
        if not scene.day <= self.effective_on <= record.ends:
            text = f"A transfer takes effect from today to {record.ends}."
            raise refuse("transfer_day", text, cited, "effective_on")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Say to whom and when; until then this sponsor answers for the visitor."""
        record.transfer_to_id, record.transfer_on = self.sponsor, self.effective_on
        record.remarks = self.remarks or record.remarks
        return record


class CancelVisitorTransfer(
    Act, key="sevis.cancel_visitor_transfer", on=VISITOR, permission=VISITOR_RECORD, authorities=TRANSFER
):
    """Call off a transfer that has not been taken up."""

    reason: Annotated[str, Field(title="Why", min_length=3, max_length=500)]

    def guard(self, record: Visitor, scene: Scene) -> None:
        """One is pending."""
        require_sponsor(record, scene)
        if record.transfer_to_id is None:
            raise refuse("transfer_none", "No transfer is pending.")

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """The visitor stays."""
        record.transfer_to, record.transfer_on = None, None
        return record


class VisitorTransferIn(
    Act,
    key="sevis.accept_visitor_transfer",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=TRANSFER,
    marks=("sevis.visitor_transferred",),
):
    """Take up an exchange visitor whom another sponsor released, and issue the form anew."""

    ends: Annotated[date, Field(title="Programme ends")]
    site: Annotated[SiteGiven, Personal, Field(title="Site of activity")]
    print_form: Print = True

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The visitor is released to this sponsor, the day has come, and the time in the category is not used up."""
        if record.transfer_to is None or record.transfer_to.place_id != scene.place.id:
            raise refuse("transfer_elsewhere", "The visitor is not released to this sponsor.")
        cited = scene.law.require_authority("sevis.transfer_visitor", scene.day).citation
        if record.transfer_on is not None and scene.day < record.transfer_on:
            raise refuse("transfer_early", f"The transfer takes effect on {record.transfer_on}.", cited)
        if self.ends < scene.day:
            raise refuse("programme_backwards", "The programme ends in time to come.", field="ends")
        if self.ends > record.ends:
            check_end(record, self.ends, scene)
        check_site(self.site, scene)

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Take the record over; where the visitor was before ends, and stays on the record."""
        last = record.periods.last()
        record.periods.create(
            sponsor_id=record.sponsor_id,
            category=record.category,
            starts=last.ends if last else record.starts,
            ends=scene.day,
            why="transferred",
        )
        record.sites.filter(until=None).update(until=scene.day, primary=False)
        record.sponsor = record.transfer_to or record.sponsor
        record.transfer_to, record.transfer_on = None, None
        record.ends, record.end_noted = self.ends, False
        placed(record, self.site, scene)
        if self.print_form:
            papers.certificate(record, scene, "transfer")
        return record


class ChangeCategory(
    Act,
    key="sevis.change_category",
    on=VISITOR,
    permission=VISITOR_RECORD,
    authorities=("sevis.change_category",),
):
    """Change an exchange visitor's category, as the department permitted."""

    ends: Annotated[date, Field(title="Programme ends")]
    subject_remarks: Annotated[str, Field(title="What the visitor will do", max_length=500)] = ""
    print_form: Print = True

    def guard(self, record: Visitor, scene: Scene) -> None:
        """The department permitted it, and the new category's time is kept."""
        require_sponsor(record, scene)
        permitted = granted(record, CATEGORY)
        if permitted is None:
            cited = scene.law.require_authority("sevis.change_category", scene.day).citation
            raise refuse("category_unpermitted", "The department has not permitted a change of category.", cited)
        check_category(record, permitted.category, scene)
        check_length(
            category_of(permitted.category, scene), record.starts, self.ends, self._counted(record, scene), scene
        )

    def apply(self, record: Visitor, scene: Scene) -> Visitor:
        """Go on in the new category; the time before stays on the record as a period of its own."""
        permitted = granted(record, CATEGORY)
        category = permitted.category if permitted is not None else record.category
        spend(record, CATEGORY, scene)
        leave_category(record, category, "changed", scene)
        record.ends, record.end_noted = self.ends, False
        record.subject_remarks = self.subject_remarks or record.subject_remarks
        judge_residence(record, scene)
        if self.print_form:
            papers.certificate(record, scene, "category")
        return record

    def _counted(self, record: Visitor, scene: Scene) -> Any:
        permitted = granted(record, CATEGORY)
        codes = (record.category, permitted.category if permitted is not None else record.category)
        old, new = (category_of(code, scene).attributes.get("bar") for code in codes)
        return record.counted_from if old is not None and old == new else scene.day
