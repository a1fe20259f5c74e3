"""The phrases of the interface, one module a language, the same keys in each."""
