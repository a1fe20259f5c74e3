"""The panes of the reading screen, and the parts only one of them has."""
