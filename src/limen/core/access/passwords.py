"""Which passwords the service accepts."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


def weaknesses(password: str, holder: Any = None) -> list[str]:
    """Return why a password is not accepted, each as a sentence; empty when it is.

    Args:
        password: as it was typed.
        holder: whose it would be; a password like the holder's own name is weak.
    """
    try:
        validate_password(password, holder)
    except ValidationError as refused:
        return list(refused.messages)
    return []
