"""How often each level of the model is met by two records of one person, and of two: what its weights are taken from.

    python benchmarks/people_resolve_weights.py --n 300000

Only the half of names that recall is not told of (``tune``), and another seed than the benchmark's.
"""

from __future__ import annotations

import argparse
import json

import duckdb
from people_resolve import known

from limen.core.people.resolving import Model, Register, model
from limen.screening.trial.doubled import register

OF_ONE = """
select {cases} from rows l join rows r on l.row < r.row and l.person <> r.person
join truth tl on tl.key = l.person join truth tr on tr.key = r.person where tl.who = tr.who
"""
OF_TWO = """
select {cases} from (select *, row_number() over (order by hash(row)) n from rows) l
join (select *, row_number() over (order by hash(row || 'x')) n from rows) r on r.n between l.n and l.n + 40
join truth tl on tl.key = l.person join truth tr on tr.key = r.person where tl.who <> tr.who
"""


def cases(found: Model) -> str:
    """Return which level two rows meet, a column a comparison."""
    made = []
    for item in found.comparisons:
        lines = [f"when {item.unknown} then null"]
        for level in item.levels:
            when = f"list_has_any({level.share}_l, {level.share}_r)" if level.share else level.when
            lines.append(f"when {when} then '{level.how}'" if when else f"else '{level.how}'")
        made.append(f"case {' '.join(lines)} end as {item.name}")
    return ", ".join(made)


def shares(connection: duckdb.DuckDBPyConnection, sql: str, found: Model) -> dict[str, dict[str, float]]:
    """Return the share of pairs at each level, a comparison a table."""
    columns = [name for name, *_ in connection.execute("describe rows").fetchall()]
    both = ", ".join(f"l.{name} as {name}_l, r.{name} as {name}_r" for name in columns)
    connection.execute(f"create or replace table pairs as {sql.format(cases=both)}")
    connection.execute(f"create or replace table levels as select {cases(found)} from pairs")  # noqa: S608  our own
    told = {}
    for item in found.comparisons:
        column = duckdb.ColumnExpression(item.name)
        known_levels = connection.table("levels").filter(column.isnotnull())
        counts = dict(known_levels.aggregate([column, duckdb.FunctionExpression("count_star")]).fetchall())
        every = sum(counts.values())
        told[item.name] = {level.how: counts.get(level.how, 0) / max(every, 1) for level in item.levels}
    return told


def run(count: int, seed: int) -> dict[str, object]:
    """Return m and u of every level."""
    rows, truth = Register(), []
    for met in register(count, seed):
        if met.half == "tune":
            rows.put(known(met))
            truth.append((met.key, met.person))
    connection = duckdb.connect()
    connection.register("given", rows.table())
    connection.execute("create table rows as from given")
    import pyarrow as pa

    told = pa.table({"key": [key for key, _ in truth], "who": [who for _, who in truth]})
    connection.register("truth", told)
    m, u = (shares(connection, sql, model()) for sql in (OF_ONE, OF_TWO))
    return {
        name: {how: {"m": float(f"{m[name][how]:.3g}"), "u": float(f"{u[name][how]:.3g}")} for how in m[name]}
        for name in m
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=300_000)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    for name, levels in run(asked.n, asked.seed).items():
        print(name, json.dumps(levels))
