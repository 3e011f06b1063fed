"""Investigations: what is followed up within the country, and who is arrested on it."""
