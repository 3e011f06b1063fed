"""The papers of SEVIS, filled from the record."""
