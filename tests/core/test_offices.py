"""An office is called by its title wherever a person reads of it, and never by its key."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

import pytest
from django.template import Context, Template
from django.urls import reverse

from limen.core.offices import OF_AN_OFFICE, OFFICES, TITLES, office_title, offices
from limen.core.referrals.acts import SendReferral
from limen.kernel import REGISTER, Titled
from limen.kernel.said import marked, parts_within
from limen.portal.requests.forms.sending import MET
from tests.factories import Service
from tests.signing_in import signed_in


def test_every_office_has_a_title_of_its_own() -> None:
    assert tuple(TITLES) == OFFICES
    titles = [title for _key, title in offices()]
    assert len(titles) == len(set(titles))
    assert (office_title("attaches"), office_title("sevis"), office_title("")) == ("Foreign Attachés", "SEVIS", "")


def test_the_public_meets_offices_by_the_same_titles() -> None:
    """On the form where somebody complains of an office, SEVIS says besides what it is."""
    assert {key: str(title) for key, title in MET.items() if key != "sevis"} == {
        key: str(TITLES[key]) for key in MET if key != "sevis"
    }
    assert str(MET["sevis"]).startswith(f"{TITLES['sevis']}:")


def values(annotation: Any) -> set[str]:
    """Return the values of a closed list, alone or beside None."""
    if get_origin(annotation) is Literal:
        return {str(value) for value in get_args(annotation)}
    return set().union(*(values(inner) for inner in get_args(annotation)))


def test_a_field_of_an_act_that_holds_an_office_is_marked_so() -> None:
    found = 0
    for act in REGISTER.values():
        held = {(one.model, one.name) for one in marked(act, Titled) if one.mark is OF_AN_OFFICE}
        for model in (act, *parts_within(act)):
            for name, info in model.model_fields.items():
                if set(OFFICES) <= values(info.annotation):
                    found += 1
                    assert (model, name) in held, (act.declaration.key, name)
    assert found >= 5


@pytest.mark.django_db
def test_pages_show_the_title(service: Service, client: Any) -> None:
    person = service.person()
    act = SendReferral(
        to_office="attaches",
        subject_record="people.person",
        subject=person.pk,
        person=person.pk,
        reason="intent",
        due_in_minutes=30,
    )
    referral = service.do(act)
    signed_in(client, service.officer("supervisor"), service.jfk)
    for address in (
        reverse("referrals:queue"),
        reverse("referrals:referral", args=[referral.pk]),
        reverse("people:person", args=[person.pk]),
        reverse("record", args=["referrals.referral", referral.pk]),
        reverse("clocks:queue"),
        f"/act/referrals.send/?person={person.pk}",
    ):
        page = client.get(address).content.decode()
        assert "Foreign Attachés" in page, address
        assert ">Attaches" not in page, address
        assert ">attaches" not in page, address


@pytest.mark.django_db
def test_the_reference_of_the_api_names_rooms_as_people_do(service: Service, client: Any) -> None:
    signed_in(client, service.officer("supervisor"), service.jfk)
    schema = client.get("/api/v1/openapi.json").json()
    assert {"name": "sevis", "description": "SEVIS"} in schema["tags"]
    assert {"name": "removal", "description": "Detention and Removal"} in schema["tags"]
    used = {tag for item in schema["paths"].values() for operation in item.values() for tag in operation["tags"]}
    assert used <= {tag["name"] for tag in schema["tags"]}
    page = client.get("/api/v1/docs").content.decode()
    assert ">SEVIS</a>" in page
    assert ">sevis<" not in page


def test_a_template_asks_for_the_title() -> None:
    page = Template("{% load limen %}{{ key|office }}|{{ none|office }}")
    assert page.render(Context({"key": "portal", "none": None})) == "Public liaison|"
