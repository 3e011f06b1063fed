"""Every act of the room."""

from limen.core.criteria.acts.selecting import Chosen, Consider, Identify, PassOver, RecordFound, RecordNothing
from limen.core.criteria.acts.writing import Amend, Approve, Draft, Lapse, Resume, Suspend, Try, Withdraw

__all__ = [
    "Amend",
    "Approve",
    "Chosen",
    "Consider",
    "Draft",
    "Identify",
    "Lapse",
    "PassOver",
    "RecordFound",
    "RecordNothing",
    "Resume",
    "Suspend",
    "Try",
    "Withdraw",
]
