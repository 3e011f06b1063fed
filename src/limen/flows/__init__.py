"""Stories that cross offices, one file each."""
