"""Border Patrol: what happens between the ports of entry."""
