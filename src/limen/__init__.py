"""Limen: border management and immigration enforcement, one record from first contact to lawful outcome."""
