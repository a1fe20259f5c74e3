"""Pieces the panes are made of, each usable alone."""
