"""Forms of SEVIS."""
