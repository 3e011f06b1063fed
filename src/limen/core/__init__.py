"""Shared Django apps that every office stands on."""
