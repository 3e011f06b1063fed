"""What the code of the site puts below the words of its pages; each module enters its parts in ``frame.PARTS``."""

from limen.portal.parts import (
    consulates,
    facilities,
    fee_receipt,
    hearing,
    i94,
    lists,
    locator,
    may_i_bring,
    offices,
    organisation,
    school_check,
    searching,
    sending,
    student_portal,
    wait_times,
)

__all__ = [
    "consulates",
    "facilities",
    "fee_receipt",
    "hearing",
    "i94",
    "lists",
    "locator",
    "may_i_bring",
    "offices",
    "organisation",
    "school_check",
    "searching",
    "sending",
    "student_portal",
    "wait_times",
]
