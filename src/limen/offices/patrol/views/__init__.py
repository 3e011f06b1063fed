"""The pages of Border Patrol."""
