"""The pages of the core rooms, as officers, auditors and administrators meet them."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest
from django.urls import reverse

from limen.core.ledger.models import Entry
from tests.web.conftest import ROLES, Scene

pytestmark = pytest.mark.django_db

LISTS = {
    "people:people": "people.view",
    "people:search": "people.view",
    "documents:documents": "documents.view",
    "referrals:queue": "referrals.view",
    "clocks:queue": "clocks.view",
    "casefile:files": "casefile.view",
    "lookouts:lookouts": "lookouts.check",
    "places:places": "places.view",
    "law": "",
}
"""Each list, and what a viewer needs to see it."""

RECORDS = {
    "people:person": ("anna", "people.view"),
    "documents:traveldocument": ("document", "documents.view"),
    "documents:paper": ("paper", "documents.view"),
    "documents:paper_file": ("paper", "documents.view"),
    "referrals:referral": ("referral", "referrals.view"),
    "clocks:runningclock": ("clock", "clocks.view"),
    "casefile:casefile": ("file", "casefile.view"),
    "lookouts:lookout": ("lookout", "lookouts.check"),
}
"""Each page of a record, the record of the scene it shows, and what a viewer needs to see it."""


def text(response: Any) -> str:
    return response.content.decode()


def parsed(response: Any) -> Any:
    """Parse a page as strictly as HTML is defined."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.content.decode())


def may(role: str, permission: str) -> bool:
    from limen.core.access.roles import roles

    return not permission or permission in roles()[role].permissions


def reads() -> list[str]:
    return list(Entry.objects.filter(kind="read").order_by("seq").values_list("act", flat=True))


def main(response: Any) -> str:
    return text(response).partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("role", ROLES)
def test_every_list_opens_for_the_roles_that_may_and_refuses_the_others(scene: Scene, role: str) -> None:
    client = scene.at_desk(role)
    for name, permission in LISTS.items():
        response = client.get(reverse(name))
        opens = may(role, permission) or (name == "people:search" and may(role, "places.view"))
        assert response.status_code == (200 if opens else 403), (name, role)
        parsed(response)


@pytest.mark.parametrize("role", ROLES)
def test_every_record_opens_for_the_roles_that_may_and_refuses_the_others(scene: Scene, role: str) -> None:
    client = scene.at_desk(role)
    for name, (which, permission) in RECORDS.items():
        response = client.get(reverse(name, args=[getattr(scene, which).pk]))
        assert response.status_code == (200 if may(role, permission) else 403), (name, role)
        if response["Content-Type"].startswith("text/html"):
            parsed(response)
    place = client.get(reverse("places:place", args=[scene.service.jfk.pk]))
    assert place.status_code == (200 if may(role, "places.view") else 403)
    parsed(place)


def test_a_record_of_every_room_has_its_own_page(scene: Scene) -> None:
    from limen.core import reading

    for name, (which, _permission) in RECORDS.items():
        if name != "documents:paper_file":
            record = getattr(scene, which)
            assert reading.address(record) == reverse(name, args=[record.pk])
    assert reading.address(scene.service.jfk) == reverse("places:place", args=[scene.service.jfk.pk])


def test_every_page_of_personal_data_is_a_read_in_the_ledger(scene: Scene) -> None:
    client = scene.at_desk("supervisor")
    asked = {"people:people": "name=Eriksson", "people:search": "q=Eriksson", "documents:documents": "number=L1"}
    for name in LISTS:
        if name not in ("places:places", "law"):
            before = len(reads())
            assert client.get(f"{reverse(name)}?{asked.get(name, '')}").status_code == 200
            assert len(reads()) > before, name
    for name, (which, _permission) in RECORDS.items():
        before = len(reads())
        client.get(reverse(name, args=[getattr(scene, which).pk]))
        assert len(reads()) > before, name


def test_a_protected_person_is_nowhere_for_who_is_not_cleared(scene: Scene) -> None:
    client = scene.at_desk("supervisor")
    pages = [
        client.get(reverse(name), query)
        for name, query in (
            ("people:people", {"name": "Zephyrine"}),
            ("people:search", {"q": "Zephyrine"}),
            ("documents:documents", {"number": "LZephyrine"}),
            ("referrals:queue", {}),
            ("referrals:queue", {"format": "csv"}),
            ("clocks:queue", {}),
            ("clocks:queue", {"format": "csv"}),
            ("casefile:files", {}),
            ("lookouts:lookouts", {}),
        )
    ]
    pages.append(client.get(reverse("people:person", args=[scene.anna.pk])))
    for response in pages:
        assert response.status_code == 200
        shown = main(response) or text(response)
        # what was typed stays in the search; nothing else may say the name
        assert "ZEPHYRINE" not in shown.replace('value="Zephyrine"', "").replace('value="LZephyrine"', "").upper()
    hidden = {
        "people:person": scene.hidden.pk,
        "documents:traveldocument": scene.hidden.travel_documents.get().pk,
        "documents:paper": scene.hidden.papers.get().pk,
        "documents:paper_file": scene.hidden.papers.get().pk,
        "referrals:referral": scene.hidden.referrals.get().pk,
        "clocks:runningclock": scene.hidden.clocks.get().pk,
        "casefile:casefile": scene.hidden.files.get().pk,
    }
    for name, identifier in hidden.items():
        assert client.get(reverse(name, args=[identifier])).status_code == 404, name


