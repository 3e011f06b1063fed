"""What the pages say of an exchange visitor: facts, who pays, sites, plan, bars, and the acts in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limen.core import reading
from limen.core.access.gate import Viewer
from limen.core.lawbook import lawbook
from limen.core.offering import Offer, offered
from limen.core.pages import meaning, said, words
from limen.offices.sevis import bars
from limen.offices.sevis.acts.visitors.parts import AMOUNTS, Funds
from limen.offices.sevis.acts.visitors.rules import longest

Facts = list[tuple[Any, Any, str]]
NEXT = {
    "draft": ("sevis.issue_ds2019",),
    "initial": ("sevis.validate_visitor", "sevis.record_visitor_fee", "sevis.mark_no_show", "sevis.mark_invalid"),
    "active": (
        "sevis.accept_visitor_transfer",
        "sevis.endorse_visitor_travel",
        "sevis.extend_visitor",
        "sevis.update_biographical",
    ),
    "inactive": ("sevis.correct_infraction", "sevis.ask_visitor_permission"),
    "terminated": ("sevis.correct_visitor_status",),
    "no_show": ("sevis.correct_visitor_status",),
    "invalid": ("sevis.correct_visitor_status",),
}
"""What is done next in each state, the most usual first."""

GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        gettext_lazy("The record"),
        ("reprint_ds2019", "update_", "take_v", "set_v", "record_visitor", "note_", "judge", "waive", "delete_v"),
    ),
    (gettext_lazy("Programme"), ("amend", "edit_subject", "extend", "shorten", "matriculate", "terminate", "mark_")),
    (gettext_lazy("Sites of activity"), ("add_site", "edit_site", "delete_site")),
    (
        gettext_lazy("Placement plan"),
        ("add_tipp", "edit_tipp", "delete_tipp", "sign_tipp", "update_tipp", "reprint_ds7"),
    ),
    (
        gettext_lazy("Transfer, category and permission"),
        ("transfer", "cancel_v", "accept", "ask", "withdraw", "grant", "refuse", "change"),
    ),
    (gettext_lazy("Infraction and correction"), ("record_inf", "correct")),
)


def acts_of(record: Any, viewer: Viewer) -> tuple[list[Offer], list[tuple[Any, list[Offer]]]]:
    """Return the acts offered: those done next, and all others by what they are about."""
    offers = {item.key: item for item in offered(record, viewer, but=unfit(record, viewer))}
    if "sevis.accept_visitor_transfer" in offers:
        # who is released to the viewer's sponsor is another's until then
        offers = {key: item for key, item in offers.items() if key == "sevis.accept_visitor_transfer"}
    told = ("sevis.take_visitor_told", "sevis.set_visitor_told_aside") if record.told_on is not None else ()
    first = [offers.pop(key) for key in (*told, *NEXT.get(record.state, ())) if key in offers]
    groups: list[tuple[Any, list[Offer]]] = []
    for title, beginnings in GROUPS:
        found = [key for key in offers if key.partition(".")[2].startswith(beginnings)]
        groups.append((title, [offers.pop(key) for key in found]))
    groups.append((_("Other"), list(offers.values())))
    return first, [(title, rows) for title, rows in groups if rows]


def unfit(record: Any, viewer: Viewer) -> set[str]:
    """Return the acts that the table allows and the record as it stands does not."""
    row = lawbook().codes("visitor_categories").get(record.category, viewer.day)
    rules: Mapping[str, Any] = row.attributes if row is not None else {}
    asked = [item for item in record.permissions.all() if item.granted is None]
    given = {item.kind for item in record.permissions.all() if item.granted and item.used_on is None}
    planned = hasattr(record, "tipp")
    here = record.transfer_to is not None and record.transfer_to.place_id == viewer.place.pk
    conditions = {
        "sevis.matriculate": bool(rules.get("student")),
        "sevis.extend_visitor": bool(rules.get("extendable")),
        "sevis.transfer_visitor": bool(rules.get("transfer")) and record.transfer_to_id is None,
        "sevis.cancel_visitor_transfer": record.transfer_to_id is not None and not here,
        "sevis.accept_visitor_transfer": here,
        "sevis.change_category": "category" in given,
        "sevis.withdraw_visitor_request": bool(asked),
        "sevis.grant_visitor_permission": bool(asked),
        "sevis.refuse_visitor_permission": bool(asked),
        "sevis.add_tipp": not planned and bool(rules.get("tipp")),
        "sevis.take_visitor_told": bool(record.told),
        "sevis.set_visitor_told_aside": record.told_on is not None,
        "sevis.waive_residence": record.residence_rule == "subject",
        **dict.fromkeys(PLANNED, planned),
    }
    return {key for key, fits in conditions.items() if not fits}


PLANNED = (
    *("sevis.update_tipp_participant", "sevis.add_tipp_site", "sevis.edit_tipp_site", "sevis.delete_tipp_site"),
    *("sevis.add_tipp_phase", "sevis.edit_tipp_phase", "sevis.delete_tipp_phase", "sevis.sign_tipp"),
    "sevis.reprint_ds7002",
)
"""The acts that change a plan, for whoever has one."""


def family_facts(record: Any, day: date) -> Facts:
    """Return what is said of a dependant of an exchange visitor alone; nothing of a student's."""
    if record.visitor_id is None:
        return []
    again = f"{said(record.reprinted_on)} {_code('visitor_reprints', record.reprint_reason, day)}"
    return [
        (_("Country of permanent residence"), _code("icao_states", record.residence_country, day), ""),
        (_("Born in the United States and no citizen, reason"), record.birth_reason, ""),
        (_("Purpose of the form"), _code("visitor_prints", record.form_purpose, day), ""),
        (_("Form printed again"), f"{again} {record.reprint_remarks}".strip(), ""),
    ]


