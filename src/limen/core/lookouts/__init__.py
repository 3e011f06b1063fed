"""Alerts: nominate, approve, hit, clear, expire."""