def test_a_protected_persons_work_is_not_even_counted(scene: Scene) -> None:
    client = scene.at_desk("supervisor")
    assert "1 referral" in main(client.get(reverse("referrals:queue")))
    assert 'Running <span class="count">1</span>' in main(client.get(reverse("clocks:queue")))
    cleared = scene.cleared()
    assert "2 referrals" in main(cleared.get(reverse("referrals:queue")))
    assert 'Running <span class="count">2</span>' in main(cleared.get(reverse("clocks:queue")))


def test_a_relative_who_is_cleared_to_be_known_of_is_shown_with_a_banner_on_their_own_page(scene: Scene) -> None:
    client = scene.cleared()
    family = main(client.get(reverse("people:person", args=[scene.anna.pk])))
    assert "ZEPHYRINE, Child" in family
    assert "family unit" in family
    own = main(client.get(reverse("people:person", args=[scene.hidden.pk])))
    assert "Protected record" in own


def test_whom_a_person_was_judged_to_be_is_hidden_with_that_persons_record(scene: Scene) -> None:
    from limen.core.people.acts import Judge, Protect

    other = scene.service.person("Erikson", "Anna")
    judged = {"verdict": "same", "reason": "Fingerprints agree on all ten"}
    scene.service.do(Judge(other=other.pk, **judged), on=scene.anna, role="supervisor")
    address = reverse("people:person", args=[scene.anna.pk])
    shown = main(scene.at_desk("supervisor").get(address))
    assert "Judged to be the same person as" in shown
    assert "Fingerprints agree" in shown
    scene.service.do(Protect(compartment="protected", reason="Witness"), on=other, role="supervisor")
    shown = main(scene.at_desk("supervisor").get(address))
    assert "Judged to be the same person as" not in shown
    assert "Fingerprints agree" not in shown
    assert "Judged to be the same person as" in main(scene.cleared().get(address))


def test_a_person_is_shown_from_every_room_that_knows_something(scene: Scene) -> None:
    shown = main(scene.at_desk("supervisor").get(reverse("people:person", args=[scene.anna.pk])))
    for part in (
        "1974-08-12, aged 52",
        "Эрикссон",
        "FIN1234567",
        "LEriksson",
        "M-444",
        "Appear for deferred inspection",
        scene.file.number,
        "Record a person met for the first time",
        reverse("act", args=["people.protect", scene.anna.pk]),
        f"/act/documents.record/?person={scene.anna.pk}",
    ):
        assert part in shown, part
    assert "Encounters" in shown.partition("Nothing on record: ")[2]


def test_acts_are_offered_to_who_may_do_them_and_in_the_state_they_may_be_done(scene: Scene) -> None:
    accept, complete = (
        reverse("act", args=[f"referrals.{verb}", scene.referral.pk]) for verb in ("accept", "complete")
    )
    address = reverse("referrals:referral", args=[scene.referral.pk])
    supervisor = scene.at_desk("supervisor")
    shown = text(supervisor.get(address))
    assert accept in shown
    assert complete not in shown
    assert accept not in text(scene.at_desk("primary_officer").get(address))
    done = supervisor.post(accept)
    assert done["Location"] == address
    again = text(supervisor.get(address))
    assert complete in again
    assert "Supervisor" in main(supervisor.get(address))
    assert supervisor.post(complete, {"result": "Nothing wrong was found"})["Location"] == address
    assert "Nothing wrong was found" in text(supervisor.get(address))
    assert "0 referral" not in text(supervisor.get(reverse("referrals:queue")))
    assert "completed" in main(supervisor.get(reverse("referrals:queue"), {"state": "completed"}))


def test_nobody_is_offered_to_approve_what_they_nominated(scene: Scene) -> None:
    approve = reverse("act", args=["lookouts.approve", scene.lookout.pk])
    address = reverse("lookouts:lookout", args=[scene.lookout.pk])
    assert approve in text(scene.at_desk("supervisor").get(address))
    from limen.core.lookouts.acts import Nominate

    own = scene.service.do(
        Nominate(
            **{name: getattr(scene.lookout, name) for name in ("category", "action", "basis", "surname", "review_by")}
        ),
        role="supervisor",
    )
    shown = text(scene.at_desk("supervisor").get(reverse("lookouts:lookout", args=[own.pk])))
    assert reverse("act", args=["lookouts.approve", own.pk]) not in shown
    assert "You nominated it" in shown