def facts(record: Any, viewer: Viewer) -> Facts:
    """Return who the visitor is and what the programme is."""
    day, person = viewer.day, record.person
    return [
        (_("SEVIS ID"), record.sevis_id, ""),
        (_("Sponsor"), f"{record.sponsor.name} ({record.sponsor.number})", reading.address(record.sponsor)),
        (_("Category"), _(meaning("visitor_categories", record.category, day)), ""),
        (_("Occupational field"), _code("visitor_occupations", record.occupation, day), ""),
        (_("Programme"), f"{said(record.starts)} – {said(record.ends)}", ""),
        (_("Longest, by category"), _longest(record, day), ""),
        (_("Subject"), f"{record.subject} {_code('programmes_cip', record.subject, day)}", ""),
        (_("Will do"), record.subject_remarks, ""),
        (_("Date of birth"), person.birth, ""),
        (_("Born in"), f"{record.birth_city}, {_code('icao_states', person.birth_country, day)}", ""),
        (_("Country of citizenship"), _code("icao_states", person.nationality, day), ""),
        (_("Country of permanent residence"), _code("icao_states", record.residence_country, day), ""),
        (_("Position at home"), _code("visitor_positions", record.position, day), ""),
        (_("Form issued"), said(record.issued_on), ""),
        (_("Fee I-901 paid"), f"{said(record.fee_paid_on)} {record.fee_receipt}".strip(), ""),
        (_("Visa issued"), said(record.visa_issued_on), ""),
        (_("Entered"), said(record.admitted_on), ""),
        (_("Validated"), said(record.validated_on), ""),
        (_("Signed for travel until"), said(record.travel_until), ""),
        (_("Matriculated to"), _code("matriculations", record.matriculated, day), ""),
        (_("Transfer"), _transfer(record), ""),
        (_("Ended"), said(record.ended_on), ""),
        (_("To depart by"), said(record.grace_until), ""),
        (_("Departed"), said(record.departed_on), ""),
        (_("Remarks"), record.remarks, ""),
        (_("Sponsor's own marks"), " ".join(filter(None, (record.user_a, record.user_b))), ""),
    ]


