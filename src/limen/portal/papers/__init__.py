"""A page of the public site as PDF/UA-1."""

from limen.portal.papers.blocks import blocks
from limen.portal.papers.setting import Sheet, compiled, unwritten

__all__ = ["Sheet", "blocks", "compiled", "unwritten"]
