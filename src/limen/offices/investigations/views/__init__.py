"""The pages of investigations, by subject."""
