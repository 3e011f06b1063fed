"""The filters of the pages of SEVIS."""
