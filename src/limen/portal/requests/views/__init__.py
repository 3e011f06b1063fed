"""The pages of what the public sends: those of the public, and those of officers."""