def test_a_lookout_past_its_review_is_said_to_have_lapsed(scene: Scene) -> None:
    import time_machine

    from limen.core.lookouts.acts import Approve

    scene.service.do(Approve(), on=scene.lookout, role="supervisor")
    with time_machine.travel("2027-02-02T17:00:00Z", tick=True):
        client = scene.at_desk("supervisor")
        assert "WANTED" in main(client.get(reverse("lookouts:lookouts"), {"standing": "lapsed"}))
        assert "WANTED" not in main(client.get(reverse("lookouts:lookouts"), {"standing": "active"}))
        assert "stops nobody" in main(client.get(reverse("lookouts:lookout", args=[scene.lookout.pk])))


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("people:people", {"name": "Eriksson", "birth": "12/4/1985"}, "Write 1985-04-12"),
        ("people:people", {"name": "x" * 200}, "at most 120"),
        ("places:places", {"words": "Kennedy", "on": "yesterday"}, "valid date"),
        ("referrals:queue", {"office": "nowhere"}, "not one of the available"),
        ("clocks:queue", {"standing": "late"}, "not one of the available"),
        ("lookouts:lookouts", {"words": "Wanted", "category": "none"}, "not one of the available"),
        ("law", {"q": "parole", "on": "2026-13-01"}, "valid date"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field_and_what_was_typed_stays(
    scene: Scene, name: str, sent: dict[str, str], said: str
) -> None:
    response = scene.at_desk("supervisor").get(reverse(name), sent)
    assert response.status_code == 422
    shown = main(response)
    assert said in shown
    assert 'aria-invalid="true"' in shown
    for value in sent.values():
        assert value in shown or name.startswith(("referrals", "clocks")) or value == "none"
    parsed(response)


def test_people_are_found_by_name_birth_and_number_a_page_at_a_time(scene: Scene) -> None:
    for number in range(60):
        scene.service.person("Svensson", f"Nr{number:02}", birth="1980-01-01")
    client = scene.at_desk("supervisor")
    address = reverse("people:people")
    first = main(client.get(address, {"name": "svensson", "birth": "1980"}))
    assert first.count("SVENSSON") == 50
    assert "page=2" in first
    second = main(client.get(address, {"name": "svensson", "birth": "1980", "page": "2"}))
    assert second.count("SVENSSON") == 10
    assert "page=3" not in second
    assert "ERIKSSON" in main(client.get(address, {"number": "FIN1234567"}))
    assert "Nobody on record" in main(client.get(address, {"name": "Nobody"}))
    assert "goes on the record" in main(client.get(address))
    for odd in ("-1", "x", "0", "99999999999999999999", "٣"):
        assert client.get(address, {"name": "svensson", "page": odd}).status_code == 200


def test_the_search_on_every_page_finds_people_files_and_places(scene: Scene) -> None:
    client = scene.at_desk("supervisor")
    assert "data-search" in text(client.get(reverse("places:places")))
    address = reverse("people:search")
    assert "ERIKSSON" in main(client.get(address, {"q": "eriksson"}))
    assert "ERIKSSON" in main(client.get(address, {"q": "LEriksson"}))
    assert reverse("casefile:casefile", args=[scene.file.pk]) in main(client.get(address, {"q": scene.file.number}))
    assert "San Ysidro" in main(client.get(address, {"q": "SYS"}))
    assert "Nothing on record" in main(client.get(address, {"q": "zzz"}))
    administrator = scene.at_desk("administrator")
    assert "data-search" not in text(administrator.get(reverse("places:places")))
    shown = main(administrator.get(address, {"q": "eriksson"}))
    assert "ERIKSSON" not in shown
    assert "San Ysidro" in main(administrator.get(address, {"q": "SYS"}))


def test_a_paper_is_handed_over_as_the_pdf_that_was_made(scene: Scene) -> None:
    client = scene.at_desk("supervisor")
    address = reverse("documents:paper_file", args=[scene.paper.pk])
    inline = client.get(address)
    assert inline.content == bytes(scene.paper.pdf)
    assert inline["Content-Type"] == "application/pdf"
    assert inline["X-Content-Type-Options"] == "nosniff"
    assert inline["Content-Disposition"].startswith('inline; filename="m444-2026-11-25-')
    assert "Eriksson" not in inline["Content-Disposition"]
    assert "no-store" in inline["Cache-Control"]
    assert client.get(address, {"keep": "1"})["Content-Disposition"].startswith("attachment")
    assert reads().count("documents.paper_file") == 2


def test_a_paper_says_whom_it_was_served_on_and_how(scene: Scene) -> None:
    from limen.core.documents.acts import ServePaper

    scene.service.do(ServePaper(how="in person"), on=scene.paper)
    shown = main(scene.at_desk("supervisor").get(reverse("documents:paper", args=[scene.paper.pk])))
    assert "In person" in shown
    assert "Served on" in shown
    assert scene.paper.digest in shown
    assert "its digest differs" not in shown
