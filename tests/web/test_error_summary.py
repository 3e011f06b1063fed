"""What is wrong with a form is said in one way on every page: one heading, each line a link to its field."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

from tests.architecture.source import SRC
from tests.factories import Service
from tests.signing_in import signed_in

HEADING = '<h2 class="error-summary__title">There is a problem</h2>'
PAGE = Template("{% load limen %}{% error_summary form %}")


class Sample(forms.Form):
    """A form in which everything may be wrong."""

    name = forms.CharField(label="Full name")
    sex = forms.ChoiceField(label="Sex", choices=[("F", "F")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I have read it")
    key = forms.CharField(widget=forms.HiddenInput)
    age = forms.IntegerField(label="Age", error_messages={"required": "Age: this is needed."})

    def clean(self) -> dict[str, Any]:
        """Find fault with the whole."""
        raise forms.ValidationError("It <cannot> be.")


def shown(form: Any) -> str:
    return re.sub(r"\s+", " ", PAGE.render(Context({"form": form})))


def test_each_error_is_said_with_its_field_and_leads_to_it() -> None:
    page = shown(Sample({}))
    assert page.count(HEADING) == 1
    assert re.findall(r"<li> (.*?) </li>", page) == [
        "It &lt;cannot&gt; be.",
        '<a href="#id_name">Full name: This field is required.</a>',
        '<a href="#id_sex">Sex: This field is required.</a>',
        '<a href="#id_agreed">This field is required.</a>',
        "This field is required.",
        '<a href="#id_age">Age: this is needed.</a>',
    ]


@pytest.mark.parametrize("form", [None, Sample()], ids=["none", "only asked for"])
def test_where_nothing_is_wrong_nothing_is_said(form: Any) -> None:
    assert not shown(form).strip()


def test_no_page_writes_a_summary_of_its_own() -> None:
    written = {path.name for path in (SRC / "limen").rglob("*.html") if "error-summary" in path.read_text("utf-8")}
    assert written == {"errors.html", "components.html"}


@pytest.mark.django_db
def test_pages_of_every_kind_say_it_alike(service: Service) -> None:
    signed = signed_in(Client(), service.officer("supervisor"), service.jfk)
    answers = [
        Client().post(reverse("account_login"), {"login": "nobody", "password": "nothing"}),
        signed.post(reverse("desk"), {}),
        signed.post("/act/referrals.send/", {}),
        signed.post(reverse("inspections:primary"), {}),
    ]
    for answer in answers:
        assert HEADING in answer.content.decode(), answer.request["PATH_INFO"]
