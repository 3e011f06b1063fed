"""Running deadlines and the queues they feed."""
