"""Clients of sync servers, behind one interface: Google Reader API and others."""
