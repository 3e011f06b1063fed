"""What the pages say of a student: facts, training as lines, and the acts in the order an official meets them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from limen.core.access.gate import Viewer
from limen.core.offering import Offer, offered
from limen.core.pages import meaning, said, words
from limen.offices.sevis.told import TOLD, waiting

NEXT = {
    "draft": ("sevis.issue_form",),
    "initial": ("sevis.register_student", "sevis.record_fee", "sevis.defer_student"),
    "active": ("sevis.register_student", "sevis.sign_for_travel", "sevis.update_personal"),
    "completed": ("sevis.recommend_opt", "sevis.change_level", "sevis.transfer_out"),
    "terminated": ("sevis.request_reinstatement", "sevis.ask_correction", "sevis.correct_status"),
    "cancelled": ("sevis.ask_correction", "sevis.correct_status"),
    "deactivated": ("sevis.ask_correction", "sevis.correct_status"),
}
"""What is done next in each state, the most usual first."""
TRAINING = ("sevis.sign_for_travel", "sevis.update_personal", "sevis.add_opt_employer")
"""What is done next for a student in training after the programme: no term is registered any more."""

GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        _("The record"),
        (
            "issue_form",
            "reprint_form",
            "update_",
            "verify_",
            "record_fee",
            "sign_",
            "discipline",
            "note_",
            "answer",
            "take_told",
            "set_told",
        ),
    ),
    (
        _("Programme"),
        (
            "register",
            "manage",
            "defer",
            "extend_program",
            "cancel_extension",
            "decide_ext",
            "shorten",
            "change_level",
            "cancel_level",
            "transfer_in",
            "record_absence",
            "end_absence",
        ),
    ),
    (_("Reduced load"), ("authorise_reduced", "edit_reduced", "cancel_reduced")),
    (
        _("Work and training"),
        (
            "authorise_cpt",
            "cancel_cpt",
            "recommend",
            "edit_o",
            "cancel_o",
            "file_",
            "approve",
            "deny_t",
            "extend_opt",
            "report_part",
            "end_training",
            "add_opt",
            "validate",
            "cap_gap",
        ),
    ),
    (_("Transfer"), ("ask_transfer", "transfer_out", "cancel_transfer")),
    (
        _("End and return"),
        (
            "complete",
            "terminate",
            "cancel_student",
            "request_re",
            "reinstate",
            "deny_re",
            "ask_correction",
            "withdraw_c",
            "correct",
            "refuse_c",
            "deactivate",
        ),
    ),
)
"""The acts as an official looks for them, by the beginning of their names."""

ADDRESS = ("address1", "address2", "city", "state", "province", "postal_code", "postal_routing_code", "country_code")
COSTS = (
    ("tuition", _("Tuition and fees")),
    ("living_expense", _("Living expenses")),
    ("dependent_exp", _("Expenses of dependants")),
    ("other", _("Other")),
)
FUNDS = (
    ("personal", _("Personal funds")),
    ("school", _("Funds from the school")),
    ("other", _("Other funds")),
    ("employment", _("On-campus employment")),
)


def grouped(record: Any, viewer: Viewer, due: Iterable[str] = ()) -> tuple[list[Offer], list[tuple[Any, list[Offer]]]]:
    """Return the acts offered: those done next, what is due before what is usual, and all others by their matter.

    Args:
        record: a student.
        viewer: who looks.
        due: the acts that what is to be done asks for, the earliest first.
    """
    offers = {item.key: item for item in offered(record, viewer, but=unfit(record))}
    first = [offers.pop(key) for key in dict.fromkeys((*due, *_next(record))) if key in offers]
    groups: list[tuple[Any, list[Offer]]] = []
    for title, beginnings in GROUPS:
        found = [key for key in offers if key.partition(".")[2].startswith(beginnings)]
        groups.append((title, [offers.pop(key) for key in found]))
    groups.append((_("Other"), list(offers.values())))
    return first, [(title, rows) for title, rows in groups if rows]


def _next(record: Any) -> tuple[str, ...]:
    if record.state == "initial" and record.came_from_id is not None and record.issued_on is None:
        return ("sevis.transfer_in", *NEXT["initial"])
    told = ("sevis.take_told", "sevis.set_told_aside") if waiting(record) is not None else ()
    usual = TRAINING if record.state == "active" and record.opt_from is not None else NEXT.get(record.state, ())
    return (*told, *usual)


def extended(record: Any) -> bool:
    """Return whether the extension of a student's training is recommended or approved already."""
    return any(row.kind == "opt_stem" and row.step in ("recommended", "approved") for row in record.trainings.all())


