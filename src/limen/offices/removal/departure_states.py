"""Groups of states that the acts, tables and pages of departures share."""

OPEN_SEATS = ("manifested", "cleared", "embarked")
"""The states of a seat in which its person is to travel, or does."""

WAITING = ("manifested", "cleared")
"""The states of a seat in which nobody has decided at the door."""

OPEN_RUNS = ("planned", "boarding")
"""The states of a movement in which its manifest can change."""

OPEN_REQUESTS = ("requested", "refused")
"""The states of a request in which a document is still sought."""
