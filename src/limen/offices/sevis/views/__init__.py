"""The pages of SEVIS."""
