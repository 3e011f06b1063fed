"""The rules as data, and their loader."""
