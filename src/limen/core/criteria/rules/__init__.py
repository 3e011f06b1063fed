"""The criteria's own logic, with no table and no page in it: vocabulary, facts, conditions, evaluation, fairness."""

from limen.core.criteria.rules.evaluating import Flight, holds
from limen.core.criteria.rules.facts import Span, TravelFacts, age_on, counted, groups
from limen.core.criteria.rules.fairness import Alone, TooIntricate, rests_on_alone
from limen.core.criteria.rules.fields import CATEGORIES, OPERATORS, WITHOUT_VALUE, Field, fields
from limen.core.criteria.rules.tree import (
    MODES,
    Group,
    Node,
    Question,
    as_data,
    categories,
    deeper_than,
    questions,
    read,
)

__all__ = [
    "CATEGORIES",
    "MODES",
    "OPERATORS",
    "WITHOUT_VALUE",
    "Alone",
    "Field",
    "Flight",
    "Group",
    "Node",
    "Question",
    "Span",
    "TooIntricate",
    "TravelFacts",
    "age_on",
    "as_data",
    "categories",
    "counted",
    "deeper_than",
    "fields",
    "groups",
    "holds",
    "questions",
    "read",
    "rests_on_alone",
]
