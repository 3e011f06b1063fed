"""What Detention and Removal does."""
