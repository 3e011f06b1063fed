"""Roles and purposes of use, read from the service's policy file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from limen.kernel import DeclarationError

SHIPPED = Path(__file__).parent / "data" / "roles.toml"


@dataclass(frozen=True, slots=True)
class Role:
    """What a role may do, and for which purposes."""

    key: str
    title: str
    permissions: frozenset[str]
    purposes: frozenset[str]


@lru_cache(maxsize=1)
def _policy() -> tuple[Mapping[str, Role], Mapping[str, str]]:
    path = Path(os.environ.get("LIMEN_ROLES") or SHIPPED)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    purposes: dict[str, str] = data["purposes"]
    roles: dict[str, Role] = {}
    for key, row in data["roles"].items():
        unknown = set(row["purposes"]) - set(purposes)
        if unknown:
            raise DeclarationError(f"Role {key} names purposes that {path.name} does not list: {sorted(unknown)}.")
        roles[key] = Role(key, row["title"], frozenset(row["permissions"]), frozenset(row["purposes"]))
    return roles, purposes


def roles() -> Mapping[str, Role]:
    """Return every role by key."""
    return _policy()[0]


def purposes() -> Mapping[str, str]:
    """Return every purpose of use and what it means."""
    return _policy()[1]


def scopes(held: Iterable[str]) -> list[str]:
    """Return every permission that some roles have between them; a token is limited to some of these."""
    known = roles()
    return sorted(frozenset[str]().union(*(known[role].permissions for role in held if role in known)))
