"""SEVIS batch documents: what schools and programmes send, and the transaction log that answers them.

``read`` never raises: it returns the batch, its records, and everything the agency's schema refuses in them.
"""

from limen.exchange.sevis_batch.codes import Table, tables
from limen.exchange.sevis_batch.documents import Event, Limits, Result, Value, description, limits, results, values
from limen.exchange.sevis_batch.model import Batch, Node, Record, Refusal
from limen.exchange.sevis_batch.reading import read, unread

__all__ = [
    "Batch",
    "Event",
    "Limits",
    "Node",
    "Record",
    "Refusal",
    "Result",
    "Table",
    "Value",
    "description",
    "limits",
    "read",
    "results",
    "tables",
    "unread",
    "values",
]
