"""The pages of Detention and Removal."""
