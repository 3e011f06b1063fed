"""Templates, components and theme; no domain words."""
