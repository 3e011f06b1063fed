"""A school that has no batch software sends its roster as CSV, and takes its roster and what is due out as CSV."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from limen.exchange.sevis_batch import read as read_batch
from limen.kernel import BadInput
from limen.offices.sevis.batch import rosters
from limen.offices.sevis.models import Batch, ColumnMap, Student
from limen.offices.sevis.tests.batches import USER, create, document, official, sent
from limen.offices.sevis.tests.scenes import Campuses
from tests.signing_in import signed_in

MAPPING = """surname=Last Name
given_names=First Name
birth=DOB
sex=Sex
birth_country=Born In
nationality=Citizen Of
foreign_country=Citizen Of
foreign_address1=Home Street
level=Level
major=CIP
starts=Start
ends=End
issued=Start
class:=F-1
issue_reason:=I
english_required:=yes
english_met:=yes
term_months:=09
tuition:=30000
living:=15000
own_funds:=50000"""
ROSTER = """Last Name,First Name,DOB,Sex,Born In,Citizen Of,Home Street,Level,CIP,Start,End
Okafor,Chidi,2003-04-05,M,NGA,NGA,1 Marina Road,05,11.0701,2026-08-31,2028-05-31
"García Pérez",María,2004-01-02,F,MX,MX,"Calle 5, 2",04,11.0701,2026-08-31,2030-05-31
Bad,Row,2004-13-45,F,MX,MX,Calle 5,04,11.0701,2026-08-31,2030-05-31
"""


def desk(at: Campuses) -> Client:
    """Return a browser with the school's official signed in."""
    return signed_in(Client(), official(at), at.school.place, "sevis")


def send(client: Client, text: str, mapping: str = MAPPING, *, check: bool = True) -> Any:
    fields: dict[str, Any] = {"file": SimpleUploadedFile("roster.csv", text.encode()), "mapping": mapping}
    return client.post(reverse("sevis:roster_in"), {**fields, **({"check": "on"} if check else {})}, follow=True)


def test_a_roster_is_checked_first_and_then_sent(at: Campuses) -> None:
    client, good = desk(at), "\n".join(ROSTER.splitlines()[:3])
    tried = send(client, good)
    assert "2 records would be accepted and 0 refused" in tried.content.decode()
    assert not Student.objects.exists()
    done = send(client, good, check=False)
    assert done.status_code == 200
    assert sorted(Student.objects.values_list("person__surname", flat=True)) == ["García Pérez", "Okafor"]
    assert Batch.objects.get().official.account == official(at)


def test_a_row_that_is_no_student_is_told_with_its_reason(at: Campuses) -> None:
    answer = send(desk(at), ROSTER)
    assert answer.status_code == 200
    said = answer.content.decode()
    assert "2 records would be accepted and 1 refused" in said
    assert "ROW3" in said
    assert "“DOB” holds “2004-13-45”" in said
    assert "BirthDate" not in said
    assert "Send a roster" in said


def test_one_bad_row_is_answered_and_the_others_stand(at: Campuses) -> None:
    send(desk(at), ROSTER, check=False)
    assert sorted(Student.objects.values_list("person__surname", flat=True)) == ["García Pérez", "Okafor"]
    batch = Batch.objects.get()
    assert (batch.accepted, batch.refused) == (2, 1)
    shown = desk(at).get(reverse("sevis:batch", args=[batch.pk])).content.decode()
    assert "“DOB” holds “2004-13-45”" in shown
    assert batch.results.get(accepted=False).request_id == "ROW3"


@pytest.mark.parametrize("name", ["pdso", "a.very.long.name"])
def test_an_official_sends_a_roster_whatever_the_length_of_their_name(at: Campuses, name: str) -> None:
    by = official(at, name)
    client = signed_in(Client(), by, at.school.place, "sevis")
    send(client, "\n".join(ROSTER.splitlines()[:3]), check=False)
    assert Student.objects.count() == 2
    assert Batch.objects.get().official.account == by


