"""What a node's environment says, read once at start. No Django here: settings are made of it."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

import dj_database_url

PLANNED_AFTER = 2
"""How often a statement is asked of PostgreSQL before the connection keeps it planned."""


def text(name: str, default: str = "") -> str:
    """Return a variable, or the default when it is unset or empty."""
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int) -> int:
    """Return a variable as a whole number.

    Raises:
        ValueError: when it is set and is not one.
    """
    value = text(name)
    if not value:
        return default
    if not value.isdecimal():
        raise ValueError(f"{name} must be a whole number, not “{value}”.")
    return int(value)


def flag(name: str) -> bool:
    """Return whether a variable is set to 1, true or yes."""
    return text(name).lower() in {"1", "true", "yes"}


def listed(name: str) -> list[str]:
    """Return a variable's comma-separated parts."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def secret_key(folder: Path) -> str:
    """Return the node's secret key, made at the first start and kept in its data directory for its owner alone.

    Args:
        folder: the data directory; made when absent, closed to others.
    """
    kept = folder / "secret.key"
    if not kept.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=folder, prefix="secret.")
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            # of two workers starting at once, the one whose name is taken reads the other's key
            Path(kept).hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            Path(made).unlink()
    return kept.read_text(encoding="ascii").strip()


def database(url: str) -> dict[str, object]:
    """Return Django's settings for a database URL, SQLite tuned for one writer at a time."""
    config: dict[str, object] = dict(dj_database_url.parse(url, conn_max_age=600))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["CONN_MAX_AGE"] = None
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                " PRAGMA cache_size=-64000; PRAGMA temp_store=MEMORY;"
            ),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        # a statement asked again is kept planned (core/prepared.py); not behind a pooler that shares connections
        options: Any = config.get("OPTIONS", {})
        config["OPTIONS"] = {"prepare_threshold": number("LIMEN_PLANNED_AFTER", PLANNED_AFTER) or None, **options}
    return config


def mail(folder: Path) -> dict[str, object]:
    """Return Django's mail settings: by SMTP when a host is named, else into a folder, so that nothing is lost.

    Args:
        folder: the data directory.
    """
    sender = text("LIMEN_MAIL_FROM", "limen@localhost")
    common: dict[str, object] = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender, "EMAIL_TIMEOUT": 20}
    host = text("LIMEN_SMTP_HOST")
    if not host:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {**common, "EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": str(folder / "mail")}
    return {
        **common,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": number("LIMEN_SMTP_PORT", 587),
        "EMAIL_HOST_USER": text("LIMEN_SMTP_USER"),
        "EMAIL_HOST_PASSWORD": text("LIMEN_SMTP_PASSWORD"),
        "EMAIL_USE_TLS": not flag("LIMEN_SMTP_PLAIN"),
    }
