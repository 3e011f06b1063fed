"""What Django says of a form, the words of the officers' forms that the public reads, and the names of the months."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop, ngettext_lazy

SAID = (
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid date."),
    gettext_noop("Enter a valid time."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("(Hidden field %(name)s) %(error)s"),
)
"""What is wrong with a field."""

COUNTED: tuple[Any, ...] = (
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)
"""What is wrong with the length of a field."""

MONTHS = (
    gettext_noop("January"),
    gettext_noop("February"),
    gettext_noop("March"),
    gettext_noop("April"),
    gettext_noop("May"),
    gettext_noop("June"),
    gettext_noop("July"),
    gettext_noop("August"),
    gettext_noop("September"),
    gettext_noop("October"),
    gettext_noop("November"),
    gettext_noop("December"),
)
"""The months, as a date has them that is written out."""

PARTS = (gettext_noop("(optional)"), gettext_noop("There is a problem"), gettext_noop("Choose a country"))
"""Words of the parts that forms are made of, in the officers' rooms and here."""

LOCATOR = (
    gettext_noop("A-number"),
    gettext_noop("Nine digits; A123456789 or 123-456-789"),
    gettext_noop("Surname"),
    gettext_noop("Exactly as on record"),
    gettext_noop("Given names"),
    gettext_noop("Date of birth"),
    gettext_noop("Country of birth"),
    gettext_noop("Give an A-number, or the surname, given names and date of birth exactly as they are on record."),
)
"""What the form asks by which somebody is sought who is held: it is the form of the office that holds them."""
