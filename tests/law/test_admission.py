"""Until when a person is admitted: each rule at its boundary."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.kernel import BadInput, GuardRefused, NoAuthority
from limen.law import load
from limen.law.admission import admit_until, class_of

LAW = load()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("class_code", "admitted", "until"),
    [
        ("WT", "2026-01-01", "2026-03-31"),
        ("WB", "2028-01-01", "2028-03-30"),
        ("WT", "2027-12-02", "2028-02-29"),
        ("B2", "2026-11-25", "2027-05-24"),
        ("B2", "2027-08-30", "2028-02-28"),
        ("B2", "2027-08-31", "2028-02-28"),
        ("B1", "2026-11-25", "2027-05-24"),
        ("C1", "2026-02-01", "2026-03-01"),
        ("C1", "2028-02-01", "2028-02-29"),
        ("C3", "2026-02-01", "2026-03-01"),
        ("D1", "2026-12-15", "2027-01-12"),
        ("GMT", "2026-04-01", "2026-05-15"),
        ("E2", "2026-02-28", "2028-02-27"),
        ("E1", "2028-02-29", "2030-02-27"),
        ("TN", "2026-11-25", "2029-11-24"),
        ("TN", "2008-10-15", "2009-10-14"),
        ("K1", "2026-11-25", "2027-02-22"),
        ("A3", "2026-11-25", "2029-11-24"),
    ],
)
def test_a_stay_counts_the_day_of_admission(class_code: str, admitted: str, until: str) -> None:
    assert admit_until(LAW, class_code, day(admitted)).until == day(until)


@pytest.mark.parametrize("class_code", ["F1", "F2", "J1", "A1", "G4", "I", "FSM", "MIS", "PAL"])
def test_a_stay_for_duration_of_status_has_no_day(class_code: str) -> None:
    stay = admit_until(LAW, class_code, day("2026-11-25"))
    assert (stay.until, stay.duration_of_status, stay.shown) == (None, True, "D/S")


@pytest.mark.parametrize("class_code", ["USC", "LPR", "IR1", "RE1", "DV1"])
def test_who_comes_to_stay_has_no_end(class_code: str) -> None:
    stay = admit_until(LAW, class_code, day("2026-11-25"))
    assert (stay.until, stay.duration_of_status, stay.shown) == (None, False, "—")


@pytest.mark.parametrize(("class_code", "last"), [("WT", "2026-03-31"), ("C1", "2026-01-29"), ("B1", "2026-12-31")])
def test_an_officer_may_state_the_last_day_the_law_allows_and_none_after(class_code: str, last: str) -> None:
    start = day("2026-01-01")
    assert admit_until(LAW, class_code, start, stated=day(last)).until == day(last)
    with pytest.raises(GuardRefused) as refused:
        admit_until(LAW, class_code, start, stated=day(last) + dt.timedelta(days=1))
    assert refused.value.citation


def test_a_visitor_for_pleasure_has_six_months_unless_less_is_approved() -> None:
    start, short = day("2026-01-01"), day("2026-06-29")
    assert admit_until(LAW, "B2", start, stated=day("2026-06-30")).until == day("2026-06-30")
    with pytest.raises(GuardRefused, match="6 months"):
        admit_until(LAW, "B2", start, stated=short)
    assert admit_until(LAW, "B2", start, stated=short, short_approved=True).until == short


def test_a_visitor_for_pleasure_has_a_year_at_most() -> None:
    start = day("2026-01-01")
    stay = admit_until(LAW, "B2", start, stated=day("2026-12-31"))
    assert stay.until == stay.latest == day("2026-12-31")
    with pytest.raises(GuardRefused, match="12 months"):
        admit_until(LAW, "B2", start, stated=day("2027-01-01"))


def test_a_worker_stays_the_petition_and_ten_days() -> None:
    petition = day("2028-02-19")
    assert admit_until(LAW, "H1B", day("2026-11-25"), petition_to=petition).until == day("2028-02-29")
    assert admit_until(LAW, "R1", day("2026-11-25"), petition_to=petition).until == petition
    with pytest.raises(BadInput, match="petition"):
        admit_until(LAW, "H1B", day("2026-11-25"))


def test_an_intracompany_worker_has_days_after_the_petition_only_since_2017() -> None:
    petition = day("2018-01-01")
    assert admit_until(LAW, "L1", day("2017-01-16"), petition_to=petition).until == petition
    assert admit_until(LAW, "L1", day("2017-01-17"), petition_to=petition).until == day("2018-01-11")


def test_a_petition_that_has_ended_admits_nobody_in_its_days_after() -> None:
    assert admit_until(LAW, "H1B", day("2026-11-25"), petition_to=day("2026-11-25")).until == day("2026-12-05")
    with pytest.raises(GuardRefused, match="ended on 2026-11-24"):
        admit_until(LAW, "H1B", day("2026-11-25"), petition_to=day("2026-11-24"))


def test_every_class_that_needs_a_petition_says_so() -> None:
    kinds = {row.code: row.attributes["kind"] for row in LAW.codes("admission_rules").rows}
    for row in LAW.codes("classes_of_admission").rows:
        rests = kinds.get(row.attributes.get("rule", ""), "") == "petition"
        assert rests == bool(row.attributes.get("needs_petition")), row.code


def test_a_day_left_to_the_officer_must_be_stated() -> None:
    with pytest.raises(BadInput) as refused:
        admit_until(LAW, "T1", day("2026-11-25"))
    assert refused.value.problems[0].field == "admit_until"
    assert admit_until(LAW, "T1", day("2026-11-25"), stated=day("2030-11-24")).until == day("2030-11-24")


def test_a_vocational_student_has_a_year_at_most() -> None:
    start = day("2026-11-25")
    assert admit_until(LAW, "M1", start, stated=day("2027-11-24")).until == day("2027-11-24")
    with pytest.raises(GuardRefused, match="12 months"):
        admit_until(LAW, "M1", start, stated=day("2027-11-25"))


def test_a_stay_ends_with_the_passport() -> None:
    stay = admit_until(LAW, "WT", day("2026-01-01"), passport_expires=day("2026-02-14"))
    assert stay.until == day("2026-02-14")
    assert "passport" in stay.explanation
    assert admit_until(LAW, "WT", day("2026-01-01"), passport_expires=day("2026-03-31")).until == day("2026-03-31")


def test_a_passport_that_must_outlast_the_stay_shortens_it_by_six_months() -> None:
    expires = day("2027-03-31")
    exempt = admit_until(LAW, "B2", day("2026-11-25"), passport_expires=expires, nationality="D")
    bound = admit_until(LAW, "B2", day("2026-11-25"), passport_expires=day("2027-08-31"), nationality="VNM")
    assert exempt.until == expires
    assert bound.until == day("2027-02-28")


def test_an_expired_passport_leaves_no_stay() -> None:
    with pytest.raises(GuardRefused):
        admit_until(LAW, "WT", day("2026-01-01"), passport_expires=day("2025-12-31"))


def test_guam_had_fifteen_days_until_the_wider_waiver_began() -> None:
    assert admit_until(LAW, "GT", day("2009-11-27")).until == day("2009-12-11")
    with pytest.raises(NoAuthority) as refused:
        admit_until(LAW, "GT", day("2009-11-28"))
    assert refused.value.citation
    with pytest.raises(BadInput):
        admit_until(LAW, "GMT", day("2009-11-27"))
    assert admit_until(LAW, "GMT", day("2009-11-28")).until == day("2010-01-11")


@pytest.mark.parametrize("class_code", ["", "ZZZ", "AR", "WD", "P1"])
def test_a_class_nobody_is_admitted_under_is_refused(class_code: str) -> None:
    with pytest.raises(BadInput) as refused:
        class_of(LAW, class_code, day("2026-11-25"))
    assert refused.value.problems[0].rule == "class.not_admittable"


@given(st.dates(dt.date(1998, 1, 1), dt.date(2090, 12, 31)), st.sampled_from(["WT", "B2", "B1", "C1", "D2", "E2"]))
def test_no_stay_ends_before_it_begins_or_after_the_latest_day(start: dt.date, class_code: str) -> None:
    stay = admit_until(LAW, class_code, start)
    assert stay.until is not None
    assert stay.latest is not None
    assert start <= stay.until <= stay.latest


@pytest.mark.shared_data
def test_every_class_of_the_department_is_listed_under_a_title_of_our_own(shared_data: Path) -> None:
    name = "immigration_ImmigrationClassOfAdmissionCategoryCodeSimpleType.csv"
    with (shared_data / "codes" / "niem" / name).open(encoding="utf-8") as file:
        listed = {row["code"] for row in csv.DictReader(file)}
    ours = {row.code: row.title for row in LAW.codes("classes_of_admission").rows}
    assert len(listed) == 993
    assert ours.keys() - listed == {"GMB", "GMT"}
    assert listed <= ours.keys()
    assert not any(title.isupper() and len(title) > 4 for title in ours.values())


@pytest.mark.shared_data
def test_a_month_of_real_admissions_agrees_but_for_sixty_five(shared_data: Path) -> None:
    with (shared_data / "codes" / "i94_admission_sample_1000.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    agree: Counter[str] = Counter()
    differ: Counter[str] = Counter()
    for row in rows:
        arrived = dt.date(1960, 1, 1) + dt.timedelta(days=int(float(row["arrdate"])))
        text = row["dtaddto"]
        filed = None if text == "D/S" else dt.date(int(text[4:]), int(text[:2]), int(text[2:4]))
        stated = filed if row["visatype"] in ("CP", "M1") else None
        stay = admit_until(LAW, row["visatype"], arrived, stated=stated)
        same = stay.duration_of_status if filed is None else stay.until == filed
        (agree if same else differ)[row["visatype"]] += 1
    assert agree == {"WT": 423, "B2": 328, "WB": 89, "B1": 54, "GMT": 20, "F1": 10, "CP": 5, "F2": 3, "E2": 2, "M1": 1}
    # by a day over the date line, by an officer's choice, or by a passport that ends sooner
    assert differ == {"B2": 28, "WT": 20, "B1": 7, "GMT": 7, "WB": 2, "E2": 1}
