"""Forms of this office that are not one act, by subject."""
