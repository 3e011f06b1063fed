"""Persons, identities claimed, identifiers, relationships, and same / not-same judgements."""
