"""The name-and-identity matching engine: index, candidate search, score, explain. It knows no Django."""

from limen.screening.model import Answer, Evidence, Match, Name, Number, Party

__all__ = ["Answer", "Evidence", "Match", "Name", "Number", "Party"]
