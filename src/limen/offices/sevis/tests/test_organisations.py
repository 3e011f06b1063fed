"""Schools and sponsors join."""

from __future__ import annotations

from limen.offices.sevis.tests.scenes import Campuses


def test_a_school_is_certified_and_its_official_works_there(at: Campuses) -> None:
    assert at.school.state == "certified"
    assert at.school.officials.get().account == at.pdso
    assert at.pdso.postings.get().place_id == at.school.place_id
