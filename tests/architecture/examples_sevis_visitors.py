"""Lawful examples of the acts of exchange visitors and their family: done at a sponsor, or by the government."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from limen.core.access.gate import SYSTEM
from limen.kernel import Act, perform
from limen.offices.sevis.acts import AddDependant
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.parts import Funds
from limen.offices.sevis.acts.visitors.planning import SiteSignatures
from limen.offices.sevis.acts.visitors.tipp_parts import EmployerGiven
from limen.offices.sevis.models import Visitor
from limen.offices.sevis.tests.scenes import SEVIS
from limen.offices.sevis.tests.visitor_scenes import (
    BOSS,
    HOME,
    LABORATORY,
    PLAN,
    Programme,
    creating,
    phase,
    plan_site,
    programme,
)
from tests.architecture.making import TODAY, Example, Made

On = Callable[[Made], Any] | None
Said = Act | Callable[[Made], Act]
WHY = "The experiment is not complete."
STARTS, ENDS = date(2026, 11, 20), date(2027, 10, 31)
DAYS = {"starts": STARTS, "ends": ENDS}
TRAINEE = {"category": "14", "occupation": "07", "sites": [], "plan": PLAN, "starts": date(2026, 9, 1), "ends": ENDS}


def sponsored(made: Made) -> Programme:
    """Return the sponsor of the examples, designated on first mention."""
    found: Programme = made.__dict__.setdefault("_programme", None) or programme(made.service)
    made.__dict__["_programme"] = found
    return found


def at_sponsor(act: Said, on: On = None) -> Callable[[Made], Example]:
    """Return an example that a responsible officer does at the sponsor."""

    def example(made: Made) -> Example:
        at = sponsored(made)
        record = on(made) if on is not None else None
        return (act(made) if callable(act) else act), record, "responsible_officer", SEVIS, at.sponsor.place

    return example


def by_government(act: Said, on: On) -> Callable[[Made], Example]:
    """Return an example that an adjudicator does."""

    def example(made: Made) -> Example:
        sponsored(made)
        record = on(made) if on is not None else None
        return (act(made) if callable(act) else act), record, "sevp_adjudicator", SEVIS, made.service.agency

    return example


def then(on: Callable[[Made], Any], *done: Act) -> Callable[[Made], Any]:
    """Return what makes a record and does further acts to it at the sponsor."""

    def further(made: Made) -> Any:
        record = on(made)
        for act in done:
            record = sponsored(made).do(act, record)
        return record

    return further


def initial(made: Made) -> Visitor:
    """Return a visitor whose certificate is issued."""
    return sponsored(made).initial(**DAYS)


def active(made: Made) -> Visitor:
    """Return a visitor who was validated."""
    return sponsored(made).active(**DAYS)


def draft(made: Made) -> Visitor:
    """Return a draft."""
    record: Visitor = sponsored(made).do(creating(acts.DraftVisitor, **DAYS))
    return record


def pupil(made: Made) -> Visitor:
    """Return a student outside a degree programme."""
    return sponsored(made).active(category="1F", **DAYS)


def trainee(made: Made) -> Visitor:
    """Return a trainee with a plan."""
    return sponsored(made).initial(**TRAINEE)


def granted(kind: str, **asked: Any) -> Callable[[Made], Visitor]:
    """Return what makes a visitor for whom the department granted something."""

    def made_so(made: Made) -> Visitor:
        record = asking(kind, **asked)(made)
        decided: Visitor = sponsored(made).decide(acts.GrantPermission(kind=kind, reason=WHY), record)
        return decided

    return made_so


def asking(kind: str, on: Callable[[Made], Visitor] = active, **asked: Any) -> Callable[[Made], Visitor]:
    """Return what makes a visitor for whom something is asked."""
    return then(on, acts.AskPermission(kind=kind, reason=WHY, **asked))


def released(made: Made) -> Visitor:
    """Return a visitor whom another sponsor released to this one."""
    other = programme(made.service, "P-1-00003")
    act = acts.VisitorTransferOut(sponsor=sponsored(made).sponsor.pk, effective_on=TODAY)
    record: Visitor = other.do(act, other.active(**DAYS))
    return record


def releasing(made: Made) -> acts.VisitorTransferOut:
    """Return a release to another sponsor."""
    return acts.VisitorTransferOut(sponsor=programme(made.service, "P-1-00003").sponsor.pk, effective_on=TODAY)


def spouse(made: Made) -> Any:
    """Return the spouse of a visitor who has not begun."""
    at = sponsored(made)
    return at.do(
        AddDependant(
            visitor=at.initial(**DAYS).pk,
            relationship="01",
            surname="Nowak",
            given_names="Jan",
            birth="1989-01-02",
            sex="M",
            nationality="POL",
            birth_country="POL",
            birth_city="Gdansk",
        )
    )


def editing_site() -> acts.EditTippSite:
    """Return a change to a site of a plan."""
    given = plan_site(number="1", name="Lake Works North").model_dump()
    names = {"site": type(LABORATORY).model_fields, "employer": EmployerGiven.model_fields}
    parts = {part: {name: given[name] for name in fields} for part, fields in names.items()}
    return acts.EditTippSite(contact=BOSS, **parts)


STOPPED = acts.TerminateVisitor(reason="DISCIP", effective_on=TODAY)
OWED = then(active, acts.UpdateVisitorFinances(funds=Funds(us_government=True)))
SIGNED = [SiteSignatures(number="1", official="ROLSEN01", official_signed_on=TODAY, phases={"1": TODAY})]


def told(made: Made) -> Visitor:
    """Return a visitor who told of a new telephone that the sponsor has not entered."""
    record = active(made)
    act = acts.TellVisitorAddress(phone="3125550100")
    done: Visitor = perform(act, on=record, by=SYSTEM, at=record.place, purpose="administration").record
    return done


EXAMPLES: dict[str, Callable[[Made], Example]] = {
    "sevis.create_visitor": at_sponsor(lambda _m: creating(**DAYS)),
    "sevis.draft_visitor": at_sponsor(lambda _m: creating(acts.DraftVisitor, **DAYS)),
    "sevis.issue_ds2019": at_sponsor(acts.IssueDS2019(), draft),
    "sevis.reprint_ds2019": at_sponsor(acts.ReprintDS2019(reason="14"), initial),
    "sevis.delete_visitor_draft": at_sponsor(acts.DeleteDraft(), draft),
    "sevis.validate_visitor": at_sponsor(acts.ValidateVisitor(us_address=HOME), initial),
    "sevis.endorse_visitor_travel": at_sponsor(acts.EndorseTravel(), active),
    "sevis.record_visitor_fee": at_sponsor(acts.RecordVisitorFee(paid_on=TODAY, receipt="R123"), initial),
    "sevis.update_biographical": at_sponsor(acts.UpdateBiographical(surname="Nowak-Lis"), active),
    "sevis.update_visitor_finances": at_sponsor(acts.UpdateVisitorFinances(funds=Funds(personal=1)), active),
    "sevis.take_visitor_told": at_sponsor(acts.TakeVisitorTold(), told),
    "sevis.set_visitor_told_aside": at_sponsor(acts.SetVisitorToldAside(why="Settled by telephone"), told),
    "sevis.note_visitor_change": at_sponsor(acts.NoteVisitorChange(what="site", since=TODAY), active),
    "sevis.amend_program": at_sponsor(acts.AmendProgram(starts=STARTS, ends=date(2027, 9, 30)), initial),
    "sevis.edit_subject": at_sponsor(
        acts.EditSubject(subject="40.0801", subject_remarks="Dark matter", remarks="A new group"), active
    ),
    "sevis.extend_visitor": at_sponsor(acts.ExtendVisitor(new_end=date(2028, 10, 31)), active),
    "sevis.matriculate": at_sponsor(acts.Matriculate(new_end=date(2030, 5, 31), code="B"), pupil),
    "sevis.shorten_visitor": at_sponsor(
        acts.ShortenVisitor(new_end=date(2027, 1, 31), reason="POCE", remarks="The work is done."), active
    ),
    "sevis.add_site": at_sponsor(acts.AddSite(site=LABORATORY), active),
    "sevis.edit_site": at_sponsor(acts.EditSite(number="1", new_name="Fermi Institute"), active),
    "sevis.delete_site": at_sponsor(acts.DeleteSite(number="2"), then(active, acts.AddSite(site=LABORATORY))),
    "sevis.add_tipp": at_sponsor(acts.AddTipp(plan={"exempt": "KW"}), active),
    "sevis.update_tipp_participant": at_sponsor(acts.UpdateParticipant(participant={"degree": "MSc"}), trainee),
    "sevis.add_tipp_site": at_sponsor(acts.AddTippSite(site=plan_site(name="River Works")), trainee),
    "sevis.edit_tipp_site": at_sponsor(editing_site(), trainee),
    "sevis.delete_tipp_site": at_sponsor(
        acts.DeleteTippSite(number="1"), then(trainee, acts.AddTippSite(site=plan_site(name="River Works")))
    ),
    "sevis.add_tipp_phase": at_sponsor(acts.AddTippPhase(number="1", phase=phase(name="Testing")), trainee),
    "sevis.edit_tipp_phase": at_sponsor(acts.EditTippPhase(phase=phase(number="1", name="Testing")), trainee),
    "sevis.delete_tipp_phase": at_sponsor(
        acts.DeleteTippPhase(number="1"), then(trainee, acts.AddTippPhase(number="1", phase=phase(name="Testing")))
    ),
    "sevis.sign_tipp": at_sponsor(acts.SignTipp(signatures=SIGNED), trainee),
    "sevis.reprint_ds7002": at_sponsor(acts.ReprintDS7002(), trainee),
    "sevis.judge_residence": at_sponsor(acts.JudgeResidence(listed=True, reason="The list of Poland"), active),
    "sevis.waive_residence": by_government(
        acts.WaiveResidence(waived_on=TODAY, basis="no_objection", reason="Case 123"), OWED
    ),
    "sevis.transfer_visitor": at_sponsor(releasing, active),
    "sevis.cancel_visitor_transfer": at_sponsor(
        acts.CancelVisitorTransfer(reason="Stays"), lambda m: sponsored(m).do(releasing(m), active(m))
    ),
    "sevis.accept_visitor_transfer": at_sponsor(acts.VisitorTransferIn(ends=ENDS, site=LABORATORY), released),
    "sevis.ask_visitor_permission": at_sponsor(acts.AskPermission(kind="category", category="1C", reason=WHY), active),
    "sevis.withdraw_visitor_request": at_sponsor(
        acts.WithdrawRequest(kind="category"), asking("category", category="1C")
    ),
    "sevis.grant_visitor_permission": by_government(
        acts.GrantPermission(kind="category", reason=WHY), asking("category", category="1C")
    ),
    "sevis.refuse_visitor_permission": by_government(
        acts.RefusePermission(kind="category", reason=WHY), asking("category", category="1C")
    ),
    "sevis.change_category": at_sponsor(acts.ChangeCategory(ends=ENDS), granted("category", category="1C")),
    "sevis.record_infraction": at_sponsor(
        acts.RecordInfraction(kind="extend_late", since=TODAY, remarks="Forgot to extend"), active
    ),
    "sevis.correct_infraction": at_sponsor(acts.CorrectInfraction(kind="REC"), active),
    "sevis.terminate_visitor": at_sponsor(STOPPED, active),
    "sevis.mark_no_show": at_sponsor(acts.MarkNoShow(), initial),
    "sevis.mark_invalid": at_sponsor(acts.MarkInvalid(remarks="The visa was refused."), initial),
    "sevis.change_visitor_status": by_government(acts.StatusChanged(to="H-1B", granted_on=TODAY), active),
    "sevis.correct_visitor_status": by_government(
        acts.CorrectVisitorStatus(why="Another visitor of that name"), then(active, STOPPED)
    ),
    "sevis.end_dependant": at_sponsor(acts.EndDependant(reason="04"), spouse),
    "sevis.delete_dependant": at_sponsor(acts.DeleteDependant(), spouse),
}
