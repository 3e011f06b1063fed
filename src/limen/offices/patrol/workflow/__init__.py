"""The transition tables of Border Patrol."""
