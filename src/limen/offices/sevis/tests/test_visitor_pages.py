"""The pages of exchange visitors as a responsible officer reads them: their own programme's and no other's."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import html

from limen.core.ledger.models import Entry
from limen.offices.sevis.acts import AddDependant, ReprintDependant
from limen.offices.sevis.acts import visitors as acts
from limen.offices.sevis.acts.visitors.parts import Funds, Residence
from limen.offices.sevis.tests.scenes import SEVIS
from limen.offices.sevis.tests.visitor_scenes import PLAN, Programme, programme
from tests.factories import open_service
from tests.signing_in import signed_in


@pytest.fixture
def at(db: None, morning: Any) -> Programme:
    """Make a sponsor with its responsible officer."""
    return programme(open_service())


def at_desk(programme: Programme) -> Client:
    return signed_in(Client(), programme.officer, programme.sponsor.place, SEVIS)


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:400]
    return answer.content.decode()


def test_the_roster_shows_the_sponsors_own_visitors(at: Programme) -> None:
    at.active()
    other = programme(at.service, "P-1-00003")
    other.active(surname="Wrona")
    text = text_of(at_desk(at), "/sevis/visitors/")
    assert "NOWAK, Maria" in text
    assert "WRONA" not in text
    assert "Record an exchange visitor and issue" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=nowak", True),
        ("q=wrona", False),
        ("state=active", True),
        ("state=initial", False),
        ("category=08", True),
        ("category=09", False),
        ("country=pol", True),
        ("country=SWE", False),
        ("ends_by=2027-09-01", True),
        ("ends_by=2027-01-01", False),
    ],
)
def test_the_roster_is_narrowed(at: Programme, query: str, found: bool) -> None:
    at.active()
    text = text_of(at_desk(at), f"/sevis/visitors/?{query}")
    assert ("NOWAK, Maria" in text) is found
    assert ("No exchange visitor stands under that filter." in text) is not found


def test_the_roster_is_taken_out_and_that_is_on_the_record(at: Programme) -> None:
    visitor = at.active()
    answer = at_desk(at).get("/sevis/visitors/?format=csv")
    assert visitor.sevis_id in answer.content.decode()
    assert "sevis.visitors_export" in Entry.objects.latest("seq").body


def test_a_visitors_page_says_how_they_stand_and_what_comes_next(at: Programme) -> None:
    visitor = at.initial(funds=Funds(us_org1="NSF", us_amount1=9_000, sponsor=40_000))
    text = text_of(at_desk(at), f"/sevis/visitor/{visitor.pk}/")
    for part in ("FEE I-901 NOT PAID", "National Science Foundation", "49000", "Institute of Physics"):
        assert part in text
    assert "two years at home owed" in text
    assert "Validate that an exchange visitor came" in text
    assert "Entered" not in text


def form_on(client: Client, act: str, visitor: Any, **changed: str) -> dict[str, str]:
    """Return what a browser sends of an act's page on which some fields were changed."""
    page = html.fromstring(text_of(client, f"/act/sevis.{act}/{visitor.pk}/"))
    (form,) = page.xpath("//main//form[@method='post']")
    return {**dict(form.form_values()), **changed}


def test_who_pays_is_shown_and_what_an_officer_clears_is_gone(at: Programme) -> None:
    visitor = at.active(funds=Funds(us_org1="NSF", us_amount1=9_000, sponsor=40_000, us_government=True))
    client = at_desk(at)
    sent = form_on(client, "update_visitor_finances", visitor, **{"funds.sponsor": "30000"})
    assert (sent["funds.us_org1"], sent["funds.us_amount1"]) == ("NSF", "9000")
    sent |= {"funds.us_org1": "", "funds.us_amount1": ""}
    del sent["funds.us_government"]
    assert client.post(f"/act/sevis.update_visitor_finances/{visitor.pk}/", sent).status_code in (200, 303)
    visitor.refresh_from_db()
    assert {name: said for name, said in visitor.funds.items() if said} == {"sponsor": 30_000}


def test_the_plain_page_of_the_record_says_who_pays_in_words(at: Programme) -> None:
    visitor = at.active(funds=Funds(us_org1="NSF", us_amount1=9_000))
    text = text_of(at_desk(at), f"/record/sevis.visitor/{visitor.pk}/")
    assert "Us org1: National Science Foundation (NSF)" in text


