"""Normalize text for search and comparison; return scripts and directions of languages."""
