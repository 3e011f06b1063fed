"""Plain Python under everything: acts, the door, clock arithmetic, identifiers and errors."""
