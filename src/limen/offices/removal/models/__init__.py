"""What Detention and Removal keeps."""