def reached(record: Any) -> Facts:
    """Return how the visitor is reached and where they live."""
    return [
        (_("In the United States"), address(record.us_address), ""),
        (_("Confirmed"), said(record.address_on), ""),
        (_("Mail"), address(record.mailing_address), ""),
        (_("E-mail"), record.email, ""),
        (_("Telephone"), record.phone, ""),
        (_("Lives with"), "\n".join(f"{words(name)}: {value}" for name, value in record.residential.items()), ""),
        (_("Told, and not entered"), _told(record), ""),
    ]


def _told(record: Any) -> str:
    """Return what the visitor told of themself and waits, part by part."""
    if record.told_on is None:
        return ""
    lines = (
        (_("In the United States"), address(record.told.get("us_address", {}))),
        (_("Mail"), address(record.told.get("mailing_address", {}))),
        (_("Telephone"), record.told.get("phone", "")),
    )
    return "\n".join(
        [said(record.told_on), *(f"{label}: {value}" for label, value in lines if value), record.told_besides]
    ).strip()


def money(record: Any, day: date) -> tuple[list[tuple[Any, str, Any]], int]:
    """Return who pays: the source, its name where it has one, the dollars; and all together."""
    lines = []
    for name in AMOUNTS:
        amount = record.funds.get(name)
        if not amount:
            continue
        title = Funds.model_fields[name.replace("amount", "org")].title if "_amount" in name else ""
        lines.append((_(title or Funds.model_fields[name].title or name), _payer(record.funds, name, day), amount))
    return lines, sum(int(amount) for _title, _name, amount in lines)


def _payer(funds: Mapping[str, Any], name: str, day: date) -> str:
    if "_amount" not in name:
        return ""
    other = funds.get(name.replace("amount", "other")) or funds.get("other_name" if name == "other_amount" else "", "")
    tables = {"us": "visitor_funding_agencies", "int": "visitor_funding_organisations"}
    table, code = tables.get(name.partition("_")[0], ""), funds.get(name.replace("amount", "org"), "")
    return str(other or (_(meaning(table, code, day)) if table and code else ""))


def home(record: Any, day: date) -> tuple[str, list[Any]]:
    """Return whether presence at home is owed, in a sentence, and on which grounds."""
    rows = lawbook().codes(bars.RESIDENCE)
    grounds = [row for code in record.residence_grounds if (row := rows.get(code, day)) is not None]
    if record.residence_rule == "waived":
        return _("Owed, and waived on %(day)s.") % {"day": record.residence_waived_on}, grounds
    if record.residence_rule == "subject":
        leaves = record.departed_on or record.ended_on or record.ends
        until = bars.served_until(leaves, lawbook(), day)
        text = _("Owed: whoever goes home on %(leaves)s has served it on %(until)s.")
        return text % {"leaves": leaves, "until": until}, grounds
    return _("Not owed, as far as the sponsor knows."), grounds


def bar_lines(found: Iterable[bars.Bar], day: date) -> list[tuple[bars.Bar, str, bool]]:
    """Return each bar with the categories it is for, and whether it is over."""
    rows = lawbook().codes("visitor_categories").on(day).values()
    lines = []
    for bar in found:
        titles = dict.fromkeys(_(row.title) for row in rows if row.attributes["family"] in bar.families)
        lines.append((bar, ", ".join(titles), bar.until < day))
    return lines


def address(parts: Mapping[str, Any]) -> str:
    """Return an address as a page writes it."""
    town = " ".join(filter(None, (parts.get("city"), parts.get("state"), parts.get("postal_code"))))
    return "\n".join(filter(None, (parts.get("address1"), parts.get("address2"), town)))


def _code(table: str, code: str, day: date) -> str:
    return _(meaning(table, code, day)) if code else ""


def _longest(record: Any, day: date) -> str:
    row = lawbook().codes("visitor_categories").get(record.category, day)
    limit = longest(row, record.counted_from, lawbook(), day) if row is not None else None
    if limit is None or limit.last is None:
        return ""
    return _("to %(day)s (%(cited)s)") % {"day": limit.last, "cited": limit.citation}


def _transfer(record: Any) -> str:
    if record.transfer_to is None:
        return ""
    return _("to %(sponsor)s from %(day)s") % {"sponsor": record.transfer_to.name, "day": record.transfer_on}
