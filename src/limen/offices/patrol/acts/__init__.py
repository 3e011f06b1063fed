"""What Border Patrol does."""
