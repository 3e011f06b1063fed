"""Detention and Removal: custody, proceedings, and the way home."""
