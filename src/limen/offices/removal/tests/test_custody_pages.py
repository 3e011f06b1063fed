"""The pages, files and calendars of decisions on custody: who sees what, and that looking is on the record."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from limen.core.ledger.models import Entry
from limen.core.people.acts import Protect
from limen.core.referrals.acts import SendReferral
from limen.kernel import perform
from limen.offices.removal import acts
from limen.offices.removal.tests.custody_scenes import HOME, Field, supervision
from tests.factories import Service
from tests.signing_in import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def field(service: Service) -> Field:
    return Field(service)


def desk(field: Field, client: Client, at: Any = None, role: str = "deportation_officer") -> Client:
    return signed_in(client, field.officer(role), at or field.facility, "custody")


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_who_reports_today_who_did_not_and_a_calendar_of_both(field: Field, client: Client) -> None:
    for name, day in (("Alm", 2), ("Berg", 5)):
        stay = field.held(person=field.service.person(surname=name))
        field.do(supervision(field, stay.person, "recognizance", next_on=timezone.now().date() + timedelta(days=day)))
    desk(field, client, field.office)
    assert "BERG" in read(client, "/removal/supervision/?show=remind")
    with time_machine.travel(timezone.now() + timedelta(days=5), tick=True):
        desk(field, client, field.office)
        today, missed = (read(client, f"/removal/supervision/?show={show}") for show in ("today", "missed"))
        assert ("BERG" in today, "ALM" in today) == (True, False)
        assert ("ALM" in missed, "missed" in missed, "BERG" in missed) == (True, True, False)
        assert "Take out as a calendar" in missed
        assert "Nobody is supervised from here" in read(client, "/removal/supervision/?show=remind")
        assert read(client, "/removal/supervision/?format=csv").count("\n") == 3
        file = client.get("/removal/supervision/?format=ics")
        assert file["Content-Type"].startswith("text/calendar")
        events = Calendar.from_ical(file.content).walk("VEVENT")
        assert [str(event["location"]) for event in events] == ["San Antonio", "San Antonio"]
        assert Entry.objects.filter(act="removal.supervised.calendar", kind="read").count() == 1


def test_the_calendar_given_to_the_person_names_nobody(field: Field, client: Client) -> None:
    made = field.supervised()
    desk(field, client)
    page = read(client, f"/removal/supervision/{made.pk}/")
    assert "to give to the person" in page
    data = client.get(f"/removal/supervision/{made.pk}/?format=ics").content
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert b"ERIKSSON" not in data
    assert (str(event["summary"]), event.decoded("dtstart")) == ("Report to San Antonio", made.next_on)


def test_reviews_and_detainers_are_filtered_and_taken_out(field: Field, client: Client) -> None:
    stay = field.held("detain.order")
    field.do(acts.OpenReview(stay=stay.pk, kind="ninety"))
    jailed = field.service.person(surname="Berg")
    soon = timezone.now() + timedelta(hours=3)
    act = acts.IssueDetainer(
        person=jailed.pk, agency="County Jail", causes=["final_order"], contact="210 555 0199", release_expected=soon
    )
    detainer = field.do(act)
    desk(field, client)
    assert "ERIKSSON" in read(client, "/removal/reviews/?kind=ninety")
    assert "ERIKSSON" not in read(client, "/removal/reviews/?kind=yearly")
    assert "ERIKSSON" not in read(client, "/removal/reviews/?by=2026-12-01")
    assert client.get("/removal/reviews/?by=soon").status_code == 422
    assert "County Jail" in read(client, "/removal/detainers/?soon=on")
    data = client.get("/removal/detainers/?format=ics").content
    assert Calendar.from_ical(data).walk("VEVENT")[0].decoded("dtstart") == soon.replace(microsecond=0)
    assert "A final order of removal" in read(client, f"/removal/detainer/{detainer.pk}/")


def test_every_record_has_its_page_and_the_stay_names_them_all(field: Field, client: Client) -> None:
    stay = field.held()
    made = field.do(acts.Determine(stay=stay.pk, under="detain.proceedings", decision="bond", flight="No ties"))
    bond = field.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000)))
    petition = field.do(
        acts.FileHabeas(stay=stay.pk, court="W.D. Texas", number="5:26-cv-1", filed_on=timezone.now().date())
    )
    desk(field, client)
    for address, says in (
        (f"/removal/determination/{made.pk}/", "Proceedings pending"),
        (f"/removal/bond/{bond.pk}/", "5000"),
        (f"/removal/habeas/{petition.pk}/", "5:26-cv-1"),
        ("/removal/bonds/", "000000001"),
        ("/removal/habeas/", "W.D. Texas"),
        (f"/people/{stay.person_id}/", "Decisions on custody"),
    ):
        assert says in read(client, address)
    text = read(client, f"/custody/{stay.pk}/")
    assert all(says in text for says in ("Decisions on custody", "W.D. Texas 5:26-cv-1", "000000001"))
    assert "Set a bond" in text


def test_who_waits_to_be_taken_over_is_offered_with_the_custody_they_are_in(field: Field, client: Client) -> None:
    person = field.service.person(surname="Ceder")
    sent = SendReferral(
        to_office="removal",
        subject_record="people.person",
        subject=person.pk,
        person=person.pk,
        reason="notice_to_appear",
        due_in_minutes=60,
    )
    referral = field.do(sent, role="agent")
    desk(field, client, role="detention_officer")
    text = read(client, "/removal/waiting/")
    assert "nobody has them" in text
    assert f"referral={referral.pk}" in text
    assert "overdue" not in text
    assert read(client, "/removal/waiting/?format=csv").count("\n") == 2
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=True):
        desk(field, client, role="detention_officer")
        assert "overdue" in read(client, "/removal/waiting/")
        assert "overdue" in read(client, "/removal/waiting/?format=csv")
    field.do(acts.AcceptCustody(referral=referral.pk))
    assert "Nobody waits to be taken over" in read(client, "/removal/waiting/")


def test_a_sealed_person_stands_on_no_list_and_has_no_page(field: Field, client: Client) -> None:
    made = field.supervised()
    field.service.do(Protect(compartment="protected", reason="A victim of trafficking"), made.person, role="supervisor")
    desk(field, client, field.office)
    assert "ERIKSSON" not in read(client, "/removal/supervision/")
    assert client.get(f"/removal/supervision/{made.pk}/").status_code == 404
    assert read(client, "/removal/supervision/?format=csv").count("\n") == 1


def test_a_page_offers_only_what_can_be_done(field: Field, client: Client) -> None:
    review = field.do(acts.OpenReview(stay=field.held("detain.order").pk, kind="ninety"))
    stay = field.held(person=field.service.person(surname="Alm"))
    bond = field.do(acts.SetBond(stay=stay.pk, amount=Decimal(5000)))
    act = acts.FileHabeas(stay=stay.pk, court="W.D. Texas", number="1", filed_on=timezone.now().date())
    petition = field.do(act)
    desk(field, client)
    assert "removal.acknowledge_review" not in read(client, f"/removal/review/{review.pk}/")
    assert "removal.intend_appeal" not in read(client, f"/removal/bond/{bond.pk}/")
    assert "removal.habeas_stay_ended" not in read(client, f"/removal/habeas/{petition.pk}/")
    bond = field.do(acts.JudgeSetsBond(amount=Decimal(1500), court="Pearsall", judge="R. Alvarez"), bond)
    text = read(client, f"/removal/bond/{bond.pk}/")
    assert ("removal.intend_appeal" in text, "removal.change_bond" in text) == (True, False)


def test_an_agent_sees_no_decisions_on_custody(field: Field, client: Client) -> None:
    desk(field, client, role="agent")
    assert client.get("/removal/bonds/").status_code == 403


def test_the_lists_are_on_the_api(field: Field, client: Client) -> None:
    made = field.supervised()
    desk(field, client, field.office)
    items = client.get("/api/v1/removal/supervision").json()["items"]
    assert [row["id"] for row in items] == [str(made.pk)]
    assert items[0]["data"]["kind"] == "supervision"
    for name in ("bonds", "reviews", "detainers", "habeas", "waiting"):
        assert client.get(f"/api/v1/removal/{name}").json() == {"items": [], "next": None}
    assert client.get("/api/v1/removal/supervision?show=never").status_code == 422


def test_a_home_is_not_said_in_the_plain_part_of_the_ledger(field: Field) -> None:
    field.supervised()
    entry = Entry.objects.get(act="removal.order_supervision")
    assert HOME not in entry.body


def test_a_detainers_page_says_until_when_it_holds_and_has_its_paper(field: Field, client: Client) -> None:
    detainer = field.do(
        acts.IssueDetainer(
            person=field.service.person().pk, agency="Bexar County Jail", causes=["biometrics"], contact="210 555 0199"
        )
    )
    page = f"/removal/detainer/{detainer.pk}/"
    desk(field, client)
    assert "I-247A" in read(client, page)
    field.do(acts.OtherCustodyEnds(), detainer)
    text = read(client, page)
    assert "Hold on an immigration detainer" in text
    assert "removal.detainer_ended" not in text, "the other custody ends once"
    assert 'href="/removal/detainers/"' in text


def test_a_bond_and_a_review_have_their_papers_and_the_deadline_to_meet(field: Field, client: Client) -> None:
    bond = field.do(acts.SetBond(stay=field.held().pk, amount=Decimal(5000)))
    desk(field, client)
    assert "I-286" in read(client, f"/removal/bond/{bond.pk}/")
    stay = field.held("detain.order", field.service.person(surname="Berg"))
    field.marked(stay, "removal.order_final")
    review = field.do(acts.OpenReview(stay=stay.pk, kind="ninety"))
    assert "Review of custody before the removal period ends" in read(client, f"/removal/review/{review.pk}/")


def test_what_was_decided_is_listed_by_the_day_it_was_decided(field: Field, client: Client) -> None:
    told = timezone.now() - timedelta(days=12)
    with time_machine.travel(told - timedelta(days=1)):
        stay = field.held()
    act = acts.DeclineBond(stay=stay.pk, why="A danger to others")
    perform(act, by=field.officer(), at=field.facility, purpose="custody", when=told)
    desk(field, client)
    text = read(client, f"/custody/{stay.pk}/")
    day = told.astimezone(field.facility.zone).date()
    assert f'<time class="muted" datetime="{day}">' in text, "written down today, decided then"


def test_the_board_shows_what_is_due_and_not_the_persons_own_time_that_is_over(field: Field, client: Client) -> None:
    stay = field.held("detain.order")
    field.marked(stay, "removal.order_final")
    assert "Motion to reconsider" in read(desk(field, client), f"/custody/{stay.pk}/")
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=True):
        desk(field, client)
        for shown in (read(client, "/custody/"), read(client, f"/custody/{stay.pk}/")):
            assert "Motion to reconsider" not in shown
            assert "Tell a detained person of the review of custody to come" in shown


def test_the_page_of_a_determination_offers_parole_only_where_it_is_open(field: Field, client: Client) -> None:
    arriving, local = field.held("detain.arriving"), field.held(person=field.service.person("Alm"))
    open_, shut = (
        field.do(acts.Determine(stay=stay.pk, under=stay.authority, decision="hold", flight="No ties here"))
        for stay in (arriving, local)
    )
    desk(field, client)
    shown = read(client, f"/removal/determination/{open_.pk}/")
    assert "/act/removal.parole/" in shown
    assert "/act/removal.refuse_parole/" in shown
    assert "removal.parole" not in read(client, f"/removal/determination/{shut.pk}/")
    day = timezone.now().date() + timedelta(days=60)
    why = "Needs surgery within the month, and a cousin gives a home."
    field.do(acts.ParoleFromCustody(ground="medical", until=day, to=HOME, why=why), open_)
    shown = read(client, f"/removal/determination/{open_.pk}/")
    assert "End of parole from custody" in shown
    assert "Arrival/Departure Record" in shown
    assert "/act/removal.end_parole/" in shown


def test_the_page_of_a_question_of_likelihood_shows_the_six_months_it_is_begun_on(field: Field, client: Client) -> None:
    from limen.offices.removal.upkeep import decisions
    from tests.factories import setup

    stay = field.held("detain.order")
    field.marked(stay, "removal.order_final")
    with time_machine.travel(timezone.now() + timedelta(days=155), tick=True):
        for act, record in list(decisions.due(timezone.now())):
            setup(act, record)
        review = stay.reviews.get(kind="likelihood")
        desk(field, client)
        assert "Detention after the order presumed reasonable" in read(client, f"/removal/review/{review.pk}/")


@pytest.mark.parametrize(
    ("under", "offered", "refused"),
    [
        ("detain.arriving", "determine judge_sets_bond", "set_bond decline_bond open_review order_supervision"),
        ("detain.proceedings", "set_bond decline_bond order_supervision", "open_review"),
        ("detain.order", "open_review order_supervision", "set_bond decline_bond judge_sets_bond"),
    ],
)
def test_a_stay_offers_what_the_law_leaves_open_to_a_person_so_held(
    field: Field, client: Client, under: str, offered: str, refused: str
) -> None:
    shown = read(desk(field, client), f"/custody/{field.held(under).pk}/")
    assert [key for key in offered.split() if f"/act/removal.{key}/" not in shown] == []
    assert [key for key in refused.split() if f"/act/removal.{key}/" in shown] == []
