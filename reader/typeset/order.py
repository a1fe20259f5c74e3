"""The three ways of sending a finished line; `terminal` decides between them, `arrange` does them."""

from enum import Enum


class Order(Enum):
    """How the cells of a line are sent."""

    CELLS = "cells"
    WORDS = "words"
    FENCED = "fenced"
