"""Connect the library to an account on a sync server, and sync the two."""
