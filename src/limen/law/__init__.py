"""The rules as data, and their loader."""

from limen.law.pack import NotInForce, Pack, UnknownKey, load
from limen.law.values import Clock, ClockProvision, Code, CodeTable, Example, Provision, Value

__all__ = [
    "Clock",
    "ClockProvision",
    "Code",
    "CodeTable",
    "Example",
    "NotInForce",
    "Pack",
    "Provision",
    "UnknownKey",
    "Value",
    "load",
]