def test_a_payer_that_is_no_agency_is_refused_at_its_own_field(at: Programme) -> None:
    visitor = at.active()
    client = at_desk(at)
    sent = form_on(client, "update_visitor_finances", visitor, **{"funds.us_org1": "XXX", "funds.us_amount1": "5"})
    answer = client.post(f"/act/sevis.update_visitor_finances/{visitor.pk}/", sent)
    assert answer.status_code == 422
    (field,) = html.fromstring(answer.content).xpath(
        f"//*[@id='sevis-update_visitor_finances-{visitor.pk.hex[-8:]}-funds.us_org1_error']"
    )
    assert "“XXX” is not in “visitor_funding_agencies”" in field.text_content()


def test_what_a_plan_says_of_the_participant_is_shown_and_can_be_cleared(at: Programme) -> None:
    visitor = at.initial(category="14", occupation="07", sites=[], plan=PLAN)
    client = at_desk(at)
    sent = form_on(client, "update_tipp_participant", visitor)
    assert sent["participant.field_of_study"] == PLAN.participant.field_of_study
    sent |= {"participant.degree": "", "participant.years": ""}
    assert client.post(f"/act/sevis.update_tipp_participant/{visitor.pk}/", sent).status_code in (200, 303)
    visitor.tipp.refresh_from_db()
    assert (visitor.tipp.degree, visitor.tipp.years) == ("", None)
    assert visitor.tipp.field_of_study == PLAN.participant.field_of_study


def test_a_visitors_bars_are_shown_with_their_days(at: Programme) -> None:
    visitor = at.active()
    text = text_of(at_desk(at), f"/sevis/visitor/{visitor.pk}/")
    assert "until 2029-08-30" in text
    assert "22 CFR 62.20(i)(2)" in text


def test_a_trainees_plan_is_on_the_page(at: Programme) -> None:
    visitor = at.initial(category="14", occupation="07", sites=[], plan=PLAN)
    text = text_of(at_desk(at), f"/sevis/visitor/{visitor.pk}/")
    assert "Lake Works" in text
    assert "Build a gearbox" in text
    assert "not signed by the visitor" in text


def test_another_sponsors_visitor_is_not_found(at: Programme) -> None:
    other = programme(at.service, "P-1-00003").active(surname="Wrona")
    assert at_desk(at).get(f"/sevis/visitor/{other.pk}/").status_code == 404


def test_a_printed_form_is_handed_over_as_it_was(at: Programme) -> None:
    visitor = at.do(acts.ReprintDS2019(reason="14"), at.initial())
    client = at_desk(at)
    text = text_of(client, f"/sevis/visitor/{visitor.pk}/")
    address = text.partition("/sevis/form/")[2].partition('"')[0]
    answer = client.get(f"/sevis/form/{address}")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_work_stands_by_its_lawful_day(at: Programme) -> None:
    at.initial()
    at.active(surname="Wrona", category="09", ends=date(2026, 11, 1))
    text = text_of(at_desk(at), "/sevis/visitor-work/")
    for part in ("2026-09-01", "2026-10-01", "2026-11-01", "22 CFR 62.13(a)(1), (2)", "Fee I-901", "Programme ends"):
        assert part in text
    assert text.index("2026-10-01") < text.index("2026-11-01")
    assert "WRONA" not in text_of(at_desk(at), "/sevis/visitor-work/?kind=validation")


def test_who_is_released_is_announced_before_the_day_and_open_from_it(at: Programme) -> None:
    visitor = at.active()
    other = programme(at.service, "P-1-00003")
    at.do(acts.VisitorTransferOut(sponsor=other.sponsor.pk, effective_on=date(2026, 9, 15)), visitor)
    client = at_desk(other)
    text = text_of(client, "/sevis/visitor-work/")
    assert "NOWAK, Maria" in text
    assert "from Exchange Council" in text
    assert client.get(f"/sevis/visitor/{visitor.pk}/").status_code == 404


