"""A student from the form to the first term."""

from __future__ import annotations

from limen.offices.sevis.tests.scenes import Campuses
from limen.offices.sevis.tests.student_scenes import active, created


def test_a_student_is_created_with_a_number_and_a_person(at: Campuses) -> None:
    anna = created(at)
    assert anna.state == "initial"
    assert anna.sevis_id.startswith("N")
    assert anna.person.display_name == "BERG, Anna"
    assert anna.person.identifiers.get(kind="sevis_id").number == anna.sevis_id
    assert anna.costs["tuition"] == 30_000


def test_a_student_who_registers_is_active(at: Campuses) -> None:
    assert active(at).state == "active"
