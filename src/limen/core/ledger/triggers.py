"""Triggers that make the chain append-only in the database itself.

On SQLite they refuse every UPDATE and DELETE. On PostgreSQL the same triggers stand, TRUNCATE included, beside the
operations guide's GRANTs, so that even a role with too many rights is refused.
"""

from __future__ import annotations

from typing import Any

FROZEN = ("ledger_entry", "ledger_entrysubject", "ledger_erasure", "ledger_oncekey", "ledger_anchor")
PERSONAL = "ledger_entrypersonal"
REFUSAL = "the ledger is append-only"


def statements(vendor: str) -> list[str]:
    """Return the SQL that puts the triggers up."""
    return _sqlite() if vendor == "sqlite" else _postgresql()


def _sqlite() -> list[str]:
    made = [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in FROZEN
        for verb in ("UPDATE", "DELETE")
    ]
    made.append(
        f"CREATE TRIGGER IF NOT EXISTS {PERSONAL}_no_update BEFORE UPDATE ON {PERSONAL} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    made.append(
        f"CREATE TRIGGER IF NOT EXISTS {PERSONAL}_no_delete BEFORE DELETE ON {PERSONAL} "  # noqa: S608  table names are constants
        "WHEN NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE entry_id = OLD.entry_id) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    return made


def _postgresql() -> list[str]:
    refuse = f"BEGIN RAISE EXCEPTION '{REFUSAL}'; END"
    made = [
        f"CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ {refuse} $$",
        "CREATE OR REPLACE FUNCTION ledger_refuse_unerased() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608, ISC004  table names are constants; one statement in three lines
        "IF NOT EXISTS (SELECT 1 FROM ledger_erasure WHERE entry_id = OLD.entry_id) THEN "
        f"RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN OLD; END $$",
    ]
    for table in (*FROZEN, PERSONAL):
        made.append(
            f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        )
        verbs = "UPDATE" if table == PERSONAL else "UPDATE OR DELETE"
        made.append(
            f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE {verbs} ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION ledger_refuse()"
        )
    made.append(
        f"CREATE OR REPLACE TRIGGER {PERSONAL}_no_delete BEFORE DELETE ON {PERSONAL} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_refuse_unerased()"
    )
    return made


def put_up(editor: Any) -> None:
    """Put the triggers up through a schema editor or anything with ``execute`` and ``connection``."""
    for sql in statements(editor.connection.vendor):
        editor.execute(sql)


def names(vendor: str) -> list[tuple[str, str]]:
    """Return (trigger, table) of all that ``statements`` makes, for tests that must empty a database."""
    found = []
    for sql in statements(vendor):
        words = sql.split()
        if "TRIGGER" in words:
            start = words.index("TRIGGER") + (4 if "EXISTS" in words[:6] else 1)
            found.append((words[start], words[words.index("ON") + 1]))
    return found
