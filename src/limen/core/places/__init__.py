"""Agencies, offices, ports, stations, facilities and posts abroad: all effective-dated, with jurisdictions."""
