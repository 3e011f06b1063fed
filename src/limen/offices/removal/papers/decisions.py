"""The papers of decisions on custody, filled from the record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from limen.core.documents.acts import MakePaper, ServePaper
from limen.core.documents.filling import identity, made, moment
from limen.core.documents.models import Paper
from limen.kernel import Scene

if TYPE_CHECKING:
    from limen.offices.removal.models import Bond, Detainer, Determination, Review, Supervision
    from limen.offices.removal.models.decisions import OfPerson


def make(form: str, record: OfPerson, data: dict[str, Any], scene: Scene) -> Paper:
    """Make a paper about a record and list it in the entry."""
    act = MakePaper(
        form=form,
        person=record.person_id,
        about_record=record.record_type,
        about=record.pk,
        data={**identity(record.person, scene.day), **made(scene), **data},
    )
    paper: Paper = scene.perform(act).record
    scene.about(paper)
    return paper


def notice_of_determination(record: Determination, says: str, *, judge: bool, scene: Scene) -> Paper:
    """Make the notice of custody determination."""
    data = {
        "custody": says,
        "custody_authority": record.citation,
        "judge_may_review": "yes" if judge else "no",
        "review_asked": "yes" if record.review_asked else "no",
    }
    return make("i286", record, data, scene)


def notice_of_bond(record: Bond, scene: Scene) -> Paper:
    """Make the notice to the person that the service set a bond of an amount, or sets none."""
    basis = scene.law.codes("custody_bases").get(record.stay.authority, scene.day)
    says = "held, and released on a bond of this amount" if record.amount is not None else "held; no bond is set"
    data = {
        "custody": says,
        "custody_authority": record.stay.citation,
        "bond_amount": f"{record.amount}" if record.amount is not None else "",
        "conditions": record.conditions.splitlines(),
        "judge_may_review": "yes" if basis is not None and basis.attributes["judge"] else "no",
    }
    return make("i286", record, data, scene)


def bond_agreement(record: Bond, address: str, scene: Scene) -> Paper:
    """Make the bond."""
    data = {
        "bond_kind": "delivery",
        "bond_number": record.number,
        "bond_amount": f"{record.amount}",
        "address": address,
        "obligor": record.obligor,
        "obligor_address": record.obligor_address,
        "obligor_telephone": record.obligor_telephone,
        "security": record.security,
        "receipt_number": record.receipt,
        "signed_at": scene.place.code,
        "signed_on": moment(scene.at, scene.place.zone),
    }
    return make("i352", record, data, scene)


def bond_breached(record: Bond, scene: Scene) -> Paper:
    """Make the notice to the obligor that the bond is breached."""
    zone = scene.place.zone
    data = {
        "obligor": record.obligor,
        "obligor_address": record.obligor_address,
        "bond_number": record.number,
        "bond_amount": f"{record.amount}",
        "security": record.security,
        "receipt_number": record.receipt,
        "posted_on": record.posted_at.astimezone(zone).date().isoformat() if record.posted_at else "",
        "breached_on": scene.day.isoformat(),
        "reasons": record.why.splitlines(),
    }
    return make("i323", record, data, scene)


def notice_of_review(record: Review, how: Any, language: str, scene: Scene) -> Paper:
    """Make the notice to the person of the review to come."""
    row = scene.law.codes("custody_reviews").get(record.kind, scene.day)
    basis = scene.law.codes("custody_bases").get(record.stay.authority, scene.day)
    spoken = scene.law.codes("interpreter_languages").get(language, scene.day) if language else None
    data = {
        "held_at": record.stay.place.name,
        "custody_authority": basis.citation if basis is not None else "",
        "review": row.title,
        "review_on": record.due_on.isoformat() if record.due_on else scene.day.isoformat(),
        "considered": list(scene.law.value("removal.review_considers", scene.day).value),
        "send_to": record.place.name,
        "language": spoken.title if spoken is not None else "",
        "served_on": moment(scene.at, scene.place.zone),
        "served_how": how,
        "served_by": scene.actor.label,
    }
    paper = make("custody_review_notice", record, data, scene)
    served: Paper = scene.perform(ServePaper(how=how), on=paper).record
    return served


def review_decision(record: Review, says: str, scene: Scene, *, again: date | None = None) -> Paper:
    """Make and serve the decision after a review, with its reasons and when custody is looked at again."""
    row = scene.law.codes("custody_reviews").get(record.kind, scene.day)
    data = {
        "held_at": record.stay.place.name,
        "custody_authority": record.stay.citation,
        "review": row.title,
        "decision": says,
        "reasons": record.why.splitlines(),
        "danger": record.danger.splitlines(),
        "flight": record.flight.splitlines(),
        "next_review": again.isoformat() if again is not None else "",
        "served_on": moment(scene.at, scene.place.zone),
        "served_how": "in person",
        "served_by": scene.actor.label,
    }
    paper = make("custody_review_decision", record, data, scene)
    served: Paper = scene.perform(ServePaper(how="in person"), on=paper).record
    return served


def order_of_supervision(record: Supervision, form: str, scene: Scene) -> Paper:
    """Make the order a person at liberty lives under."""
    data = {
        "address": record.address,
        "telephone": record.telephone,
        "report_to": record.office.name,
        "report_on": record.next_on.isoformat() if record.next_on else "",
        "conditions": record.conditions,
        "order_on": record.ordered_on.isoformat() if record.ordered_on else "",
    }
    return make(form, record, data, scene)


def detainer(record: Detainer, causes: str, scene: Scene) -> Paper:
    """Make the detainer."""
    expected = record.release_expected
    data = {
        **_to_agency(record),
        "probable_cause": causes,
        "requests": list(scene.law.value("detainer.requests", scene.day).value),
        "release_expected": moment(expected, scene.place.zone) if expected else "",
    }
    return make("i247a", record, data, scene)


def detainer_cancelled(record: Detainer, scene: Scene) -> Paper:
    """Make what tells the agency that the detainer is cancelled and keeps nobody any more."""
    data = {
        **_to_agency(record),
        "requests": list(scene.law.value("detainer.cancelled", scene.day).value),
        "cancels": record.issued_at.astimezone(scene.place.zone).date().isoformat(),
    }
    return make("i247a", record, data, scene)


def _to_agency(record: Detainer) -> dict[str, Any]:
    return {
        "agency": [line for line in (record.agency, record.county, record.fax) if line],
        "agency_contact": record.telephone,
        "contact": record.contact,
        "booking_number": record.booking_number,
        "last_offence": record.offence,
    }
