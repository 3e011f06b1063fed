"""Entities of the FollowTheMoney model, one JSON object a line, as OpenSanctions and others publish them.

``parse`` reads whole entities (``entities.ftm.json``) and nested ones (``targets.nested.json``); ``entity`` writes a
party as such an entity, for clients that speak the model.
"""

from limen.exchange.ftm.reading import parse
from limen.exchange.ftm.writing import entity, write

__all__ = ["entity", "parse", "write"]
