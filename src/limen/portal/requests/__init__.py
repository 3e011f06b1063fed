"""What the public sends by the site: taken in, given a number, worked by the office concerned, answered."""
