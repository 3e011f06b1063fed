"""Whoever is here and is reported not to study, or is ended for cause, becomes a compliance lead with its history.

The moment the record is set right the lead is taken back: nobody is looked for because a school erred.
"""

from __future__ import annotations

from typing import Any

from limen.core.ledger.chain import entries_about
from limen.kernel import REGISTER, Scene
from limen.offices.investigations.acts import ReceiveLead, WithdrawLead
from limen.offices.investigations.acts.leads import Fact
from limen.offices.investigations.queries import open_from

KIND, AREA = "compliance", "immigration_fraud"
NOT_JUDGED = ("F", "6")
"""Nobody has graded what a school reports: the reliability of source and information cannot be judged."""
ENTRIES = 40


def student_ended(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Send a lead where the reason says fault or absence, of a student who is here."""
    row = scene.law.codes("student_terminations").get(record.end_reason, scene.day)
    here = record.admitted_on is not None or record.registered_on is not None
    if row is None or not here or record.departed_on is not None:
        return
    if row.attributes["cause"] or row.attributes["no_show"]:
        _send(record, f"{record.visa_type} student {record.sevis_id}: {row.title}.", record.school.name, scene)


def visitor_ended(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Send a lead where an exchange visitor's programme was terminated for cause."""
    row = scene.law.codes("visitor_terminations").get(record.end_reason, scene.day)
    if row is not None and row.attributes["cause"]:
        _send_visitor(record, row.title, scene)


def visitor_absent(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Send a lead where an exchange visitor entered and did not come to the programme."""
    _send_visitor(record, "entered, and did not come to the programme", scene)


def set_right(act: Any, record: Any, scene: Scene, entry: Any) -> None:
    """Take back the lead that the record gave rise to."""
    for lead in open_from(record.record_type, record.pk, kind=KIND):
        why = f"The record was set right: {act.title().lower()}."
        scene.perform(WithdrawLead(why=why, corrected_by=scene.actor.label[:160]), on=lead)


def _send_visitor(record: Any, why: str, scene: Scene) -> None:
    here = record.admitted_on is not None or record.validated_on is not None
    if here and record.departed_on is None:
        _send(record, f"J-1 exchange visitor {record.sevis_id}: {why}.", record.sponsor.name, scene)


def _send(record: Any, summary: str, source: str, scene: Scene) -> None:
    if open_from(record.record_type, record.pk, kind=KIND):
        return
    grade, information = NOT_JUDGED
    scene.perform(
        ReceiveLead(
            kind=KIND,
            area=AREA,
            about=record.person_id,
            subject_record=record.record_type,
            subject=record.pk,
            summary=summary,
            source=source[:80],
            source_grade=grade,
            information_grade=information,
            attached=[*_standing(record), *_history(record)],
        )
    )


def _standing(record: Any) -> list[Fact]:
    """Return what the record says now, each as a fact."""
    address = ", ".join(str(part) for part in record.us_address.values() if part)
    said = (
        ("Programme", f"{record.starts:%Y-%m-%d} to {record.ends:%Y-%m-%d}"),
        ("Admitted on", f"{record.admitted_on:%Y-%m-%d}" if record.admitted_on else "no entry on record"),
        ("Ended on", f"{record.ended_on:%Y-%m-%d}" if record.ended_on else ""),
        ("Address in the United States", address),
        ("E-mail", record.email),
        ("Telephone", record.phone),
    )
    return [Fact(what=what, says=says) for what, says in said if says]


def _history(record: Any) -> list[Fact]:
    """Return what people did to the record, the newest first; what time did by itself says nothing of the person."""
    found = []
    for body in entries_about([record.pk], limit=ENTRIES):
        done = REGISTER.get(body["act"])
        if done is not None and not done.declaration.automatic:
            where = (body["place"] or {}).get("code", "")
            found.append(Fact(what=done.title()[:80], says=f"by {body['actor']['label']} at {where}", at=body["at"]))
    return found


LISTENS = {
    **dict.fromkeys(("sevis.terminate_student", "sevis.find_no_show"), student_ended),
    "sevis.terminate_visitor": visitor_ended,
    **dict.fromkeys(("sevis.mark_no_show", "sevis.lapse_no_show"), visitor_absent),
    **dict.fromkeys(
        (
            "sevis.correct_status",
            "sevis.reinstate",
            "sevis.correct_visitor_status",
            "sevis.correct_infraction",
            "sevis.reinstate_visitor",
        ),
        set_right,
    ),
}
