"""Lists that others publish, taken as lookouts: registered, approved by a second person, loaded version by version."""