def test_how_the_columns_are_called_is_kept_for_the_next_file(at: Campuses) -> None:
    client = desk(at)
    send(client, ROSTER)
    assert ColumnMap.objects.get(place=at.school.place).columns["surname"] == "Last Name"
    assert "surname=Last Name" in client.get(reverse("sevis:roster_in")).content.decode()


def test_a_column_the_file_has_not_is_named(at: Campuses) -> None:
    answer = send(desk(at), ROSTER, MAPPING.replace("Last Name", "Family"))
    assert answer.status_code == 422
    assert "The file has no column Family." in answer.content.decode()


def test_a_row_with_a_number_and_a_term_registers() -> None:
    data = (
        b"sevis_id;session_starts;session_ends;next_session;last_session\n"
        b"N0030000001;2026-08-31;2026-12-18;2027-01-19;no\n"
        b"N0030000002;;;;\n"
    )
    made = rosters.records(rosters.read(data, {}, {}, 10), USER)
    assert [(record.event, record.sevis_id, record.good) for record in made] == [
        ("registration", "N0030000001", True),
        ("personal", "N0030000002", True),
    ]


def test_a_roster_longer_than_a_batch_is_refused() -> None:
    with pytest.raises(BadInput, match="holds 1 rows at most"):
        rosters.read(b"surname\na\nb\n", {}, {}, 1)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_file_is_read_or_refused(data: bytes) -> None:
    try:
        found = rosters.read(data, {}, {}, 50)
    except BadInput:
        return
    made = rosters.document(found, user_id=USER, batch_id="20260831000001", org="BOS214F10001000")
    assert read_batch(made).kind == "student"


def test_the_roster_of_ones_own_school_is_taken_out(at: Campuses) -> None:
    client = desk(at)
    sent(at, document(at.school, create(1)))
    lines = client.get(reverse("sevis:roster"), {"format": "csv"}).content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("sevis_id,state,surname")
    assert Student.objects.get().sevis_id in lines[1]
    elsewhere = signed_in(Client(), at.officer, at.sponsor.place, "sevis")
    assert len(elsewhere.get(reverse("sevis:roster"), {"format": "csv"}).content.decode().splitlines()) == 1


def test_a_file_that_says_it_is_utf_8_as_ours_do_is_read_back(at: Campuses) -> None:
    said = send(desk(at), "\ufeff" + ROSTER).content.decode()
    assert "2 records would be accepted and 1 refused" in said, "its first column is known by its name"


def test_what_is_due_is_taken_out_with_numbers(at: Campuses) -> None:
    client = desk(at)
    sent(at, document(at.school, create(1)))
    lines = client.get(reverse("sevis:alerts_csv")).content.decode("utf-8-sig").splitlines()
    assert lines[0] == "due,standing,what,citation,sevis_id,record,owner"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Line 7: BirthDate holds “x”; it must be a date.", "“DOB” holds “x”; it must be a date."),
        (
            "Line 2: PersonalInfo lacks FullName; BirthDate stands there instead.",
            "“Last Name” is missing.",
        ),
        ("Line 2: EduLevel lacks Level.", "“Level” is missing."),
        ("ends: A programme ends after it starts. (8 CFR)", "“End”: A programme ends after it starts. (8 CFR)"),
        ("Line 2: CountryCode holds “ZZ”; no.", "“Citizen Of” holds “ZZ”; no."),
        ("visa_type: The school is not certified for it.", "“class”: The school is not certified for it."),
        ("The school is not certified; it issues no forms.", "The school is not certified; it issues no forms."),
    ],
)
def test_what_is_wrong_with_a_row_is_said_by_the_schools_own_columns(said: str, told: str) -> None:
    columns, _constants = rosters.mapping_of(MAPPING.splitlines())
    assert rosters.in_columns(said, columns) == told
