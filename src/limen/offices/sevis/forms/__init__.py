"""The filters of the pages of SEVIS, and files to send."""
