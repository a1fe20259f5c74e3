"""Normalise text for search and comparison."""
