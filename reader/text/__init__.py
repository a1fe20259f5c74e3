"""Normalise text for search and comparison; know scripts and directions of languages."""
