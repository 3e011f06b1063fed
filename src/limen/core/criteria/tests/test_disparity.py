"""On whom a criterion falls, with few people hidden."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from limen.core.criteria.disparity import report

COUNTS = st.dictionaries(
    st.sampled_from(["NOR", "SWE", "DNK", "FIN", "ISL"]), st.tuples(st.integers(0, 40), st.integers(0, 40))
)


def of(**groups: tuple[int, int]) -> dict[str, object]:
    considered = {
        "nationality": {name: all_ for name, (all_, _) in groups.items()},
        "sex": {"F": sum(a for a, _ in groups.values())},
    }
    selected = {
        "nationality": {name: some for name, (_, some) in groups.items() if some},
        "sex": {"F": sum(s for _, s in groups.values())},
    }
    found = report(considered, selected, 10)
    return {share.group: share for share in dict(found.dimensions)["nationality"]}


def test_a_share_is_told_beside_everybodys() -> None:
    found = of(NOR=(100, 20), SWE=(100, 10))
    assert (found["NOR"].percent, found["NOR"].against) == ("20.0 %", "1.3")
    assert (found["SWE"].percent, found["SWE"].against) == ("10.0 %", "0.7")


def test_few_people_are_hidden_and_cannot_be_found_by_subtraction() -> None:
    found = of(NOR=(100, 20), SWE=(60, 10), DNK=(3, 1))
    assert found["DNK"].hidden
    assert found["SWE"].hidden
    assert not found["NOR"].hidden


def test_nobody_selected_is_no_secret() -> None:
    assert of(NOR=(100, 20), SWE=(50, 0))["SWE"].selected == 0


@given(COUNTS)
def test_no_small_count_is_ever_shown(counts: dict[str, tuple[int, int]]) -> None:
    groups = {name: (considered, min(considered, selected)) for name, (considered, selected) in counts.items()}
    found = of(**groups)
    shown = [share for share in found.values() if not share.hidden]
    assert all(share.considered >= 10 and (share.selected == 0 or share.selected >= 10) for share in shown)
    assert len(found) - len(shown) != 1 or not shown
