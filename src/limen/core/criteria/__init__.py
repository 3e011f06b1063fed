"""Criteria: written rules by which travel data refers somebody to a person, tried first and measured ever after."""
