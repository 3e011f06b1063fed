"""The law of students, exchange visitors, schools and sponsors: what held on which day, and the codes of the wire."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from limen.kernel.errors import NoAuthority
from limen.law import load
from limen.law.pack import NotInForce
from tests.law.tables_support import CODES

LAW = load()
TODAY = dt.date(2026, 11, 29)
XS = {"xs": "http://www.w3.org/2001/XMLSchema"}
STUDENT, VISITOR = "SEVISTable-student-era.xsd", "SEVISTable.xsd"
TABLES = (
    "campus_kinds",
    "cap_gap_kinds",
    "dependant_cancellations",
    "dependant_ends",
    "dependant_kinds",
    "dependant_terminations",
    "extension_reasons",
    "infraction_kinds",
    "matriculations",
    "off_campus_kinds",
    "official_roles",
    "opt_employment_kinds",
    "programme_series",
    "programmes_cip",
    "reduced_load_kinds",
    "reinstatement_reasons",
    "sanction_grounds",
    "school_changes",
    "school_kinds",
    "school_withdrawal_grounds",
    "sponsor_kinds",
    "sponsor_sanctions",
    "student_cancellations",
    "student_levels",
    "student_reprints",
    "student_terminations",
    "training_kinds",
    "transfer_reasons",
    "visitor_categories",
    "visitor_ends",
    "visitor_form_purposes",
    "visitor_infractions",
    "visitor_occupations",
    "visitor_positions",
    "visitor_prints",
    "visitor_reprints",
    "visitor_sites",
    "visitor_terminations",
)


def number(key: str, day: dt.date = TODAY) -> int:
    value = LAW.value(f"sevis.{key}", day).value
    assert isinstance(value, int)
    return value


def codes(table: str) -> set[str]:
    return set(LAW.codes(table).on(TODAY))


@cache
def listed(path: Path, name: str) -> frozenset[str]:
    found = etree.parse(path).xpath("//xs:simpleType[@name=$name]//xs:enumeration/@value", name=name, namespaces=XS)
    assert found, name
    return frozenset(str(code) for code in found)


@pytest.mark.parametrize(
    ("key", "day", "expected"),
    [
        ("stem_months", dt.date(2008, 4, 8), 17),
        ("stem_months", dt.date(2016, 5, 9), 17),
        ("stem_months", dt.date(2016, 5, 10), 24),
        ("unemployment_days", dt.date(2008, 4, 8), 90),
        ("unemployment_days", TODAY, 90),
        ("unemployment_days_stem", dt.date(2016, 5, 9), 120),
        ("unemployment_days_stem", dt.date(2016, 5, 10), 150),
        ("stem_times", dt.date(2016, 5, 9), 1),
        ("stem_times", dt.date(2016, 5, 10), 2),
        ("opt_after_days", dt.date(2008, 4, 7), 0),
        ("opt_after_days", dt.date(2008, 4, 8), 60),
        ("fee_student", dt.date(2008, 10, 26), 100),
        ("fee_student", dt.date(2008, 10, 27), 200),
        ("fee_student", dt.date(2019, 6, 23), 200),
        ("fee_student", dt.date(2019, 6, 24), 350),
        ("fee_visitor", dt.date(2019, 6, 23), 180),
        ("fee_visitor", dt.date(2019, 6, 24), 220),
        ("fee_visitor_reduced", TODAY, 35),
        ("officials_max", dt.date(2015, 5, 28), 10),
        ("officials_max", dt.date(2015, 5, 29), 0),
        ("visitor_months_research", dt.date(2006, 11, 3), 36),
        ("visitor_months_research", dt.date(2006, 11, 4), 60),
    ],
)
def test_a_limit_is_the_one_of_the_day(key: str, day: dt.date, expected: int) -> None:
    assert number(key, day) == expected


@pytest.mark.parametrize(
    ("key", "first"),
    [
        ("unemployment_days", dt.date(2008, 4, 8)),
        ("stem_months", dt.date(2008, 4, 8)),
        ("fee_student", dt.date(2004, 9, 1)),
        ("recertify_years", dt.date(2008, 10, 27)),
        ("visitor_bar_research", dt.date(2006, 11, 4)),
        ("stem_employer_business_days", dt.date(2016, 5, 10)),
    ],
)
def test_a_limit_is_none_before_its_first_day(key: str, first: dt.date) -> None:
    number(key, first)
    with pytest.raises(NoAuthority):
        number(key, first - dt.timedelta(days=1))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("register_days", 30),
        ("report_days", 21),
        ("address_days", 10),
        ("early_entry_days", 30),
        ("grace_days_f", 60),
        ("grace_days_withdrawn", 15),
        ("grace_days_m", 30),
        ("grace_days_j", 30),
        ("transfer_report_days", 15),
        ("absence_months", 5),
        ("reduced_academic_times", 1),
        ("reduced_medical_months", 12),
        ("cpt_full_months", 12),
        ("opt_months", 12),
        ("opt_before_days", 90),
        ("opt_file_days", 30),
        ("stem_validation_months", 6),
        ("stem_evaluation_months", 12),
        ("stem_report_days", 10),
        ("m_stay_months", 12),
        ("m_training_study_months", 4),
        ("m_training_months", 6),
        ("reinstate_months", 5),
        ("recertify_years", 2),
        ("recertify_window_days", 180),
        ("school_change_days", 21),
        ("validate_days", 30),
        ("visitor_bar_research", 24),
        ("visitor_prior_bar", 12),
        ("load_undergraduate_hours", 12),
        ("load_language_clock_hours", 18),
        ("online_classes", 1),
        ("online_credits", 3),
        ("batch_max_records", 250),
    ],
)
def test_every_limit_of_the_reference_is_there(key: str, expected: int) -> None:
    assert number(key) == expected


def test_the_extension_has_no_authority_before_it_began() -> None:
    assert LAW.require_authority("sevis.train_stem", dt.date(2016, 5, 9)).citation.endswith("(2008)")
    assert "214.16" in LAW.require_authority("sevis.train_stem", dt.date(2016, 5, 10)).citation
    with pytest.raises(NotInForce):
        LAW.require_authority("sevis.train_stem", dt.date(2008, 4, 7))


def test_a_student_is_registered_by_the_end_of_the_thirtieth_day_at_the_school() -> None:
    rule = LAW.clock("sevis.register").on(TODAY)
    assert rule is not None
    for zone in ("America/New_York", "Pacific/Honolulu", "Pacific/Guam"):
        place = ZoneInfo(zone)
        due = rule.due(dt.datetime(2026, 8, 24, tzinfo=place), zone=place).astimezone(place)
        assert (due.date(), due.hour) == (dt.date(2026, 9, 23), 23)


@pytest.mark.parametrize(
    ("clock", "key"),
    [
        ("register", "register_days"),
        ("report_change", "report_days"),
        ("tell_change", "address_days"),
        ("depart_f", "grace_days_f"),
        ("depart_withdrawn", "grace_days_withdrawn"),
        ("depart_m", "grace_days_m"),
        ("depart_j", "grace_days_j"),
        ("transfer_report", "transfer_report_days"),
        ("transfer_begin", "transfer_months"),
        ("absence", "absence_months"),
        ("reinstate", "reinstate_months"),
        ("opt_file", "opt_file_days"),
        ("stem_file", "stem_file_days"),
        ("stem_validate", "stem_validation_months"),
        ("stem_evaluate", "stem_evaluation_months"),
        ("certificate", "recertify_years"),
        ("recertify", "recertify_window_days"),
        ("noiw", "noiw_days"),
        ("validate", "validate_days"),
        ("bar_research", "visitor_bar_research"),
        ("suspension", "suspend_days"),
        ("duplicate", "duplicate_review_days"),
        ("address_stale", "address_stale_days"),
    ],
)
def test_a_clock_runs_as_long_as_the_value_of_the_same_rule(clock: str, key: str) -> None:
    rule = LAW.clock(f"sevis.{clock}").on(TODAY)
    assert rule is not None
    assert rule.value == number(key)


def test_a_bar_and_a_notice_of_revocation_are_waits_that_no_event_starts() -> None:
    waits = {key for key, clock in LAW.clocks().items() if any(row.wait for row in clock.provisions)}
    assert {key for key in waits if key.startswith("sevis.")} == {
        "sevis.bar_au_pair",
        "sevis.bar_research",
        "sevis.bar_trainee",
        "sevis.revocation",
    }
    assert not LAW.clocks_started_by("sevis.visitor_ended")
    assert not any(clock.key in waits for clock in LAW.clocks_started_by("sevis.revocation_notice_served"))


def test_a_notice_of_revocation_starts_the_days_in_which_it_may_be_opposed() -> None:
    assert [clock.key for clock in LAW.clocks_started_by("sevis.revocation_notice_served")] == ["sevis.sanction_oppose"]


def test_an_owner_of_a_deadline_is_an_official_or_the_government() -> None:
    owners = {clock.owner_role for key, clock in LAW.clocks().items() if key.startswith("sevis.")}
    assert owners == {"dso", "pdso", "responsible_officer", "sevp_adjudicator", "sevp_analyst"}


@given(st.dates(dt.date(2003, 1, 1), dt.date(2060, 1, 1)))
def test_a_student_may_be_registered_and_ended_on_every_day_of_the_system(day: dt.date) -> None:
    for key in ("register_student", "report_student", "terminate_student", "transfer_student", "report_visitor"):
        assert LAW.require_authority(f"sevis.{key}", day).citation
    assert number("register_days", day) == 30
    assert number("report_days", day) == 21


@pytest.mark.parametrize("table", TABLES)
def test_a_table_has_codes_that_a_record_can_hold(table: str) -> None:
    rows = LAW.codes(table).rows
    assert rows
    assert len({row.code for row in rows}) == len(rows)
    assert all(len(row.code) <= 24 for row in rows)


@pytest.mark.parametrize("table", TABLES)
def test_a_table_stands_in_files_of_its_name(table: str) -> None:
    assert [*CODES.glob(f"{table}.toml"), *CODES.glob(f"{table}.*.toml")]


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("table", "kind", "schema"),
    [
        ("student_levels", "EduLevelCodeType", STUDENT),
        ("student_cancellations", "StudentCancelReasonType", STUDENT),
        ("student_reprints", "StudentReprintRequestReasonType", STUDENT),
        ("dependant_cancellations", "DependentCancelReasonType", STUDENT),
        ("dependant_ends", "DependentCompletionType", VISITOR),
        ("dependant_kinds", "DependentCodeType", STUDENT),
        ("reduced_load_kinds", "DropBlwfullType", STUDENT),
        ("off_campus_kinds", "OffCampusEmploymentCodeType", STUDENT),
        ("cap_gap_kinds", "CapGapExtensionType", STUDENT),
        ("visitor_categories", "EVCategoryCodeType", VISITOR),
        ("visitor_positions", "EVPositionCodeType", VISITOR),
        ("visitor_occupations", "EVOccupationCategoryCodeType", VISITOR),
        ("visitor_terminations", "EVTerminationReasonType", VISITOR),
        ("visitor_ends", "EVCompletionCodeType", VISITOR),
        ("visitor_reprints", "EVReprintRequestReasonType", VISITOR),
        ("visitor_prints", "EVPrintReasonType", VISITOR),
        ("visitor_infractions", "EVInfractionCodeType", VISITOR),
        ("visitor_sites", "SiteOfActivityType", VISITOR),
        ("matriculations", "MatriculationType", VISITOR),
    ],
)
def test_codes_are_the_wires_own(table: str, kind: str, schema: str, shared_data: Path) -> None:
    assert codes(table) == listed(shared_data / "sevis" / schema, kind)


@pytest.mark.shared_data
def test_what_a_school_may_give_is_what_the_schema_takes(shared_data: Path) -> None:
    rows = LAW.codes("student_terminations").on(TODAY)
    given_by_school = {code for code, row in rows.items() if row.attributes["wire"]}
    assert given_by_school == listed(shared_data / "sevis" / STUDENT, "StudentTerminationReasonType")
    dependants = LAW.codes("dependant_terminations").on(TODAY)
    for of, kind, schema in (
        ("student", "DependentTerminationReasonType", STUDENT),
        ("visitor", "EVDepTerminationReasonType", VISITOR),
    ):
        named = {code for code, row in dependants.items() if row.attributes[of]}
        assert named == listed(shared_data / "sevis" / schema, kind)


@pytest.mark.shared_data
def test_every_field_of_study_of_both_schemas_is_there(shared_data: Path) -> None:
    rows = LAW.codes("programmes_cip").on(TODAY)
    listed_for_students = listed(shared_data / "sevis" / STUDENT, "ProgSubjectCodeType")
    assert {code for code, row in rows.items() if row.attributes["student"]} == listed_for_students | {
        "00.0000",
        "90.0101",
    }
    listed_for_visitors = listed(shared_data / "sevis" / VISITOR, "ProgSubjectCodeType")
    assert {code for code, row in rows.items() if row.attributes["visitor"]} == listed_for_visitors
    assert all(code.startswith(f"{row.attributes['series']}.") for code, row in rows.items())


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("table", "file", "attribute"),
    [
        ("student_levels", "immigration_StudentEducationLevelCodeSimpleType", ""),
        ("student_terminations", "immigration_StudentTerminationCodeSimpleType", ""),
        ("dependant_terminations", "immigration_DependentTerminationCodeSimpleType", "department"),
        ("visitor_terminations", "immigration_ExchangeVisitorTerminationCodeSimpleType", ""),
        ("visitor_terminations", "screening_ExchangeVisitorTerminationCategoryCodeSimpleType", ""),
        ("visitor_categories", "screening_ExchangeVisitorCategoryCodeSimpleType", "department"),
    ],
)
def test_every_code_of_the_departments_list_is_covered(
    table: str, file: str, attribute: str, shared_data: Path
) -> None:
    with (shared_data / "codes" / "niem" / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        theirs = {row["code"] for row in csv.DictReader(lines)}
    rows = LAW.codes(table).on(TODAY)
    if attribute == "department" and table == "visitor_categories":
        assert {row.attributes["department"] for row in rows.values() if "department" in row.attributes} == theirs
    elif attribute:
        assert {code for code, row in rows.items() if row.attributes[attribute]} == theirs
    else:
        assert rows.keys() == theirs


def test_only_an_authorised_withdrawal_leaves_days_after_a_termination() -> None:
    rows = LAW.codes("student_terminations").on(TODAY)
    left = {code for code, row in rows.items() if LAW.value(row.attributes["grace"], TODAY).value}
    assert left == {"23"}
    assert not rows["23"].attributes["cause"]


def test_a_no_show_is_for_cause_and_a_correction_of_the_school_is_not() -> None:
    rows = LAW.codes("student_terminations").on(TODAY)
    assert {code for code, row in rows.items() if row.attributes["no_show"]} == {"11", "13", "22", "24"}
    assert all(row.attributes["cause"] for row in rows.values() if row.attributes["no_show"])
    assert not any(rows[code].attributes["cause"] for code in ("02", "20", "23", "25"))


@pytest.mark.parametrize(
    ("category", "months", "extendable"),
    [
        ("08", 60, True),
        ("04", 60, True),
        ("09", 6, True),
        ("12", 4, False),
        ("06", 84, True),
        ("15", 12, True),
        ("14", 18, True),
    ],
)
def test_a_category_stays_as_long_as_its_section_says(category: str, months: int, extendable: bool) -> None:
    row = LAW.codes("visitor_categories").on(TODAY)[category]
    assert LAW.value(row.attributes["months"], TODAY).value == months
    assert row.attributes["extendable"] is extendable


def test_a_degree_student_has_no_longest_stay_and_the_scholars_have_bars() -> None:
    rows = LAW.codes("visitor_categories").on(TODAY)
    assert {code for code, row in rows.items() if "months" not in row.attributes} == {"1B", "1C", "1D", "1E"}
    assert {code for code, row in rows.items() if "prior" in row.attributes} == {"04", "08"}
    assert {code for code, row in rows.items() if row.attributes["fee"] == "sevis.fee_visitor_reduced"} == {
        "11",
        "12",
        "13",
    }


def test_each_ground_of_withdrawal_names_its_paragraph() -> None:
    rows = LAW.codes("school_withdrawal_grounds").on(TODAY)
    assert sum(row.attributes["notice"] for row in rows.values()) == 20
    assert sum(not row.attributes["notice"] for row in rows.values()) == 4
    assert all(row.citation.startswith("8 CFR 214.4(a)(") for row in rows.values())


def test_a_deadline_of_sevis_is_its_own_offices() -> None:
    assert LAW.codes("clock_offices").on(TODAY)["sevis"].attributes["office"] == "sevis"
