"""A charge is found by its paragraph, its words or its code."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limen.core.lawbook import lawbook
from limen.kernel import BadInput
from limen.offices.removal.charging import charge_meant, seek_charges

DAY = date(2026, 11, 25)
ROWS = [row for row in lawbook().codes("charges").on(DAY).values() if "act" in row.attributes]


@pytest.mark.parametrize(
    "text",
    ["237(a)(2)(A)(iii)", "INA 237(a)(2)(A)(iii)", "237a2Aiii", "8 U.S.C. 1227(a)(2)(A)(iii)", "1227(a)(2)(A)(iii)"],
)
def test_a_paragraph_is_found_however_it_is_written(text: str) -> None:
    found = seek_charges(lawbook(), text, DAY)
    assert found[0].code == "304"
    assert all(row.attributes["act"].startswith("237(a)(2)(A)(iii)") for row in found)


def test_words_are_found_in_any_order_and_by_their_beginnings() -> None:
    assert seek_charges(lawbook(), "without admission present", DAY)[0].code == "44"
    assert seek_charges(lawbook(), "overst nonimm", DAY)[0].attributes["act"] == "237(a)(1)(B)"


def test_a_paragraph_and_words_narrow_each_other() -> None:
    assert seek_charges(lawbook(), "237(a)(1)(B) crewman", DAY)[0].code == "281"


def test_what_is_charged_in_proceedings_comes_before_other_offences() -> None:
    kinds = [row.attributes["kind"] for row in seek_charges(lawbook(), "removed", DAY)]
    assert kinds[0] in ("removable", "inadmissible")


def test_nothing_is_found_by_nothing() -> None:
    assert seek_charges(lawbook(), "  ", DAY) == []
    with pytest.raises(BadInput, match="No charge"):
        charge_meant(lawbook(), "flying a kite", DAY)


def test_what_means_several_charges_says_which() -> None:
    with pytest.raises(BadInput) as refused:
        charge_meant(lawbook(), "overstay", DAY)
    assert "280 Nonimmigrant overstay" in refused.value.problems[0].message


@given(st.sampled_from(ROWS))
def test_every_charge_is_found_by_its_own_code_and_its_own_paragraph(row: object) -> None:
    assert charge_meant(lawbook(), row.code, DAY) is row  # type: ignore[attr-defined]
    found = seek_charges(lawbook(), row.attributes["act"], DAY, limit=400)  # type: ignore[attr-defined]
    assert row in found


@given(st.text(max_size=60))
def test_no_text_breaks_the_search(text: str) -> None:
    seek_charges(lawbook(), text, DAY)