def unfit(record: Any) -> set[str]:
    """Return the acts that the table allows and the record as it stands does not."""
    found: set[str] = set()
    vocational = record.visa_type == "M-1"
    pending = record.transfer_pending
    steps = {(row.kind, row.step) for row in record.trainings.all()}
    optional = {step for kind, step in steps if kind.startswith(("opt", "m_"))}
    conditions = {
        "sevis.transfer_in": record.came_from_id is not None and record.issued_on is None,
        "sevis.cancel_transfer_out": pending,
        "sevis.transfer_out": not pending,
        "sevis.ask_transfer": not pending,
        "sevis.cancel_extension": record.extension_to is not None,
        "sevis.decide_extension": record.extension_to is not None,
        "sevis.cancel_level_change": bool(record.before),
        "sevis.change_level": not vocational and not pending,
        "sevis.authorise_cpt": not vocational,
        "sevis.recommend_offcampus": not vocational,
        "sevis.cap_gap": not vocational,
        "sevis.extend_opt": ("opt_post", "approved") in steps and not extended(record),
        "sevis.validate_stem": record.stem_from is not None,
        "sevis.grant_status": record.change_to == record.visa_type,
        "sevis.refuse_status": record.change_to == record.visa_type,
        "sevis.drop_change_of_status": record.change_to not in ("", record.visa_type),
        "sevis.reinstate": record.reinstatement_asked_on is not None,
        "sevis.deny_reinstatement": record.reinstatement_asked_on is not None,
        "sevis.request_reinstatement": record.reinstatement_asked_on is None,
        "sevis.record_fee": record.fee_paid_on is None,
        "sevis.cancel_student": record.admitted_on is None and record.came_from_id is None,
    }
    for key in ("edit_opt", "file_training", "approve_training", "deny_training"):
        conditions[f"sevis.{key}"] = "recommended" in optional
    for key in ("cancel_opt", "add_opt_employer", "edit_opt_employer"):
        conditions[f"sevis.{key}"] = bool(optional & {"recommended", "approved"})
    for key in ("report_participation", "end_training"):
        conditions[f"sevis.{key}"] = "approved" in optional
    for key in ("edit_offcampus", "cancel_offcampus", "approve_offcampus"):
        conditions[f"sevis.{key}"] = any(kind == "off_campus" for kind, _step in steps)
    conditions["sevis.cancel_cpt"] = any(kind.startswith("cpt") for kind, _step in steps)
    loads = any(row.cancelled_on is None for row in record.loads.all())
    conditions["sevis.edit_reduced_load"] = conditions["sevis.cancel_reduced_load"] = loads
    kinds = {row.kind for row in record.happenings.all() if row.ends is None}
    conditions["sevis.end_absence"] = bool(kinds & {"absence", "leave"})
    conditions["sevis.answer_about_student"] = "inquiry" in kinds
    told = waiting(record)
    conditions["sevis.take_told"] = told is not None and bool(told.said)
    conditions["sevis.set_told_aside"] = told is not None
    conditions["sevis.receive_papers"] = "missing_papers" in kinds
    for key in ("withdraw_correction", "refuse_correction"):
        conditions[f"sevis.{key}"] = "correction" in kinds
    conditions["sevis.ask_correction"] = "correction" not in kinds
    found.update(key for key, fits in conditions.items() if not fits)
    return found


