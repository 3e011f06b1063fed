"""What is particular to the family of an exchange visitor (J-2): how their status ends, with the principal or alone."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from limen.core.people.queries import age_on
from limen.kernel import Act, Code, Personal, Scene
from limen.offices.sevis.acts.common import DEPENDANT, KEEP
from limen.offices.sevis.acts.students.dependants import FollowPrincipal, ReturnWithPrincipal, organisation
from limen.offices.sevis.acts.visitors.rules import use
from limen.offices.sevis.models import Dependant, Visitor
from limen.offices.sevis.reach import require_own
from limen.offices.sevis.ruling import number, refuse
from limen.offices.sevis.ruling import use as family_use

REPORT = ("sevis.report_visitor",)
DEPENDANTS = "sevis.dependants"


class _OfVisitor(Act):
    """An act of the sponsor that answers for the principal."""

    def guard(self, record: Dependant, scene: Scene) -> None:
        """The principal is this sponsor's exchange visitor."""
        require_own(organisation(record), scene)
        if record.visitor_id is None:
            raise refuse("not_a_visitors", "This is done for the family of an exchange visitor.")


class EndDependant(_OfVisitor, key="sevis.end_dependant", on=DEPENDANT, permission=DEPENDANTS, authorities=REPORT):
    """Report that the status of an exchange visitor's dependant ended: by death, divorce, or otherwise."""

    reason: Annotated[str, Code("dependant_ends"), Field(title="Reason", max_length=2)]
    other_remarks: Annotated[str, Personal, Field(title="What other reason", max_length=500)] = ""
    remarks: Annotated[str, Personal, Field(title="Remarks", max_length=500)] = ""

    def guard(self, record: Dependant, scene: Scene) -> None:
        """Another reason is said."""
        super().guard(record, scene)
        if self.reason == use(scene, "family_otherwise") and not (self.other_remarks or self.remarks):
            raise refuse("other_unsaid", "Say which other reason.", field="other_remarks")

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Keep the reason."""
        record.ended_on, record.end_reason, record.end_remarks = scene.day, self.reason, self.other_remarks
        record.remarks = self.remarks or record.remarks
        return record


class DeleteDependant(
    _OfVisitor, key="sevis.delete_dependant", on=DEPENDANT, permission=DEPENDANTS, authorities=REPORT
):
    """Take a dependant off an exchange visitor's record before the programme has begun."""

    def guard(self, record: Dependant, scene: Scene) -> None:
        """The principal has not begun; afterwards a status ends, for a reason."""
        super().guard(record, scene)
        if record.visitor is not None and record.visitor.validated_on is not None:
            raise refuse("dependant_begun", "The programme has begun: say how the dependant's status ended.")

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Say since when."""
        record.ended_on = scene.day
        return record


class AgeOut(Act, key="sevis.age_out_dependant", on=DEPENDANT, permission=KEEP, authorities=REPORT, automatic=True):
    """A child of an exchange visitor came of age and is a dependant no longer."""

    def guard(self, record: Dependant, scene: Scene) -> None:
        """The child has that age."""
        value = scene.law.value("sevis.dependant_age", scene.day)
        years = age_on(record.person.birth_last, scene.day)
        if years is None or years < value.value:
            raise refuse("not_of_age", f"A child is a dependant until {value.value}.", value.citation)

    def apply(self, record: Dependant, scene: Scene) -> Dependant:
        """Keep the reason."""
        record.ended_on, record.end_reason = scene.day, use(scene, "of_age")
        scene.facts["age"] = number(scene, "dependant_age")
        return record


def end_family(record: Visitor, scene: Scene, *, completed: bool) -> None:
    """End the records of a visitor's dependants with the visitor's own."""
    reason = family_use(scene, "principal_completed" if completed else "principal_ended")
    for row in record.dependants.filter(state="active"):
        scene.perform(FollowPrincipal(reason=reason), on=row)


def restore_family(record: Visitor, scene: Scene) -> None:
    """Bring back the dependants whose records ended with the visitor's."""
    with_principal = [family_use(scene, key) for key in ("principal_completed", "principal_ended")]
    for row in record.dependants.filter(state="terminated", end_reason__in=with_principal):
        scene.perform(ReturnWithPrincipal(), on=row)
