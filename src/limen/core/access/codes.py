"""Codes that somebody outside proves by: made from what is known here, kept nowhere but as a digest."""

from __future__ import annotations

import base64
import hashlib

from django.utils.crypto import constant_time_compare, salted_hmac

CODE = "limen.code"
SIGNS, GROUP = 16, 4
"""A code has sixteen signs of five bits, shown in groups of four."""

NOBODY = hashlib.sha256(b"nobody").hexdigest()
"""What a wrong number's code is compared with, so that it takes as long as a right number's."""


def code_of(nonce: str, mark: str) -> str:
    """Return the code of an opening of a form and of what it is for: the same for the same two.

    It is kept nowhere; who has only the form's token or only the record cannot make it.
    """
    made = salted_hmac(CODE, f"{nonce}:{mark}", algorithm="sha256").digest()
    signs = base64.b32encode(made).decode().lower()[:SIGNS]
    return "-".join(signs[at : at + GROUP] for at in range(0, SIGNS, GROUP))


def digest_of(code: str) -> str:
    """Return the digest of a code, however it was typed: with or without dashes, spaces and capitals."""
    plain = "".join(sign for sign in code.lower() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def same_code(code: str, digest: str) -> bool:
    """Return whether a code has a digest; it takes as long when there is none."""
    same = constant_time_compare(digest_of(code), digest or NOBODY)
    return same and bool(digest)
