"""Access sync servers through one interface: Google Reader API and others."""