def test_the_government_sees_every_sponsors(at: Programme) -> None:
    at.active()
    programme(at.service, "P-1-00003").active(surname="Wrona")
    officer = at.service.officer("sevp_adjudicator", place=at.service.agency)
    text = text_of(signed_in(Client(), officer, at.service.agency, SEVIS), "/sevis/visitors/")
    assert "NOWAK, Maria" in text
    assert "WRONA, Maria" in text


def test_the_api_reads_what_the_pages_read(at: Programme) -> None:
    visitor = at.active()
    client = at_desk(at)
    found = client.get("/api/v1/sevis/visitors?category=08").json()
    assert [row["data"]["sevis_id"] for row in found["items"]] == [visitor.sevis_id]
    assert client.get(f"/api/v1/sevis/visitors/by-number/{visitor.sevis_id}").json()["state"] == "active"
    assert client.get(f"/api/v1/sevis/visitors/{visitor.pk}/bars").json()[0]["until"] == "2029-08-30"
    assert client.get("/api/v1/sevis/visitor-work").json() == []


def test_the_page_of_a_spouse_says_where_they_live_and_why_the_form_was_printed_again(at: Programme) -> None:
    spouse = at.do(
        AddDependant(
            visitor=at.active().pk,
            relationship="01",
            surname="Nowak",
            given_names="Jan",
            birth="1989-01-02",
            sex="M",
            nationality="POL",
            birth_country="POL",
            birth_city="Gdansk",
            residence_country="FRA",
            form_purpose="06",
        )
    )
    at.do(ReprintDependant(reason="12"), spouse)
    text = text_of(at_desk(at), f"/sevis/dependant/{spouse.pk}/")
    assert all(said in text for said in ("France", "Begin a new programme", "Lost"))


def test_an_act_is_done_from_its_own_form(at: Programme) -> None:
    visitor = at.active()
    client = at_desk(at)
    address = f"/act/sevis.extend_visitor/{visitor.pk}/"
    assert "New end of the programme" in text_of(client, address)


def test_an_address_is_reported_field_by_field(at: Programme) -> None:
    visitor, client = at.initial(), at_desk(at)
    address = f"/act/sevis.validate_visitor/{visitor.pk}/"
    text = text_of(client, address)
    assert "JSON" not in text.partition("<main")[2].partition("Signatures on the placement plan")[0]
    home = {"us_address.address1": "9 Oak Street", "us_address.city": "Chicago", "us_address.state": "IL"}
    half = client.post(address, home)
    assert half.status_code == 422
    assert "An address has a street and a ZIP code." in half.content.decode()
    answer = client.post(address, home | {"us_address.postal_code": "60615"})
    assert answer.status_code in (200, 303), answer.content.decode()
    visitor.refresh_from_db()
    assert visitor.state == "active"
    assert visitor.us_address == {
        "address1": "9 Oak Street",
        "city": "Chicago",
        "state": "IL",
        "postal_code": "60615",
    }


def test_a_wrong_zip_code_is_said_at_the_zip_code(at: Programme) -> None:
    visitor = at.active()
    sent = {"mailing_address.address1": "9 Oak Street", "mailing_address.postal_code": "6061"}
    answer = at_desk(at).post(f"/act/sevis.update_biographical/{visitor.pk}/", sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'mailing_address.postal_code">ZIP code: ' in text
    assert 'aria-invalid="true"' in text


def test_where_a_pupil_lives_stands_filled_in_and_can_be_cleared(at: Programme) -> None:
    visitor = at.do(acts.UpdateBiographical(residential=Residence(kind="HST", contact_surname="Miller")), at.active())
    address = f"/act/sevis.update_biographical/{visitor.pk}/"
    client = at_desk(at)
    assert 'value="Miller"' in client.get(address).content.decode()
    shown = {"residential._shown": "kind,contact_surname"}
    kept = {**shown, "residential.kind": "HST", "residential.contact_surname": "Miller", "email": "new@example.org"}
    assert client.post(address, kept).status_code in (200, 303)
    visitor.refresh_from_db()
    assert (visitor.email, visitor.residential["contact_surname"]) == ("new@example.org", "Miller")
    answer = client.post(address, {**shown, "residential.kind": "", "residential.contact_surname": ""})
    assert answer.status_code in (200, 303), answer.content.decode()
    visitor.refresh_from_db()
    assert visitor.residential == {}
