"""Recognise the platforms news is published on, and read those that have no feed."""
