"""Pairs of records that are likely the same person, each with its probability and what that is made of.

Splink's Fellegi-Sunter model with the weights of the data file: nothing is trained on the register itself, so the same
register gives the same pairs today and tomorrow, on either engine. Only how common a name or a birth is, is counted.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limen.core.people.resolving.model import NOT_ENOUGH, Comparison, Level, Model

if TYPE_CHECKING:
    import pyarrow as pa

    from limen.core.people.resolving.engines import Engine

APART = "l.person <> r.person"
"""Two rows of one person are no pair."""
STEPS = ("register", "pairs", "scores", "answer")
"""The steps of a run, told as each begins."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What one comparison adds, in bits: log2 of how much likelier it is of one person than of two."""

    comparison: str
    how: str
    bits: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be of one person.

    Args:
        left, right: identifiers of the people, the lesser first.
        probability: 0 to 1.
        bits: the sum of the reasons and of what was likely before (``Model.prior``).
        why: the reasons.
    """

    left: str
    right: str
    probability: float
    bits: float
    why: tuple[Reason, ...]


def settings(model: Model, records: int) -> Any:
    """Return the model as Splink's settings for a register of a size."""
    from splink import SettingsCreator, block_on
    from splink.blocking_rule_library import And, CustomRule

    rules: list[Any] = [
        block_on(rule.share, arrays_to_explode=[rule.share])
        if rule.share
        else And(block_on(*rule.same), CustomRule(APART))
        for rule in model.rules
    ]
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="row",
        comparisons=[_comparison(item, model.counts_rarity(records)) for item in model.comparisons],
        blocking_rules_to_generate_predictions=rules,
        probability_two_random_records_match=model.prior(records),
        retain_matching_columns=True,  # else Splink does not say which level a pair met
        retain_intermediate_calculation_columns=True,
        additional_columns_to_retain=["person"],
    )


def _comparison(item: Comparison, rarity: bool) -> Any:
    from splink.comparison_level_library import CustomLevel
    from splink.comparison_library import CustomComparison

    nothing = CustomLevel(item.unknown, NOT_ENOUGH).configure(is_null_level=True)
    levels = [_level(level, rarity) for level in item.levels]
    return CustomComparison(output_column_name=item.name, comparison_levels=[nothing, *levels])


def _level(level: Level, rarity: bool) -> Any:
    from splink.comparison_level_library import ArrayIntersectLevel, CustomLevel, ElseLevel

    made = (
        ArrayIntersectLevel(level.share, min_intersection=1)
        if level.share
        else CustomLevel(level.when, level.how)
        if level.when
        else ElseLevel()
    )
    weights: dict[str, Any] = {"m_probability": level.m, "u_probability": level.u}
    if level.rare and rarity:
        weights["tf_adjustment_column"] = level.rare
    return made.configure(**weights)


def link(
    table: pa.Table,
    model: Model,
    engine: Engine,
    *,
    at_least: float | None = None,
    told: Callable[[str], None] = lambda _step: None,
) -> list[Pair]:
    """Return the pairs of a register that are likely the same person, the likeliest first.

    Args:
        table: flat rows, as ``Register.table`` gives them.
        model: the model.
        engine: where it runs.
        at_least: the least probability; the model's own where left out.
        told: is told each of ``STEPS`` as it begins.

    Raises:
        EngineMissing: when what the engine needs is not installed.
    """
    least = model.proposing if at_least is None else at_least
    if table.num_rows < 2:  # noqa: PLR2004  one row makes no pair
        return []
    from splink import Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    told("register")
    with engine.opened(table) as register:
        linker = Linker(register, settings(model, table.num_rows), log_level=logging.ERROR)
        told("pairs")
        linker.inference.compute_blocked_pairs_for_predict()
        told("scores")
        scored: Any = linker.inference.predict(threshold_match_weight=_bits(least), warning_mode="never")
        told("answer")
        return _best(_pairs(scored.as_pyarrow_table(), model))


def _bits(probability: float) -> float:
    held = min(max(probability, 1e-12), 1 - 1e-12)
    return math.log2(held / (1 - held))


def _pairs(found: pa.Table, model: Model) -> Iterator[Pair]:
    weights = [name for name in found.column_names if name.startswith(("gamma_", "mw_"))]
    wanted = found.select(["person_l", "person_r", "match_probability", "match_weight", *weights])
    for batch in wanted.to_batches():
        for row in batch.to_pylist():
            if row["person_l"] == row["person_r"]:
                continue
            left, right = sorted((row["person_l"], row["person_r"]))
            why = tuple(_reason(item, row) for item in model.comparisons)
            yield Pair(left, right, row["match_probability"], row["match_weight"], why)


def _reason(item: Comparison, row: dict[str, Any]) -> Reason:
    level = row[f"gamma_{item.name}"]
    if level < 0:
        return Reason(item.name, NOT_ENOUGH, 0.0)
    bits = row[f"mw_{item.name}"] + (row.get(f"mw_tf_adj_{item.name}") or 0.0)
    return Reason(item.name, item.levels[len(item.levels) - 1 - level].how, bits)


def _best(pairs: Iterator[Pair]) -> list[Pair]:
    """Return each two people once, by the rows of theirs that agree best, the likeliest first."""
    found: dict[tuple[str, str], Pair] = {}
    for pair in pairs:
        held = found.get((pair.left, pair.right))
        if held is None or pair.bits > held.bits:
            found[pair.left, pair.right] = pair
    return sorted(found.values(), key=lambda pair: (-pair.bits, pair.left, pair.right))
