"""File number, parties, notes, tasks, and a timeline that is a projection of the ledger."""
