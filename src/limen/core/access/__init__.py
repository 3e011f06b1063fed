"""Accounts, roles, postings, purposes of use, compartments, sessions and sign-in."""
