"""Who is held, where, since when, under which authority, and what is due to them."""
