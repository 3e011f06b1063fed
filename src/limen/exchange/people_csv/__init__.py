"""A list of people as comma- or tab-separated text, whatever its columns are called."""

from limen.exchange.people_csv.reading import FIELDS, mapping_of, parse

__all__ = ["FIELDS", "mapping_of", "parse"]
