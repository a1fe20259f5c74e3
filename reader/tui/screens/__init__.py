"""Whole screens and the cards that open above them."""
