"""What an entry says was said is read in words, down to the codes within the parts of an act."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from limen.core.ledger.models import Entry
from limen.core.ledger.wording import MOST, in_words
from limen.core.referrals.acts import SendReferral
from limen.kernel import REGISTER
from limen.offices.patrol.tests.event_scenes import Station, man
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.parts import Funds
from limen.offices.sevis.tests.visitor_scenes import PLAN, creating
from tests.factories import Service
from tests.signing_in import signed_in

DAY = date(2026, 11, 24)


def words(act: Any) -> dict[str, str]:
    key = act.declaration.key
    plain, personal = act.split()
    return {label: text for label, text, _address in in_words(key, {**plain, **personal}, DAY)}


def test_the_codes_of_an_act_and_of_its_parts_are_said_with_what_they_mean() -> None:
    said = words(creating(funds=Funds(us_org1="DOE", us_amount1=9_000, us_government=True), plan=PLAN))
    assert said["Country of birth"] == "Poland (POL)"
    assert said["Who pays, United States agency"] == "Department of Energy (DOE)"
    assert said["Who pays, Its amount"] == "9000"
    assert said["Who pays, Money of the United States government was received"] == "Yes"
    assert said["Sites of activity, 1, Kind of site"] == "Site of activity (SOA)"
    assert said["Placement plan (Form DS-7002), Sites, 1, The stipend is for"].endswith(f"({PLAN.sites[0].per})")


def test_an_office_is_said_by_its_title() -> None:
    act = SendReferral(
        to_office="attaches", subject_record="people.person", subject=UUID(int=1), reason="intent", due_in_minutes=30
    )
    assert words(act)["To"] == "Foreign Attachés"


def test_what_was_left_empty_is_not_said() -> None:
    assert words(acts.UpdateVisitorFinances(funds=Funds(sponsor=1))) == {
        "Who pays, Money of the United States government was received": "No",
        "Who pays, The sponsor": "1",
        "Print the form DS-2019": "No",
    }


def test_a_code_that_the_law_does_not_know_stands_as_it_is_and_an_act_that_is_gone_says_nothing() -> None:
    assert in_words("sevis.update_visitor_finances", {"funds": {"us_org1": "XXX"}}, DAY) == [
        ("Who pays, United States agency", "XXX", "")
    ]
    assert in_words("sevis.once_declared", {"funds": {"us_org1": "DOE"}}, DAY) == []


def test_of_a_very_long_list_the_first_lines_are_said() -> None:
    sent = {"people": [{"surname": f"Nr {number}", "given_names": "A"} for number in range(MOST)]}
    assert len(in_words("inspections.receive_list", sent, DAY)) == MOST


KEYS = ("sevis.create_visitor", "sevis.update_visitor_finances", "patrol.open_event", "inspections.receive_bookings")
ACTS = [REGISTER[key] for key in KEYS]
FIELDS = sorted({"0", "number", *Funds.model_fields, *(name for act in ACTS for name in act.model_fields)})
SENT = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.sampled_from(KEYS), st.dictionaries(st.sampled_from(FIELDS), SENT, max_size=4))
def test_whatever_an_older_entry_holds_is_read(key: str, sent: dict[str, Any]) -> None:
    for label, text, address in in_words(key, sent, DAY):
        assert label
        assert (type(text), address) == (str, "")


@pytest.mark.django_db
def test_an_auditor_reads_them_on_the_entrys_page(service: Service, noon: None) -> None:
    Station(service).event(man(nationality="HND"), conveyance="land")
    entry = Entry.objects.get(act="patrol.open_event")
    assert json.loads(entry.body)["plain"]["sent"]["conveyance"] == "land"
    auditor = signed_in(Client(), service.officer("auditor"), service.jfk, "oversight")
    address = reverse("ledger:entry", args=[entry.hash])
    page = auditor.get(address).content.decode()
    assert "What was said" in page
    assert "By road" in page
    assert "Honduras" not in page
