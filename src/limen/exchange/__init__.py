"""Wire formats in and out: pure functions, no Django, no database."""
