"""What is read of schools, sponsors and those they sponsor."""
