"""The transition tables of investigations, by subject."""

from limen.offices.investigations.workflow import arrests, leads

__all__ = ["arrests", "leads"]
