"""Settings: ``base`` for every node, ``demo`` for a laptop, ``test`` for the suite."""
