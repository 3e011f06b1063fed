"""Append-only, hash-chained entries: every act, and every read of a personal record."""
