"""Pages of SEVIS."""
