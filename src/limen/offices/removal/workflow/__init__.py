"""The transition tables of Detention and Removal."""
