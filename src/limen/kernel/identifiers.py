"""Identifiers that any node can make alone: UUIDv7 for records, leased blocks for official numbers."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import uuid_utils.compat

from limen.kernel.errors import BadInput, NumbersExhausted, Problem


def uuid7() -> uuid.UUID:
    """Return a new time-ordered identifier (RFC 9562, version 7)."""
    return uuid_utils.compat.uuid7()


def as_uuid(text: str, field: str = "id") -> uuid.UUID:
    """Read an identifier.

    Raises:
        BadInput: when the text is no UUID.
    """
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise BadInput(
            f"“{text}” is not a record identifier.",
            problems=[Problem(field, "uuid.malformed", "A record identifier has 32 hexadecimal digits.")],
        ) from error


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How an official number is written: a picture of ``9`` (digit), ``A`` (letter) and literals.

    The letters leave out those that are read as digits.

    Args:
        picture: e.g. ``999999999A9`` for an I-94 number.
        letters: the alphabet an ``A`` draws from.
    """

    picture: str
    letters: str = "ABCDEFGHJKLMNPQRSTUVWXYZ"

    @property
    def capacity(self) -> int:
        """Return how many numbers the picture can write."""
        total = 1
        for mark in self.picture:
            total *= {"9": 10, "A": len(self.letters)}.get(mark, 1)
        return total

    def write(self, serial: int) -> str:
        """Return the ``serial``-th number, counted from zero.

        Raises:
            NumbersExhausted: when the picture has no such number.
        """
        if not 0 <= serial < self.capacity:
            raise NumbersExhausted(f"The format {self.picture} has no number {serial}.")
        out: list[str] = []
        for mark in reversed(self.picture):
            if mark == "9":
                serial, digit = divmod(serial, 10)
                out.append(str(digit))
            elif mark == "A":
                serial, index = divmod(serial, len(self.letters))
                out.append(self.letters[index])
            else:
                out.append(mark)
        return "".join(reversed(out))

    def read(self, number: str) -> int:
        """Return the serial of a written number, the inverse of ``write``.

        Raises:
            BadInput: when the number does not fit the picture.
        """
        fault = BadInput(
            f"“{number}” does not have the form {self.picture}.",
            problems=[Problem("number", "number.form", f"The form is {self.picture}.")],
        )
        if len(number) != len(self.picture):
            raise fault
        serial = 0
        for mark, sign in zip(self.picture, number, strict=True):
            alphabet = {"9": "0123456789", "A": self.letters}.get(mark)
            if alphabet is None:
                if sign != mark:
                    raise fault
                continue
            if sign not in alphabet:
                raise fault
            serial = serial * len(alphabet) + alphabet.index(sign)
        return serial


@dataclass(frozen=True, slots=True)
class Block:
    """A run of serials leased to one node: first and last are both included; ``next`` is the next to issue."""

    first: int
    last: int
    next: int

    def take(self) -> tuple[int, Block]:
        """Return the next serial and the block after it.

        Raises:
            NumbersExhausted: when every serial has been issued.
        """
        if self.next > self.last:
            raise NumbersExhausted("This node's block of official numbers is used up; ask for another lease.")
        return self.next, Block(self.first, self.last, self.next + 1)

    @property
    def left(self) -> int:
        """Return how many serials are left."""
        return self.last - self.next + 1
