"""The suite's fixtures, for the tests that live beside the office."""

from tests.conftest import service, shared_data

__all__ = ["service", "shared_data"]
