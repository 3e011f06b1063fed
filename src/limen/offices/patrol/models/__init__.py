"""What Border Patrol keeps."""
