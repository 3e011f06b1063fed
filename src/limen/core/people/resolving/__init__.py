"""Which records of the register are likely the same person: the model, the flat records and the linker, no Django.

``flat`` turns what is known of a person into rows, ``model`` reads the settings, ``engines`` says where the linker
runs, ``linking`` gives pairs with a probability and what it is made of.
"""

from limen.core.people.resolving.engines import ENGINES, Engine, EngineMissing, engine
from limen.core.people.resolving.flat import Claim, Known, Register, folded_number
from limen.core.people.resolving.linking import Pair, Reason, link
from limen.core.people.resolving.model import Model, model

__all__ = [
    "ENGINES",
    "Claim",
    "Engine",
    "EngineMissing",
    "Known",
    "Model",
    "Pair",
    "Reason",
    "Register",
    "engine",
    "folded_number",
    "link",
    "model",
]
