"""khabar (خبر): the terminal news reader in which Arabic is right."""

__version__ = "0.1.0"
