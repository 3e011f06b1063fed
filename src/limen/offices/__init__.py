"""The offices of the service, siblings of one shape; none imports another."""
