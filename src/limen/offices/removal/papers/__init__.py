"""The papers of this office, filled from the record, by subject."""
