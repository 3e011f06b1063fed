"""The consolidated list of the United Nations Security Council, as its XML.

``parse`` returns every individual and entity with all parts of the name, the name in its own script, every alias with
its quality (a low-quality one is weak), dates of birth with their uncertainty, and documents with who issued them.
"""

from limen.exchange.un.reading import parse

__all__ = ["parse"]