def facts(record: Any, viewer: Viewer) -> list[tuple[Any, str, str]]:
    """Return what the top of the page says of a student."""

    def code(table: str, value: str) -> str:
        return f"{_(meaning(table, value, viewer.day))} ({value})" if value else ""

    person = record.person
    own = reverse("people:person", args=[person.pk]) if viewer.may("people.view") else ""
    return [
        (_("Name"), person.display_name, own),
        (_("Preferred name"), record.preferred_name, ""),
        (_("Date of birth"), person.birth, ""),
        (_("Born in"), born_in(record, viewer.day), ""),
        (
            _("Country of citizenship"),
            _(meaning("icao_states", person.nationality, viewer.day)) if person.nationality else "",
            "",
        ),
        (_("School"), _school(record), ""),
        (_("Level"), code("student_levels", record.level), ""),
        (_("Major"), code("programmes_cip", record.major), ""),
        (_("Second major"), code("programmes_cip", record.second_major), ""),
        (_("Minor"), code("programmes_cip", record.minor), ""),
        (_("Programme"), f"{record.starts} – {record.ends}", ""),
        (_("This term"), f"{record.session_starts} – {record.session_ends}" if record.session_starts else "", ""),
        (_("Next term"), _("none: this is the last") if record.last_session else said(record.next_session), ""),
        (_("English"), _english(record), ""),
        (_("Fee I-901"), _fee(record), ""),
        (_("Admitted"), said(record.admitted_on), ""),
        (_("Left"), said(record.departed_on), ""),
        (_("Signed for travel until"), said(record.travel_until), ""),
        (_("Came from"), f"{record.came_from.name} {said(record.came_on)}" if record.came_from else "", ""),
        (_("Passes to"), f"{record.transfer_to.name} {said(record.release_on)}" if record.transfer_to else "", ""),
        (_("Extension asked for, to"), said(record.extension_to), ""),
        (_("Change of status asked for"), f"{record.change_to} {said(record.change_asked_on)}".strip(), ""),
        (_("Cap-gap until"), said(record.cap_gap_until), ""),
        (_("Ended"), said(record.ended_on), ""),
        (_("To depart by"), said(record.grace_until), ""),
        (_("Remarks"), record.remarks, ""),
    ]


def _school(record: Any) -> str:
    """Return the school, and the campus where its name says more."""
    names = [record.school.name, record.campus.name if record.campus else ""]
    return ", ".join(dict.fromkeys(filter(None, names)))


def _english(record: Any) -> str:
    if not record.english_required:
        return _("not required: %(why)s") % {"why": record.english_why} if record.english_why else _("not required")
    return _("required, met") if record.english_met else _("required, not met")


def _fee(record: Any) -> str:
    if record.fee_exempt:
        return _("exempt: %(why)s") % {"why": record.fee_exempt}
    return (
        _("paid %(day)s, %(amount)s dollars") % {"day": record.fee_paid_on, "amount": record.fee_amount}
        if record.fee_paid_on
        else _("not paid")
    )


def born_in(record: Any, day: date) -> str:
    """Return where somebody was born: the city, and the country by its name."""
    code = record.person.birth_country
    return ", ".join(filter(None, [record.birth_city, _(meaning("icao_states", code, day)) if code else ""]))


def reached(record: Any, day: date) -> list[tuple[Any, str, str]]:
    """Return where and how a student is reached."""
    return [
        (_("In the United States"), address(record.us_address), ""),
        (_("Confirmed"), said(record.address_on), ""),
        (_("For mail"), address(record.mailing_address), ""),
        (_("Abroad"), abroad(record.foreign_address, day), ""),
        (_("E-mail"), record.email, ""),
        (_("Telephone"), record.phone or (_("has none") if record.phone_exempt else ""), ""),
        (_("Telephone abroad"), record.foreign_phone, ""),
        (_("Commuter"), _("commutes over the border") if record.commuter else "", ""),
    ]


def address(parts: Mapping[str, Any]) -> str:
    """Return an address in one text."""
    return ", ".join(str(parts[name]) for name in ADDRESS if parts.get(name))


def abroad(parts: Mapping[str, Any], day: date) -> str:
    """Return an address abroad in one text, its country by name."""
    code = parts.get("country_code")
    return address({**parts, "country_code": meaning("icao_states", code, day)} if code else parts)


def happenings(record: Any) -> list[tuple[Any, str, str]]:
    """Return what was noted of a student: the row, what it is, and its words; what they told themself part by part."""
    return [
        (row, _("Told by the student") if row.kind == TOLD else words(row.kind), _noted(row))
        for row in record.happenings.all()
    ]


def _noted(row: Any) -> str:
    told = (
        (_("Address"), address(row.said.get("us_address", {}))),
        (_("For mail"), address(row.said.get("mailing_address", {}))),
        (_("Telephone"), row.said.get("phone", "")),
    )
    return "; ".join([*(f"{label}: {value}" for label, value in told if value), *filter(None, [row.text])])


def money(record: Any) -> tuple[list[tuple[Any, int, str]], list[tuple[Any, int, str]], int, int]:
    """Return costs and funds as lines, and the sum of each."""
    costs, funds = _sums(record.costs, COSTS), _sums(record.funds, FUNDS)
    return costs, funds, sum(row[1] for row in costs), sum(row[1] for row in funds)


def _sums(parts: Mapping[str, Any], names: Iterable[tuple[str, Any]]) -> list[tuple[Any, int, str]]:
    return [(label, parts[name], str(parts.get(f"{name}_remarks", ""))) for name, label in names if parts.get(name)]
